import type { VolumeProfileSeries } from "../../result/series";
import { roundingNoise } from "../fittedStep";
import { type Ladder, ladderOf } from "../ladder";
import type { Positions } from "../positions";

/**
 * An interval whose rows all lie `k` steps apart has coarser rows of its own once it has this many gaps:
 * that finer rows left such a pattern by chance is less likely than one in a million.
 */
const TELLING_GAPS = 20;

/** The grid that each interval's rows lie on, whatever the others' are (definitions D2). */
export interface IntervalGrids {
	/** Height of the rows of each interval in quote currency; NaN where it is not known. */
	readonly steps: Float64Array;
	/** The same in rows of the ladder that all intervals share. */
	readonly multiples: Float64Array;
	/** Row number of each price on the grid of its interval: neighbouring rows differ by one. */
	readonly positions: Positions;
	/** What each interval's own gaps say. */
	readonly told: ToldSteps;
}

export interface ToldSteps {
	/** Greatest common divisor of the interval's gaps in rows of the ladder; 0 with fewer than two rows. */
	readonly divisors: Float64Array;
	/** 1 where enough gaps say so. */
	readonly isTold: Uint8Array;
}

/** Finds the grids of all intervals on the ladder of their series. */
export function findIntervalGrids(series: VolumeProfileSeries, ladder: Ladder): IntervalGrids {
	const { step, steps: stated } = series;
	if (ladder.step === undefined || (ladder.step !== step && !ladder.tellsParts))
		return separateGrids(series, ladder);
	const told =
		stated === undefined ? toldSteps(series, ladder) : statedSteps(series, stated, ladder);
	const multiples = stepMultiples(series, told);
	const isPlaced = (interval: number) => stated === undefined || told.isTold[interval] === 1;
	const steps = multiples.map((multiple, interval) =>
		isPlaced(interval) ? ladder.heightOf(multiple) : NaN,
	);
	return { steps, multiples, positions: ownPositions(series, ladder, multiples), told };
}

/**
 * Finds the grids when the shared ladder says nothing about the rows of one interval: each interval is
 * analyzed alone.
 */
function separateGrids(series: VolumeProfileSeries, ladder: Ladder): IntervalGrids {
	const { offsets, prices, times, steps: stated } = series;
	const own = Array.from(times, (_, interval) =>
		ladderOf(prices.subarray(offsets[interval], offsets[interval + 1]), stated?.[interval]),
	);
	const multipleOf = (step: number) => Math.max(1, Math.round(step / (ladder.step ?? step)));
	const told = {
		divisors: Float64Array.from(own, ({ step }) => (step === undefined ? 0 : multipleOf(step))),
		isTold: Uint8Array.from(own, ({ step }, interval) =>
			step !== undefined && isTelling(series, interval) ? 1 : 0,
		),
	};
	const multiples = stepMultiples(series, told);
	const steps = multiples.map((multiple, interval) => {
		const { step } = own[interval];
		if (stated !== undefined) return step === stated[interval] ? step : NaN;
		return told.isTold[interval] === 1 || ladder.step === undefined
			? (step ?? NaN)
			: ladder.heightOf(multiple);
	});
	const positions = new Float64Array(prices.length);
	own.forEach((each, interval) => {
		const rows = Math.max(1, told.divisors[interval] / multiples[interval]);
		each.positions.forEach((position, row) => {
			positions[offsets[interval] + row] = position * rows;
		});
	});
	return { steps, multiples, positions, told };
}

/**
 * Heights that the source states. One that the rows contradict, because it is no multiple of the ladder's step
 * or some gap is no multiple of it, is not used: such rows are told apart, but their height is not known.
 */
function statedSteps(series: VolumeProfileSeries, stated: Float64Array, ladder: Ladder): ToldSteps {
	const { step = NaN } = ladder;
	const isTold = new Uint8Array(stated.length);
	const divisors = stated.map((height, interval) => {
		const rows = Math.round(height / step);
		const isMultiple =
			rows >= 1 && Math.abs(ladder.heightOf(rows) - height) <= roundingNoise(height);
		if (!isMultiple || gapDivisor(series, ladder, interval) % rows !== 0) return 1;
		isTold[interval] = 1;
		return rows;
	});
	return { divisors, isTold };
}

