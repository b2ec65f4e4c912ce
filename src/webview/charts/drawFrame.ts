import { drawAxes, drawGrid } from "./axes";
import type { Frame } from "./frame";
import { drawColorBar } from "./layers/colorBar";
import { type Name, RANK, drawNames } from "./names";
import type { Pen } from "./pen";

/** Paints a whole frame: on the canvas with each move, and for every picture that is made. */
export function drawFrame(pen: Pen, frame: Frame): void {
	pen.fillStyle = frame.theme.background;
	pen.fillRect(0, 0, frame.width, frame.height);
	const { colorBar } = frame;
	if (colorBar !== undefined) drawColorBar(pen, colorBar.bar, colorBar.area, frame);
	for (const pane of frame.panes) {
		const { left, top, right, bottom } = pane.area;
		if (right - left < 1 || bottom - top < 1) continue;
		pen.save();
		pen.beginPath();
		pen.rect(left, top, right - left, bottom - top);
		pen.clip();
		drawGrid(pen, pane, frame);
		const names: Name[] = [];
		for (const layer of pane.layers) layer(pen, pane, frame, names);
		if (pane.name !== undefined) {
			const at = { x: left + 6, y: top + 9, align: "left", rank: RANK.pane } as const;
			names.push({ text: pane.name, color: frame.theme.dimText, ...at });
		}
		drawNames(pen, names, pane.area, frame.theme);
		pen.restore();
		pen.save();
		drawAxes(pen, pane, frame);
		pen.restore();
	}
}
