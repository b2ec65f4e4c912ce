import { shortestDecimal, unitsAt } from "../decimal";
import { regroupSeries } from "../profile/regroup";
import { intervalSteps } from "../profile/rows";
import type { Series, VolumeProfileSeries } from "../result/series";

/**
 * Two profiles with rows of one height, so that their POCs are of the same rows: the rows of the finer one are joined
 * where those of the other are a whole multiple of them and begin at whole multiples of their height. Else both stay as
 * they are.
 */
export function withSharedRows(a: Series, b: Series): readonly [Series, Series] {
	if (a.kind === "vwap" || b.kind === "vwap") return [a, b];
	return [joinedTo(a, b), joinedTo(b, a)];
}

function joinedTo(fine: VolumeProfileSeries, coarse: VolumeProfileSeries): VolumeProfileSeries {
	const [step, height] = [commonStep(fine), commonStep(coarse)];
	if (step === undefined || height === undefined || !(height > step)) return fine;
	const edge = coarse.prices[0] ?? 0;
	const multiple = wholeRatio(height, step);
	return multiple === undefined || wholeRatio(edge, height) === undefined
		? fine
		: regroupSeries(fine, multiple);
}

/** The height that all rows have. */
function commonStep(series: VolumeProfileSeries): number | undefined {
	const steps = new Set(intervalSteps(series).filter((step) => !Number.isNaN(step)));
	const [step] = steps;
	return steps.size === 1 ? step : undefined;
}

/** How often one number goes into another, in exact decimals; `undefined` where it leaves a rest. */
function wholeRatio(whole: number, part: number): number | undefined {
	const [a, b] = [whole, part].map(shortestDecimal);
	if (a === undefined || b === undefined) return undefined;
	const places = Math.max(a.places, b.places);
	const [many, one] = [unitsAt(a, places), unitsAt(b, places)];
	return one > 0n && many % one === 0n ? Number(many / one) : undefined;
}
