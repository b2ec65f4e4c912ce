import type { Frame } from "./charts/frame";
import { canvasOf } from "./charts/layers/pixels";
import type { Box, Pixels } from "./charts/pen";
import { type PictureWords, pictureOf, svgTextOf } from "./picture";
import { type SvgTools, n } from "./svgPen";

/** A picture of the chart as PNG, as sharp as the screen is. */
export function pngOf(frame: Frame, words: PictureWords): Promise<Blob> {
	const canvas = document.createElement("canvas");
	const pen = drawingContext(canvas);
	const { pixelRatio } = frame;
	const picture = pictureOf(pen, frame, words);
	canvas.width = picture.width * pixelRatio;
	canvas.height = picture.height * pixelRatio;
	pen.scale(pixelRatio, pixelRatio);
	picture.draw(pen);
	return new Promise((resolve, reject) => {
		canvas.toBlob((blob) => {
			if (blob === null) reject(new Error("The browser made no picture."));
			else resolve(blob);
		}, "image/png");
	});
}

/** A picture of the chart as SVG. */
export function svgOf(frame: Frame, words: PictureWords): Blob {
	return new Blob([svgTextOf(frame, words, browserTools())], { type: "image/svg+xml" });
}

/** Tools for an SVG: text widths as the browser measures them, and pixels as PNG inside of the SVG. */
function browserTools(): SvgTools {
	const measuring = drawingContext(document.createElement("canvas"));
	return {
		widthOf: (text, font) => {
			measuring.font = font;
			return measuring.measureText(text).width;
		},
		pixels: imageElement,
	};
}

function imageElement(pixels: Pixels, cut: Box, place: Box): string {
	const canvas = document.createElement("canvas");
	canvas.width = cut.width;
	canvas.height = cut.height;
	const whole = canvasOf(pixels);
	const { x, y, width, height } = cut;
	drawingContext(canvas).drawImage(whole, x, y, width, height, 0, 0, width, height);
	return `<image href="${canvas.toDataURL()}" x="${n(place.x)}" y="${n(place.y)}" width="${n(place.width)}" height="${n(place.height)}" preserveAspectRatio="none" style="image-rendering:pixelated"/>`;
}

function drawingContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("The browser gives no drawing context.");
	return context;
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
