/** Thickest bar, so that a profile of three rows does not look like a flag. */
const THICKEST_BAR = 40;
/** From this height on, bars have a gap between them and room for an outline. */
const GAP_FROM = 4;
const HAIRLINE = 1;

/** How a bar lies in its slot, around the middle of it, in CSS pixels. */
export interface BarShape {
	readonly thickness: number;
	/** Pixels that stay free toward the next bar. */
	readonly gap: number;
	readonly isHollow: boolean;
}

/**
 * The shape of a bar whose row is `slot` pixels high. In high contrast, where no colour may be faded,
 * bars outside of the value area are hollow, or hairlines where there is no room for an outline.
 */
export function barShape(slot: number, isInside: boolean, isHighContrast: boolean): BarShape {
	const thickness = Math.min(slot, THICKEST_BAR);
	const isMarked = isHighContrast && !isInside;
	if (thickness < GAP_FROM) {
		return {
			thickness: isMarked ? Math.min(HAIRLINE, thickness / 2) : thickness,
			gap: 0,
			isHollow: false,
		};
	}
	return { thickness, gap: 1, isHollow: isMarked };
}
