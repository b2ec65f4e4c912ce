import { drawFrame } from "./charts/drawFrame";
import type { Frame } from "./charts/frame";
import type { Pen } from "./charts/pen";
import type { Figure } from "./content/figures";
import type { LegendItem } from "./content/types";
import { SvgPen } from "./svgPen";

/** Words around the chart in a picture. */
export interface PictureWords {
	readonly title: string;
	readonly subtitle: string;
	readonly figures: readonly Figure[];
	readonly legend: readonly LegendItem[];
	readonly footnote: string;
}

const PADDING = 14;
const TITLE_PIXELS = 16;
const LINE_PIXELS = 18;

/** The chart as it is on the screen, on the theme's background, with market, values and source line. */
export function pngOf(frame: Frame, words: PictureWords): Promise<Blob> {
	const canvas = document.createElement("canvas");
	const ctx = canvas.getContext("2d");
	if (ctx === null) throw new Error("The browser gives no drawing context.");
	const { pixelRatio } = frame;
	const layout = layOut(ctx, frame, words);
	canvas.width = layout.width * pixelRatio;
	canvas.height = layout.height * pixelRatio;
	ctx.scale(pixelRatio, pixelRatio);
	draw(ctx, frame, words, layout);
	return new Promise((resolve, reject) => {
		canvas.toBlob((blob) => {
			if (blob === null) reject(new Error("The browser made no picture."));
			else resolve(blob);
		}, "image/png");
	});
}

/** The same as SVG. */
export function svgOf(frame: Frame, words: PictureWords): Blob {
	const pen = new SvgPen(frame.pixelRatio);
	const layout = layOut(pen, frame, words);
	draw(pen, frame, words, layout);
	return new Blob([pen.text(layout.width, layout.height)], { type: "image/svg+xml" });
}

interface Layout {
	readonly lines: readonly string[];
	readonly notes: readonly string[];
	readonly head: number;
	readonly width: number;
	readonly height: number;
	readonly family: string;
	readonly small: string;
}

function layOut(pen: Pen, { theme, width, height }: Frame, words: PictureWords): Layout {
	const family = theme.font.slice(theme.font.indexOf(" ") + 1);
	const small = `12px ${family}`;
	pen.font = small;
	const lines = wrap(pen, figureWords(words.figures), width);
	const notes = wrap(pen, words.footnote.split(" · "), width);
	const key = words.legend.length > 0 ? LINE_PIXELS : 0;
	const head = PADDING + TITLE_PIXELS + 8 + lines.length * LINE_PIXELS + key + 6;
	const foot = notes.length * LINE_PIXELS + PADDING;
	const [whole, tall] = [width + 2 * PADDING, head + height + 8 + foot];
	return { lines, notes, head, width: whole, height: tall, family, small };
}

function draw(
	pen: Pen,
	frame: Frame,
	words: PictureWords,
	{ lines, notes, head, width, height, family, small }: Layout,
): void {
	const { theme } = frame;
	pen.fillStyle = theme.background;
	pen.fillRect(0, 0, width, height);
	pen.textBaseline = "top";
	pen.textAlign = "left";
	pen.fillStyle = theme.text;
	pen.font = `600 ${TITLE_PIXELS}px ${family}`;
	pen.fillText(words.title, PADDING, PADDING);
	const titleWidth = pen.measureText(words.title).width;
	pen.font = small;
	pen.fillStyle = theme.dimText;
	pen.fillText(words.subtitle, PADDING + titleWidth + 10, PADDING + 3);
	pen.fillStyle = theme.text;
	lines.forEach((line, i) => {
		pen.fillText(line, PADDING, PADDING + TITLE_PIXELS + 8 + i * LINE_PIXELS);
	});
	drawLegend(pen, frame, words.legend, head - LINE_PIXELS - 4);
	pen.fillStyle = theme.dimText;
	notes.forEach((line, i) => {
		pen.fillText(line, PADDING, head + frame.height + 8 + i * LINE_PIXELS);
	});
	pen.save();
	pen.translate(PADDING, head);
	drawFrame(pen, frame);
	pen.restore();
}

/** What the colours are, in one line as far as it reaches. */
function drawLegend(
	pen: Pen,
	{ theme, width }: Frame,
	legend: readonly LegendItem[],
	top: number,
): void {
	let left = PADDING;
	for (const { label, color } of legend) {
		const end = left + 14 + pen.measureText(label).width;
		if (end > width + PADDING) return;
		pen.fillStyle = color(theme);
		pen.fillRect(left, top + 4, 9, 5);
		pen.fillStyle = theme.dimText;
		pen.fillText(label, left + 14, top);
		left = end + 14;
	}
}

function figureWords(figures: readonly Figure[]): string[] {
	return figures.map(({ label, value, detail }) =>
		detail === undefined ? `${label} ${value}` : `${label} ${value} (${detail.text})`,
	);
}

/** Joins words with wide gaps into lines that fit. */
function wrap(pen: Pen, parts: readonly string[], width: number): string[] {
	const lines: string[] = [];
	for (const part of parts) {
		const last = lines.at(-1);
		const longer = last === undefined ? part : `${last}   ${part}`;
		if (last !== undefined && pen.measureText(longer).width <= width)
			lines[lines.length - 1] = longer;
		else lines.push(part);
	}
	return lines;
}

/** Bytes as base64 text, for the message to the host. */
export async function base64Of(blob: Blob): Promise<string> {
	const bytes = new Uint8Array(await blob.arrayBuffer());
	const parts: string[] = [];
	for (let i = 0; i < bytes.length; i += 0x8000) {
		parts.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
	}
	return btoa(parts.join(""));
}
