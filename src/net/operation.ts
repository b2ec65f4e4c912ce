import type { KeylessEndpoint } from "../core/access/endpoint";
import type { RequestAccount, Silence } from "../core/cost/account";
import type { ApiRequest, ApiRequestOptions, ApiResponse, TakenBody } from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { epochMs } from "../core/time";
import { type AttemptAnswer, runAttempt } from "./attempt";
import type { Clock } from "./clock";
import { AttemptFailure } from "./failure";
import type { Signature } from "./keyHeader";
import type { Lane, Turn } from "./lane";
import { type RetryPolicy, attemptsFor, backoff } from "./policy";
import { exhaustedForMs, readRateHeaders } from "./rateHeaders";

/** Everything that one request needs on its way, however many attempts it takes. */
export interface Operation<Facts = unknown> {
	readonly request: ApiRequest;
	readonly endpoint: KeylessEndpoint;
	readonly url: URL;
	/** Absent where the server gets no key. */
	readonly signature: Signature | undefined;
	readonly limits: Limits;
	readonly lane: Lane;
	/** What all windows know of the key's limit; absent where each is on its own. */
	readonly account: RequestAccount | undefined;
	readonly policy: RetryPolicy;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Log;
	readonly onWait: ApiRequestOptions<Facts>["onWait"];
	readonly read: ApiRequestOptions<Facts>["read"];
	/** Milliseconds until the query that asks has to be over. */
	readonly remainingMs: () => number;
}

/** Milliseconds for which a failure keeps the whole lane quiet, when it does. */
function cooldownOf({ kind, hints }: AttemptFailure, operation: Operation): number | undefined {
	const { policy, random, endpoint } = operation;
	if (kind !== "rateLimited" && kind !== "server") return undefined;
	const unhinted = kind === "rateLimited" ? endpoint.unhintedCooldown : undefined;
	const named = hints.retryAfterMs ?? unhinted;
	if (named === undefined) return undefined;
	return Math.max(named, policy.shortestHint) * (1 + random() * policy.longestJitter);
}

function turnOf({ limits, remainingMs, onWait }: Operation): Turn {
	return { places: limits.requestsInFlight, remainingMs, onWait };
}

/**
 * How long to wait before the next attempt, beside the silence that the lane keeps; a failure that
 * ends the request otherwise.
 */
function waitAfter(failure: AttemptFailure, attempt: number, operation: Operation): number {
	const { kind, facts, hints } = failure;
	const { policy, lane, random, remainingMs } = operation;
	const retriable = attempt < attemptsFor(kind, facts.status, hints.mayPass === true, policy);
	if (cooldownOf(failure, operation) !== undefined) {
		if (!retriable || lane.outlasts(turnOf(operation)) || !lane.payRetry(false)) {
			throw new AttemptFailure(kind, { ...facts, ...lane.quietFailure().facts });
		}
		return 0;
	}
	const wait =
		kind === "rateLimited"
			? backoff(attempt - 1, policy.rateBase, policy.rateCap, random)
			: backoff(attempt - 1, policy.backoffBase, policy.backoffCap, random);
	const isTimeout = kind === "timeout" || kind === "stalled";
	if (!retriable || wait >= remainingMs() || !lane.payRetry(isTimeout)) throw failure;
	return wait;
}

async function pause(ms: number, operation: Operation, signal: AbortSignal): Promise<void> {
	if (ms <= 0) return;
	const { clock, onWait } = operation;
	onWait?.(epochMs(clock.now() + ms), "retry");
	try {
		await clock.sleep(ms, signal);
	} finally {
		onWait?.(undefined);
	}
}

/** Obeys an answer that asks for no more requests for a while, and notes what it tells of the limit. */
function heedAnswer({ headers, serverTime }: AttemptAnswer<unknown>, operation: Operation): void {
	const { policy, clock, account } = operation;
	const now = clock.now();
	const told = readRateHeaders(headers, serverTime ?? now, now);
	if (told !== undefined) account?.hear(told);
	const spent = exhaustedForMs(headers, serverTime ?? now);
	if (spent !== undefined) {
		keepQuiet(Math.min(spent, policy.longestRateWait), "rateLimited", operation);
	}
}

