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
