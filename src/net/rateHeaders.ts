import type { ToldLimit } from "../core/cost/account";
import { DAY_MS, epochMs, type EpochMs } from "../core/time";

const WHOLE = /^\d{1,12}$/;

/**
 * Milliseconds until the limit is renewed, when an answer says that nothing is left of it
 * (`X-RateLimit-Remaining: 0` and `X-RateLimit-Reset` in Unix seconds). Values that make no sense are
 * ignored.
 */
export function exhaustedForMs(
	headers: Readonly<Record<string, unknown>>,
	serverTime: number,
): number | undefined {
	const remaining = headers["x-ratelimit-remaining"];
	const reset = headers["x-ratelimit-reset"];
	if (remaining !== "0" || typeof reset !== "string" || !WHOLE.test(reset)) return undefined;
	const wait = Number(reset) * 1_000 - serverTime;
	return wait > 0 ? wait : undefined;
}

function wholeNumber(header: unknown): number | undefined {
	return typeof header === "string" && WHOLE.test(header) ? Number(header) : undefined;
}

/**
 * What an answer tells of its key's limit (`X-RateLimit-Remaining`, `-Limit` and `-Reset` in Unix seconds), the reset by
 * this machine's clock. `undefined` where it tells nothing, or what makes no sense.
 *
 * @param serverTime the server's clock
 * @param now this machine's
 */
export function readRateHeaders(
	headers: Readonly<Record<string, unknown>>,
	serverTime: number,
	now: EpochMs,
): Omit<ToldLimit, "at"> | undefined {
	const remaining = wholeNumber(headers["x-ratelimit-remaining"]);
	const limit = wholeNumber(headers["x-ratelimit-limit"]);
	if (remaining === undefined || (limit !== undefined && remaining > limit)) return undefined;
	const reset = wholeNumber(headers["x-ratelimit-reset"]);
	const ahead = reset === undefined ? NaN : reset * 1_000 - serverTime;
	return {
		remaining,
		...(limit !== undefined && { limit }),
		...(ahead > 0 && ahead <= DAY_MS && { resetAt: epochMs(now + ahead) }),
	};
}
