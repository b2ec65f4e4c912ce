import type { VwapSeries } from "../series";

/** How far one VWAP lies above another. */
export interface VwapSpread {
	/** Epoch milliseconds, ascending. */
	readonly times: Float64Array;
	/** `(other / base - 1) * 10,000`; NaN where either is missing. */
	readonly bps: Float64Array;
	/** How many times have a spread. */
	readonly common: number;
}

/**
 * Spread between two interval VWAPs (definitions D15) in basis points of `base`, at equal interval starts;
 * nothing is filled in. The times are the starts of both, or, where their intervals differ in length,
 * those of the series with the longer ones.
 */
export function spread(base: VwapSeries, other: VwapSeries): VwapSpread {
	const capacity = base.times.length + other.times.length;
	const times = new Float64Array(capacity);
	const bps = new Float64Array(capacity);
	let [at, atOther, count, common] = [0, 0, 0, 0];
	while (at < base.times.length || atOther < other.times.length) {
		const time = base.times[at] ?? Infinity;
		const timeOther = other.times[atOther] ?? Infinity;
		const price = time <= timeOther ? base.price[at++] : NaN;
		const priceOther = timeOther <= time ? other.price[atOther++] : NaN;
		if (time < timeOther && base.interval < other.interval) continue;
		if (timeOther < time && other.interval < base.interval) continue;
		times[count] = Math.min(time, timeOther);
		bps[count] = (priceOther / price - 1) * 10_000;
		if (!Number.isNaN(bps[count++])) common++;
	}
	return { times: times.slice(0, count), bps: bps.slice(0, count), common };
}

/** Change in percent since the first interval that traded; NaN where nothing did. */
export function percentChange({ price }: VwapSeries): Float64Array {
	const first = price.find((value) => !Number.isNaN(value)) ?? NaN;
	return price.map((value) => (value / first - 1) * 100);
}
