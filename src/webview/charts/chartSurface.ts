import type { AxisRange } from "../../core/chart/axisRange";
import { element, setAttributes } from "../dom";
import type { ChartTheme } from "../theme";
import { type DirectChart, type Scene, createDirectChart } from "./directChart";
import { type Frame, type Point, paneAt, valuesAt } from "./frame";
import { type DragKeys, type GestureTarget, listenToGestures } from "./pointer/gestures";
import { Grip } from "./pointer/grip";
import { Keyboard, type KeyboardHooks } from "./pointer/keyboard";
import type { Handles } from "./handles";
import { LabelWidths } from "./labelWidths";
import { Measuring } from "./pointer/measuring";
import { PixelRatioWatch } from "./pixelRatioWatch";
import { type LinkedPlace, Pointing } from "./pointer/pointing";
import type { Cursor, Screen, Showing, AxisRanges } from "./screen";
import { Viewport } from "./viewport";

export interface SurfaceOptions extends KeyboardHooks {
	/** The chart in one sentence, for those who do not see it. */
	readonly summary: string;
	/** How the chart is used with the keyboard, for screen readers. */
	readonly keys: string;
	/** The axis ranges to begin with, such as those of an earlier zoom. */
	readonly ranges?: AxisRanges;
	/** Called when the axis ranges change; an empty value shows everything. */
	readonly onZoom: (ranges: AxisRanges) => void;
	/** Called with what a person points at, by pointer or keys; `undefined` when they leave. */
	readonly onPoint: (cursor: Cursor | undefined) => void;
	/** Called when a frame has been laid out and drawn. */
	readonly onPaint: () => void;
	/** Called when a drag has measured, with what lies in its box in words. */
	readonly onMeasured: (spoken: string | undefined) => void;
	/** Called with what the crosshair is on, and without when it has left. */
	readonly onRead: (cursor: Cursor | undefined) => void;
	/** Called with the time of a click with Alt. */
	readonly onAltClick: (time: number) => void;
}

/** A chart on the page: canvas, crosshair, hover card, zoom and keys around one screen. */
export class ChartSurface implements GestureTarget, Showing {
	readonly root: HTMLElement;
	readonly canvas = element("canvas", { class: "chart-canvas", role: "img" });
	private readonly viewport: Viewport;
	private readonly grip: Grip;
	private readonly pointing: Pointing;
	private readonly measuring: Measuring;
	private readonly keyboard: Keyboard;
	private handles: Handles | undefined;
	private readonly resizes: ResizeObserver;
	private readonly pixelRatios: PixelRatioWatch;
	private readonly widths: LabelWidths;
	private readonly scene: Partial<Scene> = {};
	private chart: DirectChart | undefined;
	private pending: number | undefined;
	private width = 0;
	private height = 0;
	private pixelRatio = 1;

