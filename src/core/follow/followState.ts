import type { ErrorKind } from "../errors/errors";
import { alignDown, DAY_MS, type DurationMs, durationMs, type EpochMs, epochMs } from "../time";
import { LONGEST_DELAY_MS } from "./followPeriod";

/** What following one market is doing (definitions D50). */
export type FollowPhase =
	/** The next request is due at `nextAt`, or with the next change of files. */
	| { readonly kind: "waiting"; readonly nextAt: EpochMs | undefined }
	| { readonly kind: "asking"; readonly since: EpochMs }
	/** The next request would use up what the plan gives in a day: a person decides, until that day is over. */
	| { readonly kind: "confirming"; readonly until: EpochMs }
	/** For good, with the failure that says why, or because the range is over. */
	| { readonly kind: "ended"; readonly error?: unknown };

/** Following one market, as a plain value. */
export interface FollowState {
	readonly phase: FollowPhase;
	/** Whether somebody can see the chart: nothing is asked for one that nobody sees. */
	readonly isWatched: boolean;
	/** Time between two requests while nothing fails; `undefined` where only a change of files asks. */
	readonly period: DurationMs | undefined;
	/** Time to the next request: the period, or more after failures. */
	readonly delay: DurationMs;
	/** The last failure, while it still puts requests off. */
	readonly failure?: ErrorKind;
	/** Until when a person agreed to go beyond the plan's day. */
	readonly agreedUntil?: EpochMs;
}

/** What a failure means for the next request. */
export interface FollowFailure {
	readonly kind: ErrorKind;
	/** When the server says that another attempt makes sense. */
	readonly retryAt?: EpochMs | undefined;
}

/** Failures that pass: the next request comes later. */
const PASSING = new Set<ErrorKind>([
	"rateLimited",
	"server",
	"timeout",
	"stalled",
	"offline",
	"dns",
	"refused",
	"reset",
	"proxy",
	"portal",
	"badBody",
	"truncated",
	"engine",
	"unreadable",
	"storage",
	"emptyData",
]);

/** How long files are left alone after a change, so that one that is being written is read once. */
const SETTLED_AFTER_MS = 2_000;
/** Failures of what has no period of its own begin with this delay. */
const FIRST_DELAY_MS = durationMs(15_000);

/**
 * Following that begins.
 *
 * @param period `undefined` where only a change of files asks
 * @param answeredAt when what is shown was asked for
 */
export function beginFollow(
	period: DurationMs | undefined,
	answeredAt: EpochMs,
	now: EpochMs,
): FollowState {
	return {
		phase: {
			kind: "waiting",
			// The clock that told when it came may be ahead of the provider's.
			nextAt:
				period === undefined
					? undefined
					: epochMs(Math.max(now, Math.min(answeredAt, now) + period)),
		},
		isWatched: false,
		period,
		delay: period ?? FIRST_DELAY_MS,
	};
}

/**
 * When the next request is due; `undefined` while none is: it runs, waits for being seen, or has ended. One that waits for a
 * person is due with the next day of the plan.
 */
export function dueAt({ phase, isWatched }: FollowState): EpochMs | undefined {
	if (!isWatched) return undefined;
	return phase.kind === "waiting"
		? phase.nextAt
		: phase.kind === "confirming"
			? phase.until
			: undefined;
}

/**
 * Somebody sees the chart now, or nobody does any more. A request that runs then is given up. It was sent all the same: the
 * next one is due some seconds after it at the soonest, however often the chart is hidden and shown, and no sooner than a
 * failure before it lets.
 */
export function watched(state: FollowState, isWatched: boolean, now: EpochMs): FollowState {
	const { phase, period = FIRST_DELAY_MS, delay } = state;
	if (isWatched || phase.kind !== "asking") return { ...state, isWatched };
	const least = delay > period ? delay : Math.min(delay, FIRST_DELAY_MS);
	const nextAt = epochMs(Math.max(now, phase.since + least));
	return { ...state, isWatched, phase: { kind: "waiting", nextAt } };
}

/** Whether a person has agreed to go beyond the plan's day, and that day is not over. */
export function isAgreed({ agreedUntil }: FollowState, now: EpochMs): boolean {
	return agreedUntil !== undefined && now < agreedUntil;
}

/** Whether what is left of the day allows a request, or a person has agreed to go beyond it. */
export function isAllowed(
	state: FollowState,
	cost: number,
	leftToday: number | undefined,
	now: EpochMs,
): boolean {
	return leftToday === undefined || cost <= leftToday || isAgreed(state, now);
}

/** The request is sent. */
export function asking(state: FollowState, now: EpochMs): FollowState {
	return { ...state, phase: { kind: "asking", since: now } };
}

/** The next request would go beyond the day of the plan, which ends at midnight (UTC). */
export function confirming(state: FollowState, now: EpochMs): FollowState {
	return { ...state, phase: { kind: "confirming", until: endOfDay(now) } };
}

/** A person agreed to go beyond the plan's day: until it is over (UTC), and at once. */
export function agreed(state: FollowState, now: EpochMs): FollowState {
	if (state.phase.kind !== "confirming") return state;
	return { ...state, phase: { kind: "waiting", nextAt: now }, agreedUntil: endOfDay(now) };
}

function endOfDay(now: EpochMs): EpochMs {
	return epochMs(alignDown(now, DAY_MS) + DAY_MS);
}

/** An answer came, or there was nothing to ask for: half of what failures had added is left. */
export function answered(state: FollowState, now: EpochMs): FollowState {
	const { period, failure, ...rest } = state;
	if (period === undefined) {
		return {
			...rest,
			period,
			phase: { kind: "waiting", nextAt: undefined },
			delay: FIRST_DELAY_MS,
		};
	}
	const delay = durationMs(Math.max(period, state.delay / 2));
	const isDelayed = failure !== undefined && delay > period;
	return waitingFor({ ...rest, period, ...(isDelayed && { failure }) }, delay, now);
}

/**
 * The request failed. What passes doubles the time to the next one, up to 15 minutes, and a server that says when to come
 * back is obeyed, whatever that is; anything else ends it.
 */
export function failed(
	state: FollowState,
	{ kind, retryAt }: FollowFailure,
	error: unknown,
	now: EpochMs,
): FollowState {
	// It was given up by whoever looks away.
	if (kind === "cancelled") return waitingFor(state, state.delay, now);
	if (!PASSING.has(kind)) return ended(state, error);
	const delay = durationMs(Math.min(LONGEST_DELAY_MS, state.delay * 2));
	const later = waitingFor({ ...state, failure: kind }, delay, now);
	if (retryAt === undefined || retryAt <= now) return later;
	return { ...later, phase: { kind: "waiting", nextAt: retryAt } };
}

/** Files changed: they are read in a moment, or when a failure lets them. */
export function changed(state: FollowState, now: EpochMs): FollowState {
	const { phase } = state;
	if (phase.kind !== "waiting") return state;
	const soon = now + SETTLED_AFTER_MS;
	// What is put off by a failure stays put off; what waits for quiet waits on.
	const nextAt = epochMs(Math.max(soon, state.delay > FIRST_DELAY_MS ? (phase.nextAt ?? 0) : 0));
	return { ...state, phase: { kind: "waiting", nextAt } };
}

/** It ends for good. */
export function ended(state: FollowState, error?: unknown): FollowState {
	return { ...state, phase: { kind: "ended", ...(error !== undefined && { error }) } };
}

function waitingFor(state: FollowState, delay: DurationMs, now: EpochMs): FollowState {
	return { ...state, delay, phase: { kind: "waiting", nextAt: epochMs(now + delay) } };
}
