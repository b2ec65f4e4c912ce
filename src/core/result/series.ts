import type { DurationMs, EpochMs } from "../time";

/** What a series is of, in the provider's own words; aggregated series lack most of it. */
export interface MarketIdentity {
	readonly exchange?: string;
	readonly symbol?: string;
	readonly normalizedSymbol?: string;
	readonly category?: string;
	readonly coin?: string;
	readonly instrumentClass?: string;
}

/** Rows that a provider sent although they lie outside of the question, further than one interval. */
export interface StrayRows {
	readonly count: number;
	/** Times of the first and the last of them as sent; they may be outside of what a date can hold. */
	readonly first: EpochMs;
	readonly last: EpochMs;
}

/** How much of an answer could not be used. */
export interface RejectedCounts {
	/** Points or rows left out for a bad number or time. */
	readonly points: number;
	/** Incomplete levels cut off the end of profiles. */
	readonly levels: number;
	/** Points replaced by a later one of the same time. */
	readonly duplicates: number;
	/** Points outside of the asked range. */
	readonly outOfRange: number;
	/** Those of them that are further from it than one interval. */
	readonly strays?: StrayRows;
}

export const NOTHING_REJECTED: RejectedCounts = {
	points: 0,
	levels: 0,
	duplicates: 0,
	outOfRange: 0,
};

interface SeriesBase {
	/** Stable identity of the series inside its result, such as `BINANCE_FUTURES BTCUSDT`. */
	readonly id: string;
	readonly market: MarketIdentity;
	readonly interval: DurationMs;
	/** Epoch milliseconds of interval starts, ascending, unique. */
	readonly times: Float64Array;
	/** Whether the last interval is still in progress. */
	readonly open: boolean;
	readonly rejected: RejectedCounts;
}

/** What volumes are counted in: the base coin, US dollars, or contracts. */
export const VOLUME_UNITS = ["base", "USD", "contracts"] as const;
export type VolumeUnit = (typeof VOLUME_UNITS)[number];

/**
 * One market, `n` interval profiles side by side: rows `offsets[i]` to `offsets[i + 1]` belong to
 * the interval that starts at `times[i]`, with prices ascending and unique inside it.
 */
export interface VolumeProfileSeries extends SeriesBase {
	readonly kind: "volumeProfile";
	/** Unit of `buy`, `sell` and `unknown`. */
	readonly unit: VolumeUnit;
	/** Name of the coin, or what one contract stands for, where that is known: `BTC`, `100 USD`. */
	readonly unitName?: string;
	/** Price step where the source states it; otherwise it is inferred (definitions D2). */
	readonly step?: number;
	/** Row height of each interval, where they differ. */
	readonly steps?: Float64Array;
	/**
	 * What a row's price is, where the source documents it, so that the row's range is known; else it may be
	 * its lower edge as well as its middle.
	 */
	readonly rowPrice?: "lowerEdge";
	/** `n + 1` positions into the row columns. */
	readonly offsets: Uint32Array;
	/** Row prices as delivered. */
	readonly prices: Float64Array;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/**
	 * Volume whose taker is not known, beside `buy` and `sell` (definitions D1). Absent where the source tells
	 * every taker.
	 */
	readonly unknown?: Float64Array;
}

/** A column of decimal texts; a plain array is one. `null` is "no trades". */
export interface TextColumn {
	readonly length: number;
	at(index: number): string | null | undefined;
}

/** One market, one VWAP per interval. */
export interface VwapSeries extends SeriesBase {
	readonly kind: "vwap";
	/** NaN is "no trades in this interval": a gap, never zero. */
	readonly price: Float64Array;
	/** The decimal texts as the provider sent them, for exact export. */
	readonly rawPrice: TextColumn;
	/** Traded volume per interval, when the source has it. */
	readonly volume?: Float64Array;
	/** Unit of `volume`, where the source tells it; venues count in units of their own. */
	readonly volumeUnit?: VolumeUnit;
	/** Name of that unit, like `unitName` of a profile. */
	readonly volumeUnitName?: string;
	readonly count?: Float64Array;
	readonly openPrice?: Float64Array;
	readonly high?: Float64Array;
	readonly low?: Float64Array;
	readonly close?: Float64Array;
}

export type Series = VolumeProfileSeries | VwapSeries;

/** Half-open range of time: `from` belongs to it, `to` does not. */
export interface TimeRange {
	readonly from: EpochMs;
	readonly to: EpochMs;
}
