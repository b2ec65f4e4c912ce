import type { TapeTrade } from "./tapeFile";

/*
 * What trades add up to, with whole numbers alone and with none of the product's code: numbers that engines are
 * compared with.
 */

/** Every number is kept in units of `10 ** -18`. */
const PLACES = 18;
const UNIT = 10n ** BigInt(PLACES);

function units(text: string): bigint {
	const [whole = "0", fraction = ""] = text.split(".");
	return BigInt(whole) * UNIT + BigInt(fraction.padEnd(PLACES, "0"));
}

/** `12.5` of whole units with so many decimals. */
function plain(value: bigint, places: number): string {
	const digits = value.toString().padStart(places + 1, "0");
	const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
	const whole = digits.slice(0, digits.length - places);
	return fraction === "" ? whole : `${whole}.${fraction}`;
}

function floored(value: bigint, step: bigint): bigint {
	const rest = ((value % step) + step) % step;
	return value - rest;
}

export interface TotalsWish {
	readonly symbol: string;
	/** Length of the intervals in milliseconds; they begin where a multiple of it from 1970 on is. */
	readonly interval: number;
}

function byInterval(
	trades: readonly TapeTrade[],
	{ symbol, interval }: TotalsWish,
): ReadonlyMap<number, readonly TapeTrade[]> {
	const found = new Map<number, TapeTrade[]>();
	for (const trade of trades) {
		if (trade.symbol !== symbol) continue;
		const start = Number(floored(trade.microseconds, BigInt(interval) * 1_000n) / 1_000n);
		found.set(start, [...(found.get(start) ?? []), trade]);
	}
	return new Map([...found].sort(([a], [b]) => a - b));
}

/** Start of the interval, lower edge of the row, volume bought, sold and of nobody known. */
export type RowTotal = readonly [number, string, string, string, string];

/** Volume by rows of a height, intervals and rows ascending. */
export function rowTotals(
	trades: readonly TapeTrade[],
	{ step, ...wish }: TotalsWish & { readonly step: string },
): readonly RowTotal[] {
	return [...byInterval(trades, wish)].flatMap(([start, inside]) => {
		const rows = new Map<bigint, Record<TapeTrade["side"], bigint>>();
		for (const { price, size, side } of inside) {
			const edge = floored(units(price), units(step));
			const row = rows.get(edge) ?? { buy: 0n, sell: 0n, unknown: 0n };
			row[side] += units(size);
			rows.set(edge, row);
		}
		return [...rows]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([edge, { buy, sell, unknown }]): RowTotal => [
				start,
				plain(edge, PLACES),
				plain(buy, PLACES),
				plain(sell, PLACES),
				plain(unknown, PLACES),
			]);
	});
}

export interface IntervalTotal {
	readonly start: number;
	readonly notional: string;
	readonly quantity: string;
	readonly count: number;
	readonly open: string;
	readonly high: string;
	readonly low: string;
	readonly close: string;
}

/** What was paid and traded in each interval, and its first, highest, lowest and last price. */
export function intervalTotals(
	trades: readonly TapeTrade[],
	wish: TotalsWish,
): readonly IntervalTotal[] {
	const [first, last] = [trades[0], trades.at(-1)];
	const isNewestFirst = (first?.microseconds ?? 0n) > (last?.microseconds ?? 0n);
	const oldestFirst = isNewestFirst ? trades.toReversed() : trades;
	return Array.from(byInterval(oldestFirst, wish), ([start, inside]) => {
		const inTime = [...inside].sort((a, b) => compare(a.microseconds, b.microseconds));
		const ends = (instant: bigint | undefined) =>
			byId(inTime.filter((one) => one.microseconds === instant));
		const begin = ends(inTime[0]?.microseconds)[0];
		const end = ends(inTime.at(-1)?.microseconds).at(-1);
		const prices = inside.map(({ price }) => units(price)).sort(compare);
		const sum = (of: (trade: TapeTrade) => bigint) =>
			inside.reduce((total, trade) => total + of(trade), 0n);
		return {
			start,
			notional: plain(
				sum(({ price, size }) => units(price) * units(size)),
				2 * PLACES,
			),
			quantity: plain(
				sum(({ size }) => units(size)),
				PLACES,
			),
			count: inside.reduce((total, { count }) => total + count, 0),
			open: begin?.price ?? "",
			high: plain(prices.at(-1) ?? 0n, PLACES),
			low: plain(prices[0] ?? 0n, PLACES),
			close: end?.price ?? "",
		};
	});
}

function compare(a: bigint, b: bigint): number {
	return a < b ? -1 : Number(a > b);
}

/** Trades of one instant by id where all ids are whole numbers, else as they come. */
function byId(trades: readonly TapeTrade[]): readonly TapeTrade[] {
	const isNumbered = trades.every(({ id }) => id !== undefined && /^\d{1,18}$/.test(id));
	return isNumbered
		? [...trades].sort((a, b) => compare(BigInt(a.id ?? ""), BigInt(b.id ?? "")))
		: trades;
}
