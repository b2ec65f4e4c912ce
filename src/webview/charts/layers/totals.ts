import { type Ramp, cssAt, inkAt } from "../../../core/chart/ramp";
import { at } from "../../../core/at";
import { recalled } from "../../../core/remembered";
import { lowerBound } from "../../../core/search";
import type { ChartTheme } from "../../theme";
import { type Layer, xOf } from "../frame";
import { isWholeIn } from "./cellsInView";
import { textWidth } from "../textWidth";

/** Height of a row of totals. */
export const TOTAL_ROW_PIXELS = 18;
/** Narrower intervals have no color of their own. */
const LEAST_WIDTH = 2;
const MARGIN = 2;
/** Numbers that are kept as texts: more than stand in a row. */
const MOST_TEXTS = 2_000;

/** One number of each interval, in a row under the cells. */
export interface TotalRow {
	/** NaN where there is none. */
	readonly values: ArrayLike<number>;
	readonly text: (value: number) => string;
	/** The size with the fullest color. */
	readonly most: number;
	readonly ramps: (theme: ChartTheme) => readonly [Ramp, Ramp];
}

/** Rows of numbers under the intervals: as colors, and as numbers where all of a row have room. */
export function totalsLayer(
	times: Float64Array,
	interval: number,
	rows: readonly TotalRow[],
): Layer {
	// Each frame of a pan writes nearly the same numbers.
	const texts = rows.map(({ text }) => recalled(text, MOST_TEXTS));
	return (pen, pane, { theme }) => {
		const { x, area } = pane;
		const width = xOf(pane, x.min + interval) - xOf(pane, x.min);
		const from = lowerBound(times, x.min - interval);
		const to = lowerBound(times, x.max);
		pen.fillStyle = theme.background;
		pen.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
		if (width < LEAST_WIDTH) return;
		pen.font = theme.font;
		pen.textAlign = "center";
		pen.textBaseline = "middle";
		const digit = textWidth(pen, theme.font, "0");
		for (const [number, { values, most, ramps }] of rows.entries()) {
			const text = at(texts, number);
			const top = area.top + number * TOTAL_ROW_PIXELS;
			const [plus, minus] = ramps(theme);
			let hasNumbers = digit <= width - 2 * MARGIN;
			for (let i = from; i < to && hasNumbers; i++)
				hasNumbers =
					Number.isNaN(values[i]) || text(values[i]).length * digit <= width - 2 * MARGIN;
			for (let i = from; i < to; i++) {
				const value = values[i];
				if (Number.isNaN(value)) continue;
				const left = xOf(pane, times[i]);
				const share = most === 0 ? 0 : Math.min(1, Math.abs(value) / most);
				const ramp = value < 0 ? minus : plus;
				// More sold is a lower strip, so that the sides differ by more than their hue.
				const isLow = value < 0 && !hasNumbers;
				const height = TOTAL_ROW_PIXELS - 2;
				pen.fillStyle = cssAt(ramp, share);
				pen.fillRect(
					left,
					top + (isLow ? height / 2 : 0) + 1,
					width - 1,
					isLow ? height / 2 : height,
				);
				if (!hasNumbers) continue;
				const written = text(value);
				if (!isWholeIn(pane, left + width / 2, written.length * digit)) continue;
				pen.fillStyle = inkAt(ramp, share);
				pen.fillText(written, left + width / 2, top + TOTAL_ROW_PIXELS / 2 + 0.5);
			}
		}
	};
}
