import type { CalendarPeriod } from "../session/periods";
import type { Session } from "../session/session";
import type { ViewOptions } from "./viewOptions";

/*
 * The value that prompts, saved markets, panels, cache and API share. Its JSON is public. The schemas check
 * against these types: a field that stands in one and not in the other does not compile.
 */

/** A panel holds at most this many queries. */
export const MOST_MARKETS_SHOWN = 6;

/** Kiyotaka's names of its intervals, shortest first. */
export const KIYOTAKA_INTERVALS = [
	"MINUTE",
	"FIVE_MINUTES",
	"FIFTEEN_MINUTES",
	"THIRTY_MINUTES",
	"HOUR",
	"FOUR_HOURS",
	"DAY",
	"WEEK",
] as const;
export type KiyotakaInterval = (typeof KIYOTAKA_INTERVALS)[number];

export const KAIKO_REGIONS = ["us", "eu"] as const;
export type KaikoRegion = (typeof KAIKO_REGIONS)[number];
export const KAIKO_DATA_VERSIONS = ["v1", "v2", "latest"] as const;
export const KAIKO_AGGREGATIONS = ["vwap", "count_ohlcv_vwap"] as const;

/**
 * A range of time. `{last}` is a whole number of `m`, `h`, `d` or `w`, such as `24h`, and counts back from the
 * end of the interval in progress (definitions D22). `{since}` is the day, week, month or session that is in progress,
 * up to now, or a whole one before it (definitions D52). `{from, to}` is ISO 8601 UTC, `to` exclusive.
 */
export type QueryRange =
	{ readonly last: string } | PeriodRange | { readonly from: string; readonly to: string };

/** A range that begins with a period of the calendar or a session, and moves on with it. */
export type PeriodRange = CalendarRange | SessionRange;

export interface CalendarRange {
	readonly since: CalendarPeriod;
	/** `UTC` or the IANA name of the zone whose midnights count. */
	readonly zone: string;
	/** How many periods before the one in progress: 1 is the whole of yesterday, or of last week. */
	readonly ago?: number | undefined;
}

export interface SessionRange {
	/** The session itself, so that a query means the same wherever it is opened. */
	readonly since: Session;
	readonly ago?: number | undefined;
}

/** A volume profile from Kiyotaka. Exactly one of `rawSymbol`, `coin` and `normalizedSymbol` names the market. */
export interface KiyotakaProfileQuery {
	readonly kind: "volumeProfile";
	readonly provider: "kiyotaka";
	/** Kiyotaka's codes of the venues, such as `BINANCE_FUTURES`: 1 to 32, each once. */
	readonly exchange: readonly string[];
	/** The market as its one venue writes it: `BTCUSDT`. */
	readonly rawSymbol?: string | undefined;
	/** All markets of a coin on the venues: `BTC`. */
	readonly coin?: string | undefined;
	/** The market in Kiyotaka's own writing, the same on every venue: `BTC-USDT`. */
	readonly normalizedSymbol?: string | undefined;
	/** Kiyotaka's category of markets, such as `PERPETUAL`; absent is all. */
	readonly category?: string | undefined;
	readonly interval: KiyotakaInterval;
	readonly range: QueryRange;
	/** Adds the markets up into one series; needs `coin`. */
	readonly aggregate?: "sum" | undefined;
	/** Volume in US dollars; absent is the base coin. */
	readonly quote?: "USD" | undefined;
}

/** VWAP from Kaiko. Codes are Kaiko's own, lower case. */
export interface KaikoVwapQuery {
	readonly kind: "vwap";
	readonly provider: "kaiko";
	/** Which of Kaiko's hosts is asked; `us` where a query does not say. */
	readonly region: KaikoRegion;
	/** Version of Kaiko's data; `v1` where a query does not say. */
	readonly dataVersion: (typeof KAIKO_DATA_VERSIONS)[number];
	/** `cbse` */
	readonly exchange: string;
	/** `spot` */
	readonly instrumentClass: string;
	/** `btc-usd` */
	readonly instrument: string;
	/** A whole number of `s`, `m`, `h` or `d`, from `1s` to `1d`. */
	readonly interval: string;
	readonly range: QueryRange;
	/** `vwap` where a query does not say; the other one brings count, volume and OHLC as well. */
	readonly aggregation: (typeof KAIKO_AGGREGATIONS)[number];
}

/** Either kind from the user's own trades. `{last}` counts back from the data set's last trade. */
export interface TradesQuery {
	readonly kind: "volumeProfile" | "vwap";
	readonly provider: "trades";
	/** Id of a data set; `sample` ships with the extension. */
	readonly dataset: string;
	/** The market as the data set writes it: `BTC-USDT`. */
	readonly symbol: string;
	/** A whole number of `s`, `m`, `h`, `d` or `w`, from `1s` to `1w`. */
	readonly interval: string;
	readonly range: QueryRange;
	/** Height of a profile's rows in quote currency, decimal text; absent is the data set's own for the symbol. */
	readonly step?: string | undefined;
	/** Trades of these sizes alone; absent is all. */
	readonly size?: TradeSizes | undefined;
}

/** Sizes of trades, both ends included; one of them may be absent. */
export interface TradeSizes {
	readonly min?: number | undefined;
	readonly max?: number | undefined;
	/** `base` where a query does not say; `notional` is price times size. */
	readonly in?: "base" | "notional" | undefined;
}

/** One question to one provider. */
export type MarketQuery = KiyotakaProfileQuery | KaikoVwapQuery | TradesQuery;

/** The query that a provider takes. */
export type QueryOf<Id extends MarketQuery["provider"]> = Extract<
	MarketQuery,
	{ readonly provider: Id }
>;
export type QueryKind = MarketQuery["kind"];

/** What a panel shows and what is saved under a name: 1 to {@link MOST_MARKETS_SHOWN} queries and how they are looked at. */
export interface ChartView {
	readonly queries: readonly MarketQuery[];
	readonly view: ViewOptions;
}
