import { type Decimal, unitsAt } from "../../decimal";
import type { JudgedSymbol } from "./judgedSymbols";

/** A profile of a median day has at most so many rows. */
const MOST_ROWS_OF_A_DAY = 100n;

/**
 * The height of rows that an instrument gets where a query names none: the smallest 1-2-5 multiple of its tick
 * with which the median of the days that traded has at most 100 rows from its lowest to its highest price.
 */
export function defaultStep({ tick, days }: Pick<JudgedSymbol, "tick" | "days">): Decimal {
	for (let power = 1n; ; power *= 10n) {
		for (const factor of [1n, 2n, 5n]) {
			const step = { units: tick.units * factor * power, places: tick.places };
			const rows = days.map(({ low, high }) => rowOf(high, step) - rowOf(low, step) + 1n);
			if (median(rows) <= MOST_ROWS_OF_A_DAY) return step;
		}
	}
}

function rowOf(price: Decimal, step: Decimal): bigint {
	const places = Math.max(price.places, step.places);
	return unitsAt(price, places) / unitsAt(step, places);
}

/** The lower one of an even count's two; zero of none. */
function median(counts: readonly bigint[]): bigint {
	const sorted = [...counts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
	return sorted[(sorted.length - 1) >> 1] ?? 0n;
}
