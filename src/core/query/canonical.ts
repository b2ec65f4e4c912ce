import type { MarketQuery } from "./query";

/**
 * JSON with sorted keys and without absent fields: equal values give equal texts, whatever the order
 * their fields were written in.
 *
 * @throws TypeError for what JSON cannot hold without loss: NaN, infinities, functions, bigints
 */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
	if (typeof value === "object" && value !== null) {
		const fields = Object.entries(value)
			.filter(([, field]) => field !== undefined)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
		return `{${fields.join(",")}}`;
	}
	const isPlain = value === null || typeof value === "string" || typeof value === "boolean";
	if (isPlain || (typeof value === "number" && Number.isFinite(value)))
		return JSON.stringify(value);
	throw new TypeError(`${typeof value} has no canonical JSON`);
}

/** Identity of what a panel shows: opening the same queries again finds the same panel. */
export function viewKey(queries: readonly MarketQuery[]): string {
	return canonicalJson(queries);
}

/** Identity of what a query asks, whatever its range. */
export function questionKey(query: MarketQuery): string {
	return canonicalJson({ ...query, range: undefined });
}
