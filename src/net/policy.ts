import type { ErrorKind } from "../core/errors/errors";

/** How the client behaves when an attempt fails. Milliseconds unless named otherwise. */
export interface RetryPolicy {
	/** Attempts of one request in all. */
	readonly attempts: number;
	/** Back-off: random × min(base × 2^n, cap). */
	readonly backoffBase: number;
	readonly backoffCap: number;
	/** Base of the back-off after a 429 that names no time. */
	readonly rateBase: number;
	readonly rateCap: number;
	/** The shortest wait after a hint, so that "now" does not become a loop. */
	readonly shortestHint: number;
	/** A named time is stretched by up to this share, so that windows do not all come back at once. */
	readonly longestJitter: number;
	/** Longer waits for a rate limit end the request with the time of the next try instead. */
	readonly longestRateWait: number;
	/** The same for a server that names a time for its return. */
	readonly longestServerWait: number;
	/** The longest time for which an answer can keep the client quiet. */
	readonly longestCooldown: number;
	/** Tokens for retries, which an outage uses up and success refills. */
	readonly retryTokens: number;
	readonly retryCost: number;
	readonly timeoutCost: number;
	readonly successRefund: number;
}

export const RETRY_POLICY: RetryPolicy = {
	attempts: 3,
	backoffBase: 500,
	backoffCap: 8_000,
	rateBase: 1_000,
	rateCap: 20_000,
	shortestHint: 500,
	longestJitter: 0.1,
	longestRateWait: 60_000,
	longestServerWait: 20_000,
	longestCooldown: 15 * 60_000,
	retryTokens: 50,
	retryCost: 5,
	timeoutCost: 10,
	successRefund: 1,
};

/** How many attempts each kind of failure gets; kinds that are not named get one. */
const ATTEMPTS: Readonly<Partial<Record<ErrorKind, number>>> = {
	refused: 3,
	reset: 3,
	server: 3,
	rateLimited: 3,
	dns: 2,
	timeout: 2,
	stalled: 2,
	truncated: 2,
};

/** How many attempts a request gets that failed with this kind and status. */
export function attemptsFor(
	kind: ErrorKind,
	status: number | undefined,
	mayPass: boolean,
	policy: RetryPolicy,
): number {
	// The server gave up on a heavy query; asking again often does not help.
	const worth = status === 504 ? 2 : mayPass ? 2 : (ATTEMPTS[kind] ?? 1);
	return Math.min(worth, policy.attempts);
}

/** Full jitter: anything between nothing and the exponential step. */
export function backoff(retry: number, base: number, cap: number, random: () => number): number {
	return random() * Math.min(base * 2 ** retry, cap);
}
