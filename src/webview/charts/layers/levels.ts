import { type AxisTag, type Layer, crisp, yOf } from "../frame";
import { RANK } from "../names";

const DASHES: Readonly<Record<AxisTag["line"], readonly number[]>> = {
	solid: [],
	dashed: [6, 4],
	dotted: [1, 3],
	none: [],
};

/** The lines of a pane's tagged levels across the plot, their names at the right end. */
export const levelLines: Layer = (pen, pane, { pixelRatio }, names) => {
	const { y: axis, area } = pane;
	const inView = axis.tags.filter(
		({ value, line }) => line !== "none" && value >= axis.min && value <= axis.max,
	);
	// The most important level comes first in the list: it is drawn last and named first.
	for (const { value, color, line } of inView.toReversed()) {
		const place = crisp(yOf(pane, value), pixelRatio);
		pen.strokeStyle = color;
		pen.lineWidth = line === "solid" ? 2 : 1;
		pen.setLineDash([...DASHES[line]]);
		pen.beginPath();
		pen.moveTo(area.left, place);
		pen.lineTo(area.right, place);
		pen.stroke();
	}
	pen.setLineDash([]);
	for (const { value, color, name: text, line } of inView) {
		const place = yOf(pane, value);
		// At the upper edge there is room under the line only.
		const y = place < area.top + 16 ? place + 9 : place - 9;
		const at = { x: area.right - 6, y, align: "right" } as const;
		const rank = line === "dotted" ? RANK.ray : RANK.level;
		names.push({ text, ...at, color, isBold: line !== "dotted", rank });
	}
};
