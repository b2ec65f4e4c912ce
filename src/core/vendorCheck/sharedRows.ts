import { shortestDecimal, unitsAt } from "../decimal";
import { intervalLevels } from "../profile/overTime/developing";
import { regroupSeries } from "../profile/regroup";
import { intervalSteps } from "../profile/rows";
import type { Series, VolumeProfileSeries } from "../result/series";

/** POCs of the intervals of a profile, and how high the rows are that they are of; NaN where that is not known. */
export interface PocColumns {
	readonly poc: Float64Array;
	readonly step: Float64Array;
}

/**
 * The POCs of a profile in rows as high as those that the other side has of the same interval, so that both are of the
 * same rows: finer rows are joined where the others are a whole multiple of them and begin at whole multiples of their
 * height. Else they are those of the rows as they came.
 */
export function sharedPocs(series: VolumeProfileSeries, other: Series): PocColumns {
	const steps = intervalSteps(series);
	const own = { poc: intervalLevels(series).poc, step: steps };
	const step = onlyOf(steps);
	if (other.kind === "vwap" || step === undefined) return own;
	const places = new Map(Array.from(series.times, (time, index) => [time, index]));
	/** By how many rows are joined: the intervals, and how high their rows are then. */
	const joined = new Map<number, { readonly height: number; readonly intervals: number[] }>();
	for (const [index, height] of intervalSteps(other).entries()) {
		const place = places.get(other.times[index] ?? NaN);
		const edge = other.prices[other.offsets[index] ?? 0] ?? NaN;
		if (place === undefined || !(height > step) || wholeRatio(edge, height) === undefined) continue;
		const multiple = wholeRatio(height, step);
		if (multiple === undefined) continue;
		const known = joined.get(multiple) ?? { height, intervals: [] };
		joined.set(multiple, known);
		known.intervals.push(place);
	}
	const [poc, heights] = [own.poc.slice(), steps.slice()];
	for (const [multiple, { height, intervals }] of joined) {
		const levels = intervalLevels(regroupSeries(series, multiple));
		for (const interval of intervals) {
			poc[interval] = levels.poc[interval] ?? NaN;
			heights[interval] = height;
		}
	}
	return { poc, step: heights };
}

/** The one value that all known ones are. */
function onlyOf(values: Float64Array): number | undefined {
	const known = new Set(values.filter((value) => !Number.isNaN(value)));
	const [only] = known;
	return known.size === 1 ? only : undefined;
}

/** How often one number goes into another, in exact decimals; `undefined` where it leaves a rest. */
function wholeRatio(whole: number, part: number): number | undefined {
	if (!Number.isFinite(whole) || !Number.isFinite(part)) return undefined;
	const [a, b] = [shortestDecimal(whole), shortestDecimal(part)];
	const places = Math.max(a.places, b.places);
	const [many, one] = [unitsAt(a, places), unitsAt(b, places)];
	return one > 0n && many % one === 0n ? Number(many / one) : undefined;
}
