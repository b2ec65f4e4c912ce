/** What a person does to a chart with pointer, wheel and keys; places are pixels inside of the chart. */
export interface GestureTarget {
	zoom(factor: number, x: number, y: number): void;
	/** Distance that the picture is pulled. */
	drag(dx: number, dy: number): void;
	reset(): void;
	point(x: number, y: number): void;
	leave(): void;
	/** Whether the key did something. */
	key(event: KeyboardEvent): boolean;
}

const WHEEL_ZOOM = 0.0016;
/** A pinch arrives as small wheel steps with the control key. */
const PINCH_ZOOM = 0.01;
const LINE_PIXELS = 16;
const DRAG_FROM_PIXELS = 3;

/** Listens on the chart's element for as long as it exists. */
export function listenToGestures(root: HTMLElement, target: GestureTarget): void {
	const place = (event: MouseEvent): [number, number] => {
		const box = root.getBoundingClientRect();
		return [event.clientX - box.left, event.clientY - box.top];
	};
	let drag: { x: number; y: number; isMoving: boolean } | undefined;

	root.addEventListener(
		"wheel",
		(event) => {
			event.preventDefault();
			const scale = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
			const [x, y] = place(event);
			const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
			if (isSideways || event.shiftKey) {
				const distance = (isSideways ? event.deltaX : event.deltaY) * scale;
				target.drag(-distance, distance);
			} else {
				const speed = event.ctrlKey ? PINCH_ZOOM : WHEEL_ZOOM;
				target.zoom(Math.exp(event.deltaY * scale * speed), x, y);
			}
			target.point(x, y);
		},
		{ passive: false },
	);
	root.addEventListener("pointerdown", (event) => {
		if (event.button !== 0) return;
		const [x, y] = place(event);
		drag = { x, y, isMoving: false };
		root.setPointerCapture(event.pointerId);
	});
	root.addEventListener("pointermove", (event) => {
		const [x, y] = place(event);
		if (drag === undefined) {
			target.point(x, y);
			return;
		}
		const [dx, dy] = [x - drag.x, y - drag.y];
		if (!drag.isMoving && Math.hypot(dx, dy) < DRAG_FROM_PIXELS) return;
		drag = { x, y, isMoving: true };
		root.classList.add("dragging");
		target.drag(dx, dy);
		target.leave();
	});
	const endDrag = () => {
		drag = undefined;
		root.classList.remove("dragging");
	};
	root.addEventListener("pointerup", endDrag);
	root.addEventListener("pointercancel", endDrag);
	root.addEventListener("pointerleave", () => {
		if (drag === undefined) target.leave();
	});
	root.addEventListener("dblclick", () => {
		target.reset();
	});
	root.addEventListener("keydown", (event) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		if (target.key(event)) event.preventDefault();
	});
}
