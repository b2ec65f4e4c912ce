import type { VolumeProfileSeries } from "../../result/series";
import { isNearer, nearestTold, type ToldSteps } from "./intervalGrids";
import type { Ladder } from "../ladder";
import { intervalGrids } from "../rows";
import { type FoldResult, SumGrid } from "./sumGrid";

/**
 * How the intervals of a growing sum join, by what was known after each of them (definitions D2 and D13):
 * the heights of rows that later intervals tell are not used before their time.
 */
export class DevelopingFold {
	private readonly told: ToldSteps;
	private readonly before: Int32Array;
	private readonly after: Int32Array;
	/** Step over all intervals so far, in rows of the ladder; 0 before there are two prices. */
	private readonly commonSteps: Float64Array;
	/**
	 * At each index: the latest earlier interval whose step is told better by the interval at the index; -1
	 * for none.
	 */
	private readonly revised: Int32Array;
	private grid = new SumGrid();
	private start: number | undefined;

	constructor(
		private readonly series: VolumeProfileSeries,
		private readonly ladder: Ladder,
	) {
		this.told = intervalGrids(series, ladder).told;
		this.before = nearestTold(this.told, 1);
		this.after = nearestTold(this.told, -1);
		this.commonSteps = commonSteps(series, ladder, this.told);
		this.revised = new Int32Array(series.times.length).fill(-1);
		this.after.forEach((later, interval) => {
			if (isNearer(series.times, interval, later, this.before[interval]))
				this.revised[later] = interval;
		});
	}

	/** Begins anew with the next interval. */
	clear(): void {
		this.start = undefined;
	}

	/** Takes the next interval into the sum. */
	add(interval: number): FoldResult {
		const isFirst = this.start === undefined;
		const start = this.start ?? interval;
		this.start = start;
		const isRevised =
			this.revised[interval] >= start ||
			this.commonSteps[interval] !== this.commonSteps[interval - 1];
		if (isFirst || isRevised) {
			this.grid = new SumGrid();
			for (let each = start; each < interval; each++) this.addAt(each, interval);
		}
		this.addAt(interval, interval);
		return this.grid.fold(this.ladder);
	}

	private addAt(interval: number, now: number): void {
		const { offsets } = this.series;
		const start = offsets[interval];
		if (start === offsets[interval + 1]) return;
		const isTold = this.told.isTold[interval] === 1;
		this.grid.add(this.multipleAt(interval, now), this.ladder.positions[start], isTold);
	}

	/** The step of an interval as it is known at another, in rows of the ladder. */
	private multipleAt(interval: number, now: number): number {
		const { divisors, isTold } = this.told;
		if (isTold[interval] === 1) return divisors[interval];
		const earlier = this.before[interval];
		const later = this.after[interval] <= now ? this.after[interval] : -1;
		const nearest = isNearer(this.series.times, interval, later, earlier) ? later : earlier;
		return nearest < 0 ? Math.max(1, this.commonSteps[now]) : divisors[nearest];
	}
}

function commonSteps(
	{ offsets, times }: VolumeProfileSeries,
	{ positions, step }: Ladder,
	{ divisors }: ToldSteps,
): Float64Array {
	const common = new Float64Array(times.length);
	if (step === undefined) return common;
	let divisor = 0;
	for (let interval = 0; interval < times.length; interval++) {
		const start = offsets[interval];
		if (start < offsets[interval + 1]) {
			divisor = greatestCommonDivisor(divisor, divisors[interval]);
			divisor = greatestCommonDivisor(divisor, Math.abs(positions[start] - positions[0]));
		}
		common[interval] = divisor;
	}
	return common;
}

function greatestCommonDivisor(a: number, b: number): number {
	while (b !== 0) [a, b] = [b, a % b];
	return a;
}