/** Keeps this window quiet, and tells the others. */
function keepQuiet(ms: number, kind: Silence["kind"], operation: Operation): void {
	const { lane, account, clock, policy } = operation;
	lane.keepQuiet(ms, kind);
	const until = epochMs(clock.now() + Math.min(ms, policy.longestCooldown));
	account?.keepQuiet({ until, kind });
}

/**
 * Waits for a place in flight, and for the end of a silence that any window knows of.
 *
 * @returns gives the place back
 */
async function takePlace(operation: Operation, signal: AbortSignal): Promise<() => void> {
	const { lane, account, request, clock, policy, random } = operation;
	for (;;) {
		await lane.enter(turnOf(operation), signal);
		const taken = await account?.take(request.cost ?? 1);
		if (taken === undefined) return () => lane.leave();
		if ("settle" in taken) {
			return () => {
				taken.settle();
				lane.leave();
			};
		}
		const { until, kind } = taken.wait;
		const ms = Math.max(until - clock.now(), policy.shortestHint);
		lane.keepQuiet(ms * (1 + random() * policy.longestJitter), kind);
		lane.leave();
	}
}

/** @param sentAt when the attempt began, by the monotonic clock */
function heedFailure(failure: AttemptFailure, operation: Operation, sentAt: number): void {
	const { lane } = operation;
	if (failure.kind === "rateLimited") lane.narrow(sentAt);
	if (failure.kind === "badKey") lane.refuseWaiting(failure);
	const cooldown = cooldownOf(failure, operation);
	if (cooldown === undefined) return;
	keepQuiet(cooldown, failure.kind === "server" ? "server" : "rateLimited", operation);
}

/**
 * Makes one attempt in its place of the lane, then gives the place back. What the answer asks of all requests
 * takes effect before the next one may go.
 */
async function attemptOnce<Facts>(
	operation: Operation<Facts>,
	signal: AbortSignal,
	giveBack: () => void,
): Promise<AttemptAnswer<Facts>> {
	const began = operation.clock.monotonic();
	try {
		const answer = await runAttempt(operation, signal);
		logAttempt(operation, began, `${answer.status}, ${answer.bytes} bytes`);
		heedAnswer(answer, operation);
		return answer;
	} catch (error) {
		if (error instanceof AttemptFailure && !signal.aborted) {
			logAttempt(operation, began, outcomeOf(error));
			heedFailure(error, operation, began);
		}
		throw error;
	} finally {
		giveBack();
	}
}

function outcomeOf({ kind, facts: { status, code } }: AttemptFailure): string {
	return [kind, status, code].filter((part) => part !== undefined).join(" ");
}

function logAttempt(operation: Operation, began: number, outcome: string): void {
	const { url, clock, log } = operation;
	const ms = Math.round(clock.monotonic() - began);
	log.info(`GET ${url.host}${url.pathname} ${outcome} in ${ms} ms`);
}

/**
 * Runs a request to its end: waits out quiet times, repeats what may succeed, within the attempts, the retry
 * tokens and the time that is left. Rejects with {@link AttemptFailure} whose facts count the attempts, or
 * with the signal's reason at once, also during a wait.
 */
export async function runOperation<Facts>(
	operation: Operation<Facts>,
	signal: AbortSignal,
): Promise<ApiResponse<TakenBody<Facts>>> {
	const { lane, log, url } = operation;
	for (let attempt = 1; ; attempt++) {
		const giveBack = await takePlace(operation, signal);
		try {
			const { body, serverTime } = await attemptOnce(operation, signal, giveBack);
			if (attempt > 1) log.info(`${url.host} recovered after ${attempt - 1} retries`);
			lane.succeeded();
			return serverTime === undefined ? { body } : { body, serverTime };
		} catch (error) {
			if (!(error instanceof AttemptFailure) || signal.aborted) throw error;
			let wait: number;
			try {
				wait = waitAfter(error, attempt, operation);
			} catch (final) {
				const failure = final instanceof AttemptFailure ? final : error;
				throw new AttemptFailure(failure.kind, { ...failure.facts, attempts: attempt });
			}
			await pause(wait, operation, signal);
		}
	}
}
