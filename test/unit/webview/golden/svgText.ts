import { drawFrame } from "../../../../src/webview/charts/drawFrame";
import type { Frame } from "../../../../src/webview/charts/frame";
import type { Box, Pixels } from "../../../../src/webview/charts/pen";
import { type PictureWords, svgTextOf } from "../../../../src/webview/picture";
import { SvgPen, type SvgTools, n } from "../../../../src/webview/svgPen";
import { widthOf } from "../shown";

/** Letters of one width, and pixels as rectangles that can be read and compared. */
const TOOLS: SvgTools = { widthOf, pixels };

/** Everything that is drawn of a frame, one element or stroke a line. */
export function svgOfFrame(frame: Frame): string {
	const pen = new SvgPen(TOOLS);
	drawFrame(pen, frame);
	return inLines(pen.text(frame.width, frame.height));
}

/** The same with the words that a saved picture has around the chart. */
export function svgOfPicture(frame: Frame, words: PictureWords): string {
	return inLines(svgTextOf(frame, words, TOOLS));
}

function pixels({ width, colors }: Pixels, cut: Box, place: Box): string {
	const all = colors();
	const [wide, tall] = [place.width / cut.width, place.height / cut.height];
	const paths = new Map<number, string[]>();
	for (let row = 0; row < cut.height; row++) {
		const at = (column: number) => all[(cut.y + row) * width + cut.x + column] ?? 0;
		for (let column = 0; column < cut.width; column++) {
			const from = column;
			const color = at(from);
			while (column + 1 < cut.width && at(column + 1) === color) column++;
			if (color === 0) continue;
			const [x, y] = [n(place.x + from * wide), n(place.y + row * tall)];
			const across = n((column + 1 - from) * wide);
			const path = `M${x} ${y}h${across}v${n(tall)}h${-across}Z`;
			paths.set(color, [...(paths.get(color) ?? []), path]);
		}
	}
	return [...paths]
		.sort(([a], [b]) => a - b)
		.map(([color, rects]) => `<path d="${rects.join("")}" fill="${hexOf(color)}"/>`)
		.join("");
}

/** `0xaabbggrr` as CSS. */
function hexOf(color: number): string {
	const [r, g, b] = [color, color >> 8, color >> 16].map((part) => part & 0xff);
	return `#${[r, g, b].map((part = 0) => part.toString(16).padStart(2, "0")).join("")}`;
}

const POINTS_A_LINE = 8;

/** One element a line, indented by its depth; of long paths one stroke or rectangle a line. */
function inLines(svg: string): string {
	const lines: string[] = [];
	let depth = 0;
	for (const [tag] of svg.matchAll(/<text[^>]*>[^<]*<\/text>|<[^>]*>/g)) {
		if (tag.startsWith("</")) depth--;
		const indent = "  ".repeat(depth);
		lines.push(
			indent + tag.replace(/ d="([^"]*)"/, (_, d: string) => ` d="${inStrokes(d, indent)}"`),
		);
		if (!/^<\/|\/>$|^<text/.test(tag)) depth++;
	}
	return `${lines.join("\n")}\n`;
}

function inStrokes(path: string, indent: string): string {
	const strokes = path.split(/(?=M)/).flatMap((stroke) => {
		const points = stroke.split(/(?=L)/);
		const count = Math.ceil(points.length / POINTS_A_LINE);
		return Array.from({ length: count }, (_, i) =>
			points.slice(i * POINTS_A_LINE, (i + 1) * POINTS_A_LINE).join(""),
		);
	});
	if (strokes.length < 2) return path;
	return strokes.map((stroke) => `\n${indent}  ${stroke}`).join("") + `\n${indent}`;
}
