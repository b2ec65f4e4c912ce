import type { KeylessEndpoint } from "../core/access/endpoint";
import type { RequestAccount, Silence } from "../core/cost/account";
import { errorCodes } from "../core/errors/errorCodes";
import type {
	ApiRequest,
	ApiRequestOptions,
	ApiResponse,
	OperationTrail,
	TakenBody,
} from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { epochMs } from "../core/time";
import { type AttemptAnswer, type ResponseHeaders, runAttempt } from "./attempt";
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
	/** What the request belongs to; it hears of each attempt. */
	readonly trail: OperationTrail | undefined;
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

/** When an attempt stood in line and went out, by the monotonic clock, and which of its request it is. */
interface Sending {
	readonly attempt: number;
	readonly stoodAt: number;
	readonly sentAt: number;
}

/**
 * Makes one attempt in its place of the lane, then gives the place back. What the answer asks of all requests
 * takes effect before the next one may go.
 */
async function attemptOnce<Facts>(
	operation: Operation<Facts>,
	sending: Sending,
	signal: AbortSignal,
	giveBack: () => void,
): Promise<AttemptAnswer<Facts>> {
	traceRequest(operation);
	try {
		const onHeaders = (status: number, headers: ResponseHeaders) =>
			traceAnswer(operation, status, headers);
		const answer = await runAttempt({ ...operation, onHeaders }, signal);
		tellAttempt(operation, sending, String(answer.status), answer.bytes);
		heedAnswer(answer, operation);
		return answer;
	} catch (error) {
		if (signal.aborted) tellAttempt(operation, sending, "cancelled", 0);
		else if (error instanceof AttemptFailure) {
			tellAttempt(operation, sending, errorCodes(error.kind, error.facts), 0);
			heedFailure(error, operation, sending.sentAt);
		}
		throw error;
	} finally {
		giveBack();
	}
}

/** Tells the operation of an attempt, and the log. */
function tellAttempt(
	operation: Operation,
	{ attempt, stoodAt, sentAt }: Sending,
	outcome: string,
	bytes: number,
): void {
	const { url, clock, log, trail } = operation;
	const ms = Math.round(clock.monotonic() - sentAt);
	const waitedMs = Math.round(sentAt - stoodAt);
	trail?.onAttempt({ host: url.host, ms, waitedMs, bytes, outcome, isRetry: attempt > 1 });
	const waited = waitedMs > 0 ? ` after waiting ${waitedMs} ms` : "";
	log.debug(
		`${nameOf(operation)}GET ${url.host}${url.pathname} ${outcome}, ${bytes} bytes in ${ms} ms${waited}`,
	);
}

/** The beginning of a line about an operation. */
const nameOf = ({ trail }: Operation) => (trail === undefined ? "" : `[${trail.id}] `);

/** The address with its query; the redactor of the log takes out keys and tokens. */
function traceRequest(operation: Operation): void {
	operation.log.trace(`${nameOf(operation)}> GET ${operation.url.href}`);
}

/** A cookie is a secret, too, and no business of ours. */
const UNTOLD_HEADERS: readonly string[] = ["set-cookie", "set-cookie2"];
const MOST_HEADER_TEXT = 2_000;

function traceAnswer(operation: Operation, status: number, headers: ResponseHeaders): void {
	const told = Object.entries(headers).filter(([name]) => !UNTOLD_HEADERS.includes(name));
	const text = JSON.stringify(Object.fromEntries(told)).slice(0, MOST_HEADER_TEXT);
	operation.log.trace(`${nameOf(operation)}< ${status} ${text}`);
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
	const { lane, log, url, clock } = operation;
	let stoodAt = clock.monotonic();
	for (let attempt = 1; ; attempt++) {
		const giveBack = await takePlace(operation, signal);
		const sending = { attempt, stoodAt, sentAt: clock.monotonic() };
		try {
			const { body, serverTime } = await attemptOnce(operation, sending, signal, giveBack);
			if (attempt > 1) {
				log.debug(`${nameOf(operation)}${url.host} recovered after ${attempt - 1} retries`);
			}
			lane.succeeded();
			return serverTime === undefined ? { body } : { body, serverTime };
		} catch (error) {
			if (!(error instanceof AttemptFailure) || signal.aborted) throw error;
			stoodAt = clock.monotonic();
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
