import {
	type AxisBounds,
	type AxisRange,
	clampView,
	isWhole,
	reveal,
} from "../../core/chart/viewRange";
import { element } from "../dom";
import type { ChartTheme } from "../theme";
import { panAxis, zoomAxis } from "./axisView";
import { Crosshair } from "./crosshair";
import { type DirectChart, type Scene, createDirectChart } from "./directChart";
import { type Frame, type PaneFrame, type Place, isInside, valuesAt, xOf, yOf } from "./frame";
import { type GestureTarget, listenToGestures } from "./gestures";
import { HoverCard } from "./hoverCard";
import { PAN_KEYS, ZOOM_KEYS, stepOf } from "./keys";
import { BRUSH_PANE, type Cursor, type Screen, type ViewState } from "./screen";
import { Selection } from "./selection";

export interface SurfaceOptions {
	/** The chart in one sentence, for those who do not see it. */
	readonly summary: string;
	/** What the chart is for the keyboard. */
	readonly keys: string;
	/** What is said when a key has set the first corner of a box. */
	readonly cornerSet?: string;
	/** The stretches that were looked at before. */
	readonly view?: ViewState;
	/** Told when the stretches change; empty is everything. */
	readonly onView: (view: ViewState) => void;
	/** Told what the keyboard has walked to. */
	readonly onWalk: (spoken: string) => void;
	/** Told which place was clicked or chosen by Enter. */
	readonly onPick: (cursor: Cursor) => void;
	/** A key that the chart itself has no use for. */
	readonly onKey: (key: string, cursor: Cursor | undefined) => boolean;
}

type Grip = "plot" | "box" | "price" | "window" | "left" | "right";
const GRIP_PIXELS = 8;

/** A chart on the page: canvas, crosshair, hover card, zoom and keys around one screen. */
export class ChartSurface implements GestureTarget {
	readonly root: HTMLElement;
	readonly canvas = element("canvas", { class: "chart-canvas", role: "img" });
	private readonly crosshair = new Crosshair();
	private readonly card = new HoverCard();
	private readonly selection = new Selection();
	private readonly measuring = document.createElement("canvas").getContext("2d");
	private readonly resizes: ResizeObserver;
	private readonly scene: Partial<Scene> = {};
	private chart: DirectChart | undefined;
	private view: ViewState;
	/** What the crosshair is on, and where the pointer is, if that chose it. */
	private cursor: Cursor | undefined;
	private pointer: Place | undefined;
	private grip: Grip = "plot";
	private grabbed: Place = { x: 0, y: 0 };
	/** Where the keyboard began to draw a box. */
	private corner: Cursor | undefined;
	private pending: number | undefined;
	private width = 0;
	private height = 0;
	private pixelRatio = 1;

	constructor(
		private readonly screen: Screen,
		private theme: ChartTheme,
		private readonly options: SurfaceOptions,
	) {
		this.view = this.clamped(options.view ?? {});
		this.canvas.setAttribute("aria-label", options.summary);
		this.root = element(
			"div",
			{
				class: "chart",
				tabindex: "0",
				role: "group",
				"aria-label": options.keys,
				"data-testid": "chart",
			},
			this.canvas,
			this.crosshair.root,
			this.selection.root,
			this.card.root,
		);
		listenToGestures(this.root, this);
		this.root.addEventListener("blur", () => {
			this.leave();
		});
		this.resizes = new ResizeObserver(() => {
			this.fit();
		});
		this.resizes.observe(this.root);
	}

	/** Draws for the size that the chart has now. Does nothing while it has none. */
	fit(): void {
		const { clientWidth: width, clientHeight: height } = this.root;
		if (width === 0 || height === 0) return;
		const ratio = window.devicePixelRatio;
		if (width === this.width && height === this.height && ratio === this.pixelRatio) return;
		Object.assign(this, { width, height, pixelRatio: ratio });
		this.paint(true);
	}

	setTheme(theme: ChartTheme): void {
		this.theme = theme;
		this.card.forgetSizes();
		this.paint();
	}

	get isZoomed(): boolean {
		return this.view.x !== undefined || this.view.y !== undefined;
	}

	/** The frame that is on the canvas. */
	get frame(): Frame | undefined {
		return this.scene.frame;
	}

	/** A frame of the same stretch in another look, for a picture. */
	frameFor(theme: ChartTheme): Frame {
		const frame = this.layOut(theme);
		this.layOut(this.theme);
		return frame;
	}

