/**
 * The public API of Value Area, as `activate` returns it. This file has no imports: copy it into your
 * extension, and get the API with
 * `await vscode.extensions.getExtension<ValueAreaApi>("value-area.value-area")?.activate()`.
 */
export interface ValueAreaApi {
	readonly apiVersion: 1;
	/**
	 * Runs a query without prompts and without a panel. Uses the keys that the user saved.
	 * Rejects with {@link ValueAreaError}, also when the query is malformed (`badRequest`).
	 */
	run(query: MarketQuery, options?: { signal?: AbortSignal }): Promise<QueryResult>;
	/**
	 * Opens or reveals the chart of a query and resolves when it is drawn. Rejects with
	 * {@link ValueAreaError} when there is nothing to draw, with `schema` when the page cannot draw it,
	 * and with `cancelled` when the panel closes.
	 */
	open(query: MarketQuery): Promise<void>;
	/**
	 * POC, value area, delta and totals of one set of rows in any order.
	 * Throws `TypeError` on no rows, none that traded, and on numbers that are not finite or negative.
	 * Which rows are neighbours is told by the gaps between them, or by `step`, the height of a row;
	 * throws `RangeError` when the prices do not lie on such steps.
	 */
	analyzeProfile(
		rows: readonly ProfileRow[],
		options?: {
			readonly percent?: number;
			readonly method?: "pairs" | "single";
			readonly step?: number;
		},
	): ProfileAnalysis;
	/**
	 * Anchored VWAP with bands. A null price or zero volume leaves the state unchanged; the numbers are
	 * NaN before the first valid point. Multipliers default to 1, 2 and 3.
	 */
	anchoredVwap(
		points: readonly VwapPoint[],
		options?: { readonly multipliers?: readonly number[] },
	): AnchoredPoint[];
}

/** `{last}` counts back from now (`<n>m|h|d|w`); `to` does not belong to the range. ISO 8601 in UTC. */
export type QueryRange = { last: string } | { from: string; to: string };

export type MarketQuery =
	| {
			kind: "volumeProfile";
			provider: "kiyotaka";
			/** Kiyotaka's exchange codes; exactly one where `rawSymbol` is given. */
			exchange: string[];
			/** Exactly one of `rawSymbol`, `coin` and `normalizedSymbol`. */
			rawSymbol?: string | undefined;
			coin?: string | undefined;
			normalizedSymbol?: string | undefined;
			category?: string | undefined;
			interval:
				| "MINUTE"
				| "FIVE_MINUTES"
				| "FIFTEEN_MINUTES"
				| "THIRTY_MINUTES"
				| "HOUR"
				| "FOUR_HOURS"
				| "DAY"
				| "WEEK";
			range: QueryRange;
			/** Adds all markets up; needs `coin`. */
			aggregate?: "sum" | undefined;
			/** Volumes in US dollars instead of coins. */
			quote?: "USD" | undefined;
	  }
	| {
			kind: "vwap";
			provider: "kaiko";
			/** Default `us`. */
			region?: "us" | "eu" | undefined;
			/** Default `v1`. */
			dataVersion?: "v1" | "v2" | "latest" | undefined;
			exchange: string;
			instrumentClass: string;
			instrument: string;
			/** A whole number of s, m, h or d from one second to one day. */
			interval: string;
			range: QueryRange;
			/** Default `vwap`. */
			aggregation?: "vwap" | "count_ohlcv_vwap" | undefined;
	  }
	| {
			kind: "volumeProfile" | "vwap";
			provider: "trades";
			/** Id of a data set; `sample` ships with the extension. */
			dataset: string;
			symbol: string;
			/** A whole number of s, m, h, d or w from one second to one week. */
			interval: string;
			range: QueryRange;
			/** Height of a volume profile's rows in quote currency, decimal text such as `0.5`; the data set's own when absent. */
			step?: string | undefined;
			/** Trades of these sizes alone, both ends included. `in` is `base` when absent; `notional` is price times size. */
			size?:
				| {
						min?: number | undefined;
						max?: number | undefined;
						in?: "base" | "notional" | undefined;
				  }
				| undefined;
	  };

