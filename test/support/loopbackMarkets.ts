import { type TapeMarket, findTapeMarket, tapeForDay } from "../../src/core/sample/tape";
import type { Trades } from "../../src/core/trades/trades";

/** One market as the services name it, and the synthetic instrument behind it. */
export interface KiyotakaListing {
	readonly exchange: string;
	readonly rawSymbol: string;
	readonly normalizedSymbol: string;
	readonly category: "SPOT" | "PERPETUAL" | "FUTURE";
	readonly coin: string;
	/** Epoch milliseconds of the end of a dated market. */
	readonly end?: number;
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

/** Days of dated futures, as symbols write them: one that is over, and one that never will be for any test. */
const DELIVERIES = ["250926", "991225"];

function future(coin: string, day: string): KiyotakaListing {
	const [year, month, date] = [0, 2, 4].map((at) => Number(day.slice(at, at + 2)));
	return {
		exchange: "BINANCE_DELIVERY",
		rawSymbol: `${coin}USD_${day}`,
		normalizedSymbol: `${coin}-USD-${day}`,
		category: "FUTURE",
		coin,
		// Contracts end at eight in the morning.
		end: Date.UTC(2_000 + (year ?? 0), (month ?? 0) - 1, date, 8),
		tape: tape(coin),
		size: 1n,
	};
}

/** Markets that one venue has in a spelling of its own. */
const UNUSUAL: readonly KiyotakaListing[] = [
	{
		exchange: "BINANCE_FUTURES",
		rawSymbol: "1000PEPEUSDT",
		normalizedSymbol: "1000PEPE-USDT",
		category: "PERPETUAL",
		coin: "PEPE",
		tape: tape("ETH"),
		size: 7n,
	},
	{
		exchange: "BITMEX",
		rawSymbol: "XBTUSD",
		normalizedSymbol: "BTC-USD",
		category: "PERPETUAL",
		coin: "BTC",
		tape: tape("BTC"),
		size: 5n,
	},
];

/** All that the loopback Kiyotaka service trades. */
export const KIYOTAKA_LISTINGS: readonly KiyotakaListing[] = [
	...NAMINGS.flatMap(([exchange, category, quote, form, size]) =>
		COINS.map((coin) => ({
			exchange,
			rawSymbol: form(coin, quote),
			normalizedSymbol: `${coin}-${quote}`,
			category,
			coin,
			tape: tape(coin),
			size,
		})),
	),
	...DELIVERIES.flatMap((day) => COINS.map((coin) => future(coin, day))),
	...UNUSUAL,
];

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
/** When the venues' first trades were. */
const KAIKO_FIRST_TRADE: Readonly<Record<string, number>> = {
	cbse: Date.UTC(2015, 0, 14, 16, 7),
	krkn: Date.UTC(2013, 9, 6, 21, 34),
	stmp: Date.UTC(2011, 7, 18, 12, 37),
	bfnx: Date.UTC(2013, 2, 31, 22, 7),
	gmni: Date.UTC(2015, 9, 8, 13, 40),
	binc: Date.UTC(2017, 7, 17, 4),
	okex: Date.UTC(2017, 9, 9, 10),
	bbit: Date.UTC(2021, 6, 5, 12),
	ftxx: Date.UTC(2020, 6, 8, 9),
};

/** Instruments whose trading has ended, on venues that go on. */
const KAIKO_ENDED: readonly (readonly [exchange: string, quote: string, last: number])[] = [
	["cbse", "gbp", Date.UTC(2022, 5, 30, 17, 59, 59)],
	["ftxx", "usd", Date.UTC(2022, 10, 12, 3, 52, 17)],
];

/** An instrument as Kaiko lists it, and the synthetic one behind it. */
export interface KaikoListing {
	readonly exchange: string;
	readonly instrumentClass: string;
	readonly instrument: string;
	readonly base: string;
	readonly quote: string;
	/** How the venue writes it. */
	readonly venueSymbol: string;
	/** Epoch milliseconds of the first trade, and of the last one where trading has ended. */
	readonly firstTrade: number;
	readonly lastTrade: number | undefined;
	readonly tradeCount: number;
	readonly tape: TapeMarket;
}

const KAIKO_WRITING: Readonly<Record<string, (coin: string, quote: string) => string>> = {
	cbse: dashed,
	krkn: (coin, quote) => (quote === "USDT" ? `${coin}USDT` : `X${coin}Z${quote}`),
	okex: dashed,
};

function kaikoListing(
	exchange: string,
	instrumentClass: string,
	coin: string,
	quote: string,
	lastTrade?: number,
): KaikoListing {
	const [base, upperQuote] = [coin.toLowerCase(), quote.toUpperCase()];
	const write = KAIKO_WRITING[exchange] ?? joined;
	const isSpot = instrumentClass === "spot";
	const written = write(coin === "BTC" && exchange === "krkn" ? "XBT" : coin, upperQuote);
	return {
		exchange,
		instrumentClass,
		instrument: `${base}-${quote}`,
		base,
		quote,
		venueSymbol: isSpot ? written : `${written}${exchange === "okex" ? "-SWAP" : "_perp"}`,
		firstTrade: KAIKO_FIRST_TRADE[exchange] ?? Date.UTC(2018, 0, 1),
		lastTrade,
		tradeCount: (coin === "BTC" ? 9_000_000 : 4_000_000) - 100_000 * quote.length,
		tape: tape(coin),
	};
}

/** All that the loopback Kaiko service trades or has traded, as its reference data list it. */
export const KAIKO_LISTINGS: readonly KaikoListing[] = [
	...(
		[
			["spot", KAIKO_SPOT],
			["perpetual-future", KAIKO_PERPETUAL],
		] as const
	).flatMap(([instrumentClass, venues]) =>
		Object.entries(venues).flatMap(([exchange, quotes]) =>
			quotes.flatMap((quote) =>
				COINS.map((coin) => kaikoListing(exchange, instrumentClass, coin, quote)),
			),
		),
	),
	...KAIKO_ENDED.flatMap(([exchange, quote, last]) =>
		COINS.map((coin) => kaikoListing(exchange, "spot", coin, quote, last)),
	),
	{
		...kaikoListing("binc", "perpetual-future", "ETH", "usdt"),
		instrument: "1000pepe-usdt",
		base: "1000pepe",
		venueSymbol: "1000PEPEUSDT",
	},
	{
		...kaikoListing("binc", "future", "BTC", "usd", Date.UTC(2025, 8, 26, 7, 59, 58)),
		instrument: "btc-usd-26sep25",
		venueSymbol: "BTCUSD_250926",
	},
];

/** A Kaiko market, or `undefined` when the service does not know it. */
export function findKaikoListing(
	exchange: string,
	instrumentClass: string,
	instrument: string,
): KaikoListing | undefined {
	return KAIKO_LISTINGS.find(
		(listing) =>
			listing.exchange === exchange &&
			listing.instrumentClass === instrumentClass &&
			listing.instrument === instrument,
	);
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