	/** Shows other stretches at once. */
	setView(view: ViewState): void {
		this.view = this.clamped(view);
		this.paint();
	}

	reset(): void {
		this.look({});
	}

	zoom(factor: number, at: Place, isOther: boolean): void {
		const pane = this.paneAt(at);
		const isOnPrices = pane !== undefined && at.x > pane.area.right;
		const axis = isOther || isOnPrices ? "y" : this.screen.zoomAxis;
		const anchor = pane && valuesAt(pane, at)[axis];
		if (anchor !== undefined && (axis === "x" || pane?.yGroup === "price")) {
			this.zoomAxis(axis, factor, anchor);
		}
	}

	private zoomAxis(axis: "x" | "y", factor: number, anchor: number): void {
		const bounds = this.screen.bounds[axis];
		const view = this.shown(axis);
		if (bounds === undefined || view === undefined) return;
		const isLog = axis === "y" && this.screen.isLog;
		const full = axis === "y" && this.screen.zoomAxis === "x" ? widened(bounds, view) : bounds;
		this.look({ ...this.view, [axis]: zoomAxis(view, full, factor, anchor, isLog) });
	}

	pan(dx: number, dy: number): void {
		const { area } = this.frame?.panes[0] ?? {};
		const { x, y } = this.screen.bounds;
		if (area === undefined) return;
		let view = this.view;
		const [shownX, shownY] = [this.shown("x"), this.shown("y")];
		if (x !== undefined && shownX !== undefined) {
			const share = -dx / (area.right - area.left);
			view = { ...view, x: panAxis(shownX, x, share, false) };
		}
		// A price axis that fits itself goes on doing so.
		if (y !== undefined && shownY !== undefined && (x === undefined || view.y !== undefined)) {
			const share = dy / (area.bottom - area.top);
			view = { ...view, y: panAxis(shownY, widened(y, shownY), share, this.screen.isLog) };
		}
		this.look(view);
	}

	grab(at: Place, withShift: boolean): void {
		this.grabbed = at;
		const pane = this.paneAt(at);
		if (pane?.id === BRUSH_PANE) this.grip = this.windowGrip(pane, at);
		else if (pane !== undefined && at.x > pane.area.right && pane.yGroup === "price")
			this.grip = "price";
		else this.grip = withShift ? "box" : "plot";
	}

	private windowGrip(pane: PaneFrame, { x }: Place): Grip {
		const shown = this.shown("x");
		if (shown === undefined) return "window";
		if (Math.abs(x - xOf(pane, shown.min)) < GRIP_PIXELS) return "left";
		if (Math.abs(x - xOf(pane, shown.max)) < GRIP_PIXELS) return "right";
		return "window";
	}

	drag(to: Place, from: Place): void {
		switch (this.grip) {
			case "plot":
				this.pan(to.x - from.x, to.y - from.y);
				return;
			case "box":
				this.selection.show(this.grabbed, to);
				return;
			case "price": {
				const shown = this.shown("y");
				if (shown === undefined) return;
				this.zoomAxis("y", Math.exp((to.y - from.y) * 0.005), (shown.min + shown.max) / 2);
				return;
			}
			default:
				this.dragWindow(this.grip, to, from);
		}
	}

	private dragWindow(grip: "window" | "left" | "right", to: Place, from: Place): void {
		const pane = this.frame?.panes.find(({ id }) => id === BRUSH_PANE);
		const shown = this.shown("x");
		const bounds = this.screen.bounds.x;
		if (pane === undefined || shown === undefined || bounds === undefined) return;
		const value = valuesAt(pane, to).x;
		const distance = value - valuesAt(pane, from).x;
		let { min, max } = shown;
		if (grip !== "right") min += distance;
		if (grip !== "left") max += distance;
		if (max - min < bounds.minSpan) return;
		if (grip !== "window") this.look({ ...this.view, x: { min, max } });
		else {
			const share = distance / (shown.max - shown.min);
			this.look({ ...this.view, x: panAxis(shown, bounds, share, false) });
		}
	}

	release(at: Place, hasMoved: boolean): void {
		this.selection.hide();
		if (this.grip === "box" && hasMoved) this.zoomToBox(this.grabbed, at);
		else if (this.grip === "plot" && !hasMoved && this.cursor !== undefined) {
			this.options.onPick(this.cursor);
		} else if (this.grip === "window" && !hasMoved) this.centerWindow(at);
		this.grip = "plot";
	}

