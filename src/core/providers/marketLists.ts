import { type Text, text } from "../text";

/** Names that people use, by the provider's code. */
export type Names = Readonly<Record<string, string>>;

/** What people call a venue; its code where no name is known. */
export function venueName(groups: readonly Names[], code: string): string {
	const names = groups.find((group) => Object.hasOwn(group, code));
	return names?.[code] ?? code;
}

/** Exchange ids of the provider's documentation with the names of the venues, by group. */
export const KIYOTAKA_EXCHANGES = {
	derivatives: {
		BINANCE_FUTURES: "Binance Futures",
		BYBIT: "Bybit",
		OKEX_SWAP: "OKX Swap",
		BINANCE_DELIVERY: "Binance Delivery",
		OKEX_FUTURES: "OKX Futures",
		DERIBIT: "Deribit",
		BITMEX: "BitMEX",
		BITGET: "Bitget",
		BITFINEX_DERIVATIVES: "Bitfinex Derivatives",
		GATE_IO_FUTURES: "Gate.io Futures",
		HYPERLIQUID_FUTURES: "Hyperliquid Futures",
		HYPERLIQUID_HIP3: "Hyperliquid HIP-3",
		HUOBI_DM: "HTX Futures",
		HUOBI_DM_SWAP: "HTX Swap",
		HUOBI_DM_LINEAR_SWAP: "HTX Linear Swap",
		CME: "CME",
	},
	spot: {
		BINANCE: "Binance",
		COINBASE: "Coinbase",
		BYBIT_SPOT: "Bybit Spot",
		OKEX: "OKX",
		BITFINEX: "Bitfinex",
		BITSTAMP: "Bitstamp",
		GATE_IO: "Gate.io",
		HUOBI: "HTX",
		HYPERLIQUID: "Hyperliquid Spot",
		UPBIT: "Upbit",
	},
	other: {
		POLYMARKET: "Polymarket",
		NYSE: "NYSE",
		NASDAQ: "Nasdaq",
		CBOE: "Cboe",
		IEX: "IEX",
		FINRA: "FINRA",
		LTSE: "LTSE",
		MIAX_PEARL: "MIAX Pearl",
		MEMBERS_EXCHANGE: "Members Exchange",
		OTC_EQUITY_SECURITY: "OTC Equity Securities",
		CBOT: "CBOT",
		NYMEX: "NYMEX",
		COMEX: "COMEX",
		ICE: "ICE",
		LME: "LME",
		LBMA: "LBMA",
		PLATTS: "Platts",
		INTERBANK_FX: "Interbank FX",
	},
} as const satisfies Readonly<Record<string, Names>>;

export const KIYOTAKA_COINS: readonly string[] = [
	"BTC",
	"ETH",
	"SOL",
	"XRP",
	"DOGE",
	"BNB",
	"ADA",
	"AVAX",
	"LINK",
	"LTC",
];

/** How an exchange writes its symbols, from a coin and the currency it is quoted in. */
export function rawSymbolForm(exchange: string): (coin: string, quote: string) => string {
	switch (exchange) {
		case "OKEX_SWAP":
			return (coin, quote) => `${coin}-${quote}-SWAP`;
		case "OKEX":
		case "COINBASE":
			return (coin, quote) => `${coin}-${quote}`;
		case "HYPERLIQUID_FUTURES":
			return (coin) => coin;
		default:
			return (coin, quote) => `${coin}${quote}`;
	}
}

/** Codes of venues that are active, most used first. */
export const KAIKO_EXCHANGES: Names = {
	cbse: "Coinbase",
	krkn: "Kraken",
	binc: "Binance",
	bfnx: "Bitfinex",
	stmp: "Bitstamp",
	gmni: "Gemini",
	okex: "OKX",
	bbit: "Bybit",
	drbt: "Deribit",
	bnus: "Binance US",
	bfly: "bitFlyer",
	bthb: "Bithumb",
	btba: "Bitbank",
	btmx: "BitMEX",
	btrk: "BtcTurk",
	btso: "Bitso",
	ccck: "Coincheck",
	cexi: "CEX.IO",
	cnex: "CoinEx",
	crco: "Crypto.com",
	crfl: "Crypto Facilities",
	hitb: "HitBTC",
	huob: "HTX",
	itbi: "itBit",
	kcon: "KuCoin",
	korb: "Korbit",
	lmax: "LMAX Digital",
	okcn: "OKCoin",
	polo: "Poloniex",
	upbt: "Upbit",
	usp2: "Uniswap v2",
	usp3: "Uniswap v3",
	yobt: "YoBit",
	zaif: "Zaif",
	bnce: "Binance (older feed)",
};

export const KAIKO_CLASSES: readonly { readonly code: string; readonly name: Text }[] = [
	{ code: "spot", name: text("Spot") },
	{ code: "perpetual-future", name: text("Perpetual future") },
	{ code: "future", name: text("Future") },
	{ code: "option", name: text("Option") },
];

const KAIKO_ASSETS = ["btc", "eth", "sol", "xrp", "doge", "ada", "avax", "link", "ltc"];
const USDT_VENUES: ReadonlySet<string> = new Set(["binc", "bnce", "okex", "bbit", "kcon", "huob"]);

/** Common instruments of a venue; dated futures and options have venue-like codes and no common list. */
export function kaikoInstruments(exchange: string, instrumentClass: string): readonly string[] {
	if (instrumentClass !== "spot" && instrumentClass !== "perpetual-future") return [];
	const quotes = USDT_VENUES.has(exchange) ? ["usdt", "usdc"] : ["usd", "usdt", "eur"];
	return quotes.flatMap((quote) => KAIKO_ASSETS.map((asset) => `${asset}-${quote}`));
}
