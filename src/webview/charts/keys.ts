import { type AxisBounds, type AxisRange, panBy, zoomAt } from "../../core/chart/viewRange";

const KEY_ZOOM = 0.8;

/** How far a key walks along the values; up and right are forward, Home is the top or the left end. */
export function cursorStep(key: string, axis: "x" | "y"): number | undefined {
	switch (key) {
		case axis === "y" ? "ArrowUp" : "ArrowRight":
			return 1;
		case axis === "y" ? "ArrowDown" : "ArrowLeft":
			return -1;
		case "Home":
			return axis === "y" ? Infinity : -Infinity;
		case "End":
			return axis === "y" ? -Infinity : Infinity;
		default:
			return undefined;
	}
}

/** The stretch that a key leads to; `undefined` for keys that move nothing. */
export function viewKey(
	key: string,
	view: AxisRange,
	bounds: AxisBounds,
	center: number | undefined,
): AxisRange | undefined {
	const span = view.max - view.min;
	const anchor = center ?? (view.min + view.max) / 2;
	switch (key) {
		case "+":
		case "=":
			return zoomAt(view, bounds, KEY_ZOOM, anchor);
		case "-":
		case "_":
			return zoomAt(view, bounds, 1 / KEY_ZOOM, anchor);
		case "PageUp":
			return panBy(view, bounds, span * 0.5);
		case "PageDown":
			return panBy(view, bounds, -span * 0.5);
		case "0":
			return bounds;
		default:
			return undefined;
	}
}
