import type { Point } from "../frame";
import { hasModifier } from "./keys";

/** Keys that decide what is dragged. */
export type DragKeys = Pick<MouseEvent, "shiftKey" | "altKey" | "ctrlKey" | "metaKey">;

/**
 * What a person does to a chart with pointer, wheel and keys. Points are in pixels from the chart's corner.
 */
export interface GestureTarget {
	/** @param isOther whether to zoom the axis that the wheel does not zoom by default */
	zoom(factor: number, at: Point, isOther: boolean): void;
	/** The button goes down; the point and the keys that are held decide what is dragged. */
	grab(at: Point, keys: DragKeys): void;
	/** The picture, a box or a handle is pulled to a point. */
	drag(to: Point, from: Point): void;
	/** The button is up again; without a move it was a click. */
	release(at: Point, hasMoved: boolean): void;
	pan(dx: number, dy: number): void;
	reset(): void;
	point(at: Point): void;
	leave(): void;
	/** Whether the key did something. */
	key(event: KeyboardEvent): boolean;
}

const WHEEL_ZOOM = 0.0016;
/** A pinch arrives as small wheel steps with the control key pressed. */
const PINCH_ZOOM = 0.01;
const LINE_PIXELS = 16;
export const DRAG_FROM_PIXELS = 3;

/** Listens on the chart's element for as long as it exists. */
export function listenToGestures(root: HTMLElement, target: GestureTarget): void {
	const place = (event: MouseEvent): Point => {
		const box = root.getBoundingClientRect();
		return { x: event.clientX - box.left, y: event.clientY - box.top };
	};
	let last: Point | undefined;
	let isMoving = false;

	root.addEventListener(
		"wheel",
		(event) => {
			event.preventDefault();
			const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
			const at = place(event);
			const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
			if (isSideways || event.shiftKey) {
				const distance = (isSideways ? event.deltaX : event.deltaY) * scale;
				target.pan(-distance, distance);
			} else {
				const speed = event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM;
				target.zoom(Math.exp(event.deltaY * scale * speed), at, event.altKey);
			}
			target.point(at);
		},
		{ passive: false },
	);
	root.addEventListener("pointerdown", (event) => {
		if (event.button !== 0) return;
		last = place(event);
		isMoving = false;
		target.grab(last, event);
		root.setPointerCapture(event.pointerId);
	});
	root.addEventListener("pointermove", (event) => {
		const at = place(event);
		if (last === undefined) {
			target.point(at);
			return;
		}
		if (!isMoving && Math.hypot(at.x - last.x, at.y - last.y) < DRAG_FROM_PIXELS) return;
		isMoving = true;
		root.classList.add("dragging");
		target.drag(at, last);
		last = at;
		target.leave();
	});
	const endDrag = (event: PointerEvent) => {
		if (last !== undefined) target.release(place(event), isMoving);
		last = undefined;
		root.classList.remove("dragging");
	};
	root.addEventListener("pointerup", endDrag);
	root.addEventListener("pointercancel", endDrag);
	root.addEventListener("lostpointercapture", endDrag);
	root.addEventListener("pointerleave", () => {
		if (last === undefined) target.leave();
	});
	root.addEventListener("dblclick", () => {
		target.reset();
	});
	root.addEventListener("keydown", (event) => {
		if (hasModifier(event)) return;
		// Keys on a handle are the handle's, but the list of keys is shown wherever the focus is.
		const isTyped = event.target instanceof HTMLInputElement;
		if (event.target !== root && (event.key !== "?" || isTyped)) return;
		if (target.key(event)) event.preventDefault();
	});
}