function isTelling({ offsets }: VolumeProfileSeries, interval: number): boolean {
	return offsets[interval + 1] - offsets[interval] > TELLING_GAPS;
}

function toldSteps(series: VolumeProfileSeries, ladder: Ladder): ToldSteps {
	const { times, step } = series;
	const divisors = new Float64Array(times.length);
	const isTold = new Uint8Array(times.length);
	if (ladder.step === step) return { divisors: divisors.fill(1), isTold: isTold.fill(1) };
	for (let interval = 0; interval < times.length; interval++) {
		divisors[interval] = gapDivisor(series, ladder, interval);
		isTold[interval] = isTelling(series, interval) ? 1 : 0;
	}
	return { divisors, isTold };
}

/** Greatest common divisor of the gaps of an interval, in rows of the ladder; 0 with fewer than two rows. */
function gapDivisor(
	{ offsets }: VolumeProfileSeries,
	{ positions }: Ladder,
	interval: number,
): number {
	const [start, end] = [offsets[interval], offsets[interval + 1]];
	let divisor = 0;
	for (let row = start + 1; row < end && divisor !== 1; row++) {
		let gap = positions[row] - positions[row - 1];
		while (gap !== 0) [divisor, gap] = [gap, divisor % gap];
	}
	return divisor;
}

/**
 * The step of each interval in rows of the ladder: what it tells, else that of the nearest in time that
 * tells one of which all its gaps are multiples (the earlier of two), else 1.
 */
function stepMultiples({ times }: VolumeProfileSeries, told: ToldSteps): Float64Array {
	const before = nearestTold(told, 1);
	const after = nearestTold(told, -1);
	return told.divisors.map((divisor, interval) => {
		if (told.isTold[interval] === 1) return divisor;
		const [earlier, later] = [before[interval], after[interval]];
		const nearest = isNearer(times, interval, later, earlier) ? later : earlier;
		return nearest < 0 ? 1 : told.divisors[nearest];
	});
}

/** Whether the later of two intervals, -1 for none, is the nearer one. */
export function isNearer(
	times: Float64Array,
	interval: number,
	later: number,
	earlier: number,
): boolean {
	if (later < 0 || earlier < 0) return later >= 0;
	return times[later] - times[interval] < times[interval] - times[earlier];
}

/**
 * For each interval the nearest before it (`direction` 1) or after it (-1) that tells a step of which all
 * gaps of its own are multiples; -1 for none.
 */
export function nearestTold({ divisors, isTold }: ToldSteps, direction: 1 | -1): Int32Array {
	const nearest = new Int32Array(divisors.length).fill(-1);
	/** The last interval of each step, the latest first. Series have few steps. */
	const last: number[] = [];
	const [start, end] = direction === 1 ? [0, divisors.length] : [divisors.length - 1, -1];
	for (let interval = start; interval !== end; interval += direction) {
		const divisor = divisors[interval];
		if (isTold[interval] === 1) {
			const known = last.findIndex((other) => divisors[other] === divisor);
			if (known >= 0) last.splice(known, 1);
			last.unshift(interval);
		} else {
			nearest[interval] = last.find((other) => divisor % divisors[other] === 0) ?? -1;
		}
	}
	return nearest;
}

function ownPositions(
	{ offsets }: VolumeProfileSeries,
	{ positions }: Ladder,
	multiples: Float64Array,
): Positions {
	if (multiples.every((multiple) => multiple === 1)) return positions;
	// Of the same type: counted in larger rows, from an interval's lowest, numbers only become smaller.
	const own = positions.slice();
	for (let interval = 0; interval < multiples.length; interval++) {
		const [start, end] = [offsets[interval], offsets[interval + 1]];
		const multiple = multiples[interval];
		const lowest = positions[start];
		for (let row = start; row < end; row++) own[row] = (positions[row] - lowest) / multiple;
	}
	return own;
}
