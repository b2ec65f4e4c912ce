import type { HeatScaleName } from "../query/flowOptions";
import type { HeatScale } from "./heatGrid";
import { roundValues } from "./ticks";

/** Where sizes begin and end on a ramp. */
type Ends = Pick<HeatScale, "full" | "least">;

/** Below this share of the full color nothing more can be told apart. */
const NOTHING_SHARE = 1e-6;

/**
 * The place of a size on the ramp, 0 to 1. The square root spreads sizes that would otherwise all have the faintest shades;
 * the logarithm gives every doubling the same step.
 *
 * @param size of a cell, above zero
 */
export function shareOfSize(size: number, { full, least }: Ends, scale: HeatScaleName): number {
	const share = size >= full ? 1 : size / full;
	if (scale === "linear") return share;
	if (scale === "squareRoot") return Math.sqrt(share);
	if (size >= full) return 1;
	// A logarithm has no zero to begin at.
	const begin = least > 0 ? least : full * NOTHING_SHARE;
	return size <= begin ? 0 : Math.log(size / begin) / Math.log(full / begin);
}

/** A value on a colour bar, and its place there from 0 to 1. */
export interface BarTick {
	readonly value: number;
	readonly share: number;
}

const MANTISSAS = [1, 2, 5];

/**
 * Round values from the beginning to the end of a ramp, ascending, none nearer to the next than `apart` of the bar.
 *
 * @param apart share of the bar that a number takes
 */
export function barTicks(ends: Ends, scale: HeatScaleName, apart: number): BarTick[] {
	const { full, least } = ends;
	if (!(full > 0)) return [];
	const tick = (value: number) => ({ value, share: shareOfSize(value, ends, scale) });
	if (scale === "linear") return roundValues(0, full, Math.floor(1 / apart)).map(tick);
	const values: BarTick[] = [];
	for (let power = Math.floor(Math.log10(full)); values.length < 64; power--) {
		for (const mantissa of MANTISSAS.toReversed()) {
			const value = Number(`${mantissa}e${power}`);
			if (value > full) continue;
			if (scale === "logarithmic" && value < least) return kept(values, apart);
			values.push(tick(value));
		}
		if (10 ** power < full * NOTHING_SHARE) break;
	}
	if (scale === "logarithmic") return kept(values, apart);
	const besideZero = values.filter(({ share }) => share >= apart);
	return [{ value: 0, share: 0 }, ...kept(besideZero, apart)];
}

/** Those that have room, the largest first: powers of ten and halves of them come before what lies between. */
function kept(values: readonly BarTick[], apart: number): BarTick[] {
	const found: BarTick[] = [];
	for (const one of values.toSorted((a, b) => b.share - a.share)) {
		const last = found.at(-1);
		if (last === undefined || last.share - one.share >= apart) found.push(one);
	}
	return found.reverse();
}
