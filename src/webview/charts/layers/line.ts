import { at } from "../../../core/at";
import { type LineData, type LinePen, traceLine } from "../../../core/chart/lineTrace";
import { upperBound } from "../../../core/search";
import type { ChartTheme } from "../../theme";
import { type Layer, type PaneFrame, snapped, xOf, yOf } from "../frame";
import { RANK } from "../names";

const DOT_RADIUS = 2;
/** More dots than this are squares of a width in pixels. */
const MOST_ROUND_DOTS = 400;
const SQUARE_DOT = 3;
/** Least height of a pixel column of a dense line. */
const THINNEST = 1.25;
const OPEN_RADIUS = 3.5;
const BAND_ALPHA = 0.07;

export interface LineLook {
	readonly color: (theme: ChartTheme) => string;
	readonly width?: number;
	readonly dash?: readonly number[];
	/** Whether it is dashed where points crowd, too: columns between dashes then show nothing. */
	readonly isEdge?: boolean;
}

/**
 * Lines over time, with gaps where values are missing. A point stands in the middle of its interval; a point
 * without neighbours is a dot.
 */
export const lineLayer =
	(
		lines: readonly LineData[],
		{ color, width = 1.5, dash = [], isEdge = false }: LineLook,
	): Layer =>
	(pen, pane, { theme, pixelRatio }) => {
		pen.strokeStyle = pen.fillStyle = color(theme);
		pen.lineWidth = width;
		pen.lineJoin = "bevel";
		pen.setLineDash([...dash]);
		const dots: [number, number][] = [];
		const [drawn = 0, left = 0] = dash;
		// Columns are no stroke, which would have the dashes by itself.
		const isGap = (along: number) => isEdge && along % (drawn + left) >= drawn;
		pen.beginPath();
		const linePen: LinePen = {
			moveTo: (x, y) => {
				pen.moveTo(x, y);
			},
			lineTo: (x, y) => {
				pen.lineTo(x, y);
			},
			dot: (x, y) => {
				dots.push([x, y]);
			},
			column: (x, top, bottom, columnWidth) => {
				if (isGap(x - pane.area.left)) return;
				pen.fillRect(x, top - THINNEST / 2, columnWidth, Math.max(THINNEST, bottom - top));
			},
		};
		for (const line of lines) {
			if (isInView(line, pane)) traceLine(line, lineFrame(line, pane, pixelRatio), linePen);
		}
		pen.stroke();
		pen.setLineDash([]);
		if (dots.length > MOST_ROUND_DOTS) {
			// So many are too small to tell round from square, which is many times faster.
			for (const [x, y] of dots)
				pen.fillRect(x - SQUARE_DOT / 2, y - SQUARE_DOT / 2, SQUARE_DOT, SQUARE_DOT);
			return;
		}
		for (const [x, y] of dots) {
			pen.beginPath();
			pen.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
			pen.fill();
		}
	};

function isInView({ times, interval }: LineData, { x }: PaneFrame): boolean {
	const half = interval / 2;
	return (times[0] ?? Infinity) + half <= x.max && (times.at(-1) ?? -Infinity) + half >= x.min;
}

function lineFrame({ interval }: LineData, { x, y, area }: PaneFrame, pixelRatio: number) {
	const half = interval / 2;
	return {
		// Times are starts of intervals, and a value is drawn in the middle of its interval.
		time: { min: x.min - half, max: x.max - half },
		value: y,
		left: area.left,
		top: area.top,
		width: area.right - area.left,
		height: area.bottom - area.top,
		pixelRatio,
		isLog: y.isLog === true,
	};
}

/** A ring on the last point of a line: this value is still moving. */
export const openPoint =
	({ times, values, interval }: LineData, { color }: LineLook): Layer =>
	(pen, pane, { theme }) => {
		const value = values.at(-1) ?? NaN;
		if (Number.isNaN(value)) return;
		const x = xOf(pane, at(times, values.length - 1) + interval / 2);
		pen.beginPath();
		pen.arc(x, yOf(pane, value), OPEN_RADIUS, 0, 2 * Math.PI);
		pen.fillStyle = theme.background;
		pen.strokeStyle = color(theme);
		pen.lineWidth = 1.5;
		pen.fill();
		pen.stroke();
	};

/** The area between two lines of the same times, as a tint; in high contrast only the edges are drawn. */
export const bandLayer =
	(
		{ times, values: upper, interval }: LineData,
		{ values: lower }: LineData,
		color: (theme: ChartTheme) => string,
	): Layer =>
	(pen, pane, { theme }) => {
		if (theme.isHighContrast) return;
		const half = interval / 2;
		const place = (values: Float64Array, index: number) =>
			[xOf(pane, times[index] + half), yOf(pane, values[index])] as const;
		pen.fillStyle = color(theme);
		// Bands are transparent: what lies under them stays visible, and inner bands are darker.
		pen.globalAlpha = BAND_ALPHA;
		for (const [from, to] of runsInView(times, upper, pane, half)) {
			const stride = Math.max(1, Math.floor((to - from) / (pane.area.right - pane.area.left)));
			pen.beginPath();
			for (let i = from; i < to; i += stride) pen.lineTo(...place(upper, i));
			for (let i = to - 1 - ((to - 1 - from) % stride); i >= from; i -= stride)
				pen.lineTo(...place(lower, i));
			pen.closePath();
			pen.fill();
		}
		pen.globalAlpha = 1;
	};

