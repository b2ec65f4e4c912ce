import type { Pen } from "../pen";

const HATCH = 6;

/** Diagonal stripes in the size of device pixels. */
export function hatching(
	pen: Pen,
	color: string,
	background: string,
	pixelRatio: number,
): CanvasPattern | null {
	const size = HATCH * pixelRatio;
	const tile = document.createElement("canvas");
	tile.width = tile.height = size;
	const paint = tile.getContext("2d");
	if (paint === null) return null;
	paint.fillStyle = background;
	paint.fillRect(0, 0, size, size);
	paint.strokeStyle = color;
	paint.lineWidth = size * 0.4;
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
