/**
 * The public API of Value Area, as `activate` returns it. This file has no imports: copy it into your
 * extension, and get the API with
 * `await vscode.extensions.getExtension<ValueAreaApi>("value-area.value-area")?.activate()`.
 */
export interface ValueAreaApi {
	/** Additions never raise it again: look whether a method is there. */
	readonly apiVersion: 2;
	/**
	 * Runs a query without prompts and without a panel. Uses the keys that the user saved.
	 * Rejects with {@link ValueAreaError}, also when the query is malformed (`badRequest`), and before anything is sent
	 * where the key's plan is known not to give it (`planLimit`, `notEntitled`).
	 *
	 * Closed intervals that were asked for before come from a cache on the disk, but for the last two; `fromCache` of
	 * the result says so. With `withoutCache` everything is asked for anew, and what comes takes the place of what was
	 * cached: providers revise.
	 */
	run(
		query: MarketQuery,
		options?: {
			signal?: AbortSignal;
			withoutCache?: boolean;
			/** Sends it also where what is known of the key's plan says that it cannot be had. */
			beyondPlan?: boolean;
		},
	): Promise<QueryResult>;
	/**
	 * What a query costs at its provider before it is sent, by the published formulas and the user's settings, beside
	 * what the cache has of its answer; with `withoutCache`, as for `run`, the whole. Asks nobody and needs no key.
	 * Requests that have to be repeated may make it more. Rejects with {@link ValueAreaError}: `badRequest` for a
	 * malformed query, and as `run` does where it would send nothing (`planLimit`).
	 */
	estimate(query: MarketQuery, options?: { withoutCache?: boolean }): Promise<QueryEstimate>;
	/**
	 * Opens or reveals the chart of a query and resolves when it is drawn. Rejects with
	 * {@link ValueAreaError} when there is nothing to draw, with `schema` when the page cannot draw it,
	 * and with `cancelled` when the panel closes.
	 */
	open(query: MarketQuery): Promise<void>;
	/**
	 * Opens or reveals the chart that holds a vendor's numbers against trades of a data set, interval by interval.
	 * Resolves and rejects like `open`; `badRequest` also where `own` is no query of trades, of another kind than
	 * `vendor`, or of another coin.
	 */
	openCheck(check: VendorCheck): Promise<void>;
	/**
	 * Makes a data set of files of trades, or of a table of a ClickHouse server, to be asked with `provider: "trades"`
	 * and `dataset: id`. Finds out how they are read and, unless a question is open, reads every row once. The same under
	 * the same `id` is the data set that is there. What of a folder or a pattern holds no trades is left out and named in
	 * the notes. Rejects with {@link ValueAreaError}: `notFound` for what is not there, `unreadable` for what holds no
	 * trades, `badRequest` for a layout that does not fit; for files `engine` where this package has none; for a table
	 * `noKey` where the person has not signed in to its server, `badKey`, `notEntitled`, `timeout`, `tooLarge`,
	 * `rateLimited`, `server` or a kind of the network.
	 */
	addDataSet(dataSet: NewDataSet, options?: { signal?: AbortSignal }): Promise<DataSet>;
	/** Says more about how a data set's rows are read, such as the answer to a question. Rejects like `addDataSet`. */
	answer(id: string, layout: LayoutPart, options?: { signal?: AbortSignal }): Promise<DataSet>;
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

/** Two queries of one market, with the same interval and the same `from` and `to`. */
export interface VendorCheck {
	/** Whose numbers are checked; those of another data set, too. */
	readonly vendor: MarketQuery;
	readonly own: MarketQuery;
	/** Differences up to which both agree; the user's settings when absent. */
	readonly agreement?: {
		/** Of the own volume, in percent. */
		readonly volumePercent: number;
		/** In rows of the higher of both. */
		readonly pocRows: number;
		/** Beyond what the height of rows explains, in basis points. */
		readonly vwapBps: number;
	};
}

/** What is to be a data set: files, or a table. */
export type NewDataSet = NewFilesDataSet | NewTableDataSet;

interface NewDataSetNames {
	/** Small letters and digits, parted by hyphens; made from the name where it is absent. */
	readonly id?: string;
	/** What people call it; made from the names of the files, or of the table, where it is absent. */
	readonly name?: string;
	/** What is known of the trades; what is absent is found out. */
	readonly layout?: LayoutPart;
}

export interface NewFilesDataSet extends NewDataSetNames {
	/** Absolute paths of files and folders, and patterns (`*`, `**`, `?`). */
	readonly files: readonly string[];
}

/** A table of a ClickHouse server that the person has signed in to. */
export interface NewTableDataSet extends NewDataSetNames {
	/** Scheme, host and port of its HTTP interface, `https://example.com:8443`; no user and no password. */
	readonly connection: string;
	readonly database: string;
	readonly table: string;
}

/** A column by its number from 0 in rows that are lists, by its name in rows that name their values. */
export type ColumnRef = number | string;

/** How trades are read. */
export interface TradesLayout {
	/** Whether the first line names the columns. */
	readonly header?: boolean;
	readonly columns: {
		readonly time: ColumnRef;
		readonly price: ColumnRef;
		readonly size: ColumnRef;
		readonly side?: ColumnRef;
		readonly symbol?: ColumnRef;
		readonly id?: ColumnRef;
	};
	/** Unit of times that are numbers; absent: by magnitude, row by row. */
	readonly timeUnit?: "s" | "ms" | "us" | "ns";
	/** IANA name of the zone of times that name none; absent is UTC. */
	readonly zone?: string;
	/** Words of the side column. */
	readonly sideWords?: { readonly buy: readonly string[]; readonly sell: readonly string[] };
	/** Whose side it is, or that the sign of the size says it; absent is the taker's. */
	readonly sideOf?: "taker" | "maker" | "amountSign";
	/** Prices are whole multiples of `10 ** -priceScale`. */
	readonly priceScale?: number;
	/** `base` (absent), `USD`, `contracts`, or the name of one contract. */
	readonly sizeUnit?: string;
	readonly decimalComma?: boolean;
	/** The instrument of files without a column of symbols. */
	readonly symbol?: string;
	/** Rows with another value in this column are not read. */
	readonly only?: { readonly column: ColumnRef; readonly values: readonly string[] };
	/** Of a table: whether rows that others have replaced are left out while they are read (`FINAL`). */
	readonly final?: boolean;
}

/** Any part of a layout. */
export type LayoutPart = Omit<Partial<TradesLayout>, "columns"> & {
	readonly columns?: Partial<TradesLayout["columns"]>;
};

/** What is known of a data set. Sentences are in English. */
export interface DataSet {
	readonly id: string;
	/** Instruments, those with the most trades first; before all rows were read those that were seen. */
	readonly symbols: string[];
	readonly understood: {
		/** What the trades were taken for, such as `Binance spot trades`. */
		readonly source: string;
		/** Said of the same files or table it gives the same reading again. */
		readonly layout: TradesLayout;
		/** Who bought, what sizes, times and zones are, in words. */
		readonly side: string;
		readonly size: string;
		readonly time: string;
		readonly zone: string;
		readonly notes: string[];
		/** How many rows were looked at. */
		readonly rowsLookedAt: number;
	};
	/** What the rows do not tell. While one is open, queries of the data set reject with `badRequest`. */
	readonly questions: {
		readonly id: string;
		readonly sentence: string;
		/** None where the answer is a text of one's own, such as a symbol. */
		readonly choices: {
			readonly label: string;
			/** Values from the rows that help to decide. */
			readonly examples: string[];
			/** To be given to `answer`. */
			readonly answer: LayoutPart;
		}[];
		/** Index of the choice that is most likely right. */
		readonly recommended?: number;
	}[];
}

/**
 * `{last}` counts back from now (`<n>m|h|d|w`). `{since}` is the day, week, month or session in progress, up to now; with
 * `ago` a whole one before it. `to` does not belong to the range. ISO 8601 in UTC.
 */
export type QueryRange =
	| { last: string }
	| {
			since: "day" | "week" | "month";
			/** `UTC` or the IANA name of the zone whose midnights count. */
			zone: string;
			/** How many periods before the one in progress; 0 where it is absent. */
			ago?: number | undefined;
	  }
	| { since: Session; ago?: number | undefined }
	| { from: string; to: string };

/** A window of local time that comes on chosen days. */
export interface Session {
	name: string;
	/** `UTC` or an IANA name. */
	zone: string;
	/** Days on which it begins: 1 is Monday, 7 is Sunday. */
	days: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[];
	/** `09:30`, on the clocks of the zone. */
	from: string;
	/** At or before `from` it is a time of the next day. */
	to: string;
}

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

/** What a query costs. Trades of one's own cost nothing: 0 requests. */
export interface QueryEstimate {
	readonly requests: number;
	/** Intervals that are asked for of each series: what Kiyotaka calls points and Kaiko rows. */
	readonly intervals: number;
	/** Intervals that come from the cache and are not asked for. */
	readonly cachedIntervals: number;
	/** Kiyotaka's weight; absent where the provider counts requests alone. */
	readonly weight?: number;
	/** Weight per minute of the plan that the user chose in the settings; absent where none is chosen. */
	readonly weightPerMinute?: number;
	/** Requests per minute that the provider publishes for every key; absent where this depends on the plan. */
	readonly requestsPerMinute?: number;
}

export interface QueryResult {
	readonly query: MarketQuery;
	/** Epoch milliseconds; half-open. */
	readonly range: { readonly from: number; readonly to: number };
	readonly series: readonly (VolumeProfileSeries | VwapSeries)[];
	/** Epoch milliseconds; where all came from the cache, when the newest of it was asked for. */
	readonly fetchedAt: number;
	readonly fromCache: "none" | "some" | "all";
	/** When the oldest of what came from the cache was asked for, epoch milliseconds. */
	readonly cachedAt?: number;
	/** What came from the cache, in the order of time, and when the oldest of each was asked for. Half-open. */
	readonly cachedStretches?: readonly {
		readonly from: number;
		readonly to: number;
		readonly fetchedAt: number;
	}[];
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
