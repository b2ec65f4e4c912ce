import type { Ladder } from "../profile/ladder";
import { seriesLadder } from "../profile/rows";
import { lowerBound } from "../search";
import type { VolumeProfileSeries, VwapSeries } from "../result/series";
import { type EpochMs, epochMs } from "../time";
import { intervalImpliedVwaps } from "./impliedVwap";

/** Prices further apart than this factor are not in the same quote currency. */
const LARGEST_FACTOR = 2;
/** Prices are equal when they differ by less than this many basis points (definitions D21). */
const ROUNDING_BPS = 1e-12 * 10_000;

/** A profile against a VWAP of the same market, interval by interval. */
export interface ComparedIntervals {
	/** Epoch milliseconds of the profile's interval starts. */
	readonly times: Float64Array;
	/** VWAP that the profile implies; NaN where it did not trade. */
	readonly implied: Float64Array;
	/** Prices between which the VWAP of the profile's trades lies; NaN where the height of its rows is not known. */
	readonly low: Float64Array;
	readonly high: Float64Array;
	/** VWAP over the same interval; NaN where there is none or it cannot be compared. */
	readonly vwap: Float64Array;
	/** `(implied / vwap - 1) * 10,000`. */
	readonly bps: Float64Array;
	/** The differences that the height of a row explains, in basis points of the VWAP. */
	readonly leastBps: Float64Array;
	readonly mostBps: Float64Array;
	/** What each interval says; `undefined` where it is not compared. */
	readonly verdicts: readonly (Verdict | undefined)[];
	/** How many intervals have both, and how many of them have each verdict. */
	readonly compared: number;
	readonly within: number;
	readonly beyond: number;
	readonly unknown: number;
	/** The largest difference in either direction. */
	readonly largest: { readonly time: EpochMs; readonly bps: number } | undefined;
}

/** Whether the height of a row explains the difference; `unknown` where that height is not known. */
export type Verdict = "within" | "beyond" | "unknown";

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
 * (D16). Intervals in progress, and those that the VWAP does not cover without a hole, are not compared.
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
	const { price: implied, low, high } = intervalImpliedVwaps(profile, ladder);
	const given = joinedVwaps(profile, vwap, parts);
	const bpsOf = (difference: number, index: number) => (difference / given[index]) * 10_000;
	const bps = implied.map((value, index) => bpsOf(value - given[index], index));
	const leastBps = implied.map((value, index) => bpsOf(value - high[index], index));
	const mostBps = implied.map((value, index) => bpsOf(value - low[index], index));
	const counts = { within: 0, beyond: 0, unknown: 0 };
	let [largest, alike] = [-1, 0];
	const verdicts = Array.from(bps, (value, index): Verdict | undefined => {
		if (Number.isNaN(value)) return undefined;
		if (largest < 0 || Math.abs(value) > Math.abs(bps[largest])) largest = index;
		const factor = implied[index] / given[index];
		if (factor <= LARGEST_FACTOR && factor >= 1 / LARGEST_FACTOR) alike++;
		const verdict = verdictOf(value, leastBps[index], mostBps[index]);
		counts[verdict]++;
		return verdict;
	});
	if (largest < 0) return { ok: false, reason: "noOverlap" };
	if (alike === 0) return { ok: false, reason: "differentUnits" };
	return {
		ok: true,
		times,
		implied,
		low,
		high,
		vwap: given,
		bps,
		leastBps,
		mostBps,
		verdicts,
		compared: counts.within + counts.beyond + counts.unknown,
		...counts,
		largest: { time: epochMs(times[largest]), bps: bps[largest] },
	};
}

function verdictOf(bps: number, least: number, most: number): Verdict {
	if (Number.isNaN(least) || Number.isNaN(most)) return "unknown";
	return bps >= least - ROUNDING_BPS && bps <= most + ROUNDING_BPS ? "within" : "beyond";
}

/** The VWAP over each interval of the profile; NaN where it is not complete. */
function joinedVwaps(profile: VolumeProfileSeries, vwap: VwapSeries, parts: number): Float64Array {
	const { times, price, volume } = vwap;
	const known = vwap.open ? times.length - 1 : times.length;
	return profile.times.map((from, interval) => {
		if (profile.open && interval === profile.times.length - 1) return NaN;
		const first = lowerBound(times, from);
		let [sum, mean] = [0, NaN];
		for (let part = 0; part < parts; part++) {
			const index = first + part;
			if (index >= known || times[index] !== from + part * vwap.interval) return NaN;
			if (parts === 1) return price[index];
			const added = volume?.[index] ?? NaN;
			const isIdle = Number.isNaN(price[index]);
			// A price without its volume, or a volume without its price, is a hole as well.
			if (isIdle ? added > 0 : Number.isNaN(added)) return NaN;
			if (isIdle || added === 0) continue;
			sum += added;
			mean = sum === added ? price[index] : mean + (added / sum) * (price[index] - mean);
		}
		return mean;
	});
}
