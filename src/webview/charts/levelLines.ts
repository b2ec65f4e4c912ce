import { type AxisTag, type Frame, type PlotArea, crisp, yOf } from "./frame";

const NAME_HEIGHT = 14;
const DASHES: Readonly<Record<AxisTag["line"], readonly number[]>> = {
	solid: [],
	dashed: [6, 4],
	dotted: [1, 3],
	none: [],
};

/** Draws the lines of the tagged levels across the plot, their names at the right end. */
export function drawLevelLines(ctx: CanvasRenderingContext2D, frame: Frame, area: PlotArea): void {
	const { y: axis, theme, pixelRatio } = frame;
	ctx.save();
	ctx.font = theme.boldFont;
	ctx.textAlign = "right";
	ctx.textBaseline = "bottom";
	const inView = axis.tags.filter(
		({ value, line }) => line !== "none" && value >= axis.min && value <= axis.max,
	);
	const named: number[] = [];
	// The most important level comes first in the list: it is drawn last and named first.
	for (const { value, color, line } of inView.toReversed()) {
		const place = crisp(yOf(axis, area, value), pixelRatio);
		ctx.strokeStyle = color;
		ctx.lineWidth = line === "solid" ? 2 : 1;
		ctx.setLineDash([...DASHES[line]]);
		ctx.beginPath();
		ctx.moveTo(area.left, place);
		ctx.lineTo(area.right, place);
		ctx.stroke();
	}
	ctx.lineWidth = 4;
	ctx.lineJoin = "round";
	ctx.setLineDash([]);
	ctx.strokeStyle = theme.background;
	for (const { value, color, name } of inView) {
		const place = yOf(axis, area, value);
		const isCrowded = named.some((other) => Math.abs(other - place) < NAME_HEIGHT);
		// Names that would write over each other are left out; the axis tags still tell the levels apart.
		if (name === "" || isCrowded || place - NAME_HEIGHT < area.top) continue;
		named.push(place);
		ctx.strokeText(name, area.right - 6, place - 2);
		ctx.fillStyle = color;
		ctx.fillText(name, area.right - 6, place - 2);
	}
	ctx.restore();
}
