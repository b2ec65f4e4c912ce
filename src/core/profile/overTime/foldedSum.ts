import type { VolumeProfileSeries } from "../../result/series";
import type { Ladder } from "../ladder";
import { tradedRange } from "../profile";
import { RunningSum } from "./runningSum";
import type { Fold } from "./sumGrid";
import { volumePair } from "../volumes";

/** The running sum of intervals whose rows join by one fold. */
export class FoldedSum {
	readonly rows: RunningSum;

	/** @param from first interval that will be added */
	constructor(
		private readonly series: VolumeProfileSeries,
		private readonly ladder: Ladder,
		from: number,
		readonly fold: Fold,
	) {
		const { multiple, origin } = fold;
		const folded =
			multiple === 1
				? ladder.positions
				: Float64Array.from(ladder.positions, (position) =>
						Math.floor((position - origin) / multiple),
					);
		this.rows = new RunningSum(folded, series.offsets, from, multiple === 1);
	}

	/** Begins anew. */
	clear(): void {
		this.rows.clear();
	}

	/** Adds an interval. @returns whether it traded */
	add(interval: number): boolean {
		const { series } = this;
		const { offsets } = series;
		const { buy, sell } = volumePair(series);
		const [low, high] = tradedRange(series, offsets[interval], offsets[interval + 1]);
		if (low > high) return false;
		this.rows.add(buy, sell, low, high);
		return true;
	}

	/** Price of a row of the sum: as delivered where a delivered row begins at its edge. */
	priceOf(index: number): number {
		const { multiple, origin } = this.fold;
		const row = this.rows.rows[index];
		const edge = this.rows.positions[index] * multiple + origin;
		return multiple === 1 || this.ladder.positions[row] === edge
			? this.series.prices[row]
			: this.ladder.priceAt(edge);
	}
}

/** One sum for each fold, made when it is first needed. Folds change a few times and may come back. */
export class FoldedSums {
	private readonly sums = new Map<string, FoldedSum>();

	constructor(
		private readonly series: VolumeProfileSeries,
		private readonly ladder: Ladder,
		private readonly from: number,
	) {}

	/** The sum of a fold, empty. */
	of(fold: Fold): FoldedSum {
		const key = `${fold.multiple} ${fold.origin}`;
		const sum = this.sums.get(key) ?? new FoldedSum(this.series, this.ladder, this.from, fold);
		this.sums.set(key, sum);
		sum.clear();
		return sum;
	}
}
