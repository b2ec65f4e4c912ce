/*
 * The instrument of a file that has no column of symbols, by the file's name. What it finds is shown and can be
 * changed, so that it may be bold.
 */

import { parseIso } from "../../time";

const ENDING = /\.(csv|tsv|txt|gz|zst|zip|parquet|pq|ndjson|jsonl|json)$/i;
const DATE = /(?<!\d)(19|20)\d{2}[-_]?\d{2}([-_]?\d{2})?(?!\d)/g;
/** What ends the symbols of pairs. */
const QUOTE =
	/(usdt|usdc|busd|fdusd|tusd|usd|dai|eur|gbp|jpy|krw|try|brl|aud|cad|chf|btc|xbt|eth|bnb|perp)$/i;
/** Words around a symbol: what the file holds, whose it is, how often it comes. */
const WORDS = new Set(
	(
		"trade trades agg aggtrades aggregated tick ticks tape tapes data sample export history historical message " +
		"messages orderbook time sales and spot futures future um cm usdm coinm linear inverse perpetual option options " +
		"binance bybit okx okex bitget coinbase kraken bitmex bitstamp deribit kaiko tardis databento ccxt bitfinex " +
		"lobster cbse gemini kucoin umcbl dmcbl spbl xnas itch glbx mdp3 public daily monthly day month part all my new " +
		"test final raw clean download output file csv json parquet"
	).split(" "),
);

/** Name of a file without its folder and endings. */
export function baseName(path: string): string {
	let name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
	while (ENDING.test(name)) name = name.replace(ENDING, "");
	return name;
}

/** A part of the name without words at its ends: `BTC-USDT-trades` is `BTC-USDT`. */
function withoutWords(part: string): string {
	const pieces = part.split("-").filter((piece) => piece !== "");
	const isWord = (piece: string | undefined) =>
		piece !== undefined && WORDS.has(piece.toLowerCase());
	// Parts of one tape are numbered; a day that is written with six digits ends the life of a future.
	const isNumbered = pieces.length > 1 && /^\d{1,5}$/.test(pieces.at(-1) ?? "");
	if (isNumbered) pieces.pop();
	while (isWord(pieces.at(-1))) pieces.pop();
	while (isWord(pieces[0])) pieces.shift();
	return pieces.join("-");
}

function isSymbol(part: string): boolean {
	if (!/^[A-Za-z0-9.-]{1,32}$/.test(part) || !/[A-Za-z]/.test(part)) return false;
	return /^[A-Z0-9.-]+$/.test(part) || (part.length >= 5 && QUOTE.test(part));
}

/** The day in a file's name, `2012-06-21`; `undefined` where there is none. */
export function dayInName(path: string): string | undefined {
	const [, year, month, day] =
		/(?<!\d)((?:19|20)\d{2})[-_]?(\d{2})[-_]?(\d{2})(?!\d)/.exec(baseName(path)) ?? [];
	if (year === undefined) return undefined;
	const date = `${year}-${month}-${day}`;
	return parseIso(`${date}T00:00:00Z`) === undefined ? undefined : date;
}

/** The instrument that a file's name says; `undefined` where it says none. */
export function symbolInName(path: string): string | undefined {
	const undated = baseName(path)
		// Bybit writes the day right behind the symbol.
		.replace(/(?<=[A-Z])(?=(19|20)\d{2}-\d{2}-\d{2}$)/, "_")
		.replace(DATE, "_");
	const parts = undated
		.split(/[_\s.]+/)
		.map(withoutWords)
		.filter((part) => part !== "");
	const at = parts.findIndex(isSymbol);
	const [symbol, next = ""] = parts.slice(at);
	if (at === -1 || symbol === undefined) return undefined;
	// The second half of `BTCUSD_PERP`, `BTCUSD_240329` and `BTC_USDT`.
	const isHalf = /^(PERP|\d{6}|[A-Z]{3,5})$/.test(next) && (QUOTE.test(next) || /^\d/.test(next));
	return isHalf ? `${symbol}_${next}` : symbol;
}
