import { seriesLadder, intervalSteps } from "../profile/rows";
import { indicesOf } from "../profile/overTime/sessionProfiles";
import { wholeWithin } from "../profile/overTime/stretch";
import { deltaOf } from "../profile/profile";
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

/** Adds up rows; distances from one price keep digits that whole prices would lose. */
class RowSums {
	private buy = 0;
	private sell = 0;
	private unknown = 0;
	private hasUnknown = false;
	private moment = 0;

	constructor(
		private readonly series: VolumeProfileSeries,
		private readonly origin: number,
	) {}

	/** @param step height of the rows; NaN where it is not known */
	add(from: number, to: number, step: number): void {
		const { rowPrice, unit, prices, buy, sell, unknown } = this.series;
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
		const vwap = this.series.unit === "USD" ? total / moment : origin + moment / total;
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

/** From the lowest price up to, not including, the highest. */
export interface PriceBox {
	readonly low: number;
	readonly high: number;
}

/** A box of time and price: from its start and its lowest price up to, not including, its end and its highest. */
export interface MeasuredBox extends PriceBox {
	/** Epoch milliseconds. */
	readonly from: number;
	readonly to: number;
}

/** Sums over the rows that the intervals which lie whole in a box have there, by where their prices lie. */
export function boxBetween(
	series: VolumeProfileSeries,
	{ from, to, ...prices }: MeasuredBox,
): RowsBetween {
	return rowsBetween(series, indicesOf(wholeWithin(series, { from, to })), prices);
}

/**
 * Sums over the rows that chosen intervals have between two prices, by where their prices lie.
 *
 * @param series as it was delivered: joined rows imply another VWAP (definitions D20)
 * @param intervals numbers of the intervals, each once
 */
export function rowsBetween(
	series: VolumeProfileSeries,
	intervals: Iterable<number>,
	{ low, high }: PriceBox,
): RowsBetween {
	const { offsets, prices } = series;
	const ladder = seriesLadder(series);
	const steps = intervalSteps(series, ladder);
	// A row may lie off the grid by the noise of its price.
	const slack = (ladder.step ?? 0) / 2;
	const sums = new RowSums(series, prices[0] ?? 0);
	for (const interval of intervals) {
		const first = offsets[interval];
		const own = prices.subarray(first, offsets[interval + 1]);
		const lowest = first + lowerBound(own, low - slack);
		sums.add(lowest, first + lowerBound(own, high - slack), steps[interval]);
	}
	return sums.result;
}
