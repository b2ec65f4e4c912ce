import { type TapeMarket, findTapeMarket, tapeForDay } from "../../src/core/sample/tape";
import type { Trades } from "../../src/core/trades/trades";

/** One market as the services name it, and the synthetic instrument behind it. */
export interface KiyotakaListing {
	readonly exchange: string;
	readonly rawSymbol: string;
	readonly normalizedSymbol: string;
	readonly category: "SPOT" | "PERPETUAL";
	readonly coin: string;
	readonly tape: TapeMarket;
	/** How many times the tape's quantities trade here, so that venues can be told apart by their volumes. */
	readonly size: bigint;
}

function tape(coin: string): TapeMarket {
	const market = findTapeMarket(`${coin}-USDT`);
	if (market === undefined) throw new Error(`no synthetic instrument for ${coin}`);
	return market;
}

const COINS = ["BTC", "ETH"];
type Naming = readonly [
	exchange: string,
	category: "SPOT" | "PERPETUAL",
	quote: string,
	form: (coin: string, quote: string) => string,
	size: bigint,
];
const joined = (coin: string, quote: string) => `${coin}${quote}`;
const dashed = (coin: string, quote: string) => `${coin}-${quote}`;

const NAMINGS: readonly Naming[] = [
	["BINANCE_FUTURES", "PERPETUAL", "USDT", joined, 1n],
	["BYBIT", "PERPETUAL", "USDT", joined, 2n],
	["OKEX_SWAP", "PERPETUAL", "USDT", (coin, quote) => `${coin}-${quote}-SWAP`, 3n],
	["BINANCE", "SPOT", "USDT", joined, 1n],
	["BYBIT_SPOT", "SPOT", "USDT", joined, 2n],
	["OKEX", "SPOT", "USDT", dashed, 3n],
	["COINBASE", "SPOT", "USD", dashed, 1n],
	["BITSTAMP", "SPOT", "USD", joined, 4n],
];

/** All that the loopback Kiyotaka service trades. */
export const KIYOTAKA_LISTINGS: readonly KiyotakaListing[] = NAMINGS.flatMap(
	([exchange, category, quote, form, size]) =>
		COINS.map((coin) => ({
			exchange,
			rawSymbol: form(coin, quote),
			normalizedSymbol: `${coin}-${quote}`,
			category,
			coin,
			tape: tape(coin),
			size,
		})),
);

const KAIKO_SPOT: Readonly<Record<string, readonly string[]>> = {
	cbse: ["usd", "usdt", "eur"],
	krkn: ["usd", "usdt", "eur"],
	stmp: ["usd", "eur"],
	bfnx: ["usd", "usdt"],
	gmni: ["usd"],
	binc: ["usdt", "usdc"],
	okex: ["usdt", "usdc"],
	bbit: ["usdt", "usdc"],
};
const KAIKO_PERPETUAL: Readonly<Record<string, readonly string[]>> = {
	binc: ["usdt", "usdc"],
	okex: ["usdt"],
	bbit: ["usdt"],
};
const KAIKO_LISTINGS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
	spot: KAIKO_SPOT,
	"perpetual-future": KAIKO_PERPETUAL,
};

/** The instrument behind a Kaiko market, or `undefined` when the service does not know it. */
export function kaikoTape(
	exchange: string,
	instrumentClass: string,
	instrument: string,
): TapeMarket | undefined {
	const quotes = KAIKO_LISTINGS[instrumentClass]?.[exchange] ?? [];
	const coin = COINS.find((coin) =>
		quotes.some((quote) => instrument === `${coin.toLowerCase()}-${quote}`),
	);
	return coin === undefined ? undefined : tape(coin);
}

const DAY_MS = 86_400_000;
const REMEMBERED_DAYS = 64;
const days = new Map<string, Trades>();

/** The trades of the days that `[from, to)` touches; the days made lately are kept, since pages and windows share them. */
export function* tapeOf(market: TapeMarket, from: number, to: number): Generator<Trades> {
	for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
		const name = `${market.symbol} ${day}`;
		const trades = days.get(name) ?? tapeForDay(market, day);
		days.delete(name);
		days.set(name, trades);
		const oldest = days.keys().next().value;
		if (days.size > REMEMBERED_DAYS && oldest !== undefined) days.delete(oldest);
		yield trades;
	}
}
