import { exchangeName } from "../../providers/markets";
import type { ProviderId } from "../../providers/ids";
import { providerOf } from "../../providers/providers";
import { type Text, text } from "../../text";
import { intervalLength, intervalWords } from "../interval";
import { rangeWords } from "../range";
import type { MarketQuery } from "../query";

/** A query in the words of people: for titles, tree rows, headers and the source line. */
export interface QueryLabel {
	/** `Volume profile` or `VWAP`. */
	readonly kind: Text;
	/** `BTCUSDT`, `BTC`, `BTC-USD`: what is traded, as its venue or provider writes it. */
	readonly market: string;
	/** `Binance Futures`, `Binance Futures + Bybit`, `Binance Futures and 4 more`, `Sample data`, `My tape`. */
	readonly venue: Text;
	/** `Kiyotaka`. */
	readonly provider: string;
	/** `hourly`, `5-minute`. */
	readonly interval: Text;
	/** `24 h`, `2026-03-29 – 2026-03-30`. */
	readonly range: Text;
	/** Which trades alone count, where it is not all of them: `trades ≥ 5 BTC`. */
	readonly filter: Text | undefined;
	/** Whether the venues are added up into one series. */
	readonly isSum: boolean;
}

/** Turns a provider's exchange code, or the id of a data set, into the name that people use. */
export type ExchangeNames = (provider: ProviderId, code: string) => string;

export function queryLabel(query: MarketQuery, nameOf: ExchangeNames = exchangeName): QueryLabel {
	const provider = providerOf(query);
	return {
		kind: query.kind === "vwap" ? text("VWAP") : text("Volume profile"),
		market: provider.market(query),
		venue: provider.source?.(query) ?? venuesOf(query, nameOf),
		provider: provider.label,
		interval: intervalWords(intervalLength(query)),
		range: rangeWords(query.range),
		filter: provider.filter?.(query),
		isSum: provider.isSum?.(query) ?? false,
	};
}

function venuesOf(query: MarketQuery, nameOf: ExchangeNames): Text {
	const codes = providerOf(query).venues(query);
	const [first = "", ...others] = codes.map((code) => nameOf(query.provider, code));
	return others.length > 2
		? text("{0} and {1} more", first, others.length)
		: text("{0}", [first, ...others].join(" + "));
}
