import type { Endpoint } from "../core/endpoint";
import type { ApiRequest, ApiRequestOptions, ApiResponse } from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { epochMs } from "../core/time";
import { type AttemptAnswer, runAttempt } from "./attempt";
import type { Clock } from "./clock";
import { AttemptFailure } from "./failure";
import type { Lane } from "./lane";
import { type RetryPolicy, attemptsFor, backoff } from "./policy";
import { exhaustedForMs } from "./rateHeaders";

/** Everything that one request needs on its way, however many attempts it takes. */
export interface Operation {
	readonly request: ApiRequest;
	readonly endpoint: Endpoint;
	readonly url: URL;
	readonly key: string;
	readonly limits: Limits;
	readonly lane: Lane;
	readonly policy: RetryPolicy;
	readonly clock: Clock;
	readonly random: () => number;
	readonly log: Log;
	readonly onWait: ApiRequestOptions["onWait"];
	/** When the whole operation has to be over, on the monotonic clock. */
	readonly deadline: number;
}

/** How long to wait before the next attempt; a failure that ends the request otherwise. */
function waitAfter(failure: AttemptFailure, attempt: number, operation: Operation): number {
	const { kind, facts, hints } = failure;
	const { policy, lane, random, clock, deadline, request } = operation;
	const isRate = kind === "rateLimited";
	const hint = hints.retryAfterMs;
	const cooldown = hint === undefined && isRate ? policy.unhintedCooldown[request.provider] : hint;
	const retryAt = (ms: number) => epochMs(clock.now() + Math.min(ms, policy.longestCooldown));
	const retriable = attempt < attemptsFor(kind, facts.status, hints.mayPass === true, policy);

	if (cooldown !== undefined && (isRate || kind === "server")) {
		const wait = Math.max(cooldown, policy.shortestHint) * (1 + random() / 10);
		const longest = isRate ? policy.longestRateWait : policy.longestServerWait;
		lane.keepQuiet(wait, kind);
		const isTooLong = cooldown > longest || clock.monotonic() + wait >= deadline;
		if (!retriable || isTooLong || !lane.payRetry(false)) {
			throw new AttemptFailure(kind, { ...facts, retryAt: retryAt(wait) });
		}
		return wait;
	}
	const wait = isRate
		? backoff(attempt - 1, policy.rateBase, policy.rateCap, random)
		: backoff(attempt - 1, policy.backoffBase, policy.backoffCap, random);
	const isTimeout = kind === "timeout" || kind === "stalled";
	if (!retriable || clock.monotonic() + wait >= deadline || !lane.payRetry(isTimeout)) {
		throw failure;
	}
	return wait;
}

async function pause(ms: number, operation: Operation, signal: AbortSignal): Promise<void> {
	if (ms <= 0) return;
	const { clock, onWait } = operation;
	onWait?.(epochMs(clock.now() + ms));
	try {
		await clock.sleep(ms, signal);
	} finally {
		onWait?.(undefined);
	}
}

/** Waits until the lane is no longer quiet, or fails at once when that would take too long. */
async function awaitQuiet(operation: Operation, signal: AbortSignal): Promise<void> {
	const { lane, policy, clock, deadline } = operation;
	for (let quiet = lane.quietMs; quiet > 0; quiet = lane.quietMs) {
		if (quiet > policy.longestRateWait * 1.1 || clock.monotonic() + quiet >= deadline) {
			throw new AttemptFailure(lane.quietReason, { retryAt: epochMs(clock.now() + quiet) });
		}
		await pause(quiet, operation, signal);
	}
}

async function attemptOnce(operation: Operation, signal: AbortSignal): Promise<AttemptAnswer> {
	const { lane, limits } = operation;
	await lane.enter(limits.requestsInFlight, signal);
	try {
		return await runAttempt(operation, signal);
	} catch (error) {
		if (error instanceof AttemptFailure && error.kind === "badKey") lane.refuseWaiting(error);
		throw error;
	} finally {
		lane.leave();
	}
}

function logAttempt(operation: Operation, began: number, outcome: string): void {
	const { url, clock, log } = operation;
	const ms = Math.round(clock.monotonic() - began);
	log.info(`GET ${url.host}${url.pathname} ${outcome} in ${ms} ms`);
}

/**
 * Runs a request to its end: waits out quiet times, repeats what may pass, within the attempts, the
 * retry tokens and the deadline. Rejects with {@link AttemptFailure} whose facts count the attempts,
 * or with the signal's reason at once, also during a wait.
 */
export async function runOperation(
	operation: Operation,
	signal: AbortSignal,
): Promise<ApiResponse> {
	const { clock, lane, policy, log } = operation;
	for (let attempt = 1; ; attempt++) {
		await awaitQuiet(operation, signal);
		const began = clock.monotonic();
		try {
			const answer = await attemptOnce(operation, signal);
			logAttempt(operation, began, `${answer.status}, ${answer.bytes} bytes`);
			if (attempt > 1) log.info(`${operation.url.host} recovered after ${attempt - 1} retries`);
			lane.refund();
			const spent = exhaustedForMs(answer.headers, answer.serverTime ?? clock.now());
			if (spent !== undefined)
				lane.keepQuiet(Math.min(spent, policy.longestRateWait), "rateLimited");
			const { body, serverTime } = answer;
			return serverTime === undefined ? { body } : { body, serverTime };
		} catch (error) {
			if (!(error instanceof AttemptFailure) || signal.aborted) throw error;
			const { kind, facts } = error;
			logAttempt(
				operation,
				began,
				[kind, facts.status, facts.code].filter((part) => part !== undefined).join(" "),
			);
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
