import { pixelCss } from "../../../core/chart/ramp";
import type { ColorBar } from "../colorBar";
import type { Frame, PlotArea } from "../frame";
import type { Pen } from "../pen";
import { drawPixels } from "./pixels";
import { textWidth } from "../textWidth";

/** Room that the bar takes above the plot. */
export const COLOR_BAR_HEIGHT = 30;
const BAR = 8;
const MOST_WIDTH = 260;
const LEAST_WIDTH = 90;
/** A tip at an open end. */
const TIP = 7;
const LABEL_MIDDLE = 20;
const TICK = 3;
const GAP = 12;

/** Draws a bar with its top left corner at the one of an area. */
export function drawColorBar(pen: Pen, bar: ColorBar, area: PlotArea, { theme }: Frame): void {
	const room = area.right - area.left;
	if (room < LEAST_WIDTH) return;
	pen.font = theme.font;
	pen.textBaseline = "middle";
	const half = Math.ceil(textWidth(pen, theme.font, "+500K") / 2);
	const left = area.left + half;
	const fullTitle = textWidth(pen, theme.font, bar.title);
	const shortTitle = textWidth(pen, theme.font, bar.shortTitle);
	const beside = (title: number) => room - 2 * half - GAP - title;
	const isShort = beside(fullTitle) < LEAST_WIDTH;
	const hasTitle = !isShort || beside(shortTitle) >= LEAST_WIDTH;
	const free = hasTitle ? beside(isShort ? shortTitle : fullTitle) : room - 2 * half;
	const width = Math.round(Math.min(MOST_WIDTH, free));
	const { top } = area;
	const pixels = bar.pixels(theme);
	const count = pixels.width;
	drawPixels(
		pen,
		pixels,
		{ x: 0, y: 0, width: count, height: 1 },
		{ x: left, y: top, width, height: BAR },
	);
	const colors = pixels.colors();
	for (const end of bar.open) {
		const isEnd = end === "end";
		const [from, to] = isEnd ? [left + width, left + width + TIP] : [left, left - TIP];
		pen.fillStyle = pixelCss(colors[isEnd ? count - 1 : 0]);
		pen.beginPath();
		pen.moveTo(from, top);
		pen.lineTo(to, top + BAR / 2);
		pen.lineTo(from, top + BAR);
		pen.closePath();
		pen.fill();
	}
	pen.textAlign = "center";
	for (const { share, label } of bar.ticks((2 * half + 4) / width)) {
		const x = left + share * width;
		pen.fillStyle = theme.axis;
		pen.fillRect(Math.min(left + width - 1, Math.round(x)), top + BAR, 1, TICK);
		pen.fillStyle = theme.dimText;
		pen.fillText(label, x, top + LABEL_MIDDLE);
	}
	if (!hasTitle) return;
	pen.textAlign = "left";
	pen.fillStyle = theme.dimText;
	pen.fillText(isShort ? bar.shortTitle : bar.title, left + width + GAP + TIP, top + BAR / 2 + 0.5);
}
