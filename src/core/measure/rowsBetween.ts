import { seriesLadder, intervalSteps } from "../profile/rows";
import { deltaOf } from "../profile/profile";
import type { VolumeColumns } from "../profile/volumes";
import type { VolumeProfileSeries } from "../result/series";
import { lowerBound } from "../search";

/** What rows of a profile hold together. */
export interface RowsBetween {
	readonly buy: number;
	readonly sell: number;
	/** Absent where every taker is known. */
	readonly unknown?: number;
	readonly total: number;
	/** Buy minus sell (definitions D9). */
	readonly delta: number;
	/** The VWAP that the rows imply, with the middle of each where it is known (D20); NaN where nothing traded. */
	readonly vwap: number;
}

/** How rows are priced: whether a price is the lower edge of its row, and what volumes are counted in. */
export type RowKind = Pick<VolumeProfileSeries, "rowPrice" | "unit">;

interface PricedRows extends VolumeColumns {
	readonly prices: Float64Array;
}

/** Adds up rows; distances from one price keep digits that whole prices would lose. */
class RowSums {
	private buy = 0;
	private sell = 0;
	private unknown = 0;
	private hasUnknown = false;
	private moment = 0;

	constructor(
		private readonly kind: RowKind,
		private readonly origin: number,
	) {}

	/** @param step height of the rows; NaN where it is not known */
	add({ prices, buy, sell, unknown }: PricedRows, from: number, to: number, step: number): void {
		const { rowPrice, unit } = this.kind;
		const middle = rowPrice === "lowerEdge" && step > 0 ? step / 2 : 0;
		this.hasUnknown ||= unknown !== undefined;
		for (let row = from; row < to; row++) {
			const untold = unknown?.[row] ?? 0;
			const volume = buy[row] + sell[row] + untold;
			this.buy += buy[row];
			this.sell += sell[row];
			this.unknown += untold;
			const price = prices[row] + middle;
			this.moment += unit === "USD" ? volume / price : volume * (price - this.origin);
		}
	}

	get result(): RowsBetween {
		const { buy, sell, unknown, moment, origin } = this;
		const total = buy + sell + unknown;
		const vwap = this.kind.unit === "USD" ? total / moment : origin + moment / total;
		return {
			buy,
			sell,
			...(this.hasUnknown ? { unknown } : {}),
			total,
			delta: deltaOf(buy, sell),
			vwap: total > 0 ? vwap : NaN,
		};
	}
}

/** Sums over rows of one profile, from the first up to, not including, the last. */
export function rowsBetween(
	rows: PricedRows & { readonly step: number | undefined },
	kind: RowKind,
	from: number,
	to: number,
): RowsBetween {
	const sums = new RowSums(kind, rows.prices[from] ?? 0);
	sums.add(rows, from, to, rows.step ?? NaN);
	return sums.result;
}

/** A box of time and price: from its start and its lowest price up to, not including, its end and its highest. */
export interface MeasuredBox {
	/** Epoch milliseconds. */
	readonly from: number;
	readonly to: number;
	readonly low: number;
	readonly high: number;
}

/** Sums over the rows that intervals have in a box, by where their prices lie. */
export function boxBetween(
	series: VolumeProfileSeries,
	{ from, to, low, high }: MeasuredBox,
): RowsBetween {
	const { times, offsets, prices } = series;
	const ladder = seriesLadder(series);
	const steps = intervalSteps(series, ladder);
	// A row may lie off the grid by the noise of its price.
	const slack = (ladder.step ?? 0) / 2;
	const sums = new RowSums(series, prices[0] ?? 0);
	const end = lowerBound(times, to);
	for (let interval = lowerBound(times, from); interval < end; interval++) {
		const first = offsets[interval];
		const own = prices.subarray(first, offsets[interval + 1]);
		const lowest = first + lowerBound(own, low - slack);
		sums.add(series, lowest, first + lowerBound(own, high - slack), steps[interval]);
	}
	return sums.result;
}
