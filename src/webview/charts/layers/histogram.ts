import { histogramOf, roundWidth } from "../../../core/vwap/differences";
import type { ChartTheme } from "../../theme";
import { type Layer, yOf } from "../frame";

/** Least height of a class in pixels. */
const CLASS_PIXELS = 6;
/** Share of the pane that the longest bar takes. */
const SHARE = 0.22;
const ALPHA = 0.35;

/**
 * How often values occur, as bars from the right edge of a pane along its price axis. Classes have round widths and are as
 * fine as the pane is tall; in high contrast bars have outlines, where no colour may be faded.
 *
 * @param sorted the values, ascending
 */
export const histogramLayer =
	(sorted: Float64Array, color: (theme: ChartTheme) => string): Layer =>
	(pen, pane, { theme }) => {
		const { y, area } = pane;
		const tall = area.bottom - area.top;
		if (sorted.length === 0 || tall <= 0) return;
		const classes = histogramOf(
			sorted,
			y.min,
			y.max,
			roundWidth(((y.max - y.min) * CLASS_PIXELS) / tall),
		);
		const most = Math.max(...classes.map(({ count }) => count));
		const longest = (area.right - area.left) * SHARE;
		pen.fillStyle = pen.strokeStyle = color(theme);
		pen.lineWidth = 1;
		if (!theme.isHighContrast) pen.globalAlpha = ALPHA;
		for (const { low, high, count } of classes) {
			const top = Math.max(area.top, yOf(pane, high));
			const bottom = Math.min(area.bottom, yOf(pane, low));
			const wide = (longest * count) / most;
			if (bottom <= top) continue;
			if (theme.isHighContrast)
				pen.strokeRect(area.right - wide, top + 0.5, wide - 0.5, Math.max(1, bottom - top - 1));
			else pen.fillRect(area.right - wide, top + 0.5, wide, Math.max(1, bottom - top - 1));
		}
		pen.globalAlpha = 1;
	};
