import type { ProviderId } from "./errors";
import {
	KAIKO_CLASSES,
	KAIKO_EXCHANGES,
	KIYOTAKA_COINS,
	KIYOTAKA_EXCHANGES,
	type Names,
	kaikoInstruments,
	rawSymbolForm,
} from "./marketLists";
import { KIYOTAKA_INTERVALS, type KiyotakaInterval } from "./query/interval";

/** One entry of a pick list: the provider's code and the name that people use. */
export interface Choice {
	readonly code: string;
	readonly name: string;
}

export interface ExchangeChoice extends Choice {
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
	kiyotakaIntervals(): Promise<readonly (Choice & { readonly code: KiyotakaInterval })[]>;
	/** Symbols in one form that are common on the given exchanges. */
	kiyotakaSymbols(form: SymbolForm, exchanges: readonly string[]): Promise<readonly string[]>;
	kaikoExchanges(): Promise<readonly Choice[]>;
	kaikoClasses(exchange: string): Promise<readonly Choice[]>;
	kaikoInstruments(exchange: string, instrumentClass: string): Promise<readonly string[]>;
	kaikoIntervals(): Promise<readonly Choice[]>;
}

const KIYOTAKA_INTERVAL_NAMES: Readonly<Record<KiyotakaInterval, string>> = {
	MINUTE: "1 minute",
	FIVE_MINUTES: "5 minutes",
	FIFTEEN_MINUTES: "15 minutes",
	THIRTY_MINUTES: "30 minutes",
	HOUR: "1 hour",
	FOUR_HOURS: "4 hours",
	DAY: "1 day",
	WEEK: "1 week",
};

const KAIKO_INTERVAL_NAMES: readonly Choice[] = [
	{ code: "1s", name: "1 second" },
	{ code: "10s", name: "10 seconds" },
	{ code: "1m", name: "1 minute" },
	{ code: "5m", name: "5 minutes" },
	{ code: "15m", name: "15 minutes" },
	{ code: "30m", name: "30 minutes" },
	{ code: "1h", name: "1 hour" },
	{ code: "4h", name: "4 hours" },
	{ code: "1d", name: "1 day" },
];

function choicesOf(names: Names): Choice[] {
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
	kaikoClasses: () => Promise.resolve(choicesOf(KAIKO_CLASSES)),
	kaikoInstruments: (exchange, instrumentClass) =>
		Promise.resolve(kaikoInstruments(exchange, instrumentClass)),
	kaikoIntervals: () => Promise.resolve(KAIKO_INTERVAL_NAMES),
};

function exchangeNames(provider: ProviderId): readonly Names[] {
	switch (provider) {
		case "kiyotaka":
			return Object.values(KIYOTAKA_EXCHANGES);
		case "kaiko":
			return [KAIKO_EXCHANGES];
		case "trades":
			return [];
	}
}

/** What people call an exchange: `Binance Futures` for `BINANCE_FUTURES`; the code where no name is known. */
export function exchangeName(provider: ProviderId, code: string): string {
	const names = exchangeNames(provider).find((group) => Object.hasOwn(group, code));
	return names?.[code] ?? code;
}
