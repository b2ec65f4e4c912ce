import type { RunningVwap } from "./runningVwap";

/** How far prices lie from a running VWAP. */
export interface VwapDeviation {
	/** `(price - VWAP) / VWAP` in percent. */
	readonly percent: Float64Array;
	/** `(price - VWAP) / sigma`. */
	readonly sigmas: Float64Array;
}

/**
 * Distance of each interval's price from the running VWAP, in percent and in sigma (definitions D17). NaN
 * where either is missing, in sigma also where sigma is 0.
 *
 * @param price one per interval, NaN where nothing traded
 */
export function deviation(price: Float64Array, { vwap, sigma }: RunningVwap): VwapDeviation {
	return {
		percent: price.map((value, index) => ((value - vwap[index]) / vwap[index]) * 100),
		sigmas: price.map((value, index) =>
			sigma[index] > 0 ? (value - vwap[index]) / sigma[index] : NaN,
		),
	};
}
