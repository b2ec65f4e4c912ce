/** A small picture of solid and empty pixels. */
export interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Row by row from the top, `0xaabbggrr` as a canvas holds them; made when they are asked for. */
	readonly colors: () => Uint32Array<ArrayBuffer>;
}

/** A rectangle by its corner and size: of pixels in a picture, or CSS pixels of a chart. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The parts of a canvas context that stripes and pixels are painted with. */
type CanvasWays = Pick<
	CanvasRenderingContext2D,
	"createPattern" | "drawImage" | "imageSmoothingEnabled"
> & { readonly hatching?: undefined; readonly drawPixels?: undefined };

/** How a pen without a canvas paints stripes and pixels. */
interface OwnWays {
	/** Diagonal stripes to fill with. */
	hatching(color: string, background: string): CanvasPattern;
	/** Paints each pixel of a section as a rectangle with sharp edges. */
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
 * The part of a canvas context that layers use. They use nothing else, so that the same calls can be recorded
 * as SVG.
 */
export type Pen = (Strokes & CanvasWays) | VectorPen;
