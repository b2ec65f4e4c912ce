import type { Pen } from "../pen";

/** Pixels from stripe to stripe, and how much of that a stripe is. */
export const HATCH = 6;
export const HATCH_SHARE = 0.4;

/** Diagonal stripes, as sharp as the device pixels are. */
export function hatching(
	pen: Pen,
	color: string,
	background: string,
	pixelRatio: number,
): CanvasPattern | null {
	if (pen.hatching !== undefined) return pen.hatching(color, background);
	const size = HATCH * pixelRatio;
	const tile = document.createElement("canvas");
	tile.width = tile.height = size;
	const paint = tile.getContext("2d");
	if (paint === null) return null;
	paint.fillStyle = background;
	paint.fillRect(0, 0, size, size);
	paint.strokeStyle = color;
	paint.lineWidth = size * HATCH_SHARE;
	paint.beginPath();
	for (const shift of [-size, 0, size]) {
		paint.moveTo(shift - 1, size + 1);
		paint.lineTo(shift + size + 1, -1);
	}
	paint.stroke();
	const pattern = pen.createPattern(tile, "repeat");
	pattern?.setTransform(new DOMMatrix().scale(1 / pixelRatio));
	return pattern;
}
