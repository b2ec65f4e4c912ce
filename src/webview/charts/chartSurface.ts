import {
	type AxisRange,
	clampView,
	isWhole,
	panBy,
	reveal,
	zoomAt,
} from "../../core/chart/viewRange";
import { element } from "../dom";
import type { ChartTheme } from "../theme";
import { Crosshair } from "./crosshair";
import { type DirectChart, TOP_PADDING, createDirectChart } from "./directChart";
import { type Frame, type PlotArea, xOf, yOf } from "./frame";
import { type GestureTarget, listenToGestures } from "./gestures";
import { HoverCard } from "./hoverCard";
import { cursorStep, viewKey } from "./keys";
import type { Plot } from "./plot";

export interface SurfaceOptions {
	/** The chart in one sentence, for those who do not see it. */
	readonly summary: string;
	/** What the keys do. */
	readonly keys: string;
	/** The stretch that was looked at before. */
	readonly view?: AxisRange;
	/** Told when the stretch changes; `undefined` is everything. */
	readonly onView: (view: AxisRange | undefined) => void;
	/** Told what the keyboard has walked to. */
	readonly onWalk: (spoken: string) => void;
}

/** A chart on the page: canvas, crosshair, hover card, zoom and keys around one plot. */
export class ChartSurface implements GestureTarget {
	readonly root: HTMLElement;
	readonly canvas = element("canvas", { class: "chart-canvas", role: "img" });
	private readonly crosshair = new Crosshair();
	private readonly card = new HoverCard();
	private readonly measuring = document.createElement("canvas").getContext("2d");
	private readonly resizes: ResizeObserver;
	private chart: DirectChart | undefined;
	private view: AxisRange;
	private frame: Frame | undefined;
	/** The bar or point under the crosshair, and where the pointer is, if that chose it. */
	private item: number | undefined;
	private pointer: { readonly x: number; readonly y: number } | undefined;
	private pending: number | undefined;
	private width = 0;
	private height = 0;
	private pixelRatio = 1;

	constructor(
		private readonly plot: Plot,
		private theme: ChartTheme,
		private readonly options: SurfaceOptions,
	) {
		const earlier = options.view === undefined ? undefined : clampView(options.view, plot.bounds);
		this.view = earlier ?? plot.bounds;
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
		this.paint("size");
	}

	setTheme(theme: ChartTheme): void {
		this.theme = theme;
		this.card.forgetSizes();
		this.paint("layout");
	}

	get isZoomed(): boolean {
		return !isWhole(this.view, this.plot.bounds);
	}

	/** Shows another stretch at once. */
	setView(view: AxisRange): void {
		this.view = view;
		this.paint("view");
	}

	reset(): void {
		this.look(this.plot.bounds);
	}

	zoom(factor: number, x: number, y: number): void {
		const value = this.valueAt(x, y);
		if (value !== undefined) this.look(zoomAt(this.view, this.plot.bounds, factor, value));
	}

	drag(dx: number, dy: number): void {
		const area = this.area;
		if (area === undefined) return;
		const span = this.view.max - this.view.min;
		const distance =
			this.plot.zoomAxis === "x"
				? (-dx / (area.right - area.left)) * span
				: (dy / (area.bottom - area.top)) * span;
		this.look(panBy(this.view, this.plot.bounds, distance));
	}

	point(x: number, y: number): void {
		const area = this.area;
		const isInside =
			area !== undefined && x >= area.left && x <= area.right && y >= area.top && y <= area.bottom;
		const value = this.valueAt(x, y);
		const item = value === undefined || !isInside ? undefined : this.plot.itemAt(value);
		if (item === undefined) this.leave();
		else this.showItem(item, { x, y });
	}

	leave(): void {
		this.item = undefined;
		this.pointer = undefined;
		this.crosshair.hide();
		this.card.hide();
	}

	key(event: KeyboardEvent): boolean {
		const step = cursorStep(event.key, this.plot.zoomAxis);
		if (step !== undefined) {
			this.walk(step);
			return true;
		}
		if (event.key === "Escape") {
			this.leave();
			return true;
		}
		const center = this.item === undefined ? undefined : this.plot.valueOf(this.item);
		const view = viewKey(event.key, this.view, this.plot.bounds, center);
		if (view !== undefined) this.look(view);
		return view !== undefined;
	}

