import type { Box, Pen, Pixels } from "../pen";

const canvases = new WeakMap<Pixels, HTMLCanvasElement>();

/** Paints a section of a picture, each of its pixels as a rectangle with sharp edges. */
export function drawPixels(pen: Pen, pixels: Pixels, cut: Box, place: Box): void {
	if (pen.drawPixels !== undefined) {
		pen.drawPixels(pixels, cut, place);
		return;
	}
	const canvas = canvasOf(pixels);
	pen.imageSmoothingEnabled = false;
	pen.drawImage(
		canvas,
		cut.x,
		cut.y,
		cut.width,
		cut.height,
		place.x,
		place.y,
		place.width,
		place.height,
	);
}

/** The picture on a canvas of its own, painted once. */
export function canvasOf(pixels: Pixels): HTMLCanvasElement {
	const known = canvases.get(pixels);
	if (known !== undefined) return known;
	const canvas = document.createElement("canvas");
	canvas.width = pixels.width;
	canvas.height = pixels.height;
	const colors = new Uint8ClampedArray(pixels.colors().buffer);
	// In the memory of the page: one on the graphics card is empty once that has been reset.
	const paint = canvas.getContext("2d", { willReadFrequently: true });
	paint?.putImageData(new ImageData(colors, pixels.width, pixels.height), 0, 0);
	canvases.set(pixels, canvas);
	return canvas;
}
