import type { Ladder } from "../profile/ladder";
import { seriesLadder } from "../profile/rows";
import { lowerBound } from "../search";
import type { VolumeProfileSeries, VwapSeries } from "../series";
import { type EpochMs, epochMs } from "../time";

/** Prices further apart than this factor are not in the same quote currency. */
const LARGEST_FACTOR = 2;

/** A profile against a VWAP of the same market, interval by interval. */
export interface ComparedIntervals {
	/** Epoch milliseconds of the profile's interval starts. */
	readonly times: Float64Array;
	/** VWAP that the profile implies; NaN where it did not trade. */
	readonly implied: Float64Array;
	/** VWAP over the same interval; NaN where there is none or it cannot be compared. */
	readonly vwap: Float64Array;
	/** `(implied / vwap - 1) * 10,000`. */
	readonly bps: Float64Array;
	/** One row in basis points of the VWAP; NaN where the height of a row is not known. */
	readonly uncertaintyBps: Float64Array;
	/** How many intervals have both; of them, how many differ by no more than one row, and by more. */
	readonly compared: number;
	readonly within: number;
	readonly beyond: number;
	/** The largest difference in either direction. */
	readonly largest: { readonly time: EpochMs; readonly bps: number } | undefined;
}

export type CrossCheckRefusal =
	/** The VWAP's intervals do not add up to those of the profile, or lack the volume to do so. */
	| "differentIntervals"
	/** No interval has both. */
	| "noOverlap"
	/** Prices are everywhere more than twice or less than half of each other. */
	| "differentUnits";

export type CrossCheck =
	| ({ readonly ok: true } & ComparedIntervals)
	| { readonly ok: false; readonly reason: CrossCheckRefusal };

/**
 * Compares the VWAP that each interval of a profile implies (definitions D20) with the one of a provider.
 * Intervals of the VWAP that are a whole fraction of the profile's are joined by volume, which is exact
 * (D16). A profile in US dollars would weigh high prices twice, so its rows are divided by their price
 * first. Intervals in progress, and those that the VWAP covers in part, are not compared.
 */
export function crossCheck(
	profile: VolumeProfileSeries,
	vwap: VwapSeries,
	ladder: Ladder = seriesLadder(profile),
): CrossCheck {
	const parts = profile.interval / vwap.interval;
	if (parts !== 1 && !(Number.isInteger(parts) && vwap.volume !== undefined)) {
		return { ok: false, reason: "differentIntervals" };
	}
	const { times } = profile;
	const implied = impliedVwaps(profile);
	const given = joinedVwaps(profile, vwap);
	const step = ladder.step ?? NaN;
	const bps = implied.map((value, index) => (value / given[index] - 1) * 10_000);
	const uncertaintyBps = given.map((value) => (step / value) * 10_000);
	let [compared, beyond, largest, alike] = [0, 0, -1, 0];
	for (let index = 0; index < times.length; index++) {
		if (Number.isNaN(bps[index])) continue;
		compared++;
		const size = Math.abs(bps[index]);
		if (size > uncertaintyBps[index]) beyond++;
		if (largest < 0 || size > Math.abs(bps[largest])) largest = index;
		const factor = implied[index] / given[index];
		if (factor <= LARGEST_FACTOR && factor >= 1 / LARGEST_FACTOR) alike++;
	}
	if (compared === 0) return { ok: false, reason: "noOverlap" };
	if (alike === 0) return { ok: false, reason: "differentUnits" };
	return {
		ok: true,
		times,
		implied,
		vwap: given,
		bps,
		uncertaintyBps,
		compared,
		within: compared - beyond,
		beyond,
		largest: { time: epochMs(times[largest]), bps: bps[largest] },
	};
}

function impliedVwaps({ times, offsets, prices, buy, sell, unit }: VolumeProfileSeries) {
	return times.map((_, interval) => {
		const origin = prices[offsets[interval]];
		let [sum, moment] = [0, 0];
		for (let row = offsets[interval]; row < offsets[interval + 1]; row++) {
			const volume = (buy[row] + sell[row]) / (unit === "USD" ? prices[row] : 1);
			if (!(volume > 0)) continue;
			sum += volume;
			// Distances from the lowest price keep the digits that whole prices would cost.
			moment += (prices[row] - origin) * volume;
		}
		return origin + moment / sum;
	});
}

/** The VWAP over each interval of the profile; NaN where it is not complete. */
function joinedVwaps(profile: VolumeProfileSeries, vwap: VwapSeries): Float64Array {
	const { times, price, volume } = vwap;
	const known = vwap.open ? times.length - 1 : times.length;
	const end = (times[known - 1] ?? NaN) + vwap.interval;
	return profile.times.map((from, interval) => {
		const to = from + profile.interval;
		const isOpen = profile.open && interval === profile.times.length - 1;
		if (isOpen || !(from >= times[0] && to <= end)) return NaN;
		const first = lowerBound(times, from);
		if (profile.interval === vwap.interval) return times[first] === from ? price[first] : NaN;
		let [sum, mean] = [0, NaN];
		for (let index = first; times[index] < to; index++) {
			const added = volume?.[index] ?? 0;
			if (!(added > 0) || Number.isNaN(price[index])) continue;
			sum += added;
			mean = sum === added ? price[index] : mean + (added / sum) * (price[index] - mean);
		}
		return mean;
	});
}
