import { type PaneFrame, type Point, paneAt, valuesAt, xOf } from "../frame";
import { BRUSH_PANE, type Showing } from "../screen";
import type { DragKeys } from "./gestures";
import type { Measuring } from "./measuring";
import { Selection } from "./selection";
import type { Viewport } from "../viewport";

type Held = "plot" | "measure" | "box" | "price" | "window" | "left" | "right";
const HANDLE_PIXELS = 8;
const SMALLEST_BOX = 6;
const STRETCH_PER_PIXEL = 0.005;

/** What the pointer holds while its button is down, and what follows from pulling it. */
export class Grip {
	readonly selection = new Selection();
	private held: Held = "plot";
	private start: Point = { x: 0, y: 0 };
	private isAlt = false;

	constructor(
		private readonly viewport: Viewport,
		private readonly chart: Showing,
		private readonly measuring: Measuring,
	) {}

	grab(at: Point, { shiftKey, ctrlKey, metaKey, altKey }: DragKeys): void {
		this.start = at;
		this.isAlt = altKey;
		const pane = paneAt(this.chart.frame, at);
		if (pane?.id === BRUSH_PANE) this.held = this.handleAt(pane, at);
		else if (pane !== undefined && at.x > pane.area.right && pane.yGroup === "price")
			this.held = "price";
		else if (ctrlKey || metaKey || this.measuring.isArmed) {
			this.held = "measure";
			this.measuring.begin(at);
		} else this.held = shiftKey ? "box" : "plot";
	}

	private handleAt(pane: PaneFrame, { x }: Point): Held {
		const shown = this.viewport.shown("x");
		if (shown === undefined) return "window";
		if (Math.abs(x - xOf(pane, shown.min)) < HANDLE_PIXELS) return "left";
		return Math.abs(x - xOf(pane, shown.max)) < HANDLE_PIXELS ? "right" : "window";
	}

	/** Whether the picture has changed. */
	drag(to: Point, from: Point): boolean {
		switch (this.held) {
			case "plot":
				this.viewport.pan(to.x - from.x, to.y - from.y);
				return true;
			case "box":
				this.selection.show(this.start, to);
				return false;
			case "measure":
				this.measuring.pull(to);
				return false;
			case "price":
				this.viewport.zoom("y", Math.exp((to.y - from.y) * STRETCH_PER_PIXEL));
				return true;
			default:
				return this.dragWindow(this.held, to, from);
		}
	}

	private dragWindow(held: "window" | "left" | "right", to: Point, from: Point): boolean {
		const pane = this.brush;
		const shown = this.viewport.shown("x");
		if (pane === undefined || shown === undefined) return false;
		const distance = valuesAt(pane, to).x - valuesAt(pane, from).x;
		if (held === "window") this.viewport.panAxis("x", distance / (shown.max - shown.min));
		else {
			const min = shown.min + (held === "left" ? distance : 0);
			const max = shown.max + (held === "right" ? distance : 0);
			if (max > min) this.viewport.ranges = { ...this.viewport.ranges, x: { min, max } };
		}
		return true;
	}

	/** @returns `click` or, with Alt, `altClick` for a press on the chart itself, `moved` where the picture has changed */
	release(at: Point, hasMoved: boolean): "click" | "altClick" | "moved" | "nothing" {
		const { held } = this;
		this.held = "plot";
		this.selection.hide();
		if (held === "measure") this.measuring.end();
		if (held === "box" && hasMoved) return this.zoomToBox(at);
		if (held === "window" && !hasMoved) return this.centerWindow(at);
		if (held !== "plot" || hasMoved) return "nothing";
		return this.isAlt ? "altClick" : "click";
	}

	private zoomToBox(at: Point): "moved" | "nothing" {
		const { start } = this;
		const pane = paneAt(this.chart.frame, start);
		const size = Math.abs(start.x - at.x) + Math.abs(start.y - at.y);
		if (pane === undefined || size < SMALLEST_BOX) return "nothing";
		const [from, to] = [valuesAt(pane, start), valuesAt(pane, at)];
		const hasTime = pane.xGroup === "time";
		const hasPrice = pane.yGroup === "price";
		const side = ({ x, y }: Point) => ({ ...(hasTime ? { x } : {}), ...(hasPrice ? { y } : {}) });
		this.viewport.zoomTo(side(from), side(to));
		return "moved";
	}

	/** A click beside the frame of the strip moves the frame there. */
	private centerWindow(at: Point): "moved" | "nothing" {
		const pane = this.brush;
		const shown = this.viewport.shown("x");
		if (pane === undefined || shown === undefined) return "nothing";
		const distance = valuesAt(pane, at).x - (shown.min + shown.max) / 2;
		this.viewport.panAxis("x", distance / (shown.max - shown.min));
		return "moved";
	}

	private get brush(): PaneFrame | undefined {
		return this.chart.frame?.panes.find(({ id }) => id === BRUSH_PANE);
	}
}
