import { once } from "../../../core/remembered";
import { setClass } from "../../dom";
import type { ChartTheme } from "../../theme";
import { textWidth } from "../textWidth";
import { type Frame, type Point, valuesAt } from "../frame";

/** What becomes of what is done to the handles over a chart. */
export interface HandleListener {
	readonly follow: (event: PointerEvent) => void;
	readonly end: (event: PointerEvent, isCancelled: boolean) => void;
	/** Called with a double click. */
	readonly rename: () => void;
}

/**
 * Hears pulls and double clicks of handles. What is done to a handle is not done to the chart.
 *
 * @param chart element that the room of the handles lies in: its card would cover what is pulled
 */
export function listenToHandles(
	chart: HTMLElement,
	room: HTMLElement,
	{ follow, end, rename }: HandleListener,
): void {
	room.addEventListener("pointermove", follow);
	room.addEventListener("gotpointercapture", (press) => {
		// What is pulled has no focus, so the key is heard wherever it goes.
		const stop = new AbortController();
		const { signal } = stop;
		setClass(chart, "pulling", true);
		const letGo = (event: PointerEvent | KeyboardEvent) => {
			if (event instanceof KeyboardEvent) {
				if (event.key !== "Escape") return;
				event.stopPropagation();
				end(press, true);
			}
			setClass(chart, "pulling", false);
			stop.abort();
		};
		document.addEventListener("keydown", letGo, { capture: true, signal });
		for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const)
			document.addEventListener(type, letGo, { capture: true, signal });
	});
	for (const type of ["pointerup", "pointercancel", "lostpointercapture"] as const) {
		room.addEventListener(type, (event) => {
			end(event, type === "pointercancel");
		});
	}
	// The capture of the press has the double click sent here.
	room.addEventListener("dblclick", rename);
	for (const type of ["pointerdown", "dblclick"] as const) {
		room.addEventListener(type, (event) => {
			event.stopPropagation();
		});
	}
	room.addEventListener("keydown", (event) => {
		// VS Code hears its own keys at the window, so only those that a handle has taken end here.
		if (event.defaultPrevented) event.stopPropagation();
	});
}

/** Measures for the handles of all charts, once there is a name. */
const measuringPen = once(() => document.createElement("canvas").getContext("2d"));

/** Width of a name as the chart writes it. */
export function nameWidth({ boldFont }: ChartTheme, name: string): number {
	const pen = measuringPen();
	return pen === null ? 0 : textWidth(pen, boldFont, name);
}

/** Takes away the handles of what is not there any more. */
export function removeLost(
	known: Map<string, { readonly root: HTMLElement }>,
	all: readonly { readonly name: string }[],
): void {
	const names = new Set(all.map(({ name }) => name));
	for (const [name, { root }] of known) {
		if (names.has(name)) continue;
		// A field in it that loses the focus has all handles shown anew.
		known.delete(name);
		root.remove();
	}
}

/** Where a pointer is in a chart. */
export function pointIn(chart: HTMLElement, { clientX, clientY }: PointerEvent): Point {
	const box = chart.getBoundingClientRect();
	return { x: clientX - box.left, y: clientY - box.top };
}

/** The time at a point of a chart, `undefined` while it has no frame. */
export function timeAt(frame: Frame | undefined, at: Point): number | undefined {
	const [main] = frame?.panes ?? [];
	return main && valuesAt(main, at).x;
}
