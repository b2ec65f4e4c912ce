import { lowerBound } from "../../../core/search";
import type { ChartTheme } from "../../theme";
import { type Layer, type PaneFrame, snapped, xOf, yOf } from "../frame";
import { type Name, RANK } from "../names";
import type { Pen } from "../pen";
import { hatching } from "./hatching";

/** Half the height of the mark of a difference that is too large, and of one that is not. */
const DIAMOND = 4.5;
const DOT = 1.6;
/** Half the size of what marks a side without trades. */
const GLYPH = 3.5;
/** Length of the arrow of a stem that is cut off, half its width, and how far behind it the stem is broken. */
const ARROW = 7;
const ARROW_HALF = 5;
const BREAK = 3;
/** From a stem that is cut off to its number. */
const NUMBER_GAP = 4;
/** Pixels from one such mark to the next. */
const MARK_EVERY = 14;
/** Narrower intervals have no room for marks of those that agree. */
const DOT_FROM = 4;

/** What one interval has to show in a pane. */
export type DifferenceMark = "agrees" | "differs" | "missingAtVendor" | "missingInOwn" | "none";

export interface Differences {
	readonly times: Float64Array;
	readonly interval: number;
	/** NaN where there is none. */
	readonly values: Float64Array;
	readonly marks: readonly DifferenceMark[];
	/** Stems end at this distance from zero, with their number beside them; as long as they are where it is absent. */
	readonly cut?: { readonly at: number; readonly text: (value: number) => string };
}

/** Intervals that share a pixel column. */
interface Column {
	readonly center: number;
	low: number;
	high: number;
	/** The difference that is furthest from zero among those that are too large. */
	worst: number;
	missing: "missingAtVendor" | "missingInOwn" | undefined;
}

/**
 * Differences as stems from zero. One that is too large ends in a diamond, one that is not in a dot; an interval that
 * one side lacks is hatched from edge to edge, with a cross for the vendor's side and a box for the own one.
 * Where intervals share a pixel column, what is wrong in it wins. A stem that is cut off is broken and ends in an arrow.
 */
export const differenceLayer =
	({ times, interval, values, marks, cut }: Differences): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const ends = cut?.at ?? Infinity;
		const { x, area } = pane;
		// Under the marks: a line over them would cut them in two.
		pen.fillStyle = theme.axis;
		pen.fillRect(area.left, yOf(pane, 0), area.right - area.left, 1 / pixelRatio);
		const wide = ((area.right - area.left) / (x.max - x.min)) * interval;
		let column: Column | undefined;
		const marked = new Map<string, number>();
		const flush = () => {
			if (column === undefined) return;
			drawColumn(pen, pane, column, wide, ends, theme, pixelRatio);
			if (cut !== undefined) names.push(...numbersOf(column, cut, pane, theme));
			// One mark says it of neighbours that have no room for their own.
			const { missing, center } = column;
			if (missing === undefined || center - (marked.get(missing) ?? -Infinity) < MARK_EVERY) return;
			marked.set(missing, center);
			drawMissing(pen, center, pane.area.bottom - 2 * GLYPH - 2, missing, theme);
		};
		const from = Math.max(0, lowerBound(times, x.min - interval));
		const to = Math.min(times.length, lowerBound(times, x.max + interval));
		for (let i = from; i < to; i++) {
			const mark = marks[i];
			const center = snapped(xOf(pane, times[i] + interval / 2), pixelRatio);
			if (column?.center !== center) {
				flush();
				column = { center, low: 0, high: 0, worst: NaN, missing: undefined };
			}
			if (mark === "missingAtVendor" || mark === "missingInOwn") column.missing ??= mark;
			const value = values[i];
			if (Number.isNaN(value)) continue;
			column.low = Math.min(column.low, value);
			column.high = Math.max(column.high, value);
			if (mark === "differs" && !(Math.abs(value) <= Math.abs(column.worst))) column.worst = value;
		}
		flush();
	};

