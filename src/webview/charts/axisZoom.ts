import {
	type AxisBounds,
	type AxisRange,
	clampRange,
	panBy,
	zoomAt,
} from "../../core/chart/axisRange";

/*
 * Zooming and moving along an axis that may be logarithmic. On a logarithmic axis, equal distances on the
 * screen are equal ratios, so ranges are moved as logarithms.
 */

const logOf = ({ min, max }: AxisRange): AxisRange => ({ min: Math.log(min), max: Math.log(max) });
const expOf = ({ min, max }: AxisRange): AxisRange => ({ min: Math.exp(min), max: Math.exp(max) });
const logBounds = (bounds: AxisBounds): AxisBounds => ({
	...logOf(bounds),
	minSpan: Math.log(1 + bounds.minSpan / bounds.max),
});

export function zoomAxis(
	range: AxisRange,
	bounds: AxisBounds,
	factor: number,
	anchor: number,
	isLog: boolean,
): AxisRange {
	return isLog
		? expOf(zoomAt(logOf(range), logBounds(bounds), factor, Math.log(anchor)))
		: zoomAt(range, bounds, factor, anchor);
}

/** A range cut to the bounds; `undefined` when it cannot be shown. */
export function clampAxis(
	range: AxisRange,
	bounds: AxisBounds,
	isLog: boolean,
): AxisRange | undefined {
	if (!isLog) return clampRange(range, bounds);
	const low = Math.max(range.min, bounds.min);
	const clamped = range.max > low && clampRange(logOf({ ...range, min: low }), logBounds(bounds));
	return clamped ? expOf(clamped) : undefined;
}

/** @param share of the range, forward or backward */
export function panAxis(
	range: AxisRange,
	bounds: AxisBounds,
	share: number,
	isLog: boolean,
): AxisRange {
	if (!isLog) return panBy(range, bounds, (range.max - range.min) * share);
	const log = logOf(range);
	return expOf(panBy(log, logBounds(bounds), (log.max - log.min) * share));
}
