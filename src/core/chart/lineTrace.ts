import { type Extent, type MinMaxTable, lowerBound } from "./minMaxTable";
import type { AxisRange } from "./viewRange";

/** Where a line is traced to; a canvas path is one, with dots for points that have no neighbour. */
export interface LinePen {
	moveTo(x: number, y: number): void;
	lineTo(x: number, y: number): void;
	dot(x: number, y: number): void;
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
}

/** Above this many points per pixel column only the extremes of each column are traced. */
const POINTS_PER_COLUMN = 3;
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
	const run = new Run(pen, frame);
	if (to - from <= columns * POINTS_PER_COLUMN) tracePoints(line, frame, run, from, to);
	else traceColumns(line, frame, run, from, to, columns);
	run.end();
}

/** A piece of the line without gaps; one that ends after a single point becomes a dot. */
class Run {
	private readonly perValue: number;
	private readonly bottom: number;
	private readonly origin: number;
	private x = 0;
	private y = 0;
	private length = 0;

	constructor(
		private readonly pen: LinePen,
		frame: LineFrame,
	) {
		this.perValue = frame.height / (frame.value.max - frame.value.min);
		this.bottom = frame.top + frame.height;
		this.origin = frame.value.min;
	}

	add(x: number, value: number): void {
		const y = this.bottom - (value - this.origin) * this.perValue;
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

function tracePoints(line: LineData, frame: LineFrame, run: Run, from: number, to: number): void {
	const { times, values } = line;
	const perMs = frame.width / (frame.time.max - frame.time.min);
	const longest = line.interval * GAP_INTERVALS;
	let previous = NaN;
	for (let i = from; i < to; i++) {
		const value = values[i] ?? NaN;
		const time = times[i] ?? NaN;
		if (Number.isNaN(value)) {
			run.end();
			continue;
		}
		if (time - previous > longest) run.end();
		run.add(frame.left + (time - frame.time.min) * perMs, value);
		previous = time;
	}
}

function traceColumns(
	line: LineData,
	frame: LineFrame,
	run: Run,
	from: number,
	to: number,
	columns: number,
): void {
	const { times, values, table } = line;
	const { min, max } = frame.time;
	const extent: Extent = { low: 0, high: 0 };
	const msPerColumn = (max - min) / columns;
	const columnWidth = frame.width / columns;
	let previous = NaN;
	let start = lowerBound(times, min, from);
	for (let column = 0; column < columns && start < to; column++) {
		const end = columnEnd(times, start, to, min + (column + 1) * msPerColumn);
		let first = start;
		let last = end - 1;
		while (first < end && Number.isNaN(values[first])) first++;
		while (last > first && Number.isNaN(values[last])) last--;
		if (first < end) {
			const firstTime = times[first] ?? NaN;
			if (firstTime - previous > msPerColumn + line.interval) run.end();
			previous = times[last] ?? NaN;
			const x = frame.left + (column + 0.5) * columnWidth;
			run.add(x, values[first] ?? NaN);
			if (last > first && table.read(first, last + 1, extent)) {
				run.add(x, extent.low);
				if (extent.high !== extent.low) run.add(x, extent.high);
				run.add(x, values[last] ?? NaN);
			}
		}
		start = end;
	}
}

/** First index from `start` whose time is not before `bound`; columns are short, so it gallops. */
function columnEnd(times: Float64Array, start: number, to: number, bound: number): number {
	let low = start;
	let high = Math.min(to, start + 8);
	while (high < to && (times[high] ?? Infinity) < bound) {
		low = high;
		high = Math.min(to, high + (high - start));
	}
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((times[middle] ?? Infinity) < bound) low = middle + 1;
		else high = middle;
	}
	return low;
}
