import { namedPair } from "../query/namedPair";

/*
 * What a person may have meant by a symbol that some venue, program or website spells so. Every reading is a guess to
 * be shown as a choice: nothing here is counted with or sent. What is sure of a symbol of trades, `core/query/namedPair`
 * says.
 */

/** How a market is traded, as far as a symbol says it. */
export type MarketKind = "spot" | "perpetual" | "future" | "option";

/** The parts of a symbol in upper case: what is traded, what it is paid in, and how. */
export interface SymbolParts {
	readonly base: string;
	/** Absent where the symbol names a coin alone. */
	readonly quote?: string;
	readonly kind?: MarketKind;
	/** The last day of a dated future or an option, `260327`. */
	readonly expiry?: string;
}

const QUOTES = words(
	"FDUSD USDT USDC BUSD TUSD PYUSD RLUSD USDP USDE USD1 USD EUR GBP JPY TRY BRL KRW AUD CAD CHF INR PLN ZAR MXN UAH " +
		"IDR RUB SGD HKD DAI BTC ETH BNB XBT",
);
/** Currencies that are no coin of their own: in front of a coin they are the quote, as in `KRW-BTC`. */
const MONEY = words(
	"USDT USDC FDUSD BUSD TUSD USD EUR GBP JPY TRY BRL KRW AUD CAD CHF INR PLN IDR",
);
/** One coin under two names. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
	["XBT", "BTC"],
	["XDG", "DOGE"],
]);
const MONTHS = words("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC");

/** Longest text that is looked at; no symbol is longer. */
const LONGEST = 80;
const MOST_READINGS = 4;

const VENUE = /^[\p{L}][\p{L}\p{N}_.]{1,24}:(?=[^:]+$)/u;
const BITFINEX_DERIVATIVE = /^t([A-Z0-9]+)F0:([A-Z0-9]+)F0$/;
const BITFINEX = /^t([A-Z0-9]{3,}:?[A-Z0-9]{3,})$/;
const SETTLED = /^([^/:]+\/[^/:]+):[A-Z0-9]+(-.+)?$/;
const KRAKEN = /^X([A-Z]{3})[XZ]([A-Z]{3})$/;
const PERPETUAL = /(?:[-_.:/](?:PERPETUAL|PERP|SWAP)|\.P|PERP)$/;
const OPTION = /[-_:](?:\d{6}|\d{1,2}[A-Z]{3}\d{2})[-_:][\d.D]+[-_:][CP]$/;
/** A day behind a separator, or six digits right behind the pair. */
const DATED = /(?:[-_:](\d{8}|\d{6}|\d{1,2}[A-Z]{3}\d{2})|(?<=\D)(\d{6}))$/;

function words(list: string): readonly string[] {
	return list.split(" ");
}

/** The usual name of a coin that has two: `BTC` for `XBT`. */
export function usualName(coin: string): string {
	return OTHER_NAMES.get(coin) ?? coin;
}

/** The coin of which a symbol counts a thousand or more at once, `PEPE` of `1000PEPE`; `undefined` for any other. */
export function multipliedCoin(base: string): string | undefined {
	return /^(?:10{3,6}|1M)([A-Z]\w+)$/.exec(base)?.[1];
}

/** `260327` of `20260327`, `260327` and `27MAR26`; `undefined` where there is no such day. */
function expiryOf(written: string): string | undefined {
	const [, day, month = "", year] = /^(\d{1,2})([A-Z]{3})(\d{2})$/.exec(written) ?? [];
	if (day === undefined || year === undefined) {
		const digits = written.slice(-6);
		const [monthNumber, dayNumber] = [Number(digits.slice(2, 4)), Number(digits.slice(4))];
		const isDay = monthNumber >= 1 && monthNumber <= 12 && dayNumber >= 1 && dayNumber <= 31;
		return isDay ? digits : undefined;
	}
	const at = MONTHS.indexOf(month);
	if (at < 0) return undefined;
	return `${year}${String(at + 1).padStart(2, "0")}${day.padStart(2, "0")}`;
}

/** What the end of a symbol says, and what stands before it. */
interface Ending extends Pick<SymbolParts, "kind" | "expiry"> {
	readonly pair: string;
}