	constructor(
		private shown: Screen,
		private theme: ChartTheme,
		private readonly options: SurfaceOptions,
	) {
		this.widths = new LabelWidths(theme.boldFont);
		this.viewport = new Viewport(this, options.ranges ?? {});
		this.measuring = new Measuring(this, options.onMeasured);
		this.grip = new Grip(this.viewport, this, this.measuring);
		this.pointing = new Pointing(this, options.onPoint, options.onRead, this.measuring);
		this.keyboard = new Keyboard(
			this,
			this.viewport,
			this.pointing,
			this.measuring,
			options,
			() => {
				options.onZoom(this.viewport.ranges);
				this.paint();
			},
		);
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
			this.grip.selection.root,
			...this.measuring.elements,
			...this.pointing.elements,
		);
		listenToGestures(this.root, this);
		// The graphics card was reset: the canvas is empty, and its pen has forgotten its scale.
		this.canvas.addEventListener("contextrestored", () => {
			this.chart?.destroy();
			this.chart = undefined;
			this.repaint();
		});
		this.root.addEventListener("blur", ({ relatedTarget: next }) => {
			if (next instanceof Node && this.root.contains(next)) this.pointing.rest();
			else this.leave();
		});
		this.resizes = new ResizeObserver(() => {
			this.fit();
		});
		this.resizes.observe(this.root);
		this.pixelRatios = new PixelRatioWatch(() => {
			this.fit();
		});
	}

	get screen(): Screen {
		return this.shown;
	}

	/** The frame that is on the canvas. */
	get frame(): Frame | undefined {
		return this.scene.frame;
	}

	get isZoomed(): boolean {
		return this.viewport.isZoomed;
	}

	/**
	 * Shows another screen in the same element, at once or with the browser's next frame (`isSoon`).
	 *
	 * @param how `isSame` is whether what the crosshair is on is in the new screen too
	 */
	show(
		screen: Screen,
		summary: string,
		ranges: AxisRanges,
		{ isSame, isSoon = false }: { readonly isSame: boolean; readonly isSoon?: boolean },
	): void {
		this.shown = screen;
		this.viewport.ranges = ranges;
		setAttributes(this.canvas, { "aria-label": summary });
		if (!isSame) {
			this.leave();
			this.keyboard.forget();
			this.measuring.clear();
		}
		// With the next frame, whatever else has come by then.
		if (isSoon && isSame && this.chart !== undefined) this.repaint();
		else this.paint();
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
		this.pointing.forgetSizes();
		this.measuring.forgetSizes();
		this.paint();
	}

	/** A frame of the same axis ranges in another theme, for a picture. */
	frameFor(theme: ChartTheme): Frame {
		const frame = this.layOut(theme);
		this.layOut(this.theme);
		return frame;
	}

	/** Shows where the crosshair of a linked chart is, unless somebody points at this one. */
	follow(place: LinkedPlace): void {
		this.pointing.follow(place);
	}

	/**
	 * Shows the range of time of a linked chart; without one, everything. Nothing changes where it lies outside of this
	 * chart.
	 *
	 * @returns the axis ranges that are shown then
	 */
	lookAt(range: AxisRange | undefined): AxisRanges {
		const bounds = this.screen.bounds.x;
		const { ranges } = this.viewport;
		if (range === undefined) this.viewport.ranges = ranges.y === undefined ? {} : { y: ranges.y };
		else if (bounds !== undefined && range.max > bounds.min && range.min < bounds.max)
			this.viewport.ranges = { ...ranges, x: range };
		this.paint();
		return this.viewport.ranges;
	}

	/** Shows a stretch of time, as far as the axis goes. */
	zoomTo(range: AxisRange): void {
		this.viewport.ranges = { x: range };
		this.look();
	}

	/**
	 * Puts the crosshair on the interval that holds a time, and moves the picture there.
	 *
	 * @returns whether there is such an interval
	 */
	goTo(time: number): boolean {
		const cursor = this.screen.cursorOf({ time });
		if (cursor === undefined) return false;
		this.root.focus();
		this.keyboard.goTo(cursor);
		return true;
	}

	/** The stretch of time that is shown; `undefined` where the chart shows all of it, or has no time. */
	get shownTimes(): AxisRange | undefined {
		return this.viewport.ranges.x;
	}

	/** Whether the next drag measures. */
	get isMeasuring(): boolean {
		return this.measuring.isArmed;
	}

	set isMeasuring(isArmed: boolean) {
		this.measuring.isArmed = isArmed;
		if (!isArmed) this.measuring.clear();
	}

	reset(): void {
		this.viewport.ranges = {};
		this.look();
	}

	zoom(factor: number, at: Point, isOther: boolean): void {
		const pane = paneAt(this.frame, at);
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

	grab(at: Point, keys: DragKeys): void {
		this.grip.grab(at, keys);
	}

	drag(to: Point, from: Point): void {
		if (this.grip.drag(to, from)) this.look();
	}

	release(at: Point, hasMoved: boolean): void {
		const outcome = this.grip.release(at, hasMoved);
		const cursor = this.pointing.at;
		if (outcome === "moved") this.look();
		else if (outcome === "click") {
			this.measuring.clear();
			this.pointing.refresh();
			if (cursor !== undefined) this.options.onPick(cursor);
		} else if (outcome === "altClick" && cursor?.time !== undefined)
			this.options.onAltClick(cursor.time);
	}

	point(at: Point): void {
		this.pointing.point(at);
	}

	leave(): void {
		this.pointing.leave();
	}

	key({ key }: KeyboardEvent): boolean {
		const outcome = this.keyboard.press(key);
		if (outcome === "moved") this.look();
		return outcome !== "nothing";
	}

	destroy(): void {
		this.resizes.disconnect();
		this.pixelRatios.stop();
		if (this.pending !== undefined) cancelAnimationFrame(this.pending);
		this.chart?.destroy();
		this.root.remove();
	}

	/** Draws the present axis ranges with the browser's next frame. */
	private look(): void {
		this.options.onZoom(this.viewport.ranges);
		this.repaint();
	}

	/** Draws the screen as it is now, with the browser's next frame. */
	repaint(): void {
		this.pending ??= requestAnimationFrame(() => {
			this.pending = undefined;
			this.paint();
		});
	}

	/** Lays handles over the chart, once: what makes them is loaded after the chart is drawn. */
	addHandles(make: (chart: this, moved: () => void) => Handles): void {
		if (this.handles !== undefined) return;
		this.handles = make(this, () => {
			this.repaint();
		});
		this.root.append(this.handles.root);
		this.handles.show();
	}

	/** Moves the focus to the handle of a selected stretch of time. */
	focusSpan(name: string): void {
		this.handles?.focusSpan(name);
	}

	/** Moves the focus to an anchor. */
	focusAnchor(name: string): void {
		this.handles?.focusAnchor(name);
	}

	private layOut(theme: ChartTheme): Frame {
		const { width, height, pixelRatio } = this;
		return this.screen.layOut(this.viewport.ranges, {
			width,
			height,
			pixelRatio,
			theme,
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
		this.pointing.refresh();
		this.handles?.show();
		this.options.onPaint();
		this.measuring.refresh();
	}
}
