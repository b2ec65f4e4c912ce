import { type AxisTag, type Layer, crisp, yOf } from "../frame";

const NAME_HEIGHT = 14;
const DASHES: Readonly<Record<AxisTag["line"], readonly number[]>> = {
	solid: [],
	dashed: [6, 4],
	dotted: [1, 3],
	none: [],
};

/** The lines of a pane's tagged levels across the plot, their names at the right end. */
export const levelLines: Layer = (pen, pane, { theme, pixelRatio }) => {
	const { y: axis, area } = pane;
	pen.font = theme.boldFont;
	pen.textAlign = "right";
	pen.textBaseline = "bottom";
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
	pen.lineWidth = 4;
	pen.lineJoin = "round";
	pen.strokeStyle = theme.background;
	const named: number[] = [];
	for (const { value, color, name } of inView) {
		const place = yOf(pane, value);
		const isCrowded = named.some((other) => Math.abs(other - place) < NAME_HEIGHT);
		// Names that would write over each other are left out; the axis tags still tell the levels apart.
		if (name === "" || isCrowded || place - NAME_HEIGHT < area.top) continue;
		named.push(place);
		pen.strokeText(name, area.right - 6, place - 2);
		pen.fillStyle = color;
		pen.fillText(name, area.right - 6, place - 2);
	}
};
