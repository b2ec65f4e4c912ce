import type { RunningVwap } from "./runningVwap";

/** Distances of the bands from the VWAP, in sigma. */
export const DEFAULT_MULTIPLIERS: readonly number[] = [1, 2, 3];

export interface Band {
	readonly multiplier: number;
	readonly upper: Float64Array;
	readonly lower: Float64Array;
}

/** `VWAP ± multiplier × sigma`, one band per multiplier (definitions D17). */
export function sigmaBands(
	{ vwap, sigma }: RunningVwap,
	multipliers: readonly number[] = DEFAULT_MULTIPLIERS,
): Band[] {
	return multipliers.map((multiplier) => ({
		multiplier,
		upper: vwap.map((value, index) => value + multiplier * sigma[index]),
		lower: vwap.map((value, index) => value - multiplier * sigma[index]),
	}));
}

/** `VWAP × (1 ± multiplier / 100)`, one band per multiplier (definitions D18). */
export function percentBands({ vwap }: RunningVwap, multipliers: readonly number[]): Band[] {
	return multipliers.map((multiplier) => ({
		multiplier,
		upper: vwap.map((value) => value * (1 + multiplier / 100)),
		lower: vwap.map((value) => value * (1 - multiplier / 100)),
	}));
}
