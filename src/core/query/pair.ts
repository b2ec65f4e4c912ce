/** What a price is of, and what it is in. */
export interface Pair {
	readonly base: string;
	readonly quote: string;
}

/** The two sides of a plain pair. Codes with more parts, such as dated futures, stay unread. */
export function pairOf(symbol: string): Pair | undefined {
	const [, base, quote] = /^([\p{L}\p{M}\p{N}]+)-([\p{L}\p{M}\p{N}]+)$/u.exec(symbol) ?? [];
	return base === undefined || quote === undefined ? undefined : { base, quote };
}
