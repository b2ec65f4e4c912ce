/** Colours of the cells' volumes, from the smallest to the largest. */
export const RAMPS = ["cividis", "viridis", "grey"] as const;
export type RampName = (typeof RAMPS)[number];

/** How the size of a cell turns into a place on the ramp. */
export const HEAT_SCALES = ["linear", "squareRoot", "logarithmic"] as const;
export type HeatScaleName = (typeof HEAT_SCALES)[number];

/** Numbers in the cells. */
export const NUMBER_MODES = ["none", "sides", "delta", "volume", "share"] as const;
export type NumberMode = (typeof NUMBER_MODES)[number];

/** From when on a row counts as an imbalance (definitions D44). */
export interface ImbalanceSettings {
	/** How many times the other side's volume. */
	readonly ratio: number;
	/** Least volume of the row, in the unit of the profile; above 0, rows against no volume count too. */
	readonly least: number;
}

export const DEFAULT_IMBALANCES: ImbalanceSettings = { ratio: 3, least: 0 };

/** Where the cumulative delta begins: with the range, anew each day, week or session, or at the anchor of the VWAP. */
export const CUMULATIVE_FROM = ["range", "day", "week", "session", "anchor"] as const;
export type CumulativeFrom = (typeof CUMULATIVE_FROM)[number];
