import {
	KAIKO_CLASSES,
	KAIKO_EXCHANGES,
	KIYOTAKA_COINS,
	KIYOTAKA_EXCHANGES,
	type Names,
	kaikoInstruments,
	rawSymbolForm,
	venueName,
} from "./marketLists";
import type { ProviderId } from "./ids";
import { providerData } from "./providers";
import { type Text, text } from "../text";
import { KIYOTAKA_INTERVALS, type KiyotakaInterval } from "../query/query";

/** One entry of a pick list: the provider's code and the name that people use, in their language. */
export interface NamedCode<Code extends string = string> {
	readonly code: Code;
	readonly name: Text;
}

/** A venue, whose name is the same in every language. */
export interface VenueChoice {
	readonly code: string;
	readonly name: string;
}

export interface ExchangeChoice extends VenueChoice {
	readonly group: keyof typeof KIYOTAKA_EXCHANGES;
}

/** How a market is named in a volume profile query. */
export type SymbolForm = "rawSymbol" | "coin" | "normalizedSymbol";

/**
 * What the pick lists of the prompts offer. Free text stays possible everywhere: a list is a help,
 * never a limit. Codes are in the provider's own spelling, most used first.
 */
export interface MarketDirectory {
	kiyotakaExchanges(): Promise<readonly ExchangeChoice[]>;
	kiyotakaIntervals(): Promise<readonly NamedCode<KiyotakaInterval>[]>;
	/** Symbols in one form that are common on the given exchanges. */
	kiyotakaSymbols(form: SymbolForm, exchanges: readonly string[]): Promise<readonly string[]>;
	kaikoExchanges(): Promise<readonly VenueChoice[]>;
	kaikoClasses(exchange: string): Promise<readonly NamedCode[]>;
	kaikoInstruments(exchange: string, instrumentClass: string): Promise<readonly string[]>;
	kaikoIntervals(): Promise<readonly NamedCode[]>;
}

const KIYOTAKA_INTERVAL_NAMES: Readonly<Record<KiyotakaInterval, Text>> = {
	MINUTE: text("1 minute"),
	FIVE_MINUTES: text("5 minutes"),
	FIFTEEN_MINUTES: text("15 minutes"),
	THIRTY_MINUTES: text("30 minutes"),
	HOUR: text("1 hour"),
	FOUR_HOURS: text("4 hours"),
	DAY: text("1 day"),
	WEEK: text("1 week"),
};

const KAIKO_INTERVAL_NAMES: readonly NamedCode[] = [
	{ code: "1s", name: text("1 second") },
	{ code: "10s", name: text("10 seconds") },
	{ code: "1m", name: text("1 minute") },
	{ code: "5m", name: text("5 minutes") },
	{ code: "15m", name: text("15 minutes") },
	{ code: "30m", name: text("30 minutes") },
	{ code: "1h", name: text("1 hour") },
	{ code: "4h", name: text("4 hours") },
	{ code: "1d", name: text("1 day") },
];

function choicesOf(names: Names): VenueChoice[] {
	return Object.entries(names).map(([code, name]) => ({ code, name }));
}

function exchangesOf(group: ExchangeChoice["group"]): ExchangeChoice[] {
	return choicesOf(KIYOTAKA_EXCHANGES[group]).map((choice) => ({ ...choice, group }));
}

function symbolsOf(form: SymbolForm, exchanges: readonly string[]): readonly string[] {
	if (form === "coin") return KIYOTAKA_COINS;
	const [exchange] = exchanges;
	const toSymbol =
		form === "normalizedSymbol"
			? (coin: string, quote: string) => `${coin}-${quote}`
			: rawSymbolForm(exchange ?? "");
	const quotes = exchange === "COINBASE" || exchange === "BITSTAMP" ? ["USD"] : ["USDT"];
	if (form === "normalizedSymbol") quotes.push(quotes[0] === "USD" ? "USDT" : "USD");
	return [
		...new Set(quotes.flatMap((quote) => KIYOTAKA_COINS.map((coin) => toSymbol(coin, quote)))),
	];
}

/** The lists that ship with the product: enough to begin without asking a provider. */
export const builtInMarkets: MarketDirectory = {
	kiyotakaExchanges: () =>
		Promise.resolve([
			...exchangesOf("derivatives"),
			...exchangesOf("spot"),
			...exchangesOf("other"),
		]),
	kiyotakaIntervals: () =>
		Promise.resolve(
			KIYOTAKA_INTERVALS.map((code) => ({ code, name: KIYOTAKA_INTERVAL_NAMES[code] })),
		),
	kiyotakaSymbols: (form, exchanges) => Promise.resolve(symbolsOf(form, exchanges)),
	kaikoExchanges: () => Promise.resolve(choicesOf(KAIKO_EXCHANGES)),
	kaikoClasses: () => Promise.resolve(KAIKO_CLASSES),
	kaikoInstruments: (exchange, instrumentClass) =>
		Promise.resolve(kaikoInstruments(exchange, instrumentClass)),
	kaikoIntervals: () => Promise.resolve(KAIKO_INTERVAL_NAMES),
};

/** What people call an exchange: `Binance Futures` for `BINANCE_FUTURES`; the code where no name is known. */
export function exchangeName(provider: ProviderId, code: string): string {
	return venueName(providerData(provider).venueNames, code);
}