export interface QueryResult {
	readonly query: MarketQuery;
	/** Epoch milliseconds; half-open. */
	readonly range: { readonly from: number; readonly to: number };
	readonly series: readonly (VolumeProfileSeries | VwapSeries)[];
	/** Epoch milliseconds. */
	readonly fetchedAt: number;
	readonly fromCache: "none" | "some" | "all";
	/** Why an answer holds less than was asked for. */
	readonly partial?: {
		readonly code: string;
		/** Complete from this time on: the newest intervals come first. Epoch milliseconds. */
		readonly completeFrom?: number;
		readonly completeUntil?: number;
	};
	readonly warnings: readonly { readonly code: string }[];
}

interface SeriesBase {
	readonly id: string;
	/** Epoch milliseconds of interval starts, ascending. */
	readonly times: Float64Array;
	/** Length of an interval in milliseconds. */
	readonly interval: number;
	/** Whether the last interval is still in progress. */
	readonly open: boolean;
}

/** Rows `offsets[i]` to `offsets[i + 1]` belong to the interval at `times[i]`, prices ascending. */
export interface VolumeProfileSeries extends SeriesBase {
	readonly kind: "volumeProfile";
	readonly unit: "base" | "USD" | "contracts";
	/** Name of the coin, or what one contract stands for, where that is known. */
	readonly unitName?: string;
	readonly offsets: Uint32Array;
	readonly prices: Float64Array;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Volume whose taker is not known, beside `buy` and `sell`; absent where every taker is. */
	readonly unknown?: Float64Array;
}

export interface VwapSeries extends SeriesBase {
	readonly kind: "vwap";
	/** NaN where nothing traded. */
	readonly price: Float64Array;
	/** The provider's own decimal texts; null where nothing traded. */
	readonly rawPrice: { readonly length: number; at(index: number): string | null | undefined };
	readonly volume?: Float64Array;
}

export interface ProfileRow {
	readonly price: number;
	/** Volume whose taker bought. */
	readonly buy: number;
	/** Volume whose taker sold. */
	readonly sell: number;
	/** Volume whose taker is not known: part of the total and of every level, in no delta. 0 when absent. */
	readonly unknown?: number;
}

export interface ProfileAnalysis {
	readonly poc: number;
	readonly vah: number;
	readonly val: number;
	/** Volume inside of the value area. */
	readonly captured: number;
	/** Buy, sell and unknown volume together. */
	readonly total: number;
	readonly buy: number;
	readonly sell: number;
	/** Buy less sell. */
	readonly delta: number;
	/** Delta in percent of buy plus sell; 0 where both are 0. */
	readonly deltaPercent: number;
	/** Volume-weighted average of the row prices as they are given. */
	readonly impliedVwap: number;
}

export interface VwapPoint {
	readonly time: number;
	readonly price: number | null;
	readonly volume: number;
}

export interface AnchoredPoint {
	readonly time: number;
	readonly vwap: number;
	readonly sigma: number;
	/** One value per multiplier. */
	readonly upper: readonly number[];
	readonly lower: readonly number[];
}

/** What `run` and `open` reject with. Branch on `kind`, never on the message. */
export interface ValueAreaError extends Error {
	readonly name: "ProviderError";
	readonly provider: "kiyotaka" | "kaiko" | "trades";
	readonly kind:
		| "noKey"
		| "badKey"
		| "notEntitled"
		| "planLimit"
		| "badRequest"
		| "notFound"
		| "rateLimited"
		| "server"
		| "timeout"
		| "stalled"
		| "offline"
		| "dns"
		| "refused"
		| "reset"
		| "tls"
		| "proxy"
		| "redirect"
		| "portal"
		| "badBody"
		| "truncated"
		| "tooLarge"
		| "schema"
		| "emptyData"
		| "cancelled"
		| "unreadable"
		| "engine"
		| "storage";
}
