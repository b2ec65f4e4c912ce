import { PAN_KEYS, ZOOM_KEYS, stepOf } from "./keys";
import type { Measuring } from "./measuring";
import type { Pointing } from "./pointing";
import type { Point } from "../frame";
import type { Cursor, Showing } from "../screen";
import type { Viewport } from "../viewport";

/** What the keyboard asks of a chart beyond moving its axes. */
export interface KeyboardHooks {
	/** Called with the words for what the keyboard has walked to. */
	readonly onWalk: (spoken: string) => void;
	/** Called with the cursor that was clicked or chosen by Enter. */
	readonly onPick: (cursor: Cursor) => void;
	/** Called when the keyboard has set the first corner of a box. */
	readonly onCorner: () => void;
	/** The same of a box to be measured. */
	readonly onMeasureCorner: () => void;
	/** Called with a key that the chart itself does not use. Returns whether it did something. */
	readonly onKey: (key: string, cursor: Cursor | undefined) => boolean;
}

type Outcome = "moved" | "done" | "nothing";

/** Everything that the pointer can do to a chart, by keys. */
export class Keyboard {
	/** Where the keyboard began to draw a box. */
	private corner: Partial<Point> | undefined;

	/**
	 * @param revealed called when the picture had to move to show the crosshair, before the crosshair moves
	 */
	constructor(
		private readonly chart: Showing,
		private readonly viewport: Viewport,
		private readonly pointing: Pointing,
		private readonly measuring: Measuring,
		private readonly hooks: KeyboardHooks,
		private readonly revealed: () => void,
	) {}

	/** @returns `moved` where the picture has changed, `nothing` for a key without a use */
	press(key: string): Outcome {
		const { viewport, pointing, hooks } = this;
		const { zoomAxis } = this.chart.screen;
		const step = stepOf(key, zoomAxis);
		const zoom = ZOOM_KEYS[key];
		const pan = PAN_KEYS[key];
		if (step !== undefined) return this.walk(step.dx, step.dy);
		if (zoom !== undefined) return this.zoom(...zoom);
		if (pan !== undefined) viewport.panAxis(zoomAxis, pan);
		else if (key === "0") viewport.ranges = {};
		else if (key === "b") return this.markCorner();
		else if (key === "m") return this.measure();
		else if (key === "Escape") {
			this.corner = undefined;
			this.measuring.clear();
			pointing.leave();
			hooks.onKey(key, undefined);
			return "done";
		} else if (key === "Enter" && pointing.at !== undefined) {
			hooks.onPick(pointing.at);
			return "done";
		} else return hooks.onKey(key, pointing.at) ? "done" : "nothing";
		return "moved";
	}

	/** Another screen is shown: a corner that was set before means nothing there. */
	forget(): void {
		this.corner = undefined;
	}

	private walk(dx: number, dy: number): Outcome {
		const { screen } = this.chart;
		const cursor = screen.step(this.pointing.start, dx, dy);
		if (cursor !== undefined) this.goTo(cursor);
		return "done";
	}

	/** Goes to a cursor, and says what is there. */
	goTo(cursor: Cursor): void {
		if (this.viewport.reveal(cursor)) this.revealed();
		this.pointing.goTo(cursor);
		this.hooks.onWalk(this.chart.screen.describe(cursor).spoken);
	}

	private zoom(factor: number, isOther: boolean): Outcome {
		const { screen } = this.chart;
		const { zoomAxis } = screen;
		const axis = isOther ? (zoomAxis === "x" ? "y" : "x") : zoomAxis;
		const { at } = this.pointing;
		this.viewport.zoom(axis, factor, at && screen.pointOf(at)[axis]);
		return "moved";
	}

	/** Measures by key: one press at each of two corners. */
	private measure(): Outcome {
		const { at, pointer } = this.pointing;
		if (at === undefined) return this.hooks.onKey("m", at) ? "done" : "nothing";
		const spoken = this.measuring.mark(at, pointer);
		if (spoken !== undefined) {
			// The card of what was measured takes the place of the crosshair's.
			this.pointing.refresh();
			this.hooks.onWalk(spoken);
		} else if (this.measuring.isWalking) this.hooks.onMeasureCorner();
		else this.hooks.onKey("m", undefined);
		return "done";
	}

	/** The keyboard's box: one key press at each of two corners. */
	private markCorner(): Outcome {
		const { corner, viewport } = this;
		const { screen } = this.chart;
		const { at } = this.pointing;
		if (at === undefined) return this.hooks.onKey("b", at) ? "done" : "nothing";
		if (corner === undefined) {
			this.corner = screen.pointOf(at);
			this.hooks.onCorner();
			return "done";
		}
		viewport.zoomTo(corner, screen.pointOf(at));
		this.corner = undefined;
		return "moved";
	}
}
