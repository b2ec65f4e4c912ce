import { runningVwap } from "./runningVwap";
import { DEFAULT_MULTIPLIERS, sigmaBands } from "./bands";

/** VWAP and volume of one interval, as other code has it. */
export interface PlainPoint {
	/** Epoch milliseconds; carried through. */
	readonly time: number;
	readonly price: number | null;
	readonly volume: number;
}

export interface AnchoredPoint {
	readonly time: number;
	readonly vwap: number;
	readonly sigma: number;
	/** One value per multiplier. */
	readonly upper: number[];
	readonly lower: number[];
}

/**
 * Anchored VWAP with bands since the first point. Null price or zero volume leaves the state unchanged;
 * NaN before the first point with both.
 *
 * @throws TypeError when a price or a multiplier is not finite, or a volume is not finite or negative
 */
export function anchoredVwap(
	points: readonly PlainPoint[],
	options: { readonly multipliers?: readonly number[] } = {},
): AnchoredPoint[] {
	const { multipliers = DEFAULT_MULTIPLIERS } = options;
	if (!multipliers.every(Number.isFinite))
		throw new TypeError("multipliers must be finite numbers");
	points.forEach(({ price, volume }, index) => {
		if (price !== null && !Number.isFinite(price)) {
			throw new TypeError(`points[${index}].price must be a finite number or null`);
		}
		if (!Number.isFinite(volume) || volume < 0) {
			throw new TypeError(`points[${index}].volume must be a finite number that is not negative`);
		}
	});
	const running = runningVwap(
		Float64Array.from(points, ({ price }) => price ?? NaN),
		Float64Array.from(points, ({ volume }) => volume),
	);
	const bands = sigmaBands(running, multipliers);
	return points.map(({ time }, index) => ({
		time,
		vwap: running.vwap[index],
		sigma: running.sigma[index],
		upper: bands.map(({ upper }) => upper[index]),
		lower: bands.map(({ lower }) => lower[index]),
	}));
}
