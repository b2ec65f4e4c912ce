/**
 * What drawings need of a canvas. They ask for nothing else, so that the same calls can be recorded
 * as SVG.
 */
export type Pen = Pick<
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
	| "measureText"
	| "setLineDash"
	| "createPattern"
	| "fillStyle"
	| "strokeStyle"
	| "lineWidth"
	| "lineJoin"
	| "font"
	| "textAlign"
	| "textBaseline"
	| "globalAlpha"
	| "imageSmoothingEnabled"
> & {
	drawImage(
		image: HTMLCanvasElement,
		...places: [number, number, number, number, number, number, number, number]
	): void;
};
