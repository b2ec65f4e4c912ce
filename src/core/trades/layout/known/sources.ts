import { type Text, text } from "../../../text";
import { BUY_WORDS, SELL_WORDS, type ColumnFacts } from "../columnFacts";
import type { FileLayout, TradeColumns } from "../fileLayout";
import type { HeadTable } from "../head/headTable";

/*
 * Layouts as their sources publish them, one entry each. A file with names of columns is told by these; one
 * without by how many columns it has and what is in them, from left to right.
 */

/** What stands in a column. `instant` is a time in either way of writing it. */
export type Kind =
	| "integer"
	| "number"
	| "epoch"
	| "moment"
	| "instant"
	| "boolean"
	| "side"
	| "plusMinusOne"
	| "any";

export interface SourceFacts {
	/** Instruments in the rows, or the one in the file's name. */
	readonly symbols: readonly string[];
	/** Numbers of a column, row by row. */
	readonly numbers: (name: string) => readonly number[];
	readonly facts: (name: string) => ColumnFacts | undefined;
}

export interface Source {
	readonly id: string;
	readonly name: Text;
	/** Columns that all have to be there, in the order of a file without header. */
	readonly columns: Readonly<Record<string, Kind>>;
	/** Columns that may be there too. */
	readonly optional?: readonly string[];
	/** No other columns may be there: the names are not distinctive. */
	readonly isExact?: true;
	/** Files without names of columns exist. */
	readonly isHeadless?: true;
	/** Rows are lists, or files without header: there is no form with names. */
	readonly isNameless?: true;
	readonly formats?: readonly HeadTable["format"][];
	/** Which column says what. */
	readonly use: { readonly [Role in keyof TradeColumns]: string };
	/** Names the instrument where there is no such column. */
	readonly symbolElse?: string;
	readonly side: FileLayout["side"];
	/** Whose side it is stands nowhere in the file: the form alone does not tell. */
	readonly isSideUnsure?: true;
	/** What sizes count; absent: the base currency. */
	readonly sizeUnit?: (facts: SourceFacts) => string;
	readonly priceScale?: (facts: SourceFacts) => number;
	readonly only?: { readonly column: string; readonly values: readonly string[] };
	readonly trades?: { readonly first: string; readonly last: string };
	/** Times count from midnight there; the day stands in the file's name. */
	readonly secondsAfterMidnightIn?: string;
	readonly notes?: readonly Text[];
	/** What else has to hold. */
	readonly holds?: (facts: SourceFacts) => boolean;
}

const TAKER = { of: "taker", buy: BUY_WORDS, sell: SELL_WORDS } as const;
/** `true` says that the buyer was the maker. */
const BUYER_MADE = { of: "maker", buy: ["true"], sell: ["false"] } as const;
const TAKER_SOLD = { of: "taker", buy: ["false"], sell: ["true"] } as const;

const DAY_IN_CHINA = text(
	"Days in the names of these files begin at 16:00 UTC, midnight in UTC+8. Times are read as they stand.",
);
const CONTRACTS = text("Sizes are contracts, not coins. They are added up as they stand.");
const AGGREGATED = text("A row adds up several trades of one order at one price.");

/** Two columns of numbers that agree, row by row, but for rounding. */
function agrees(one: readonly number[], other: readonly number[]): boolean {
	return (
		one.length > 0 &&
		one.length === other.length &&
		one.every((value, at) => Math.abs(value - other[at]) <= 1e-6 * Math.abs(value))
	);
}

const isBinanceCoinSymbol = (symbol: string) => /USD_(PERP|\d{6})$/.test(symbol);
const binanceFuturesUnit = ({ symbols }: SourceFacts) =>
	symbols.some(isBinanceCoinSymbol) ? "contracts" : "base";

/** Bybit and BitMEX give the value in coins and in the quote currency beside the size. */
function unitByValue({ numbers }: SourceFacts): string {
	const size = numbers("size");
	if (agrees(size, numbers("homeNotional"))) return "base";
	return agrees(size, numbers("foreignNotional")) ? "USD" : "contracts";
}

const isOkxContract = (symbol: string) => /-(SWAP|\d{6})(-|$)/.test(symbol);
const okxUnit = ({ symbols }: SourceFacts) => (symbols.some(isOkxContract) ? "contracts" : "base");

/** Raw prices of Databento are whole billionths; no market has whole prices of that size. */
function databentoScale({ facts, numbers }: SourceFacts): number {
	const isRaw =
		facts("price")?.isInteger === true && numbers("price").some((price) => price >= 1e6);
	return isRaw ? 9 : 0;
}

