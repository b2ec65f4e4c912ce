import type { CancelSignal } from "../cancel";
import type { Decimal } from "../decimal";
import type { Warning } from "../result/result";
import type { MarketIdentity, TimeRange, VolumeUnit } from "../result/series";
import type { Text } from "../text";
import type { EpochMs } from "../time";
import type { TradesPlan, TradesSums } from "./plan";

/** What the sizes of trades are counted in. */
export interface SizeUnit {
	readonly unit: VolumeUnit;
	/** Name of the coin, or what one contract is, where that is known. */
	readonly name?: string;
}

/** An instrument of a data set. */
export interface TradesSymbol {
	/** As the data set writes it. */
	readonly symbol: string;
	readonly market: MarketIdentity;
	/** Height of its profiles' rows, in quote currency. */
	readonly step: Decimal;
	/** Absent: the base coin. */
	readonly sizes?: SizeUnit;
	/** When it traded last: `{last}` of a query counts back from here. */
	readonly lastTrade: EpochMs;
}

export interface SumOptions {
	readonly signal: CancelSignal;
	/** How much of the trades was read, from 0 to 1, while it is being read. */
	readonly onProgress?: (share: number) => void;
}

/** Sums with what the reader of this very answer should know. */
export type AnsweredSums = TradesSums & { readonly notes?: readonly Text[] };

/**
 * One data set of trades behind whatever reads it: the plain loop over the sample, a database in a process of
 * its own, a server. All of them answer the same plans with the same whole numbers.
 */
export interface TradesSource {
	readonly symbols: readonly TradesSymbol[];
	/** What the data set covers; outside of it there are no trades. */
	readonly span: TimeRange;
	/** Sentence that says that it has no such symbol, and names those it has. */
	readonly unknownSymbol: (symbol: string) => Text;
	/** Sentence that says that it ends before a range does, and names what it covers. */
	readonly beyondSpan: Text;
	/** Sentence that says that a range has no trades of a symbol, names what it covers, and what to do. */
	readonly noTrades: (symbol: string) => Text;
	/** What the reader of any chart of it should know. */
	readonly notes: readonly Warning[];
	/**
	 * Names the trades as they are now and all that decides about their sums, where that can be told without reading them;
	 * absent where it cannot.
	 */
	readonly edition?: string;
	/**
	 * Adds up the trades of a plan. Rejects with `ProviderError`, `cancelled` once the signal fired.
	 */
	sum(plan: TradesPlan, options: SumOptions): Promise<AnsweredSums>;
}

/** Where data sets are looked up. What reads them is loaded when one of them is asked for. */
export interface TradesSources {
	/** Ids of the data sets that there are. */
	ids(): Promise<readonly string[]>;
	/**
	 * The data set of an id; `undefined` when there is none. Files that nobody has looked at yet are read once in
	 * full before it comes. Rejects with `ProviderError`.
	 */
	find(dataset: string, options: SumOptions): Promise<TradesSource | undefined>;
}
