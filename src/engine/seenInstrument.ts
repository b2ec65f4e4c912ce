import type { Decimal } from "../core/decimal";
import { epochMs } from "../core/time";
import type { SymbolVerdict } from "../core/trades/verdict";

/** One day (UTC) of an instrument, prices in units. */
export interface SeenDay {
	/** Midnight at which it begins, epoch microseconds. */
	readonly from: number;
	readonly trades: number;
	readonly low: number;
	readonly high: number;
}

/** What the rows of an instrument told; times in epoch microseconds, numbers in units of their scales. */
export interface SeenInstrument {
	readonly first: number;
	readonly last: number;
	readonly largest: number;
	/** Greatest common divisor of its prices. */
	readonly divisor: number;
	readonly days: ReadonlyMap<number, SeenDay>;
}

/** The verdict on an instrument, but for its name. */
export function instrumentVerdict(
	{ first, last, largest, divisor, days }: SeenInstrument,
	price: (units: number) => Decimal,
	size: (units: number) => Decimal,
): Omit<SymbolVerdict, "symbol"> {
	const inOrder = [...days.values()].sort((a, b) => a.from - b.from);
	return {
		trades: inOrder.reduce((sum, { trades }) => sum + trades, 0),
		span: {
			from: epochMs(Math.floor(first / 1_000)),
			to: epochMs(Math.floor(last / 1_000) + 1),
		},
		tick: price(divisor),
		days: inOrder.map(({ from, trades, low, high }) => ({
			day: epochMs(from / 1_000),
			trades,
			low: price(low),
			high: price(high),
		})),
		largestSize: size(largest),
	};
}
