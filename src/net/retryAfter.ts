const IMF_DATE =
	/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Reads an HTTP date to epoch milliseconds. Stricter than `Date.parse`, which takes "-5" for a year. */
export function readHttpDate(header: unknown): number | undefined {
	return typeof header === "string" && IMF_DATE.test(header) ? Date.parse(header) : undefined;
}

/**
 * Reads `Retry-After` to milliseconds: whole seconds, or a date measured against the answer's own
 * `Date`, so that a wrong local clock does no harm. Anything else is no hint.
 */
export function readRetryAfter(header: unknown, serverTime: number): number | undefined {
	if (typeof header !== "string") return undefined;
	const value = header.trim();
	if (/^\d{1,15}$/.test(value)) return Number(value) * 1_000;
	const date = readHttpDate(value);
	return date === undefined ? undefined : Math.max(0, date - serverTime);
}
