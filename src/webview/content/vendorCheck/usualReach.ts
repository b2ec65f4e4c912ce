/** Share of the differences that the axis has room for, whatever the others come to. */
const USUAL = 0.9;
/** Times what is usual that the axis reaches, so that a difference is seen to be larger than others. */
const USUAL_TIMES = 3;
/** Times the bounds that the axis reaches where nearly all is within them. */
const BOUND_TIMES = 4;
/** A difference that is beyond the reach by no more than this is drawn in whole. */
const TOLERANCE = 2;
/** As many tell what is usual. */
const SAMPLE = 4_096;

/**
 * How far from zero an axis of differences reaches, so that a few that are much larger than all others leave those and
 * the bounds readable: three times what nine in ten differences stay below, and at least four times what nine in ten
 * bounds do. `Infinity` where no difference is more than twice as large, or where there is nothing beside the large ones.
 *
 * @param values differences, NaN where there is none
 * @param bounds between which they agree, in columns
 */
export function usualReach(values: Float64Array, bounds: readonly Float64Array[]): number {
	const most = values.reduce((found, value) => Math.max(found, Math.abs(value) || 0), 0);
	const reach = Math.max(
		USUAL_TIMES * usualSize(values),
		...bounds.map((each) => BOUND_TIMES * usualSize(each)),
	);
	return reach > 0 && most > TOLERANCE * reach ? reach : Infinity;
}

/** What nine in ten sizes do not exceed; 0 where there are none. */
function usualSize(values: Float64Array): number {
	const every = Math.max(1, Math.ceil(values.length / SAMPLE));
	const sizes = values
		.filter((value, at) => at % every === 0 && !Number.isNaN(value))
		.map(Math.abs)
		.sort();
	return sizes[Math.floor(USUAL * (sizes.length - 1))] ?? 0;
}
