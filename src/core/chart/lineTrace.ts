import { lowerBound } from "../search";
import type { Extent, MinMaxTable } from "./minMaxTable";
import type { AxisRange } from "./axisRange";

/** Where a line is traced to: a path through points, or one upright bar per pixel column where they crowd. */
export interface LinePen {
	moveTo(x: number, y: number): void;
	lineTo(x: number, y: number): void;
	/** A point without neighbours. */
	dot(x: number, y: number): void;
	/** The piece of one pixel column that the line covers, from top to bottom. */
	column(x: number, top: number, bottom: number, width: number): void;
}

/** A line over time: ascending times, NaN where there is none. */
export interface LineData {
	readonly times: Float64Array;
	readonly values: Float64Array;
	readonly table: MinMaxTable;
	/** Length of an interval; points further apart than that have a gap between them. */
	readonly interval: number;
}

/** Where on the screen the line goes. */
export interface LineFrame {
	readonly time: AxisRange;
	readonly value: AxisRange;
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	/** Device pixels per unit of length: how many columns can differ. */
	readonly pixelRatio: number;
	/** Whether values lie on a logarithmic axis. */
	readonly isLog?: boolean;
}

/** Above this many points per pixel column only the extremes of each column are traced. */
const POINTS_PER_COLUMN = 3;
/** Lower than this, a pixel column that stands alone gets a dot. */
const SPECK_PIXELS = 2;
/** Intervals between two points that leave a gap, above the jitter of clocks. */
const GAP_INTERVALS = 1.5;

/**
 * Traces the visible part of a line. Every pixel column shows its exact lowest and highest value, and
 * every gap of a pixel or more stays a gap, however many points there are.
 */
export function traceLine(line: LineData, frame: LineFrame, pen: LinePen): void {
	const from = Math.max(0, lowerBound(line.times, frame.time.min) - 1);
	const to = Math.min(line.times.length, lowerBound(line.times, frame.time.max, from) + 1);
	const columns = Math.max(1, Math.round(frame.width * frame.pixelRatio));
	if (to - from <= columns * POINTS_PER_COLUMN) tracePoints(line, frame, pen, from, to);
	else traceColumns(line, frame, pen, from, to, columns);
}

/** Height of a value in the frame. */
function heights({ value, top, height, isLog }: LineFrame): (price: number) => number {
	const bottom = top + height;
	if (isLog === true) {
		const perLog = height / Math.log(value.max / value.min);
		return (price) => bottom - Math.log(price / value.min) * perLog;
	}
	const perValue = height / (value.max - value.min);
	return (price) => bottom - (price - value.min) * perValue;
}

/** A piece of the line without gaps; one that ends after a single point becomes a dot. */
class Run {
	private x = 0;
	private y = 0;
	private length = 0;

	constructor(private readonly pen: LinePen) {}

	add(x: number, y: number): void {
		if (this.length === 0) {
			this.x = x;
			this.y = y;
		} else {
			if (this.length === 1) this.pen.moveTo(this.x, this.y);
			this.pen.lineTo(x, y);
		}
		this.length++;
	}

	end(): void {
		if (this.length === 1) this.pen.dot(this.x, this.y);
		this.length = 0;
	}
}

function tracePoints(
	line: LineData,
	frame: LineFrame,
	pen: LinePen,
	from: number,
	to: number,
): void {
	const { times, values } = line;
	const perMs = frame.width / (frame.time.max - frame.time.min);
	const longest = line.interval * GAP_INTERVALS;
	const yOf = heights(frame);
	const run = new Run(pen);
	let previous = NaN;
	for (let i = from; i < to; i++) {
		const value = values[i];
		const time = times[i];
		if (Number.isNaN(value)) {
			run.end();
			continue;
		}
		if (time - previous > longest) run.end();
		run.add(frame.left + (time - frame.time.min) * perMs, yOf(value));
		previous = time;
	}
	run.end();
}

/** What is known of a pixel column until the next one begins. */
interface Column {
	x: number;
	low: number;
	high: number;
	/** Whether no column beside it is joined to it. */
	isAlone: boolean;
}

/** Neighbouring columns meet halfway between the last value of one and the first of the next. */
function traceColumns(
	line: LineData,
	frame: LineFrame,
	pen: LinePen,
	from: number,
	to: number,
	columns: number,
): void {
	const { times, values, table } = line;
	const { min, max } = frame.time;
	const extent: Extent = { low: 0, high: 0 };
	const msPerColumn = (max - min) / columns;
	const columnWidth = frame.width / columns;
	const yOf = heights(frame);
	const draw = ({ x, low, high, isAlone }: Column): void => {
		const [top, bottom] = [yOf(high), yOf(low)];
		pen.column(x, top, bottom, columnWidth);
		// A value without neighbours would be a speck.
		if (isAlone && bottom - top < SPECK_PIXELS) pen.dot(x + columnWidth / 2, (top + bottom) / 2);
	};
	/** Whether the column before is joined to the one on its left. */
	let isLinked = false;
	let before: Column | undefined;
	let lastTime = NaN;
	let lastValue = NaN;
	let start = lowerBound(times, min, from);
	let held = Math.ceil((to - start) / columns);
	for (let column = 0; column < columns && start < to; column++) {
		const end = columnEnd(times, start, to, min + (column + 1) * msPerColumn, held);
		held = end - start;
		let first = start;
		let last = end - 1;
		while (first < end && Number.isNaN(values[first])) first++;
		while (last > first && Number.isNaN(values[last])) last--;
		if (first < end && table.read(first, last + 1, extent)) {
			let { low, high } = extent;
			// From the end of the last interval with a value to the start of the next one.
			const isJoined =
				before !== undefined && times[first] - (lastTime + line.interval) < msPerColumn;
			if (before !== undefined) before.isAlone = !isLinked && !isJoined;
			isLinked = isJoined;
			if (before !== undefined && isJoined) {
				const halfway = (lastValue + values[first]) / 2;
				before.low = Math.min(before.low, halfway);
				before.high = Math.max(before.high, halfway);
				low = Math.min(low, halfway);
				high = Math.max(high, halfway);
			}
			if (before !== undefined) draw(before);
			before = { x: frame.left + column * columnWidth, low, high, isAlone: !isLinked };
			lastTime = times[last];
			lastValue = values[last];
		}
		start = end;
	}
	if (before !== undefined) draw(before);
}

/**
 * First index from `start` whose time is not before `bound`. Columns hold about as many points as each other, so it gallops
 * from as many as the one before held.
 */
function columnEnd(
	times: Float64Array,
	start: number,
	to: number,
	bound: number,
	before: number,
): number {
	let low = start;
	let high = Math.min(to, start + before);
	for (let stride = 1; high < to && times[high] < bound; stride *= 2) {
		low = high + 1;
		high = Math.min(to, high + stride);
	}
	let below = high - 1;
	for (let stride = 1; below >= low && times[below] >= bound; stride *= 2) {
		high = below;
		below -= stride;
	}
	return lowerBound(times, bound, Math.max(low, below + 1), high);
}
