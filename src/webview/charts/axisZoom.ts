import {
	type AxisBounds,
	type AxisRange,
	clampView,
	panBy,
	zoomAt,
} from "../../core/chart/axisRange";

/*
 * Zooming and moving along an axis that may be logarithmic: there, equal distances on the screen are equal
 * ratios, so stretches are moved as logarithms.
 */

const logOf = ({ min, max }: AxisRange): AxisRange => ({ min: Math.log(min), max: Math.log(max) });
const expOf = ({ min, max }: AxisRange): AxisRange => ({ min: Math.exp(min), max: Math.exp(max) });
const logBounds = (bounds: AxisBounds): AxisBounds => ({
	...logOf(bounds),
	minSpan: Math.log(1 + bounds.minSpan / bounds.max),
});

export function zoomAxis(
	view: AxisRange,
	bounds: AxisBounds,
	factor: number,
	anchor: number,
	isLog: boolean,
): AxisRange {
	return isLog
		? expOf(zoomAt(logOf(view), logBounds(bounds), factor, Math.log(anchor)))
		: zoomAt(view, bounds, factor, anchor);
}

/** A stretch cut to the bounds; `undefined` where it cannot be shown. */
export function clampAxis(
	view: AxisRange,
	bounds: AxisBounds,
	isLog: boolean,
): AxisRange | undefined {
	if (!isLog) return clampView(view, bounds);
	const low = Math.max(view.min, bounds.min);
	const clamped = view.max > low && clampView(logOf({ ...view, min: low }), logBounds(bounds));
	return clamped ? expOf(clamped) : undefined;
}

/** @param share of the view, forward or backward */
export function panAxis(
	view: AxisRange,
	bounds: AxisBounds,
	share: number,
	isLog: boolean,
): AxisRange {
	if (!isLog) return panBy(view, bounds, (view.max - view.min) * share);
	const log = logOf(view);
	return expOf(panBy(log, logBounds(bounds), (log.max - log.min) * share));
}