	/** A click beside the window moves it there. */
	private centerWindow(at: Place): void {
		const pane = this.frame?.panes.find(({ id }) => id === BRUSH_PANE);
		const shown = this.shown("x");
		if (pane === undefined || shown === undefined) return;
		const distance = valuesAt(pane, at).x - (shown.min + shown.max) / 2;
		this.dragWindow("window", at, { x: at.x - (xOf(pane, distance) - xOf(pane, 0)), y: at.y });
	}

	private zoomToBox(a: Place, b: Place): void {
		const pane = this.paneAt(a);
		if (pane === undefined || Math.abs(a.x - b.x) + Math.abs(a.y - b.y) < 6) return;
		const [from, to] = [valuesAt(pane, a), valuesAt(pane, b)];
		this.zoomTo(from, to, pane.yGroup === "price");
	}

	private zoomTo(from: Partial<Place>, to: Partial<Place>, hasPrices: boolean): void {
		const { x, y } = this.screen.bounds;
		const range = (a = NaN, b = NaN): AxisRange => ({ min: Math.min(a, b), max: Math.max(a, b) });
		const xs = range(from.x, to.x);
		const ys = range(from.y, to.y);
		this.look({
			...this.view,
			...(x !== undefined && xs.max - xs.min > 0 ? { x: xs } : {}),
			...(y !== undefined && hasPrices && ys.max - ys.min > 0 ? { y: ys } : {}),
		});
	}

	point(at: Place): void {
		const pane = this.paneAt(at);
		const isIn = pane !== undefined && pane.id !== BRUSH_PANE && isInside(pane.area, at);
		const cursor = isIn ? this.screen.cursorAt(pane, valuesAt(pane, at)) : undefined;
		if (cursor === undefined) this.leave();
		else this.showCursor(cursor, at);
	}

	leave(): void {
		this.cursor = undefined;
		this.pointer = undefined;
		this.crosshair.hide();
		this.card.hide();
	}

	key({ key }: KeyboardEvent): boolean {
		const step = stepOf(key, this.screen.zoomAxis);
		const zoom = ZOOM_KEYS[key];
		const pan = PAN_KEYS[key];
		if (step !== undefined) this.walk(step.dx, step.dy);
		else if (zoom !== undefined) this.zoomByKey(...zoom);
		else if (pan !== undefined) this.panByKey(pan);
		else if (key === "0") this.reset();
		else if (key === "b") this.markCorner();
		else if (key === "Escape") {
			this.corner = undefined;
			this.leave();
		} else if (key === "Enter" && this.cursor !== undefined) this.options.onPick(this.cursor);
		else return this.options.onKey(key, this.cursor);
		return true;
	}

	private zoomByKey(factor: number, isOther: boolean): void {
		const { zoomAxis } = this.screen;
		const axis = isOther ? (zoomAxis === "x" ? "y" : "x") : zoomAxis;
		const shown = this.shown(axis);
		if (shown === undefined) return;
		const center = this.cursor && this.screen.placeOf(this.cursor)[axis];
		this.zoomAxis(axis, factor, center ?? (shown.min + shown.max) / 2);
	}

	private panByKey(share: number): void {
		const { area } = this.frame?.panes[0] ?? {};
		if (area === undefined) return;
		const { zoomAxis } = this.screen;
		if (zoomAxis === "x") this.pan(-share * (area.right - area.left), 0);
		else this.pan(0, share * (area.bottom - area.top));
	}

	/** The keyboard's box: one key press at each of two corners. */
	private markCorner(): void {
		if (this.cursor === undefined) return;
		if (this.corner === undefined) {
			this.corner = this.cursor;
			this.options.onWalk(this.options.cornerSet ?? "");
			return;
		}
		const [from, to] = [this.screen.placeOf(this.corner), this.screen.placeOf(this.cursor)];
		this.corner = undefined;
		this.zoomTo(from, to, from.y !== undefined && to.y !== undefined);
	}

	destroy(): void {
		this.resizes.disconnect();
		if (this.pending !== undefined) cancelAnimationFrame(this.pending);
		this.chart?.destroy();
		this.root.remove();
	}

	private walk(dx: number, dy: number): void {
		const cursor = this.screen.step(this.cursor, dx, dy);
		if (cursor === undefined) return;
		this.reveal(cursor);
		this.showCursor(cursor, undefined);
		this.options.onWalk(this.screen.describe(cursor).spoken);
	}

