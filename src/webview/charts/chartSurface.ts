import { element } from "../dom";
import type { ChartTheme } from "../theme";
import { Crosshair } from "./crosshair";
import { type DirectChart, type Scene, createDirectChart } from "./directChart";
import { type Frame, type PaneFrame, type Place, isInside, valuesAt, xOf, yOf } from "./frame";
import { type GestureTarget, listenToGestures } from "./gestures";
import { HoverCard } from "./hoverCard";
import { PAN_KEYS, ZOOM_KEYS, stepOf } from "./keys";
import { Grip } from "./grip";
import { LabelWidths } from "./labelWidths";
import { BRUSH_PANE, type Cursor, type Screen, type ViewState } from "./screen";
import { Viewport } from "./viewport";

export interface SurfaceOptions {
	/** The chart in one sentence, for those who do not see it. */
	readonly summary: string;
	/** What the chart is for the keyboard. */
	readonly keys: string;
	/** The stretches that were looked at before. */
	readonly view?: ViewState;
	/** Told when the stretches change; empty is everything. */
	readonly onView: (view: ViewState) => void;
	/** Told what the keyboard has walked to. */
	readonly onWalk: (spoken: string) => void;
	/** Told which place was clicked or chosen by Enter. */
	readonly onPick: (cursor: Cursor) => void;
	/** Told when the keyboard has set the first corner of a box. */
	readonly onCorner: () => void;
	/** A key that the chart itself has no use for. */
	readonly onKey: (key: string, cursor: Cursor | undefined) => boolean;
}

/** A chart on the page: canvas, crosshair, hover card, zoom and keys around one screen. */
export class ChartSurface implements GestureTarget {
	readonly root: HTMLElement;
	readonly canvas = element("canvas", { class: "chart-canvas", role: "img" });
	private readonly crosshair = new Crosshair();
	private readonly card = new HoverCard();
	private readonly resizes: ResizeObserver;
	private readonly scene: Partial<Scene> = {};
	private chart: DirectChart | undefined;
	/** What the crosshair is on, and where the pointer is, if that chose it. */
	private cursor: Cursor | undefined;
	private pointer: Place | undefined;
	/** Where the keyboard began to draw a box. */
	private corner: Cursor | undefined;
	private pending: number | undefined;
	private readonly widths: LabelWidths;
	private width = 0;
	private height = 0;
	private pixelRatio = 1;

	private readonly viewport: Viewport;
	private readonly grip: Grip;

	constructor(
		private readonly screen: Screen,
		private theme: ChartTheme,
		private readonly options: SurfaceOptions,
	) {
		this.widths = new LabelWidths(theme.boldFont);
		const frame = () => this.frame;
		this.viewport = new Viewport(screen, frame, options.view ?? {});
		this.grip = new Grip(this.viewport, frame, (place) => this.paneAt(place));
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
			this.grip.selection.root,
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
		this.widths.setFont(theme.boldFont);
		this.card.forgetSizes();
		this.paint();
	}

	get isZoomed(): boolean {
		return this.viewport.isZoomed;
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

	/** What the crosshair is on. */
	get at(): Cursor | undefined {
		return this.cursor;
	}

	/** Puts the crosshair on a place, as the keyboard does. */
	goTo(cursor: Cursor): void {
		this.showCursor(cursor, undefined);
	}

	/** Shows other stretches at once. */
	setView(view: ViewState): void {
		this.viewport.view = view;
		this.paint();
	}

	reset(): void {
		this.viewport.view = {};
		this.look();
	}

	zoom(factor: number, at: Place, isOther: boolean): void {
		const pane = this.paneAt(at);
		const isOnPrices = pane !== undefined && at.x > pane.area.right;
		const axis = isOther || isOnPrices ? "y" : this.screen.zoomAxis;
		if (pane === undefined || (axis === "y" && pane.yGroup !== "price")) return;
		this.viewport.zoom(axis, factor, valuesAt(pane, at)[axis]);
		this.look();
	}

	pan(dx: number, dy: number): void {
		this.viewport.pan(dx, dy);
		this.look();
	}

	grab(at: Place, withShift: boolean): void {
		this.grip.grab(at, withShift);
	}

	drag(to: Place, from: Place): void {
		if (this.grip.drag(to, from)) this.look();
	}

	release(at: Place, hasMoved: boolean): void {
		const outcome = this.grip.release(at, hasMoved);
		if (outcome === "moved") this.look();
		else if (outcome === "click" && this.cursor !== undefined) this.options.onPick(this.cursor);
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
		this.viewport.zoom(axis, factor, this.cursor && this.screen.placeOf(this.cursor)[axis]);
		this.look();
	}

	private panByKey(share: number): void {
		this.viewport.panAxis(this.screen.zoomAxis, share);
		this.look();
	}

	/** The keyboard's box: one key press at each of two corners. */
	private markCorner(): void {
		if (this.cursor === undefined) return;
		if (this.corner === undefined) {
			this.corner = this.cursor;
			this.options.onCorner();
			return;
		}
		this.viewport.zoomTo(this.screen.placeOf(this.corner), this.screen.placeOf(this.cursor));
		this.corner = undefined;
		this.look();
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
		if (this.viewport.reveal(cursor)) {
			this.options.onView(this.viewport.view);
			this.paint();
		}
		this.showCursor(cursor, undefined);
		this.options.onWalk(this.screen.describe(cursor).spoken);
	}

	/** Shows the stretches as they are now with the next frame of the screen. */
	private look(): void {
		this.options.onView(this.viewport.view);
		this.pending ??= requestAnimationFrame(() => {
			this.pending = undefined;
			this.paint();
		});
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
		return this.screen.layOut(this.viewport.view, {
			...{ width, height, pixelRatio, theme },
			measure: (label) => this.widths.of(label),
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
		const shown = this.viewport.shown(zoomAxis);
		this.root.dataset["view"] = `${shown?.min},${shown?.max}`;
		// The crosshair stays under the pointer, or on the value that the keyboard has walked to.
		if (this.pointer !== undefined) this.point(this.pointer);
		else if (this.cursor !== undefined) this.showCursor(this.cursor, undefined);
	}
}
