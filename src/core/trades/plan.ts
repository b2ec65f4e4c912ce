import type { Decimal } from "../decimal";
import type { TimeRange } from "../result/series";
import type { DurationMs, EpochMs } from "../time";
import type { SizeBounds } from "./tradeSizes";

/** What every plan says: which trades, and the intervals that they fall into. */
interface PlanBase {
	/** The instrument as its data set writes it. */
	readonly symbol: string;
	/** Length of the intervals; they are aligned to the Unix epoch in UTC, weeks to Monday. */
	readonly interval: DurationMs;
	/** Intervals that start inside of the range are built, each from all of its trades. */
	readonly range: TimeRange;
	/** Trades at this time or later have not happened yet; an interval that ends later is open. */
	readonly until?: EpochMs;
	/** Trades of these sizes alone count; absent is all. */
	readonly size?: SizeBounds;
}

/** Volume by price of each interval. */
export interface ProfilePlan extends PlanBase {
	readonly kind: "volumeProfile";
	/** Height of a row in quote currency, above zero: row `k` covers `[k * step, (k + 1) * step)`. */
	readonly step: Decimal;
	/** `base`: quantities. `USD`: price times quantity. */
	readonly unit: "base" | "USD";
}

/** What a VWAP is divided from, with count and first, highest, lowest and last price of each interval. */
export interface VwapPlan extends PlanBase {
	readonly kind: "vwap";
}

/**
 * One question to raw trades in terms that every engine has (definitions D21): a range, a grid of intervals,
 * a height of rows and what is added up. It is plain data, so that it can go to another process.
 */
export type TradesPlan = ProfilePlan | VwapPlan;

/**
 * Exact volumes of a plan's rows. An engine sends its integers as text; they are whole numbers here, so that
 * two engines agree to the last digit or not at all.
 */
export interface ProfileSums {
	readonly plan: ProfilePlan;
	/** Start of each interval that traded, epoch milliseconds, ascending. */
	readonly starts: Float64Array;
	/** One more than intervals: rows `offsets[i]` to `offsets[i + 1]` belong to interval `i`. */
	readonly offsets: Uint32Array;
	/** Number of each row, ascending inside of an interval. */
	readonly rows: Float64Array;
	/** One unit of volume is `10 ** -places`. */
	readonly places: number;
	/** Volume where the taker bought. */
	readonly buy: readonly bigint[];
	/** Volume where the taker sold. */
	readonly sell: readonly bigint[];
	/** Volume whose taker nobody names. */
	readonly unknown: readonly bigint[];
}

/** Exact sums of the intervals of a plan. */
export interface VwapSums {
	readonly plan: VwapPlan;
	/** Start of each interval that traded, epoch milliseconds, ascending. The other columns are as long. */
	readonly starts: Float64Array;
	/** One unit of `notional` is `10 ** -(priceDecimals + quantityDecimals)`. */
	readonly priceDecimals: number;
	/** One unit of `quantity` is `10 ** -quantityDecimals`. */
	readonly quantityDecimals: number;
	/** Sum of price times quantity. */
	readonly notional: readonly bigint[];
	readonly quantity: readonly bigint[];
	readonly count: Float64Array;
	/** Prices of trades, each the double nearest to its decimal. */
	readonly open: Float64Array;
	readonly high: Float64Array;
	readonly low: Float64Array;
	readonly close: Float64Array;
}

export type TradesSums = ProfileSums | VwapSums;
