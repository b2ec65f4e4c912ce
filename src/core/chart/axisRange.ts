/** A range of an axis: the values from its start to its end. */
export interface AxisRange {
	readonly min: number;
	readonly max: number;
}

/** How far an axis reaches and how closely it can be looked at. */
export interface AxisBounds extends AxisRange {
	/** Length of the shortest range that can be shown. */
	readonly minSpan: number;
}

/** What an axis can reach: beyond, differences and ratios leave the range of a double and nothing could be placed. */
const FURTHEST = 1e300;
const NEAREST = 1e-300;

const reachable = (value: number) => Math.min(Math.max(value, -FURTHEST), FURTHEST);

/**
 * A range with some room around it, within what an axis can reach. On a logarithmic axis the room is a ratio, so that a range of positive
 * values never reaches zero.
 *
 * @param first the lowest value
 * @param last the highest
 * @param share of the range on either side; a single value gets a thousandth of its size
 */
export function withMargin(first: number, last: number, share: number, isLog = false): AxisRange {
	const [low, high] = [reachable(first), reachable(last)];
	if (!(high - low > NEAREST)) {
		const margin = Math.max(Math.abs(high) * 0.001, 1e-9);
		return isLog
			? { min: low / 1.001, max: high * 1.001 }
			: { min: low - margin, max: high + margin };
	}
	if (isLog) {
		const ratio = (high / low) ** share;
		return { min: low / ratio, max: high * ratio };
	}
	const margin = (high - low) * share;
	return { min: low - margin, max: high + margin };
}

/** The range after zooming by `factor` (below 1 is closer). `anchor` stays where it is. */
export function zoomAt(
	range: AxisRange,
	bounds: AxisBounds,
	factor: number,
	anchor: number,
): AxisRange {
	const span = range.max - range.min;
	const full = bounds.max - bounds.min;
	const wanted = Math.min(full, Math.max(Math.min(bounds.minSpan, full), span * factor));
	const share = span > 0 ? (anchor - range.min) / span : 0.5;
	return within({ min: anchor - wanted * share, max: anchor + wanted * (1 - share) }, bounds);
}

/** The range after moving by `distance`, stopped at the bounds. */
export function panBy(range: AxisRange, bounds: AxisBounds, distance: number): AxisRange {
	return within({ min: range.min + distance, max: range.max + distance }, bounds);
}

/** The nearest range of the same length that shows `value`. */
export function reveal(range: AxisRange, bounds: AxisBounds, value: number): AxisRange {
	if (value >= range.min && value <= range.max) return range;
	const margin = (range.max - range.min) * 0.1;
	const distance = value < range.min ? value - margin - range.min : value + margin - range.max;
	return panBy(range, bounds, distance);
}

/**
 * A range from elsewhere (a box that somebody drew, an earlier zoom into other data) cut to the bounds. A
 * range that is too short grows around its middle; `undefined` when too little is left of a longer one.
 */
export function clampRange(range: AxisRange, bounds: AxisBounds): AxisRange | undefined {
	const least = Math.min(bounds.minSpan, bounds.max - bounds.min);
	const [span, middle] = [range.max - range.min, (range.min + range.max) / 2];
	if (span < least && middle >= bounds.min && middle <= bounds.max)
		return within({ min: middle - least / 2, max: middle + least / 2 }, bounds);
	const min = Math.max(range.min, bounds.min);
	const max = Math.min(range.max, bounds.max);
	return max - min >= least ? { min, max } : undefined;
}

export function isWhole(range: AxisRange, bounds: AxisBounds): boolean {
	const slack = (bounds.max - bounds.min) * 1e-6;
	return range.min <= bounds.min + slack && range.max >= bounds.max - slack;
}

function within({ min, max }: AxisRange, bounds: AxisBounds): AxisRange {
	const span = Math.min(max - min, bounds.max - bounds.min);
	if (min < bounds.min) return { min: bounds.min, max: bounds.min + span };
	if (max > bounds.max) return { min: bounds.max - span, max: bounds.max };
	return { min, max };
}

/** Bounds around several others, with the smallest of their shortest ranges. */
export function joinBounds(all: readonly AxisBounds[]): AxisBounds {
	return {
		min: Math.min(...all.map(({ min }) => min)),
		max: Math.max(...all.map(({ max }) => max)),
		minSpan: Math.min(...all.map(({ minSpan }) => minSpan)),
	};
}
