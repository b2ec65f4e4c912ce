import type { VwapSeries } from "../result/series";
import { type DurationMs, type EpochMs, durationMs, epochMs } from "../time";

/** How the intervals of a line became those of the grid: as they are, weighted by volume, or as a plain mean. */
export type Joining = "none" | "byVolume" | "byMean";

/** One of several lines, at the times of the grid that they share. */
export interface ComparedLine {
	/** NaN where the line has no price, or lacks some of the intervals to be joined. */
	readonly price: Float64Array;
	/** `p / p0 - 1` with the price of the common start; NaN where either is missing. */
	readonly change: Float64Array;
	readonly joining: Joining;
}

/** Several lines on one grid, counted from one start (definitions D23). */
export interface LineComparison {
	readonly ok: true;
	/** Epoch milliseconds of every interval that any of the lines has, ascending. */
	readonly times: Float64Array;
	/** The longest of their intervals. */
	readonly interval: DurationMs;
	/** The first interval in which every line that has prices has one. */
	readonly start: EpochMs | undefined;
	readonly lines: readonly ComparedLine[];
}

export interface ComparisonRefusal {
	readonly ok: false;
	/** The longest interval is no multiple of another. */
	readonly reason: "differentIntervals";
}

/**
 * Brings interval VWAPs (definitions D15) together on the grid of the one with the longest intervals and
 * counts their changes from the first interval in which every line has a price (definitions D23). Shorter
 * intervals are joined by volume where it is known, else as the plain mean of a complete set; an
 * incomplete set is a gap. Nothing is filled in.
 */
export function compareLines(all: readonly VwapSeries[]): LineComparison | ComparisonRefusal {
	const interval = durationMs(Math.max(...all.map((series) => series.interval)));
	if (all.some((series) => interval % series.interval !== 0)) {
		return { ok: false, reason: "differentIntervals" };
	}
	const longest = all.find((series) => series.interval === interval && series.times.length > 0);
	const grid = { interval, phase: (longest?.times[0] ?? 0) % interval };
	const joined = all.map((series) => joinIntervals(series, grid));
	const times = joined.map((line) => line.times).reduce(merged);
	const prices = joined.map((line) => spreadOut(line, times));
	const priced = prices.filter((column) => column.some((value) => !Number.isNaN(value)));
	const start = times.findIndex((_, index) =>
		priced.every((column) => !Number.isNaN(column[index])),
	);
	const isStarted = start >= 0 && priced.length > 0;
	return {
		ok: true,
		times,
		interval,
		start: isStarted ? epochMs(times[start]) : undefined,
		lines: prices.map((price, line) => ({
			price,
			change: price.map((value) => (isStarted ? value / price[start] - 1 : NaN)),
			joining: joined[line].joining,
		})),
	};
}

/**
 * How far a line lies above another in basis points at each time of their grid: of the other's price, or
 * the difference of their changes since the common start (definitions D23). NaN where either is missing.
 */
export function spreadOf(
	line: ComparedLine,
	base: ComparedLine,
	of: "price" | "change",
): Float64Array {
	return of === "price"
		? line.price.map((value, index) => (value / base.price[index] - 1) * 10_000)
		: line.change.map((value, index) => (value - base.change[index]) * 10_000);
}

interface Grid {
	readonly interval: number;
	/** Where its intervals begin, from the Unix epoch on. */
	readonly phase: number;
}

interface JoinedLine {
	readonly times: Float64Array;
	readonly price: Float64Array;
	readonly joining: Joining;
}

/** A line in the intervals of a grid that its own ones add up to. */
function joinIntervals(series: VwapSeries, { interval, phase }: Grid): JoinedLine {
	const { times, price, volume } = series;
	if (series.interval === interval) return { times, price, joining: "none" };
	const startOf = (time: number) => Math.floor((time - phase) / interval) * interval + phase;
	const parts = interval / series.interval;
	const starts: number[] = [];
	const prices: number[] = [];
	for (let from = 0; from < times.length;) {
		const start = startOf(times[from]);
		let to = from;
		while (to < times.length && times[to] < start + interval) to++;
		// Times are unique and on the grid, so the set is complete when it has as many intervals as fit.
		const isComplete = to - from === parts && (times[from] - start) % series.interval === 0;
		starts.push(start);
		prices.push(isComplete ? meanOf(price, volume, from, to) : NaN);
		from = to;
	}
	return {
		times: Float64Array.from(starts),
		price: Float64Array.from(prices),
		joining: volume === undefined ? "byMean" : "byVolume",
	};
}

/**
 * Mean price of some intervals. An interval without trades has no weight in a mean by volume, and makes a
 * plain mean impossible.
 */
function meanOf(
	price: Float64Array,
	volume: Float64Array | undefined,
	from: number,
	to: number,
): number {
	let [weight, mean] = [0, NaN];
	for (let index = from; index < to; index++) {
		const isTraded = !Number.isNaN(price[index]);
		const added = volume === undefined ? 1 : isTraded || volume[index] > 0 ? volume[index] : 0;
		if (added === 0) continue;
		const before = weight === 0 ? price[index] : mean;
		weight += added;
		mean = before + (added / weight) * (price[index] - before);
	}
	return mean;
}

/** All times of both, ascending, each once. */
function merged(a: Float64Array, b: Float64Array): Float64Array {
	const union = new Float64Array(a.length + b.length);
	let [atA, atB, count] = [0, 0, 0];
	while (atA < a.length || atB < b.length) {
		const timeA = atA < a.length ? a[atA] : Infinity;
		const timeB = atB < b.length ? b[atB] : Infinity;
		if (timeA <= timeB) atA++;
		if (timeB <= timeA) atB++;
		union[count++] = Math.min(timeA, timeB);
	}
	return union.slice(0, count);
}

/** Prices at times that hold all of the line's own; NaN at the others. */
function spreadOut({ times, price }: JoinedLine, union: Float64Array): Float64Array {
	const column = new Float64Array(union.length).fill(NaN);
	let index = 0;
	times.forEach((time, own) => {
		while (union[index] < time) index++;
		column[index] = price[own];
	});
	return column;
}
