import type { BarMode } from "../../query/viewOptions";
import type { ProfileBars } from "./profileBars";

/**
 * How far bars reach along the volume axis. Each has two parts, in the colours of buy and sell: the first
 * from zero to `first`, the second from `first` (stacked) or from zero to `second`. Stacked bars with
 * volume whose taker is not known have it as a third part, from `second` to `third`.
 */
export interface BarLengths {
	readonly mode: BarMode;
	readonly first: Float64Array;
	readonly second: Float64Array;
	readonly third?: Float64Array;
	readonly isStacked: boolean;
}

/**
 * Lays the bars of a profile out for a mode: bought and sold volume `stacked` or on two `sides` of zero
 * (sold to the left), their `total`, their `delta` (to the left where more was sold), or all volume from
 * the lowest price up to the bar (`cumulative`). Volume whose taker is not known is on neither of the sides
 * and in no delta.
 */
export function barLengths({ buy, sell, unknown }: ProfileBars, mode: BarMode): BarLengths {
	const count = buy.length;
	// The first part of a stacked bar is what was bought.
	const first = mode === "stacked" ? buy : new Float64Array(count);
	const second = new Float64Array(count);
	const isStacked = mode === "stacked" || mode === "cumulative";
	const third = isStacked && unknown !== undefined ? new Float64Array(count) : undefined;
	let [bought, sold, untold] = [0, 0, 0];
	for (let bar = 0; bar < count; bar++) {
		const b = buy[bar];
		const s = sell[bar];
		const u = unknown === undefined ? 0 : unknown[bar];
		bought += b;
		sold += s;
		untold += u;
		switch (mode) {
			case "stacked":
				second[bar] = b + s;
				if (third !== undefined) third[bar] = b + s + u;
				break;
			case "cumulative":
				first[bar] = bought;
				second[bar] = bought + sold;
				if (third !== undefined) third[bar] = bought + sold + untold;
				break;
			case "total":
				first[bar] = b + s + u;
				break;
			case "sides":
				first[bar] = b;
				second[bar] = -s;
				break;
			case "delta":
				if (b >= s) first[bar] = b - s;
				else second[bar] = b - s;
		}
	}
	return { mode, first, second, ...(third !== undefined && { third }), isStacked };
}

/** Smallest and largest value that the bars `from` to `to` (exclusive) reach; zero is always included. */
export function reachOf(
	{ first, second, third }: BarLengths,
	from: number,
	to: number,
): { readonly min: number; readonly max: number } {
	let [min, max] = [0, 0];
	for (let bar = from; bar < to; bar++) {
		const a = first[bar];
		const b = second[bar];
		if (third !== undefined) max = Math.max(max, third[bar]);
		if (a > max) max = a;
		if (b > max) max = b;
		if (b < min) min = b;
	}
	return { min, max };
}

/** The prices over which a bar's volume stands. */
export interface BarBlock {
	readonly bar: number;
	readonly low: number;
	readonly high: number;
	readonly isInside: boolean;
}

/**
 * What bars that add up fill, without a gap: each its own rows and those above it that did not trade, over
 * which the sum stays as it is.
 *
 * @param from the first of the bars, and
 * @param to one past the last
 * @param inside the first and one past the last bar of the value area; rows without trades above it are outside
 */
export function cumulativeBlocks(
	{ centers, height }: ProfileBars,
	from: number,
	to: number,
	[insideFrom, insideTo]: readonly [number, number],
): BarBlock[] {
	const half = height / 2;
	const blocks: BarBlock[] = [];
	for (let bar = from; bar < to; bar++) {
		const low = centers[bar] - half;
		const top = centers[bar] + half;
		const next = bar + 1 < centers.length ? centers[bar + 1] - half : top;
		const isInside = bar >= insideFrom && bar < insideTo;
		const endsArea = bar === insideTo - 1 && next - top > half;
		blocks.push({ bar, low, high: endsArea ? top : next, isInside });
		if (endsArea) blocks.push({ bar, low: top, high: next, isInside: false });
	}
	return blocks;
}