/** A word beside the last point of a line that is in view; none where the line has nothing there. */
export const lineEnd =
	(
		{ times, values, interval }: Pick<LineData, "times" | "values" | "interval">,
		text: string,
		{ color }: LineLook,
	): Layer =>
	(_pen, pane, { theme }, names) => {
		const half = interval / 2;
		const last = upperBound(times, pane.x.max - half) - 1;
		const value = values[last] ?? NaN;
		if (Number.isNaN(value)) return;
		const x = xOf(pane, times[last] + half) - 4;
		const y = yOf(pane, value) - 7;
		names.push({ text, x, y, align: "right", color: color(theme), rank: RANK.band });
	};

/**
 * Visible pieces of a column without a gap, as index ranges.
 *
 * @param shift how far after its time a value stands
 */
function* runsInView(
	times: Float64Array,
	values: Float64Array,
	{ x }: PaneFrame,
	shift = 0,
): Generator<readonly [number, number]> {
	let i = firstIndex(times, x.min - shift);
	const end = Math.min(times.length, firstIndex(times, x.max - shift) + 2);
	while (i < end) {
		while (i < end && Number.isNaN(values[i])) i++;
		const from = i;
		while (i < end && !Number.isNaN(values[i])) i++;
		if (i > from) yield [from, i];
	}
}

/** The last index at or before a time, 0 where there is none. */
function firstIndex(times: Float64Array, time: number): number {
	return Math.max(0, upperBound(times, time) - 1);
}

/** A level per interval, as long as the interval: POC paths and developing levels. */
export const stepLayer =
	(
		times: Float64Array,
		values: Float64Array,
		interval: number,
		{ color, width = 1.5, dash = [] }: LineLook,
		breaks?: ReadonlySet<number>,
	): Layer =>
	(pen, pane, { theme }) => {
		pen.strokeStyle = color(theme);
		pen.lineWidth = width;
		pen.lineJoin = "miter";
		pen.setLineDash([...dash]);
		pen.beginPath();
		for (const [from, to] of runsInView(times, values, pane)) {
			let [end, level] = [NaN, NaN];
			for (let i = from; i < to; i++) {
				const y = yOf(pane, values[i]);
				const x = xOf(pane, times[i]);
				const isNear = i > from && times[i] - times[i - 1] <= interval * 1.5;
				const isJoined = isNear && breaks?.has(i) !== true;
				// A level that stays is one line, however many intervals long.
				if (!isJoined || y !== level) {
					if (i > from) pen.lineTo(end, level);
					if (isJoined) pen.lineTo(x, y);
					else pen.moveTo(x, y);
				}
				[end, level] = [xOf(pane, times[i] + interval), y];
			}
			pen.lineTo(end, level);
		}
		pen.stroke();
		pen.setLineDash([]);
	};

/** Rows of this height have room for a frame around what they show. */
const FRAME_FROM = 8;

/** A price row per interval: its lower edge, NaN for none, and its height. */
export interface IntervalRows {
	readonly times: Float64Array;
	readonly interval: number;
	readonly lows: Float64Array;
	readonly heights: Float64Array;
}

/**
 * Marks the row of the POC in each interval: with a frame, or with a line along its lower edge when it is too small. The cells
 * below stay visible. The edges of a mark are black in every theme: in the color of the background they look like gaps
 * between cells.
 */
export const pocMarks =
	({ times, interval, lows, heights }: IntervalRows): Layer =>
	(pen, pane, { theme, pixelRatio }) => {
		const snap = (place: number) => snapped(place, pixelRatio);
		const each = (
			mark: (left: number, top: number, width: number, tall: number, isFrame: boolean) => void,
		): void => {
			for (const [from, to] of runsInView(times, lows, pane)) {
				for (let i = from; i < to; i++) {
					const left = snap(xOf(pane, times[i]));
					const width = Math.max(1, snap(xOf(pane, times[i] + interval)) - left);
					const bottom = snap(yOf(pane, lows[i]));
					const tall = bottom - snap(yOf(pane, lows[i] + heights[i]));
					if (tall >= FRAME_FROM && width >= FRAME_FROM)
						mark(left, bottom - tall, width, tall, true);
					else {
						const thick = tall > 1 ? 2 : 1;
						mark(left, bottom - thick, width, thick, false);
					}
				}
			}
		};
		// Filling four bars is many times faster than stroking a path.
		const frame = (left: number, top: number, width: number, tall: number, thick: number) => {
			pen.fillRect(left, top, width, thick);
			pen.fillRect(left, top + tall - thick, width, thick);
			pen.fillRect(left, top, thick, tall);
			pen.fillRect(left + width - thick, top, thick, tall);
		};
		pen.fillStyle = "#000";
		each((left, top, width, tall, isFrame) => {
			if (isFrame) frame(left, top, width, tall, 3);
			else pen.fillRect(left, top - 1, width, tall + 2);
		});
		pen.fillStyle = theme.pocMark;
		each((left, top, width, tall, isFrame) => {
			if (isFrame) frame(left, top, width, tall, 2);
			else pen.fillRect(left, top, width, tall);
		});
	};
