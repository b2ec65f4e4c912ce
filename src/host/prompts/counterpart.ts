import { at } from "../../core/at";
import { shortLength } from "../../core/length";
import { kaikoInstruments, rawSymbolForm } from "../../core/providers/marketLists";
import { usualName } from "../../core/discovery/symbolParts";
import { namedPair } from "../../core/query/namedPair";
import { intervalLength } from "../../core/query/interval";
import { KIYOTAKA_INTERVAL_LENGTH, isKaikoInterval } from "../../core/query/intervalGrammar";
import {
	type KaikoVwapQuery,
	KIYOTAKA_INTERVALS,
	type KiyotakaProfileQuery,
} from "../../core/query/query";

/** One venue in the codes of both providers. */
interface Venue {
	readonly kiyotaka: string;
	readonly kaiko: string;
	readonly instrumentClass: "spot" | "perpetual-future";
}

const spot = (kiyotaka: string, kaiko: string): Venue => ({
	kiyotaka,
	kaiko,
	instrumentClass: "spot",
});
const perpetual = (kiyotaka: string, kaiko: string): Venue => ({
	kiyotaka,
	kaiko,
	instrumentClass: "perpetual-future",
});

/** Venues that both lists name. */
const VENUES: readonly Venue[] = [
	perpetual("BINANCE_FUTURES", "binc"),
	perpetual("BYBIT", "bbit"),
	perpetual("OKEX_SWAP", "okex"),
	perpetual("DERIBIT", "drbt"),
	perpetual("BITMEX", "btmx"),
	perpetual("BITFINEX_DERIVATIVES", "bfnx"),
	spot("BINANCE", "binc"),
	spot("COINBASE", "cbse"),
	spot("BYBIT_SPOT", "bbit"),
	spot("OKEX", "okex"),
	spot("BITFINEX", "bfnx"),
	spot("BITSTAMP", "stmp"),
	spot("HUOBI", "huob"),
	spot("UPBIT", "upbt"),
];
/** Exchanges whose way to write a pair is known. */
const KNOWN_FORMS = [
	"BINANCE_FUTURES",
	"BYBIT",
	"OKEX_SWAP",
	"BINANCE",
	"COINBASE",
	"BYBIT_SPOT",
	"OKEX",
];

interface Pair {
	readonly base: string;
	readonly quote: string | undefined;
}

function pairOfCode(code: string): Pair | undefined {
	const [, base, quote] = /^([\p{L}\p{M}\p{N}]+)-([\p{L}\p{M}\p{N}]+)$/u.exec(code) ?? [];
	return base === undefined || quote === undefined
		? undefined
		: { base: base.toUpperCase(), quote: quote.toUpperCase() };
}

/** What a profile's symbol stands for, as far as the lists know how its exchange writes symbols. */
function pairOfProfile(query: KiyotakaProfileQuery): Pair | undefined {
	const { rawSymbol, normalizedSymbol, coin, exchange } = query;
	if (coin !== undefined) return { base: coin, quote: undefined };
	if (normalizedSymbol !== undefined) return pairOfCode(normalizedSymbol);
	if (rawSymbol === undefined) return undefined;
	const named = namedPair(rawSymbol);
	if (named !== undefined) return { base: usualName(named.base), quote: usualName(named.quote) };
	// On exchanges whose symbols are coins, the symbol does not tell the quote currency.
	const isCoin = rawSymbolForm(at(exchange, 0))(rawSymbol, "USDT") === rawSymbol;
	return isCoin ? { base: rawSymbol, quote: undefined } : undefined;
}

function kaikoIntervalOf(query: KiyotakaProfileQuery): string | undefined {
	const code = shortLength(intervalLength(query));
	return isKaikoInterval(code) ? code : undefined;
}

/** The same object without fields that are unknown. */
function known<T extends object>(fields: {
	readonly [Name in keyof T]: T[Name] | undefined;
}): Partial<T> {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Partial<T>;
}

function instrumentOf({ base, quote }: Pair, listed: readonly string[]): string | undefined {
	const asset = base.toLowerCase();
	return quote === undefined
		? listed.find((code) => code.startsWith(`${asset}-`))
		: `${asset}-${quote.toLowerCase()}`;
}

/**
 * The VWAP query for the market of a profile, as far as its names at Kaiko are known. The prompts begin with
 * it.
 */
export function vwapCounterpart(query: KiyotakaProfileQuery): Partial<KaikoVwapQuery> {
	const venue = VENUES.find(({ kiyotaka }) => kiyotaka === query.exchange[0]);
	const pair = pairOfProfile(query);
	const listed = venue === undefined ? [] : kaikoInstruments(venue.kaiko, venue.instrumentClass);
	return {
		...known<Pick<KaikoVwapQuery, "exchange" | "instrumentClass" | "instrument" | "interval">>({
			exchange: venue?.kaiko,
			instrumentClass: venue?.instrumentClass,
			instrument: pair === undefined ? undefined : instrumentOf(pair, listed),
			interval: kaikoIntervalOf(query),
		}),
		range: query.range,
	};
}

/** The profile query for the market of a VWAP, as far as its names at Kiyotaka are known. */
export function profileCounterpart(query: KaikoVwapQuery): Partial<KiyotakaProfileQuery> {
	const venue = VENUES.find(
		({ kaiko, instrumentClass }) =>
			kaiko === query.exchange && instrumentClass === query.instrumentClass,
	);
	const pair = pairOfCode(query.instrument);
	const length = intervalLength(query);
	const rawSymbol =
		pair?.quote === undefined || venue === undefined || !KNOWN_FORMS.includes(venue.kiyotaka)
			? undefined
			: rawSymbolForm(venue.kiyotaka)(pair.base, pair.quote);
	return {
		...known<Pick<KiyotakaProfileQuery, "exchange" | "rawSymbol" | "coin" | "interval">>({
			exchange: venue === undefined ? undefined : [venue.kiyotaka],
			rawSymbol,
			coin: rawSymbol === undefined ? pair?.base : undefined,
			interval: KIYOTAKA_INTERVALS.find((code) => KIYOTAKA_INTERVAL_LENGTH[code] === length),
		}),
		range: query.range,
	};
}
