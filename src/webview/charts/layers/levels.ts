import { type AxisTag, type Layer, crisp, snapped, yOf } from "../frame";
import { RANK } from "../names";
import type { Pen } from "../pen";

const DASHES: Readonly<Record<AxisTag["line"], readonly number[]>> = {
	solid: [],
	thin: [],
	dashed: [6, 4],
	dotted: [1, 3],
	none: [],
};
/** Rows lower than this are drawn as their line alone. */
const SHADE_FROM = 3;

/** The rows of levels, under the marks: shaded, or framed in high contrast, where no colour may be faded. */
export const levelRows: Layer = (pen, pane, { theme, pixelRatio }) => {
	const { y: axis, area } = pane;
	const snap = (place: number) => snapped(place, pixelRatio);
	for (const { row, color } of axis.tags) {
		if (row === undefined || row.high <= axis.min || row.low >= axis.max) continue;
		const top = snap(yOf(pane, row.high));
		const tall = snap(yOf(pane, row.low)) - top;
		if (tall < SHADE_FROM) continue;
		pen.fillStyle = row.tint;
		pen.fillRect(area.left, top, area.right - area.left, tall);
		if (!theme.isHighContrast) continue;
		pen.fillStyle = color;
		pen.fillRect(area.left, top, area.right - area.left, 1);
	}
};

/** The lines of a pane's tagged levels across the plot, their names at the right end. */
export const levelLines: Layer = (pen, pane, frame, names) => {
	linesOf(() => true)(pen, pane, frame, names);
};

/**
 * The lines of tagged levels in a pane with bars: lines of whole rows lie under the bars, so that they hide
 * none.
 */
export const linesUnderBars: Layer = (pen, pane, frame, names) => {
	linesOf(({ row }) => row !== undefined)(pen, pane, frame, names);
};
export const linesOverBars: Layer = (pen, pane, frame, names) => {
	linesOf(({ row }) => row === undefined)(pen, pane, frame, names);
};

const linesOf =
	(isMeant: (tag: AxisTag) => boolean): Layer =>
	(pen, pane, { pixelRatio }, names) => {
		const { y: axis, area } = pane;
		const inView = axis.tags.filter(
			(tag) =>
				tag.line !== "none" && tag.value >= axis.min && tag.value <= axis.max && isMeant(tag),
		);
		// The most important level comes first in the list: it is drawn last and named first.
		for (const { value, color, line } of inView.toReversed()) {
			const place = yOf(pane, value);
			pen.strokeStyle = color;
			pen.setLineDash([...DASHES[line]]);
			if (line === "solid") across(pen, area, snapped(place, pixelRatio), 2);
			else across(pen, area, crisp(place, pixelRatio), 1);
		}
		pen.setLineDash([]);
		for (const { value, color, name: text, text: number, line } of inView) {
			if (number !== "") continue;
			const place = yOf(pane, value);
			// At the upper edge, the name stands below the line.
			const y = place < area.top + 16 ? place + 9 : place - 9;
			const at = { x: area.right - 6, y, align: "right" } as const;
			const rank = line === "dotted" ? RANK.ray : RANK.level;
			names.push({ text, ...at, color, isBold: line !== "dotted", rank });
		}
	};

function across(
	pen: Pen,
	{ left, right }: { readonly left: number; readonly right: number },
	y: number,
	width: number,
): void {
	pen.lineWidth = width;
	pen.beginPath();
	pen.moveTo(left, y);
	pen.lineTo(right, y);
	pen.stroke();
}
