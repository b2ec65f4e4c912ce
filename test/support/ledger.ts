import type { Trades } from "../../src/core/trades/trades";

/*
 * What the services answer is added up here from the trades alone, the plain way, with none of the
 * code that is tested against them.
 */

/** Which intervals are added up: those that start in `[from, to)`, epoch milliseconds, up to `until`. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
	/** Length of an interval in milliseconds; intervals are aligned to the epoch, weeks to Monday. */
	readonly length: number;
	/** Trades at this time or later have not happened yet. */
	readonly until: number;
}

/** Volumes of one row as decimal text. */
export interface LedgerRow {
	readonly price: string;
	readonly bought: string;
	readonly sold: string;
}

export interface LedgerInterval {
	readonly start: number;
	/** Ascending by price. */
	readonly rows: readonly LedgerRow[];
}

/** Prices and sums of one interval as decimal text; the prices are `null` where nothing traded. */
export interface LedgerBar {
	readonly start: number;
	readonly open: string | null;
	readonly high: string | null;
	readonly low: string | null;
	readonly close: string | null;
	readonly vwap: string | null;
	readonly volume: string;
	readonly count: number;
}

const WEEK = 604_800_000;
/** The epoch's first Monday: 5 January 1970. */
const FIRST_MONDAY = 345_600_000;
/** Digits of a VWAP that the services send. */
const VWAP_DIGITS = 17;

/** Start of the interval that an instant lies in. */
export function startOf(time: number, length: number): number {
	const origin = length % WEEK === 0 ? FIRST_MONDAY : 0;
	return Math.floor((time - origin) / length) * length + origin;
}

/** The first start of an interval at `time` or later. */
export function nextStart(time: number, length: number): number {
	const start = startOf(time, length);
	return start < time ? start + length : start;
}

/** `1234.5` of 12345 units with one decimal place: no exponent, no zeros at the end. */
export function decimalText(units: bigint, places: number): string {
	const digits = units.toString().padStart(places + 1, "0");
	const whole = digits.slice(0, digits.length - places);
	const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
	return fraction === "" ? whole : `${whole}.${fraction}`;
}

function* tradesOf(
	days: Iterable<Trades>,
	{ from, to, length, until }: Stretch,
): Generator<{
	readonly start: number;
	readonly price: bigint;
	readonly quantity: bigint;
	readonly bought: boolean;
	readonly day: Trades;
}> {
	const first = nextStart(from, length);
	const end = Math.min(nextStart(to, length), until);
	for (const day of days) {
		for (const [at, time] of day.times.entries()) {
			if (time < first || time >= end) continue;
			yield {
				start: startOf(time, length),
				price: BigInt(day.prices[at] ?? NaN),
				quantity: BigInt(day.quantities[at] ?? NaN),
				bought: day.takers[at] === 1,
				day,
			};
		}
	}
}

/**
 * Volume per price of each interval that traded, in the base coin or in US dollars. A row covers the
 * prices from its own up to the next, `step` higher; quantities count `size` times.
 */
export function volumesByPrice(
	days: Iterable<Trades>,
	stretch: Stretch,
	{ step, isUsd, size }: { readonly step: number; readonly isUsd: boolean; readonly size: bigint },
): LedgerInterval[] {
	const intervals = new Map<number, Map<bigint, { bought: bigint; sold: bigint }>>();
	let [pricePlaces, places, stepUnits] = [0, 0, 1n];
	for (const { start, price, quantity, bought, day } of tradesOf(days, stretch)) {
		pricePlaces = day.priceDecimals;
		places = day.quantityDecimals + (isUsd ? pricePlaces : 0);
		stepUnits = BigInt(step * 10 ** pricePlaces);
		const rows = intervals.get(start) ?? new Map<bigint, { bought: bigint; sold: bigint }>();
		intervals.set(start, rows);
		const edge = price - (price % stepUnits);
		const row = rows.get(edge) ?? { bought: 0n, sold: 0n };
		rows.set(edge, row);
		row[bought ? "bought" : "sold"] += size * (isUsd ? quantity * price : quantity);
	}
	return [...intervals].map(([start, rows]) => ({
		start,
		rows: [...rows]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([edge, { bought, sold }]) => ({
				price: decimalText(edge, pricePlaces),
				bought: decimalText(bought, places),
				sold: decimalText(sold, places),
			})),
	}));
}

/** `dividend / divisor`, whole and positive, in units of `decimals` places: decimal text of `digits` digits, rounded half up. */
function quotient(dividend: bigint, divisor: bigint, decimals: number, digits: number): string {
	const wholeDigits = (dividend / divisor).toString().length;
	const places = Math.max(digits - wholeDigits + decimals, decimals);
	const scaled = dividend * 10n ** BigInt(places - decimals);
	return decimalText((2n * scaled + divisor) / (2n * divisor), places);
}

/** Open, high, low, close, volume, count and VWAP of every interval, also of those without trades. */
export function barsOf(
	days: Iterable<Trades>,
	stretch: Stretch,
	vwapDigits = VWAP_DIGITS,
): LedgerBar[] {
	interface Sums {
		open: bigint;
		high: bigint;
		low: bigint;
		close: bigint;
		volume: bigint;
		paid: bigint;
		count: number;
	}
	const traded = new Map<number, Sums>();
	let [pricePlaces, quantityPlaces] = [0, 0];
	for (const { start, price, quantity, day } of tradesOf(days, stretch)) {
		[pricePlaces, quantityPlaces] = [day.priceDecimals, day.quantityDecimals];
		const sums = traded.get(start);
		if (sums === undefined) {
			const [open, high, low, close] = [price, price, price, price];
			const [volume, paid] = [quantity, price * quantity];
			traded.set(start, { open, high, low, close, volume, paid, count: 1 });
			continue;
		}
		if (price > sums.high) sums.high = price;
		if (price < sums.low) sums.low = price;
		sums.close = price;
		sums.volume += quantity;
		sums.paid += price * quantity;
		sums.count++;
	}
	const bars: LedgerBar[] = [];
	const { from, to, length, until } = stretch;
	for (let start = nextStart(from, length); start < Math.min(to, until); start += length) {
		const sums = traded.get(start);
		const price = (units: bigint | undefined) =>
			units === undefined ? null : decimalText(units, pricePlaces);
		bars.push({
			start,
			open: price(sums?.open),
			high: price(sums?.high),
			low: price(sums?.low),
			close: price(sums?.close),
			vwap: sums === undefined ? null : quotient(sums.paid, sums.volume, pricePlaces, vwapDigits),
			volume: sums === undefined ? "0" : decimalText(sums.volume, quantityPlaces),
			count: sums?.count ?? 0,
		});
	}
	return bars;
}
