import { makeTrades, type MadeTrade, plainText, type MadeTradesWish } from "./madeTrades";
import type { TapeFile, TapeTrade } from "./tapeFile";
import { layoutForm, type TapeLayout, type TapeLayoutForm } from "./tapeLayouts";

export { TAPE_LAYOUTS, type TapeLayout } from "./tapeLayouts";
export type { TapeFile, TapeTrade } from "./tapeFile";

/*
 * Files of trades in every layout that sources publish, each with the trades that it holds. What a file holds is
 * kept from where it is made and never read back from it, so that tests compare with numbers which do not come
 * from the product. The same seed gives the same bytes.
 *
 * Parquet is not written here: tests of the engine write it from `trades`.
 */

export interface TapeWish {
	/** Another seed is another list of trades. */
	readonly seed?: number;
	readonly trades?: number;
}

/** Hour of the day (UTC) at which a file's trades begin: within the trading hours of New York. */
const FIRST_HOUR_MS = 14 * 3_600_000;

function wishOf(form: TapeLayoutForm, { seed = 1, trades = 200 }: TapeWish): MadeTradesWish {
	return {
		seed,
		trades,
		from: Date.parse(`${form.day}T00:00:00Z`) + FIRST_HOUR_MS,
		resolution: form.resolution,
		symbols: form.symbols,
		isWhole: form.isWhole === true,
		hasUnknownSides: form.hasUnknownSides === true,
	};
}

function ordered(trades: readonly MadeTrade[], form: TapeLayoutForm): readonly MadeTrade[] {
	if (form.isNewestFirst === true) return trades.toReversed();
	if (form.isBySymbol !== true) return trades;
	return form.symbols.flatMap((symbol) => trades.filter((trade) => trade.symbol === symbol));
}

/** A made trade as it is to be read. */
export function tapeTrade(trade: MadeTrade, form: Partial<TapeLayoutForm> = {}): TapeTrade {
	return {
		microseconds: trade.nanoseconds / 1_000n,
		price: plainText(trade.price, 2),
		size: plainText(trade.size, 8),
		side: form.hasNoSides === true ? "unknown" : (trade.taker ?? "unknown"),
		symbol: trade.symbol,
		...(form.id === undefined ? {} : { id: form.id(trade) }),
		count: form.isAggregated === true ? Number(trade.count) : 1,
	};
}

/** A file of trades in the layout, with what is in it. */
export function tapeFile(layout: TapeLayout, wish: TapeWish = {}): TapeFile {
	const form = layoutForm(layout);
	const trades = ordered(makeTrades(wishOf(form, wish)), form);
	const written = form.write(trades);
	return {
		name: form.file,
		bytes: typeof written === "string" ? new TextEncoder().encode(written) : written,
		text: typeof written === "string" ? written : "",
		trades: trades.map((trade) => tapeTrade(trade, form)),
		otherRows: form.hasOtherRows === true ? trades.length : 0,
	};
}
