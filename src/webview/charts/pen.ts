import type { Box, Pixels } from "./layers/pixels";

/** What a canvas paints stripes and pixels with. */
type CanvasWays = Pick<
	CanvasRenderingContext2D,
	"createPattern" | "drawImage" | "imageSmoothingEnabled"
> & { readonly hatching?: undefined; readonly drawPixels?: undefined };

/** How a pen that has no canvas does the same. */
interface OwnWays {
	/** Diagonal stripes to fill with. */
	hatching(color: string, background: string): CanvasPattern;
	/** Paints each pixel of a cut as a rectangle with sharp edges. */
	drawPixels(pixels: Pixels, cut: Box, place: Box): void;
}

type Strokes = Pick<
	CanvasRenderingContext2D,
	| "save"
	| "restore"
	| "translate"
	| "beginPath"
	| "closePath"
	| "moveTo"
	| "lineTo"
	| "rect"
	| "roundRect"
	| "arc"
	| "clip"
	| "fill"
	| "stroke"
	| "fillRect"
	| "strokeRect"
	| "fillText"
	| "strokeText"
	| "setLineDash"
	| "fillStyle"
	| "strokeStyle"
	| "lineWidth"
	| "lineJoin"
	| "font"
	| "textAlign"
	| "textBaseline"
	| "globalAlpha"
> & { measureText(text: string): { readonly width: number } };

/** A pen that draws without a canvas. */
export type VectorPen = Strokes & OwnWays;

/**
 * What drawings need of a canvas. They ask for nothing else, so that the same calls can be recorded
 * as SVG.
 */
export type Pen = (Strokes & CanvasWays) | VectorPen;
