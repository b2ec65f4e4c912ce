import type { Figure } from "./figures";
import type { ChartTheme } from "./theme";

/** Words around the chart in a picture. */
export interface PictureWords {
	readonly title: string;
	readonly subtitle: string;
	readonly figures: readonly Figure[];
	readonly footnote: string;
}

const PADDING = 14;
const TITLE_PIXELS = 16;
const LINE_PIXELS = 18;

/** The chart as it is on the screen, on the theme's background, with market, values and source line. */
export function drawPicture(
	chart: HTMLCanvasElement,
	pixelRatio: number,
	words: PictureWords,
	theme: ChartTheme,
): HTMLCanvasElement {
	const width = chart.width / pixelRatio;
	const height = chart.height / pixelRatio;
	const family = theme.font.slice(theme.font.indexOf(" ") + 1);
	const picture = document.createElement("canvas");
	const ctx = picture.getContext("2d");
	if (ctx === null) throw new Error("The browser gives no drawing context.");
	const small = `12px ${family}`;
	ctx.font = small;
	const lines = wrap(ctx, figureWords(words.figures), width);
	const notes = wrap(ctx, words.footnote.split(" · "), width);
	const head = PADDING + TITLE_PIXELS + 8 + lines.length * LINE_PIXELS + 6;
	const foot = notes.length * LINE_PIXELS + PADDING;
	picture.width = (width + 2 * PADDING) * pixelRatio;
	picture.height = (head + height + 8 + foot) * pixelRatio;
	ctx.scale(pixelRatio, pixelRatio);
	ctx.fillStyle = theme.background;
	ctx.fillRect(0, 0, picture.width, picture.height);
	ctx.textBaseline = "top";
	ctx.fillStyle = theme.text;
	ctx.font = `600 ${TITLE_PIXELS}px ${family}`;
	ctx.fillText(words.title, PADDING, PADDING);
	const titleWidth = ctx.measureText(words.title).width;
	ctx.font = small;
	ctx.fillStyle = theme.dimText;
	ctx.fillText(words.subtitle, PADDING + titleWidth + 10, PADDING + 3);
	ctx.fillStyle = theme.text;
	lines.forEach((line, i) => {
		ctx.fillText(line, PADDING, PADDING + TITLE_PIXELS + 8 + i * LINE_PIXELS);
	});
	ctx.drawImage(chart, PADDING, head, width, height);
	ctx.fillStyle = theme.dimText;
	notes.forEach((line, i) => {
		ctx.fillText(line, PADDING, head + height + 8 + i * LINE_PIXELS);
	});
	return picture;
}

function figureWords(figures: readonly Figure[]): string[] {
	return figures.map(({ label, value, detail }) =>
		detail === undefined ? `${label} ${value}` : `${label} ${value} (${detail.text})`,
	);
}

/** Joins words with wide gaps into lines that fit. */
function wrap(ctx: CanvasRenderingContext2D, parts: readonly string[], width: number): string[] {
	const lines: string[] = [];
	for (const part of parts) {
		const last = lines.at(-1);
		const longer = last === undefined ? part : `${last}   ${part}`;
		if (last !== undefined && ctx.measureText(longer).width <= width)
			lines[lines.length - 1] = longer;
		else lines.push(part);
	}
	return lines;
}

/** The picture's PNG bytes. */
export function pngOf(picture: HTMLCanvasElement): Promise<Blob> {
	return new Promise((resolve, reject) => {
		picture.toBlob((blob) => {
			if (blob === null) reject(new Error("The browser made no picture."));
			else resolve(blob);
		}, "image/png");
	});
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