	/** Moves the view so that a cursor is in it. */
	private reveal(cursor: Cursor): void {
		const place = this.screen.placeOf(cursor);
		let view = this.view;
		for (const axis of ["x", "y"] as const) {
			const bounds = this.screen.bounds[axis];
			const [shown, value] = [view[axis], place[axis]];
			if (bounds === undefined || shown === undefined || value === undefined) continue;
			const moved = reveal(shown, bounds, value);
			if (moved !== shown) view = { ...view, [axis]: moved };
		}
		if (view === this.view) return;
		this.view = view;
		this.options.onView(view);
		this.paint();
	}

	/** Shows other stretches with the next frame of the screen. */
	private look(view: ViewState): void {
		this.view = this.clamped(view);
		this.options.onView(this.view);
		this.pending ??= requestAnimationFrame(() => {
			this.pending = undefined;
			this.paint();
		});
	}

	/** Cut to the bounds; a stretch that is all of them is none. */
	private clamped({ x, y }: ViewState): ViewState {
		const { bounds, zoomAxis } = this.screen;
		const xs = x && bounds.x && clampView(x, bounds.x);
		const free = zoomAxis === "x" && y !== undefined && bounds.y !== undefined;
		const ys = free ? y : y && bounds.y && clampView(y, bounds.y);
		return {
			...(xs && bounds.x && !isWhole(xs, bounds.x) ? { x: xs } : {}),
			...(ys && bounds.y && (free || !isWhole(ys, bounds.y)) ? { y: ys } : {}),
		};
	}

	/** What an axis shows now. */
	private shown(axis: "x" | "y"): AxisRange | undefined {
		return this.view[axis] ?? (this.screen.bounds[axis] && this.frame?.panes[0]?.[axis]);
	}

	/** The pane whose row and column a place lies in, with its axes. */
	private paneAt({ x, y }: Place): PaneFrame | undefined {
		return this.frame?.panes.find(
			({ area, axisWidth, axisHeight }) =>
				x >= area.left &&
				x <= area.right + axisWidth &&
				y >= area.top &&
				y <= area.bottom + axisHeight,
		);
	}

	private showCursor(cursor: Cursor, pointer: Place | undefined): void {
		const { frame, screen } = this;
		if (frame === undefined) return;
		this.cursor = cursor;
		this.pointer = pointer;
		const pane = pointer && this.paneAt(pointer);
		const marks = screen.marks(
			cursor,
			pane && pointer && { pane: pane.id, at: valuesAt(pane, pointer) },
		);
		this.crosshair.show(marks, frame);
		const home = frame.panes.find(({ id }) => id === (marks.y ?? marks.x)?.pane) ?? frame.panes[0];
		if (home === undefined) return;
		const { area } = home;
		const x = pointer?.x ?? (marks.x ? xOf(home, marks.x.value) : (area.left + area.right) / 2);
		const y = marks.y === undefined ? area.top : yOf(home, marks.y.value);
		const room = { left: 0, top: 0, right: this.width, bottom: this.height };
		this.card.show(screen.describe(cursor), x, Math.max(area.top, y), room);
	}

	private layOut(theme: ChartTheme): Frame {
		const { width, height, pixelRatio } = this;
		return this.screen.layOut(this.view, {
			...{ width, height, pixelRatio, theme },
			measure: (label) => this.measure(label),
		});
	}

	private paint(isResized = false): void {
		if (this.width === 0) return;
		const frame = this.layOut(this.theme);
		this.scene.frame = frame;
		if (this.chart === undefined) {
			this.chart = createDirectChart(this.canvas, Object.assign(this.scene, { frame }));
		} else if (isResized) {
			this.chart.options.devicePixelRatio = this.pixelRatio;
			this.chart.resize(this.width, this.height);
		} else this.chart.draw();
		const { zoomAxis } = this.screen;
		const shown = this.shown(zoomAxis);
		this.root.dataset["view"] = `${shown?.min},${shown?.max}`;
		// The crosshair stays under the pointer, or on the value that the keyboard has walked to.
		if (this.pointer !== undefined) this.point(this.pointer);
		else if (this.cursor !== undefined) this.showCursor(this.cursor, undefined);
	}

	private measure(label: string): number {
		if (this.measuring === null) return label.length * 7;
		this.measuring.font = this.theme.boldFont;
		return Math.ceil(this.measuring.measureText(label).width);
	}
}

/** A price axis that fits itself may be pulled beyond what there is. */
function widened(bounds: AxisBounds, shown: AxisRange): AxisBounds {
	return {
		minSpan: bounds.minSpan,
		min: Math.min(bounds.min, shown.min),
		max: Math.max(bounds.max, shown.max),
	};
}
