import { type CellLadder, eachCell, edgeOf } from "../../../core/chart/cellLadder";
import type { HeatGrids, HeatMode } from "../../../core/chart/heatGrid";
import { shareOfSize } from "../../../core/chart/heatShare";
import { inkAt } from "../../../core/chart/ramp";
import { deltaOf } from "../../../core/profile/profile";
import type { VolumeProfileSeries } from "../../../core/result/series";
import { type Layer, xOf, yOf } from "../frame";
import { RANK } from "../names";
import { cellSize, eachCellInView, isWholeIn } from "./cellsInView";
import { type HeatLook, SOLD_SHARE, rampsOf } from "./cells";
import { textWidth } from "../textWidth";

/** Least height of a cell with a number, and what is left free at its sides. */
const LEAST_HEIGHT = 13;
const MARGIN = 3;
/** Below this width not even one digit has room, so nothing is counted. */
const LEAST_WIDTH = 12;
/** How many cells are looked at to find out how long numbers are. */
const SAMPLES = 1_000;

/** Text of a cell: what was bought and sold there and by unknown takers, in which interval. */
export type CellText = (buy: number, sell: number, unknown: number, interval: number) => string;

/**
 * A number in each cell, where cells have room for almost all of them, in black or white, whichever reads better on the
 * color of the cell. Until then a note asks to zoom in: first in time, and where cells are wide enough, in price.
 */
export function numbersLayer(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	grids: HeatGrids,
	mode: HeatMode,
	look: HeatLook,
	textOf: CellText,
	tooSmall: { readonly narrow: string; readonly low: string },
): Layer {
	let longest: string | undefined;
	return (pen, pane, { theme }, names) => {
		const { width, tall } = cellSize(series, ladder, pane);
		pen.font = theme.font;
		const digit = textWidth(pen, theme.font, "0");
		longest ??= longestText(series, ladder, textOf);
		const isDelta = mode === "delta";
		const room = width * (isDelta ? SOLD_SHARE : 1) - 2 * MARGIN;
		const isNarrow = width < LEAST_WIDTH || textWidth(pen, theme.font, longest) > room;
		if (isNarrow || tall < LEAST_HEIGHT) {
			const at = {
				x: pane.area.left + 6,
				// Names of selections stand above it.
				y: pane.area.top + 34,
				align: "left",
				rank: RANK.pane,
			} as const;
			names.push({ text: isNarrow ? tooSmall.narrow : tooSmall.low, color: theme.text, ...at });
			return;
		}
		// A number that is longer than those that were looked at has room if it is not much longer.
		const most = longest.length * (room / textWidth(pen, theme.font, longest));
		const [plus, minus] = rampsOf(mode, look, theme);
		const ends = grids.scale;
		const isHatched = isDelta && theme.isHighContrast;
		pen.textAlign = "center";
		pen.textBaseline = "middle";
		let ink = "";
		eachCellInView(series, ladder, pane, (interval, cell, buy, sell, unknown) => {
			const size = isDelta ? deltaOf(buy, sell) : buy + sell + unknown;
			const text = textOf(buy, sell, unknown, interval);
			if (text.length > most) return;
			const isSold = size < 0;
			const left = xOf(pane, series.times[interval]);
			const center = left + (width * (isSold ? SOLD_SHARE : 1)) / 2;
			if (!isWholeIn(pane, center, text.length * digit)) return;
			const edge = edgeOf(ladder, cell);
			const middle = (yOf(pane, edge) + yOf(pane, edge + ladder.height)) / 2;
			const share = shareOfSize(Math.abs(size), ends, look.scale);
			let wanted = size === 0 ? theme.text : inkAt(isSold ? minus : plus, share);
			if (isSold && isHatched) {
				// Stripes would run through the digits.
				const half = (text.length * digit) / 2 + 2;
				pen.fillStyle = ink = theme.background;
				pen.fillRect(center - half, middle - 6, 2 * half, 12);
				wanted = theme.text;
			}
			if (wanted !== ink) pen.fillStyle = ink = wanted;
			pen.fillText(text, center, middle + 0.5);
		});
	};
}

/** The longest number among cells all over the series. */
function longestText(series: VolumeProfileSeries, ladder: CellLadder, textOf: CellText): string {
	const count = series.times.length;
	const rows = series.prices.length;
	const stride = Math.max(1, Math.ceil(rows / SAMPLES));
	let longest = "0";
	let at = 0;
	// As many whole intervals as hold the samples, spread over the range.
	const every = Math.max(1, Math.floor(stride / 2));
	for (let interval = 0; interval < count; interval += every) {
		eachCell(
			series,
			ladder,
			[interval, interval + 1],
			[0, ladder.count],
			(index, _cell, buy, sell, unknown) => {
				at++;
				if (at % 2 === 0 && stride > 1) return;
				const text = textOf(buy, sell, unknown, index);
				if (text.length > longest.length) longest = text;
			},
		);
	}
	return longest;
}
