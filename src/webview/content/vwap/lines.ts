import { type AxisBounds, withMargin } from "../../../core/chart/axisRange";
import type { LineData } from "../../../core/chart/lineTrace";
import { signedText } from "../../../core/chart/format";
import { tableOf } from "../../../core/chart/minMaxTable";
import { lowerBound } from "../../../core/search";
import type { AxisTag } from "../../charts/frame";
import type { LineLook } from "../../charts/layers/line";
import type { ExtentOf } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";

/** How the interval VWAP is drawn wherever it stands alone. */
export const VWAP_LOOK: LineLook = { color: ({ vwap }) => vwap };

const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 2, 2, 2], [4, 4], [1, 3]];

/**
 * How the line of each of several markets looks: they differ by dashes as well as by colour.
 *
 * @param place of the market among all, from 0
 */
export function marketLook(place: number): LineLook {
	const dash = DASHES[place % DASHES.length];
	return { color: ({ lines }) => lines[place % lines.length], dash };
}

/** A line over time with its table of extremes, ready to be traced. */
export function lineOf(times: Float64Array, values: Float64Array, interval: number): LineData {
	return { times, values, table: tableOf(values), interval };
}

/** The same in pieces, each from one start to the next: nothing joins the end of one to the beginning of another. */
export function piecesOf(
	times: Float64Array,
	values: Float64Array,
	interval: number,
	starts: readonly number[],
): LineData[] {
	return starts.map((from, i) => {
		const to = starts[i + 1] ?? times.length;
		return lineOf(times.subarray(from, to), values.subarray(from, to), interval);
	});
}

/**
 * Lowest and highest value of lines between two times, including one point beyond each edge, so that lines
 * stay inside the plot area at the edges. A point stands in the middle of its interval. A line that ends before or begins
 * after these times is not in the picture.
 */
export function extentOf(...lines: readonly LineData[]): ExtentOf {
	return (from, to) => {
		let [low, high] = [Infinity, -Infinity];
		const extent = { low: 0, high: 0 };
		for (const { times, table, interval } of lines) {
			const half = interval / 2;
			if (!(times[0] < to && times[times.length - 1] + interval > from)) continue;
			const first = Math.max(0, lowerBound(times, from - half) - 1);
			if (!table.read(first, lowerBound(times, to - half) + 1, extent)) continue;
			low = Math.min(low, extent.low);
			high = Math.max(high, extent.high);
		}
		return low <= high ? { low, high } : undefined;
	};
}

/** Value of a column at exactly a time, NaN where it has none. */
export function atTime(times: Float64Array, values: ArrayLike<number>, time: number): number {
	const index = lowerBound(times, time);
	return times[index] === time ? values[index] : NaN;
}

/**
 * The last value of a line on the price axis.
 *
 * @param name of the line, where its pane has others
 */
export function lastTag(
	value: number,
	text: (value: number) => string,
	{ color }: LineLook,
	theme: ChartTheme,
	name = "",
): AxisTag {
	const fill = color(theme);
	const ink = fill === theme.vwap ? theme.vwapInk : theme.inkOf(fill);
	return { value, text: text(value), name, color: fill, ink, line: "dotted" };
}

/** Basis points: tenths say enough, but for what would be zero by them (definitions D42). */
export function bpsText(words: Words): (value: number) => string {
	const [tenths, hundredths] = [signedText(words.price(1)), signedText(words.price(2))];
	return (value) => `${Math.abs(value) < 1 ? hundredths(value) : tenths(value)} bps`;
}

/** Distances from a running VWAP, in percent and in sigma. */
export function deviationText(words: Words): (value: number) => string {
	return signedText(words.price(2));
}

/** Why prices cannot be on a logarithmic axis, given the lowest; `undefined` when they can. */
export function noLogOf(lowest: number, { say }: Words): string | undefined {
	return lowest > 0 ? undefined : say("logZero");
}

/** All prices of a line with a margin, as bounds for zooming. */
export function pricesOf(low: number, high: number): AxisBounds {
	const range = withMargin(low, high, 0.1);
	return {
		...range,
		min: low > 0 ? Math.max(range.min, low / 2) : range.min,
		minSpan: (range.max - range.min) / 1_000,
	};
}