function deribitUnit({ symbols: [symbol = ""] }: SourceFacts): string {
	return /-[CP]$/.test(symbol) || symbol.includes("_") ? "base" : "USD";
}

const BYBIT_COLUMNS = {
	symbol: "any",
	side: "side",
	size: "number",
	price: "number",
	tickDirection: "any",
	trdMatchID: "any",
	grossValue: "number",
	homeNotional: "number",
	foreignNotional: "number",
} as const;
const BYBIT_USE = {
	time: "timestamp",
	price: "price",
	size: "size",
	side: "side",
	symbol: "symbol",
	id: "trdMatchID",
} as const;
const COINBASE_USE = {
	time: "time",
	price: "price",
	size: "size",
	side: "side",
	id: "trade_id",
} as const;
const BINANCE_AGGREGATE = {
	agg_trade_id: "integer",
	price: "number",
	quantity: "number",
	first_trade_id: "integer",
	last_trade_id: "integer",
	transact_time: "epoch",
	is_buyer_maker: "boolean",
} as const;

export const SOURCES: readonly Source[] = [
	{
		id: "binanceSpotTrades",
		name: text("Binance spot trades"),
		columns: {
			id: "integer",
			price: "number",
			qty: "number",
			quoteQty: "number",
			time: "epoch",
			isBuyerMaker: "boolean",
			isBestMatch: "boolean",
		},
		isHeadless: true,
		use: { time: "time", price: "price", size: "qty", side: "isBuyerMaker", id: "id" },
		side: BUYER_MADE,
	},
	{
		id: "binanceSpotAggregateTrades",
		name: text("Binance spot aggregated trades"),
		columns: {
			aggId: "integer",
			price: "number",
			qty: "number",
			firstId: "integer",
			lastId: "integer",
			time: "epoch",
			isBuyerMaker: "boolean",
			isBestMatch: "boolean",
		},
		isHeadless: true,
		use: { time: "time", price: "price", size: "qty", side: "isBuyerMaker", id: "aggId" },
		side: BUYER_MADE,
		trades: { first: "firstId", last: "lastId" },
		notes: [AGGREGATED],
	},
	{
		id: "binanceFuturesAggregateTrades",
		name: text("Binance futures aggregated trades"),
		columns: BINANCE_AGGREGATE,
		isHeadless: true,
		use: {
			time: "transact_time",
			price: "price",
			size: "quantity",
			side: "is_buyer_maker",
			id: "agg_trade_id",
		},
		side: BUYER_MADE,
		sizeUnit: binanceFuturesUnit,
		trades: { first: "first_trade_id", last: "last_trade_id" },
		notes: [AGGREGATED],
	},
	{
		id: "binanceFuturesTrades",
		name: text("Binance USD-M futures trades"),
		columns: {
			id: "integer",
			price: "number",
			qty: "number",
			quote_qty: "number",
			time: "epoch",
			is_buyer_maker: "boolean",
		},
		isHeadless: true,
		use: { time: "time", price: "price", size: "qty", side: "is_buyer_maker", id: "id" },
		side: BUYER_MADE,
		sizeUnit: binanceFuturesUnit,
	},
	{
		id: "binanceCoinFuturesTrades",
		name: text("Binance COIN-M futures trades"),
		columns: {
			id: "integer",
			price: "number",
			qty: "number",
			base_qty: "number",
			time: "epoch",
			is_buyer_maker: "boolean",
		},
		use: { time: "time", price: "price", size: "qty", side: "is_buyer_maker", id: "id" },
		side: BUYER_MADE,
		sizeUnit: () => "contracts",
	},
	{
		id: "binanceStream",
		name: text("Binance trade stream"),
		columns: {
			e: "any",
			E: "epoch",
			s: "any",
			t: "integer",
			p: "number",
			q: "number",
			T: "epoch",
			m: "boolean",
		},
		use: { time: "T", price: "p", size: "q", side: "m", symbol: "s", id: "t" },
		side: BUYER_MADE,
		only: { column: "e", values: ["trade"] },
	},
	{
		id: "binanceAggregateStream",
		name: text("Binance aggregated trade stream"),
		columns: {
			e: "any",
			E: "epoch",
			s: "any",
			a: "integer",
			p: "number",
			q: "number",
			f: "integer",
			l: "integer",
			T: "epoch",
			m: "boolean",
		},
		use: { time: "T", price: "p", size: "q", side: "m", symbol: "s", id: "a" },
		side: BUYER_MADE,
		only: { column: "e", values: ["aggTrade"] },
		trades: { first: "f", last: "l" },
		notes: [AGGREGATED],
	},
	{
		id: "bybit",
		name: text("Bybit contracts"),
		columns: { timestamp: "epoch", ...BYBIT_COLUMNS },
		optional: ["RPI"],
		use: BYBIT_USE,
		side: TAKER,
		sizeUnit: unitByValue,
	},
	{
		id: "bitmex",
		name: text("BitMEX trades"),
		columns: {
			timestamp: "moment",
			...BYBIT_COLUMNS,
			grossValue: "any",
			homeNotional: "any",
			foreignNotional: "any",
		},
		optional: ["trdType"],
		use: BYBIT_USE,
		side: TAKER,
		sizeUnit: unitByValue,
		notes: [text("A file of BitMEX holds all instruments of a day, one after the other.")],
	},
	{
		id: "bybitSpot",
		name: text("Bybit spot trades"),
		columns: {
			id: "integer",
			timestamp: "epoch",
			price: "number",
			volume: "number",
			side: "side",
		},
		optional: ["rpi"],
		isExact: true,
		use: { time: "timestamp", price: "price", size: "volume", side: "side", id: "id" },
		side: TAKER,
		notes: [text("Ids begin at 1 again in every file.")],
	},
	{
		id: "okx",
		name: text("OKX trades"),
		columns: {
			instrument_name: "any",
			trade_id: "integer",
			side: "side",
			price: "number",
			size: "number",
			created_time: "instant",
		},
		optional: ["source"],
		use: {
			time: "created_time",
			price: "price",
			size: "size",
			side: "side",
			symbol: "instrument_name",
			id: "trade_id",
		},
		side: TAKER,
		sizeUnit: okxUnit,
		notes: [DAY_IN_CHINA],
	},
	{
		id: "okxOlder",
		name: text("OKX trades, older form"),
		columns: {
			trade_id: "integer",
			side: "side",
			size: "number",
			price: "number",
			created_time: "epoch",
		},
		isExact: true,
		isHeadless: true,
		use: { time: "created_time", price: "price", size: "size", side: "side", id: "trade_id" },
		side: TAKER,
		sizeUnit: okxUnit,
		notes: [DAY_IN_CHINA],
	},
	{
		id: "bitget",
		name: text("Bitget trades"),
		columns: {
			trade_id: "any",
			timestamp: "instant",
			price: "number",
			side: "side",
			"volume(quote)": "number",
			"size(base)": "number",
		},
		use: { time: "timestamp", price: "price", size: "size(base)", side: "side", id: "trade_id" },
		side: TAKER,
		notes: [DAY_IN_CHINA, text("The volume in quote currency is left aside.")],
	},
	{
		id: "coinbase",
		name: text("Coinbase Exchange trades"),
		columns: {
			time: "moment",
			trade_id: "integer",
			price: "number",
			size: "number",
			side: "side",
		},
		isExact: true,
		formats: ["json", "ndjson"],
		use: COINBASE_USE,
		side: { ...TAKER, of: "maker" },
	},
	{
		id: "coinbase",
		name: text("Coinbase Exchange trades"),
		columns: {
			time: "moment",
			trade_id: "integer",
			price: "number",
			size: "number",
			side: "side",
		},
		isExact: true,
		use: COINBASE_USE,
		side: { ...TAKER, of: "maker" },
		isSideUnsure: true,
	},
	{
		id: "krakenRest",
		name: text("Kraken REST trades"),
		columns: {
			price: "number",
			volume: "number",
			time: "epoch",
			side: "side",
			orderType: "any",
			misc: "any",
			id: "integer",
		},
		isHeadless: true,
		isNameless: true,
		formats: ["json", "ndjson"],
		use: { time: "time", price: "price", size: "volume", side: "side", id: "id" },
		side: TAKER,
	},
	{
		id: "timeAndSales",
		name: text("Time and sales (Kraken, bitcoincharts)"),
		columns: { time: "epoch", price: "number", volume: "number" },
		isHeadless: true,
		isNameless: true,
		formats: ["csv"],
		use: { time: "time", price: "price", size: "volume" },
		side: { of: "nobody" },
		holds: ({ numbers }) => numbers("time").every((time) => time < 1e10 && time % 1 === 0),
	},
	{
		id: "deribit",
		name: text("Deribit trades"),
		columns: {
			trade_seq: "integer",
			trade_id: "any",
			timestamp: "epoch",
			price: "number",
			instrument_name: "any",
			direction: "side",
			amount: "number",
		},
		use: {
			time: "timestamp",
			price: "price",
			size: "amount",
			side: "direction",
			symbol: "instrument_name",
			id: "trade_id",
		},
		side: TAKER,
		sizeUnit: deribitUnit,
		notes: [
			text("Amounts are in USD for perpetuals and futures against USD, in coins for the others."),
			text("The mark price and the index price are left aside."),
		],
	},
	{
		id: "kaikoCsv",
		name: text("Kaiko trades (CSV)"),
		columns: {
			id: "any",
			exchange: "any",
			symbol: "any",
			date: "instant",
			price: "number",
			amount: "number",
			sell: "boolean",
		},
		use: { time: "date", price: "price", size: "amount", side: "sell", symbol: "symbol", id: "id" },
		side: TAKER_SOLD,
		notes: [text("Amounts of derivatives may be contracts.")],
	},
	{
		id: "kaikoRest",
		name: text("Kaiko trades (REST)"),
		columns: {
			timestamp: "instant",
			trade_id: "any",
			price: "number",
			amount: "number",
			taker_side_sell: "boolean",
		},
		use: {
			time: "timestamp",
			price: "price",
			size: "amount",
			side: "taker_side_sell",
			id: "trade_id",
		},
		side: TAKER_SOLD,
		notes: [text("Amounts of derivatives may be contracts.")],
	},
	{
		id: "tardis",
		name: text("Tardis trades"),
		columns: {
			exchange: "any",
			symbol: "any",
			timestamp: "instant",
			local_timestamp: "instant",
			id: "any",
			side: "side",
			price: "number",
			amount: "number",
		},
		use: {
			time: "timestamp",
			price: "price",
			size: "amount",
			side: "side",
			symbol: "symbol",
			id: "id",
		},
		side: TAKER,
		notes: [text("Amounts of derivatives may be contracts.")],
	},
	{
		id: "databento",
		name: text("Databento trades"),
		columns: {
			ts_event: "instant",
			rtype: "integer",
			publisher_id: "integer",
			instrument_id: "integer",
			action: "any",
			side: "any",
			price: "number",
			size: "integer",
		},
		use: {
			time: "ts_event",
			price: "price",
			size: "size",
			side: "side",
			symbol: "symbol",
		},
		symbolElse: "instrument_id",
		side: { of: "taker", buy: ["b"], sell: ["a"] },
		priceScale: databentoScale,
		only: { column: "action", values: ["T"] },
		notes: [text("Rows of another action than T are no trades.")],
	},
	{
		id: "ccxt",
		name: text("ccxt trades"),
		columns: {
			timestamp: "epoch",
			datetime: "moment",
			symbol: "any",
			id: "any",
			takerOrMaker: "any",
			side: "side",
			price: "number",
			amount: "number",
		},
		use: {
			time: "timestamp",
			price: "price",
			size: "amount",
			side: "side",
			symbol: "symbol",
			id: "id",
		},
		side: TAKER,
	},
	{
		id: "bitstamp",
		name: text("Bitstamp trades"),
		columns: { date: "epoch", tid: "integer", price: "number", type: "integer", amount: "number" },
		use: { time: "date", price: "price", size: "amount", side: "type", id: "tid" },
		side: { of: "taker", buy: ["0"], sell: ["1"] },
		holds: ({ facts }) => facts("type")?.words.every((word) => "01".includes(word)) === true,
	},
	{
		id: "bitfinex",
		name: text("Bitfinex trades"),
		columns: { ID: "integer", MTS: "epoch", AMOUNT: "number", PRICE: "number" },
		isHeadless: true,
		use: { time: "MTS", price: "PRICE", size: "AMOUNT", id: "ID" },
		side: { of: "amountSign" },
		// Without negative amounts a file without names could as well hold a price in front of a size.
		holds: ({ facts }) => facts("AMOUNT")?.negatives !== 0 && facts("PRICE")?.negatives === 0,
	},
	{
		id: "lobster",
		name: text("LOBSTER messages"),
		columns: {
			time: "number",
			type: "integer",
			orderId: "integer",
			size: "integer",
			price: "integer",
			direction: "plusMinusOne",
		},
		isHeadless: true,
		isNameless: true,
		formats: ["csv"],
		use: { time: "time", price: "price", size: "size", side: "direction" },
		side: { of: "maker", buy: ["1"], sell: ["-1"] },
		priceScale: () => 4,
		only: { column: "type", values: ["4", "5"] },
		secondsAfterMidnightIn: "America/New_York",
		notes: [
			text("Messages of type 4 and 5 are trades; the others are orders."),
			text("Times count from midnight in New York on the day in the file's name."),
		],
		holds: ({ numbers, facts }) =>
			numbers("time").every((time) => time >= 0 && time < 90_000) &&
			facts("type")?.words.every((word) => /^[1-7]$/.test(word)) === true,
	},
];

/** Where a source's sizes are contracts, that is said. */
export function unitNotes(unit: string): readonly Text[] {
	return unit === "contracts" ? [CONTRACTS] : [];
}
