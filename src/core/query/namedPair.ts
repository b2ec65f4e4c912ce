import { type Pair, pairOf } from "./pair";

/*
 * The pair that a symbol of trades names, whoever wrote it. Files and venues write pairs in many ways, so this says what
 * is sure and leaves the rest: what it finds names units and is never counted with.
 */

const FIAT = words("USD EUR GBP JPY TRY BRL KRW AUD CAD CHF INR PLN ZAR MXN UAH IDR RUB");
const STABLE = words("USDT USDC FDUSD BUSD TUSD DAI USDP PYUSD RLUSD USDE USD1");
/** Strongest first: of two of them the later one is the base. */
const COINS = words("BTC XBT ETH BNB");
const QUOTES = [...FIAT, ...STABLE, ...COINS].sort((a, b) => b.length - a.length);
/** Only these have bases of one letter: a shorter quote behind one letter is more often a coin, such as WBTC. */
const WIDE_QUOTES = words("USDT USDC FDUSD");

/** Coins whose names end as a pair would. */
const COINS_LIKE_PAIRS = new Set(
	words(
		"WBETH STETH WSTETH CBETH WEETH EZETH RSETH OSETH CBBTC RENBTC SOLVBTC CRVUSD LISUSD BFUSD",
	),
);
/** Coins that decide between two quotes of which one ends with the other, such as USD and TUSD. */
const FAMILIAR = new Set(
	words(
		"BTC XBT ETH BNB SOL XRP ADA DOGE DOT LTC BCH LINK AVAX TRX MATIC POL UNI ATOM ETC XLM NEAR FIL APT ARB OP SUI " +
			"SHIB PEPE BAT GRT FTT HT QNT FLOW AAVE BONK WIF TON ICP HBAR VET ALGO EOS XTZ SAND MANA AXS CAKE CRV MKR " +
			"USDT USDC TUSD BUSD FDUSD EUR GBP PAXG",
	),
);
/** What marks a swap without an end behind its pair. */
const PERPETUAL = /(?:[-_.:]?PERP(?:ETUAL)?|[-_]SWAP|\.P)$/;

function words(list: string): readonly string[] {
	return list.split(" ");
}

/**
 * What the price of a symbol of trades is of, and what it is in: `BTCUSDT`, `btcusdt`, `BTC/USDT`, `BTC_USDT`, `BTC-USDT`,
 * `XBTUSD`, `tBTCUSD`, `XXBTZUSD`, `BTC-USDT-SWAP`, `BTC/USDT:USDT`. `undefined` where that is not sure: dated
 * futures and options, orders of names that are reversed (`KRW-BTC`), ends that fit two quotes (`FOOTUSD`).
 */
export function namedPair(symbol: string): Pair | undefined {
	const upper = symbol === symbol.toLowerCase() ? symbol.toUpperCase() : symbol;
	// How ccxt writes what a swap is settled in.
	const unsettled = upper.replace(/^([^/:]+\/[^/:]+):[A-Z0-9]+$/, "$1");
	const plain = unsettled.replace(PERPETUAL, "");
	const [base = "", quote, more] = plain.split(/[-/_]/);
	if (more !== undefined) return undefined;
	if (quote === undefined) return joinedPair(plain);
	if (QUOTES.includes(quote)) return inOrder({ base, quote });
	const other = plain === unsettled && !QUOTES.includes(base) ? pairOf(plain) : undefined;
	// A word such as a month, and no more than a letter, are no currency.
	return other !== undefined && /^\p{L}[\p{L}\p{M}\p{N}]{2,}$/u.test(quote) && !/\d{2}$/.test(quote)
		? other
		: undefined;
}

/** Whether a symbol of trades says that it is of a swap. */
export function isNamedPerpetual(symbol: string): boolean {
	return PERPETUAL.test(symbol.toUpperCase());
}

/** A pair without anything between its two sides. */
function joinedPair(symbol: string): Pair | undefined {
	const bitfinex = /^t([A-Z0-9]{6,})$/.exec(symbol)?.[1];
	if (bitfinex?.endsWith("UST")) return { base: bitfinex.slice(0, -3), quote: "UST" };
	const kraken = /^X([A-Z]{3})Z([A-Z]{3})$/.exec(symbol);
	if (kraken !== null && FIAT.includes(kraken[2] ?? "")) {
		return { base: kraken[1] ?? "", quote: kraken[2] ?? "" };
	}
	const written = bitfinex ?? symbol;
	if (QUOTES.includes(written) || COINS_LIKE_PAIRS.has(written)) return undefined;
	const fitting = QUOTES.filter((quote) => {
		const shortest = WIDE_QUOTES.includes(quote) ? 1 : 2;
		return written.endsWith(quote) && written.length >= quote.length + shortest;
	}).map((quote) => ({ base: written.slice(0, -quote.length), quote }));
	const [longest, shorter] = fitting;
	if (longest === undefined) return undefined;
	const [known, another] = fitting.filter(({ base }) => FAMILIAR.has(base));
	if (known !== undefined && another === undefined) return inOrder(known);
	// One letter may belong to either side; no coin ends with the two that begin FDUSD.
	const isSure = shorter === undefined || longest.quote.length - shorter.quote.length > 1;
	return isSure ? inOrder(longest) : undefined;
}

/** Some venues name the quote first, which shows where the base would be a currency, and the quote a coin. */
function inOrder(pair: Pair): Pair | undefined {
	const { base, quote } = pair;
	const [strength, other] = [COINS.indexOf(base), COINS.indexOf(quote)];
	const isReversed =
		other !== -1 &&
		(FIAT.includes(base) || STABLE.includes(base) || (strength !== -1 && strength <= other));
	const isName = /^[\p{L}\p{M}\p{N}]+$/u.test(base);
	return !isName || base === quote || isReversed ? undefined : pair;
}
