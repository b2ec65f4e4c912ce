import type { ChartTheme } from "../../theme";
import type { Layer, PaneFrame } from "../frame";

/** A layer's picture, and all that it depends on beside its data. */
interface Kept {
	readonly place: string;
	readonly theme: ChartTheme;
	readonly canvas: HTMLCanvasElement;
}

const pictures = new WeakMap<object, Kept>();

/**
 * A layer that paints the same for as long as its pane does not change: it is painted once beside the chart's canvas, and each frame
 * copies it from there, pixel by pixel. A pen without a canvas draws it as it is.
 *
 * @param data what it shows now, for which its picture is kept
 * @param layer may draw no names
 */
export const keptLayer =
	(data: () => object, layer: Layer): Layer =>
	(pen, pane, frame, names) => {
		if (pen.drawPixels !== undefined) {
			layer(pen, pane, frame, names);
			return;
		}
		const { area } = pane;
		const { pixelRatio } = frame;
		// Whole device pixels, so that nothing is drawn between two of them.
		const left = Math.floor(area.left * pixelRatio);
		const top = Math.floor(area.top * pixelRatio);
		const width = Math.ceil(area.right * pixelRatio) - left;
		const height = Math.ceil(area.bottom * pixelRatio) - top;
		const place = placeOf(pane, pixelRatio);
		const shown = data();
		let kept = pictures.get(shown);
		if (kept?.place !== place || kept.theme !== frame.theme) {
			const canvas = kept?.canvas ?? document.createElement("canvas");
			// A new width empties it.
			canvas.width = width;
			canvas.height = height;
			// In the memory of the page: one on the graphics card is empty once that has been reset.
			const beside = canvas.getContext("2d", { willReadFrequently: true });
			beside?.setTransform(pixelRatio, 0, 0, pixelRatio, -left, -top);
			if (beside !== null) layer(beside, pane, frame, names);
			kept = { place, theme: frame.theme, canvas };
			pictures.set(shown, kept);
		}
		pen.imageSmoothingEnabled = false;
		pen.drawImage(
			kept.canvas,
			left / pixelRatio,
			top / pixelRatio,
			width / pixelRatio,
			height / pixelRatio,
		);
	};

function placeOf({ area, x, y }: PaneFrame, pixelRatio: number): string {
	const { left, top, right, bottom } = area;
	return [left, top, right, bottom, x.min, x.max, y.min, y.max, y.isLog, pixelRatio].join();
}