function drawColumn(
	pen: Pen,
	pane: PaneFrame,
	{ center, low, high, worst, missing }: Column,
	wide: number,
	ends: number,
	theme: ChartTheme,
	pixelRatio: number,
): void {
	const { area } = pane;
	const yAt = (value: number) => yOf(pane, Math.max(-ends, Math.min(ends, value)));
	if (missing !== undefined) {
		const broad = Math.max(1, wide);
		const stripes = hatching(pen, theme.totalOutside, theme.background, pixelRatio);
		if (stripes !== null) pen.fillStyle = stripes;
		pen.fillRect(center - broad / 2, area.top, broad, area.bottom - area.top);
	}
	const zero = yOf(pane, 0);
	const isBeyond = !Number.isNaN(worst);
	const hasStem = low < 0 || high > 0;
	pen.fillStyle = isBeyond ? theme.sell : theme.total;
	if (hasStem) {
		const thick = Math.max(1 / pixelRatio, Math.min(wide * 0.5, 6));
		const [top, bottom] = [yAt(high), yAt(low)];
		// An arrow is wider than a stem, which would hide it.
		const [from, to] = [high > ends ? top + ARROW : top, low < -ends ? bottom - ARROW : bottom];
		pen.fillRect(center - thick / 2, from, thick, Math.max(1 / pixelRatio, to - from));
		if (high > ends) drawCut(pen, center, top, 1, theme);
		if (low < -ends) drawCut(pen, center, bottom, -1, theme);
	}
	if (isBeyond && Math.abs(worst) <= ends) {
		const y = yAt(worst);
		pen.beginPath();
		pen.moveTo(center, y - DIAMOND);
		pen.lineTo(center + DIAMOND, y);
		pen.lineTo(center, y + DIAMOND);
		pen.lineTo(center - DIAMOND, y);
		pen.closePath();
		pen.fill();
	} else if (!isBeyond && missing === undefined && wide >= DOT_FROM) {
		const y = high > 0 ? yOf(pane, high) : low < 0 ? yOf(pane, low) : zero;
		pen.beginPath();
		pen.arc(center, y, DOT, 0, 2 * Math.PI);
		pen.fill();
	}
}

/** An arrow at the end of a stem that goes on beyond the axis, and a break below it; `inwards` is 1 where zero is below. */
function drawCut(pen: Pen, x: number, tip: number, inwards: 1 | -1, theme: ChartTheme): void {
	const ink = pen.fillStyle;
	const base = tip + inwards * ARROW;
	pen.beginPath();
	pen.moveTo(x, tip);
	pen.lineTo(x + ARROW_HALF, base);
	pen.lineTo(x - ARROW_HALF, base);
	pen.closePath();
	pen.fill();
	const from = base + inwards * BREAK;
	pen.fillStyle = theme.background;
	pen.beginPath();
	pen.moveTo(x - ARROW_HALF, from + 1);
	pen.lineTo(x + ARROW_HALF, from - 2);
	pen.lineTo(x + ARROW_HALF, from);
	pen.lineTo(x - ARROW_HALF, from + 3);
	pen.closePath();
	pen.fill();
	pen.fillStyle = ink;
}

/** What the stems that are cut off come to; the largest first, which stay where not all have room. */
function numbersOf(
	{ center, low, high }: Column,
	{ at, text }: NonNullable<Differences["cut"]>,
	pane: PaneFrame,
	theme: ChartTheme,
): Name[] {
	const { area } = pane;
	return [high, low]
		.filter((value) => Math.abs(value) > at)
		.map((value): Name => {
			const inwards = value > 0 ? 1 : -1;
			const isLeft = center > (area.left + area.right) / 2;
			return {
				text: text(value),
				x: center + (isLeft ? -1 : 1) * (ARROW_HALF + NUMBER_GAP),
				y: yOf(pane, inwards * at) + inwards * ARROW,
				align: isLeft ? "right" : "left",
				color: theme.text,
				// Of several without room the one that is furthest away is written.
				rank: RANK.node + at / Math.abs(value) / 2,
			};
		});
}

/** A cross or a box on the colour of the background, so that stripes do not run through it. */
function drawMissing(
	pen: Pen,
	x: number,
	y: number,
	missing: "missingAtVendor" | "missingInOwn",
	theme: ChartTheme,
): void {
	// At the lower edge: the upper one has the name of the pane.
	const around = GLYPH + 2.5;
	pen.fillStyle = theme.background;
	pen.fillRect(x - around, y - around, 2 * around, 2 * around);
	pen.strokeStyle = theme.text;
	pen.lineWidth = 1.5;
	pen.beginPath();
	if (missing === "missingAtVendor") {
		pen.moveTo(x - GLYPH, y - GLYPH);
		pen.lineTo(x + GLYPH, y + GLYPH);
		pen.moveTo(x + GLYPH, y - GLYPH);
		pen.lineTo(x - GLYPH, y + GLYPH);
	} else pen.rect(x - GLYPH, y - GLYPH, 2 * GLYPH, 2 * GLYPH);
	pen.stroke();
}