function endingOf(upper: string): Ending {
	const option = OPTION.exec(upper);
	if (option !== null) {
		const [, written = ""] = /^[-_:]([^-_:]+)/.exec(option[0]) ?? [];
		const expiry = expiryOf(written);
		const pair = upper.slice(0, option.index);
		return { pair, kind: "option", ...(expiry !== undefined && { expiry }) };
	}
	const perpetual = PERPETUAL.exec(upper);
	if (perpetual !== null && perpetual.index > 1) {
		return { pair: upper.slice(0, perpetual.index), kind: "perpetual" };
	}
	const dated = DATED.exec(upper);
	const expiry = dated === null ? undefined : expiryOf(dated[1] ?? dated[2] ?? "");
	if (dated !== null && expiry !== undefined && dated.index > 1) {
		return { pair: upper.slice(0, dated.index), kind: "future", expiry };
	}
	return { pair: upper };
}

type PairParts = Pick<SymbolParts, "base" | "quote">;

/** The ways to cut what is written without anything between its sides, the longest quote first. */
function joinedPairs(written: string): PairParts[] {
	const [, kraken, krakenQuote] = KRAKEN.exec(written) ?? [];
	const dressed =
		kraken !== undefined && krakenQuote !== undefined && QUOTES.includes(krakenQuote)
			? [{ base: kraken, quote: krakenQuote }]
			: [];
	const sure = namedPair(written);
	const fitting = [...QUOTES]
		.sort((a, b) => b.length - a.length)
		.filter((quote) => written.endsWith(quote) && written.length > quote.length)
		.map((quote) => ({ base: written.slice(0, -quote.length), quote }));
	const isSure = ({ base, quote }: PairParts) => base === sure?.base && quote === sure?.quote;
	// A coin of one letter is rarer than a longer one.
	const isRare = ({ base }: PairParts) => base.length === 1;
	const likeliest = (pair: PairParts) => (isSure(pair) ? 0 : isRare(pair) ? 2 : 1);
	return [...dressed, ...fitting.sort((a, b) => likeliest(a) - likeliest(b))];
}

function pairsOf(pair: string): PairParts[] {
	const sides = pair.split(/[-_/:\s]+/).filter((side) => side !== "");
	const [first, second, ...more] = sides;
	if (first === undefined || more.length > 0) return [];
	if (second !== undefined) {
		const written = { base: first, quote: second };
		const turned = { base: second, quote: first };
		const isTurned = MONEY.includes(first) && !MONEY.includes(second);
		return isTurned ? [turned, written] : [written];
	}
	return [...joinedPairs(first), { base: first }];
}

const isName = (part: string) => /^[\p{L}\p{M}\p{N}]+$/u.test(part);

function toReading({ base, quote }: PairParts, { kind, expiry }: Ending): SymbolParts {
	return {
		base: usualName(base),
		...(quote !== undefined && { quote: usualName(quote) }),
		...(kind !== undefined && { kind }),
		...(expiry !== undefined && { expiry }),
	};
}

/**
 * What a symbol may stand for, the likeliest first and at most four: `BTCUSDT`, `btc_usdt`, `BTC/USDT:USDT`,
 * `BTC-USDT-SWAP`, `XBTUSD`, `XXBTZUSD`, `tBTCF0:USTF0`, `BINANCE:BTCUSDT.P`, `KRW-BTC`, `BTC-27MAR26`. Empty where
 * nothing can be made of it.
 */
export function symbolReadings(symbol: string): readonly SymbolParts[] {
	const trimmed = symbol.trim();
	if (trimmed === "" || trimmed.length > LONGEST) return [];
	const [, derivative, settlement] = BITFINEX_DERIVATIVE.exec(trimmed) ?? [];
	if (derivative !== undefined && settlement !== undefined) {
		const quote = settlement === "UST" ? "USDT" : settlement;
		return [{ base: usualName(derivative), quote, kind: "perpetual" }];
	}
	const bitfinex = BITFINEX.exec(trimmed)?.[1];
	if (bitfinex?.endsWith("UST") === true) {
		return [{ base: usualName(bitfinex.slice(0, -3).replace(":", "")), quote: "USDT" }];
	}
	const upper = (bitfinex ?? trimmed.replace(VENUE, "")).toUpperCase();
	const settled = SETTLED.exec(upper);
	const ending: Ending =
		settled === null
			? endingOf(upper)
			: settled[2] === undefined
				? { pair: settled[1] ?? "", kind: "perpetual" }
				: endingOf(`${settled[1] ?? ""}${settled[2]}`);
	return pairsOf(ending.pair)
		.filter(({ base, quote }) => isName(base) && (quote === undefined || isName(quote)))
		.filter(({ base, quote }) => base !== quote)
		.map((pair) => toReading(pair, ending))
		.slice(0, MOST_READINGS);
}
