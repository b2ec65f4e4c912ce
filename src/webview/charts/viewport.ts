import { type AxisBounds, type AxisRange, isWhole, reveal } from "../../core/chart/axisRange";
import { clampAxis, panAxis, zoomAxis } from "./axisZoom";
import type { Point } from "./frame";
import type { Cursor, Showing, AxisRanges } from "./screen";

type Axis = "x" | "y";

/** Which ranges the axes of a chart show, and how they are moved. */
export class Viewport {
	private state: AxisRanges;

	/** @param chart whose drawn frame tells the ranges of axes that fit themselves */
	constructor(
		private readonly chart: Showing,
		ranges: AxisRanges,
	) {
		this.state = this.clamped(ranges);
	}

	/** The ranges of the axes; an axis without one shows everything, or fits itself. */
	get ranges(): AxisRanges {
		return this.state;
	}

	set ranges(ranges: AxisRanges) {
		this.state = this.clamped(ranges);
	}

	get isZoomed(): boolean {
		return this.state.x !== undefined || this.state.y !== undefined;
	}

	/** What an axis shows now. */
	shown(axis: Axis): AxisRange | undefined {
		return (
			this.state[axis] ?? (this.chart.screen.bounds[axis] && this.chart.frame?.panes[0]?.[axis])
		);
	}

	/** Zooms an axis while `anchor` stays where it is, or its middle. */
	zoom(axis: Axis, factor: number, anchor?: number): void {
		const bounds = this.chart.screen.bounds[axis];
		const shown = this.shown(axis);
		if (bounds === undefined || shown === undefined) return;
		const at = anchor ?? (shown.min + shown.max) / 2;
		const range = zoomAxis(shown, this.room(axis, bounds, shown), factor, at, this.isLog(axis));
		this.ranges = { ...this.state, [axis]: range };
	}

	/** Pulls the picture by pixels. */
	pan(dx: number, dy: number): void {
		const { area } = this.chart.frame?.panes[0] ?? {};
		if (area === undefined) return;
		const { bounds } = this.chart.screen;
		this.panAxis("x", -dx / (area.right - area.left));
		// A price axis that fits itself goes on doing so.
		if (bounds.x === undefined || this.state.y !== undefined)
			this.panAxis("y", dy / (area.bottom - area.top));
	}

	/** Moves an axis by a share of what it shows. */
	panAxis(axis: Axis, share: number): void {
		const bounds = this.chart.screen.bounds[axis];
		const shown = this.shown(axis);
		if (bounds === undefined || shown === undefined || share === 0) return;
		const range = panAxis(shown, this.room(axis, bounds, shown), share, this.isLog(axis));
		this.ranges = { ...this.state, [axis]: range };
	}

	/** Shows what lies between two corners; a side without length leaves its axis as it is. */
	zoomTo(from: Partial<Point>, to: Partial<Point>): void {
		const range = (a = NaN, b = NaN): AxisRange => ({ min: Math.min(a, b), max: Math.max(a, b) });
		let ranges = this.state;
		for (const axis of ["x", "y"] as const) {
			const stretch = range(from[axis], to[axis]);
			if (this.chart.screen.bounds[axis] !== undefined && stretch.max > stretch.min)
				ranges = { ...ranges, [axis]: stretch };
		}
		this.ranges = ranges;
	}

	/** Moves zoomed axes so that a cursor is visible. Returns whether anything moved. */
	reveal(cursor: Cursor): boolean {
		const point = this.chart.screen.pointOf(cursor);
		let ranges = this.state;
		for (const axis of ["x", "y"] as const) {
			const bounds = this.chart.screen.bounds[axis];
			const [shown, value] = [ranges[axis], point[axis]];
			if (bounds === undefined || shown === undefined || value === undefined) continue;
			const moved = reveal(shown, bounds, value);
			if (moved !== shown) ranges = { ...ranges, [axis]: moved };
		}
		const hasMoved = ranges !== this.state;
		this.ranges = ranges;
		return hasMoved;
	}

	private isLog(axis: Axis): boolean {
		return axis === "y" && this.chart.screen.isLog;
	}

	/** A price axis that fits itself may be pulled beyond the data. */
	private room(axis: Axis, bounds: AxisBounds, shown: AxisRange): AxisBounds {
		if (axis === "x" || this.chart.screen.zoomAxis === "y") return bounds;
		return {
			minSpan: bounds.minSpan,
			min: Math.min(bounds.min, shown.min),
			max: Math.max(bounds.max, shown.max),
		};
	}

	/** Ranges cut to the bounds; a range that covers all of its bounds is left out. */
	private clamped({ x, y }: AxisRanges): AxisRanges {
		const { bounds, zoomAxis, isLog } = this.chart.screen;
		const xs = x && bounds.x && clampAxis(x, bounds.x, false);
		const isFree = zoomAxis === "x";
		const ys = y && bounds.y && (isFree ? y : clampAxis(y, bounds.y, isLog));
		const isDrawable = ys !== undefined && !(isLog && ys.min <= 0);
		return {
			...(xs && bounds.x && !isWhole(xs, bounds.x) ? { x: xs } : {}),
			...(isDrawable && bounds.y && (isFree || !isWhole(ys, bounds.y)) ? { y: ys } : {}),
		};
	}
}
