import { drawAxes, drawGrid, tagsOverPlot } from "./axes";
import type { Frame, PaneFrame } from "./frame";
import { drawColorBar } from "./layers/colorBar";
import { type Name, cutTo, drawNames } from "./names";
import type { Pen } from "./pen";
import { NAME_HEIGHT } from "./screen";
import { textWidth } from "./textWidth";

/** Paints a whole frame: on the canvas with each move, and for every picture that is made. */
export function drawFrame(pen: Pen, frame: Frame): void {
	pen.fillStyle = frame.theme.background;
	pen.fillRect(0, 0, frame.width, frame.height);
	const { colorBar, name = "", panes } = frame;
	const [first] = panes;
	if (first !== undefined) {
		const { left } = first.area;
		drawPaneName(pen, { name, area: { left, top: NAME_HEIGHT, right: frame.width } }, frame);
	}
	if (colorBar !== undefined) drawColorBar(pen, colorBar.bar, colorBar.area, frame);
	for (const pane of panes) {
		const { left, top, right, bottom } = pane.area;
		if (right - left < 1 || bottom - top < 1) continue;
		pen.save();
		pen.beginPath();
		pen.rect(left, top, right - left, bottom - top);
		pen.clip();
		drawGrid(pen, pane, frame);
		const names: Name[] = [];
		for (const layer of pane.layers) layer(pen, pane, frame, names);
		drawNames(pen, names, pane.area, frame.theme, tagsOverPlot(pen, pane, frame));
		pen.restore();
		pen.save();
		drawAxes(pen, pane, frame);
		drawPaneName(pen, pane, frame);
		pen.restore();
	}
}

/** The name of a pane stands above it, over nothing that is drawn; one that is too long ends in an ellipsis. */
function drawPaneName(
	pen: Pen,
	{ name = "", area }: { name?: string; area: Omit<PaneFrame["area"], "bottom"> },
	{ theme }: Frame,
): void {
	if (name === "") return;
	pen.font = theme.font;
	pen.textAlign = "left";
	pen.textBaseline = "middle";
	pen.fillStyle = theme.dimText;
	const text = cutTo(name, area.right - area.left, (some) => textWidth(pen, theme.font, some));
	if (text !== "…") pen.fillText(text, area.left, area.top - NAME_HEIGHT / 2);
}