	destroy(): void {
		this.resizes.disconnect();
		if (this.pending !== undefined) cancelAnimationFrame(this.pending);
		this.chart?.destroy();
		this.root.remove();
	}

	private walk(step: number): void {
		const item = this.plot.step(this.item, step);
		if (item === undefined) return;
		const value = this.plot.valueOf(item);
		const view = reveal(this.view, this.plot.bounds, value);
		if (view !== this.view) {
			this.setView(view);
			this.options.onView(this.isZoomed ? view : undefined);
		}
		this.showItem(item, undefined);
		this.options.onWalk(this.plot.describe(item).spoken);
	}

	/** Shows another stretch with the next frame of the screen. */
	private look(view: AxisRange): void {
		this.view = view;
		this.options.onView(this.isZoomed ? view : undefined);
		this.pending ??= requestAnimationFrame(() => {
			this.pending = undefined;
			this.paint("view");
		});
	}

	private get area(): PlotArea | undefined {
		return this.chart?.chartArea;
	}

	/** Value on the moving axis. */
	private valueAt(x: number, y: number): number | undefined {
		const area = this.area;
		if (area === undefined) return undefined;
		const share =
			this.plot.zoomAxis === "x"
				? (x - area.left) / (area.right - area.left)
				: (area.bottom - y) / (area.bottom - area.top);
		return this.view.min + share * (this.view.max - this.view.min);
	}

	private showItem(item: number, pointer: { x: number; y: number } | undefined): void {
		const { area, frame } = this;
		if (area === undefined || frame === undefined) return;
		this.item = item;
		this.pointer = pointer;
		const marks = this.plot.marks(item, pointer && this.valuesAt(pointer, frame, area));
		const point = marks.hasPoint ? this.plot.marks(item, undefined).y : undefined;
		this.crosshair.show(marks, frame, area, point);
		const middle = (area.left + area.right) / 2;
		const x = pointer?.x ?? (marks.x === undefined ? middle : xOf(frame.x, area, marks.x));
		const y = point ?? marks.y;
		const top = y === undefined ? area.top : yOf(frame.y, area, y);
		this.card.show(this.plot.describe(item), x, Math.max(area.top, top), area);
	}

	private valuesAt(place: { x: number; y: number }, { x, y }: Frame, area: PlotArea) {
		const right = (place.x - area.left) / (area.right - area.left);
		const up = (area.bottom - place.y) / (area.bottom - area.top);
		return { x: x.min + right * (x.max - x.min), y: y.min + up * (y.max - y.min) };
	}

	/** Only a new size, font or width of an axis costs chart.js a layout; any other frame is just drawn. */
	private paint(change: "size" | "layout" | "view"): void {
		if (this.width === 0) return;
		const { width, height, pixelRatio, theme } = this;
		const before = this.frame;
		const shown = this.item === undefined ? undefined : this.plot.valueOf(this.item);
		const frame = this.plot.layOut(this.view, {
			width,
			height: height - TOP_PADDING,
			pixelRatio,
			theme,
			measure: (label) => this.measure(label),
		});
		this.frame = frame;
		if (this.chart === undefined) {
			this.chart = createDirectChart(this.canvas, this.plot.scene, { width, height, pixelRatio });
		} else if (change === "size") {
			this.chart.options.devicePixelRatio = pixelRatio;
			this.chart.resize(width, height);
		} else if (change === "layout" || before?.y.thickness !== frame.y.thickness) {
			this.chart.update("none");
		} else this.chart.draw();
		this.root.dataset["view"] = `${this.view.min},${this.view.max}`;
		this.follow(shown);
	}

	/** The crosshair stays under the pointer, or on the value that the keyboard has walked to. */
	private follow(shown: number | undefined): void {
		const isInView = shown !== undefined && shown >= this.view.min && shown <= this.view.max;
		const item = isInView ? this.plot.itemAt(shown) : undefined;
		if (this.pointer !== undefined) this.point(this.pointer.x, this.pointer.y);
		else if (item !== undefined) this.showItem(item, undefined);
		else this.leave();
	}

	private measure(label: string): number {
		if (this.measuring === null) return label.length * 7;
		this.measuring.font = this.theme.boldFont;
		return Math.ceil(this.measuring.measureText(label).width);
	}
}
