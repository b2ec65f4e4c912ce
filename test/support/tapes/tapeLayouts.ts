import { fixedText, isoText, type MadeTrade, plainText, pythonText } from "./madeTrades";

/*
 * How each source writes its trades, as published: one entry per layout. Prices are hundredths, sizes units of
 * 10^-8 (`MadeTrade`).
 */

export interface TapeLayoutForm {
	readonly file: string;
	/** Instruments in the file: as a column says them, or the one that the name of the file says. */
	readonly symbols: readonly string[];
	/** UTC day of the first trade. */
	readonly day: string;
	/** What a time is a whole multiple of, in nanoseconds. */
	readonly resolution: bigint;
	readonly isWhole?: true;
	readonly hasUnknownSides?: true;
	/** The file says no side at all. */
	readonly hasNoSides?: true;
	readonly isNewestFirst?: true;
	/** Trades of one instrument stand together. */
	readonly isBySymbol?: true;
	/** Rows add up several trades. */
	readonly isAggregated?: true;
	/** What stands in the file as a trade's id; absent: the file has none. */
	readonly id?: (trade: MadeTrade) => string;
	/** Rows that are no trades stand between them. */
	readonly hasOtherRows?: true;
	/** The text of a file, or its bytes where it is not UTF-8. */
	readonly write: (trades: readonly MadeTrade[]) => string | Uint8Array;
}

const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;
const MICROSECOND = 1_000n;

const seconds = ({ nanoseconds }: MadeTrade) => String(nanoseconds / SECOND);
const milliseconds = ({ nanoseconds }: MadeTrade) => String(nanoseconds / MILLISECOND);
const microseconds = ({ nanoseconds }: MadeTrade) => String(nanoseconds / MICROSECOND);
const price = (trade: MadeTrade) => plainText(trade.price, 2);
const price8 = (trade: MadeTrade) => fixedText(trade.price * 1_000_000n, 8);
const size = (trade: MadeTrade) => plainText(trade.size, 8);
const size8 = (trade: MadeTrade) => fixedText(trade.size, 8);
const quote = (trade: MadeTrade) => plainText(trade.price * trade.size, 10);
/** Contracts of 100 at this price, in coins. */
const coins = ({ price: hundredths, size: units }: MadeTrade) =>
	plainText((units * 100n * 100n) / hundredths, 8);
const lower = ({ taker }: MadeTrade) => taker ?? "unknown";
const capital = ({ taker }: MadeTrade) =>
	taker === undefined ? "" : taker === "buy" ? "Buy" : "Sell";
const buyerMade = ({ taker }: MadeTrade) => String(taker === "sell");
const buyerMadeCapital = ({ taker }: MadeTrade) => (taker === "sell" ? "True" : "False");
const makerSide = ({ taker }: MadeTrade) => (taker === "sell" ? "buy" : "sell");
const id = (trade: MadeTrade) => String(trade.id);
const aggregateId = (trade: MadeTrade) => String(5_000_000n + BigInt(trade.index));
/** A version 4 UUID that counts. */
const uuid = ({ id: number }: MadeTrade) =>
	`0f8fad5b-d9cb-469f-a165-${number.toString(16).padStart(12, "0")}`;

type Cells = (trade: MadeTrade) => readonly string[];

function csv(header: string | undefined, cells: Cells, ending = "\n") {
	return (trades: readonly MadeTrade[]): string => {
		const lines = trades.map((trade) => cells(trade).join(","));
		return [...(header === undefined ? [] : [header]), ...lines]
			.map((line) => line + ending)
			.join("");
	};
}

/** Bytes of a text of which each letter beyond ASCII is given as it stands in GB2312. */
function gb2312(text: string): Uint8Array {
	const letters: Readonly<Record<string, readonly [number, number]>> = {
		撮: [0xb4, 0xe9],
		合: [0xba, 0xcf],
		交: [0xbd, 0xbb],
		易: [0xd2, 0xd7],
		方: [0xb7, 0xbd],
		向: [0xcf, 0xf2],
		数: [0xca, 0xfd],
		量: [0xc1, 0xbf],
		价: [0xbc, 0xdb],
		格: [0xb8, 0xf1],
		成: [0xb3, 0xc9],
		时: [0xca, 0xb1],
		间: [0xbc, 0xe4],
	};
	return Uint8Array.from([...text].flatMap((letter) => letters[letter] ?? [letter.charCodeAt(0)]));
}

/** An object whose values are JSON texts. */
function jsonObject(values: Readonly<Record<string, string>>): string {
	return `{${Object.entries(values)
		.map(([name, value]) => `${JSON.stringify(name)}:${value}`)
		.join(",")}}`;
}

const quoted = (text: string) => JSON.stringify(text);
type Objects = (trade: MadeTrade) => Readonly<Record<string, string>>;

const jsonArray = (object: Objects) => (trades: readonly MadeTrade[]) =>
	`[${trades.map((trade) => jsonObject(object(trade))).join(",")}]`;
const ndjson = (object: Objects) => (trades: readonly MadeTrade[]) =>
	trades.map((trade) => `${jsonObject(object(trade))}\n`).join("");

const binanceSpot: Cells = (trade) => [
	id(trade),
	price8(trade),
	size8(trade),
	fixedText((trade.price * trade.size) / 100n, 8),
	trade.nanoseconds >= BigInt(Date.UTC(2025, 0, 1)) * MILLISECOND
		? microseconds(trade)
		: milliseconds(trade),
	buyerMadeCapital(trade),
	"True",
];
const binanceSpotAggregate: Cells = (trade) => [
	aggregateId(trade),
	price8(trade),
	size8(trade),
	String(trade.firstId),
	String(trade.lastId),
	milliseconds(trade),
	buyerMadeCapital(trade),
	"True",
];
const binanceUsdm: Cells = (trade) => [
	id(trade),
	price(trade),
	size(trade),
	quote(trade),
	milliseconds(trade),
	buyerMade(trade),
];
const binanceCoinm: Cells = (trade) => [
	id(trade),
	price(trade),
	size(trade),
	coins(trade),
	milliseconds(trade),
	buyerMade(trade),
];
const binanceFuturesAggregate: Cells = (trade) => [
	aggregateId(trade),
	price(trade),
	size(trade),
	String(trade.firstId),
	String(trade.lastId),
	milliseconds(trade),
	buyerMade(trade),
];
const BINANCE_AGGREGATE =
	"agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker";

const bybit =
	(home: (trade: MadeTrade) => string, foreign: (trade: MadeTrade) => string): Cells =>
	(trade) => [
		plainText(trade.nanoseconds / 100_000n, 4),
		trade.symbol,
		capital(trade),
		size(trade),
		price(trade),
		"ZeroMinusTick",
		uuid(trade),
		`${fixedText(trade.size, 7)}e+08`,
		home(trade),
		foreign(trade),
	];
const bybitLinear = bybit(size, quote);
const bybitInverse = bybit(coins, size);
const BYBIT =
	"timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional";
const bybitSpot: Cells = (trade) => [
	String(trade.index + 1),
	milliseconds(trade),
	price(trade),
	size(trade),
	lower(trade),
];

const okx: Cells = (trade) => [
	trade.symbol,
	id(trade),
	lower(trade),
	pythonText(trade.price, 2),
	pythonText(trade.size, 8),
	milliseconds(trade),
];
const OKX = "instrument_name,trade_id,side,price,size,created_time";
const okxOlder: Cells = (trade) => [
	id(trade),
	lower(trade),
	size(trade),
	price(trade),
	milliseconds(trade),
];

const coinbase: Objects = (trade) => ({
	time: quoted(`${isoText(trade.nanoseconds, 6)}Z`),
	trade_id: id(trade),
	price: quoted(price8(trade)),
	size: quoted(size8(trade)),
	side: quoted(makerSide(trade)),
});

const bitmex: Cells = (trade) => [
	isoText(trade.nanoseconds, 9).replace("T", "D"),
	trade.symbol,
	capital(trade),
	size(trade),
	price(trade),
	"PlusTick",
	uuid(trade),
	String(trade.size / 1_000n),
	coins(trade),
	size(trade),
];
const BITMEX = BYBIT;

const bitstamp: Objects = (trade) => ({
	date: quoted(seconds(trade)),
	tid: quoted(id(trade)),
	price: quoted(price(trade)),
	type: quoted(trade.taker === "buy" ? "0" : "1"),
	amount: quoted(size8(trade)),
});

const deribit: Objects = (trade) => ({
	trade_seq: String(30_000_000 + trade.index),
	trade_id: quoted(id(trade)),
	timestamp: milliseconds(trade),
	tick_direction: String(trade.index % 4),
	price: price(trade),
	mark_price: plainText(trade.price + 13n, 2),
	instrument_name: quoted(trade.symbol),
	index_price: plainText(trade.price - 250n, 2),
	direction: quoted(lower(trade)),
	amount: `${size(trade)}.0`,
});

const kaikoRest: Objects = (trade) => ({
	timestamp: milliseconds(trade),
	trade_id: quoted(id(trade)),
	price: quoted(price(trade)),
	amount: quoted(size(trade)),
	taker_side_sell: trade.taker === undefined ? "null" : String(trade.taker === "sell"),
});

const tardis: Cells = (trade) => [
	"binance-futures",
	trade.symbol,
	microseconds(trade),
	String(trade.nanoseconds / MICROSECOND + 7_321n),
	trade.index % 9 === 0 ? "" : id(trade),
	lower(trade),
	price(trade),
	size(trade),
];

const databentoSide = ({ taker }: MadeTrade) =>
	taker === undefined ? "N" : taker === "buy" ? "B" : "A";
const databento =
	(time: (nanoseconds: bigint) => string, priceOf: (trade: MadeTrade) => string): Cells =>
	(trade) => [
		time(trade.nanoseconds + 170_001n),
		time(trade.nanoseconds),
		"0",
		"1",
		"5482",
		"T",
		databentoSide(trade),
		"0",
		priceOf(trade),
		size(trade),
		"0",
		"165200",
		String(851_012 + trade.index),
	];
const DATABENTO =
	"ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence";
const databentoRaw = databento(String, (trade) => String(trade.price * 10_000_000n));
const databentoPretty = databento(
	(time) => `${isoText(time, 9)}Z`,
	(trade) => fixedText(trade.price * 10_000_000n, 9),
);

/** The rows of orders between the trades of a CSV, as many as there are trades. */
const withOrders =
	(cells: Cells, isOrder: (cells: readonly string[]) => readonly string[], header?: string) =>
	(trades: readonly MadeTrade[]): string => {
		const lines = trades.flatMap((trade) => [isOrder(cells(trade)), cells(trade)]);
		return [...(header === undefined ? [] : [header]), ...lines.map((line) => line.join(","))]
			.map((line) => `${line}\n`)
			.join("");
	};

const replaced = (cells: readonly string[], at: number, text: string) =>
	cells.map((cell, index) => (index === at ? text : cell));

const ccxt: Objects = (trade) => ({
	info: jsonObject({
		id: quoted(id(trade)),
		price: quoted(price8(trade)),
		qty: quoted(size8(trade)),
		time: milliseconds(trade),
		isBuyerMaker: buyerMade(trade),
	}),
	timestamp: milliseconds(trade),
	datetime: quoted(`${isoText(trade.nanoseconds, 3)}Z`),
	symbol: quoted(trade.symbol),
	id: quoted(id(trade)),
	order: "null",
	type: "null",
	side: trade.taker === undefined ? "null" : quoted(trade.taker),
	takerOrMaker: "null",
	price: price(trade),
	amount: String(Number(size(trade))),
	cost: String(Number(quote(trade))),
	fee: '{"cost":null,"currency":null}',
	fees: "[]",
});

const bitfinex: Cells = (trade) => [
	id(trade),
	milliseconds(trade),
	(trade.taker === "sell" ? "-" : "") + size(trade),
	price(trade),
];

/** Seconds after midnight in New York, four hours behind UTC on the day of the file. */
const LOBSTER_MIDNIGHT = BigInt(Date.UTC(2012, 5, 21, 4)) * MILLISECOND;
const lobster: Cells = (trade) => [
	fixedText(trade.nanoseconds - LOBSTER_MIDNIGHT, 9),
	trade.index % 6 === 0 ? "5" : "4",
	id(trade),
	size(trade),
	String(trade.price * 100n),
	trade.taker === "buy" ? "-1" : "1",
];

const LAYOUTS = {
	"binance spot trades": {
		file: "BTCUSDT-trades-2024-01-02.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		id,
		write: csv(undefined, binanceSpot),
	},
	"binance spot trades, microseconds": {
		file: "BTCUSDT-trades-2025-03-04.csv",
		symbols: ["BTCUSDT"],
		day: "2025-03-04",
		resolution: MICROSECOND,
		id,
		write: csv(undefined, binanceSpot),
	},
	"binance spot aggTrades": {
		file: "BTCUSDT-aggTrades-2024-01-02.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isAggregated: true,
		id: aggregateId,
		write: csv(undefined, binanceSpotAggregate),
	},
	"binance usd-m trades": {
		file: "BTCUSDT-trades-2024-01-02.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		id,
		write: csv("id,price,qty,quote_qty,time,is_buyer_maker", binanceUsdm),
	},
	"binance usd-m trades, 2019": {
		file: "BTCUSDT-trades-2019-10.csv",
		symbols: ["BTCUSDT"],
		day: "2019-10-02",
		resolution: MILLISECOND,
		id,
		write: csv(undefined, binanceUsdm),
	},
	"binance usd-m aggTrades": {
		file: "BTCUSDT-aggTrades-2024-01.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isAggregated: true,
		id: aggregateId,
		write: csv(BINANCE_AGGREGATE, binanceFuturesAggregate),
	},
	"binance usd-m aggTrades, without header": {
		file: "BTCUSDT-aggTrades-2020-05.csv",
		symbols: ["BTCUSDT"],
		day: "2020-05-02",
		resolution: MILLISECOND,
		isAggregated: true,
		id: aggregateId,
		write: csv(undefined, binanceFuturesAggregate),
	},
	"binance coin-m trades": {
		file: "BTCUSD_PERP-trades-2024-01-02.csv",
		symbols: ["BTCUSD_PERP"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isWhole: true,
		id,
		write: csv("id,price,qty,base_qty,time,is_buyer_maker", binanceCoinm),
	},
	"binance coin-m aggTrades": {
		file: "BTCUSD_240329-aggTrades-2024-01-02.csv",
		symbols: ["BTCUSD_240329"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isWhole: true,
		isAggregated: true,
		id: aggregateId,
		write: csv(BINANCE_AGGREGATE, binanceFuturesAggregate),
	},
	"bybit linear": {
		file: "BTCUSDT2024-01-02.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: 100_000n,
		id: uuid,
		write: csv(BYBIT, bybitLinear),
	},
	"bybit linear, RPI": {
		file: "BTCUSDT2025-09-02.csv",
		symbols: ["BTCUSDT"],
		day: "2025-09-02",
		resolution: 100_000n,
		id: uuid,
		write: csv(`${BYBIT},RPI`, (trade) => [...bybitLinear(trade), "0"]),
	},
	"bybit inverse, newest first": {
		file: "BTCUSD2020-01-02.csv",
		symbols: ["BTCUSD"],
		day: "2020-01-02",
		resolution: 100_000n,
		isWhole: true,
		isNewestFirst: true,
		id: uuid,
		write: csv(BYBIT, bybitInverse),
	},
	"bybit spot": {
		file: "BTCUSDT-2024-01.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		id: ({ index }) => String(index + 1),
		write: csv("id,timestamp,price,volume,side", bybitSpot),
	},
	"bybit spot, rpi": {
		file: "BTCUSDT_2025-09-02.csv",
		symbols: ["BTCUSDT"],
		day: "2025-09-02",
		resolution: MILLISECOND,
		id: ({ index }) => String(index + 1),
		write: csv("id,timestamp,price,volume,side,rpi", (trade) => [...bybitSpot(trade), "0"]),
	},
	"okx spot": {
		file: "BTC-USDT-trades-2024-01-02.csv",
		symbols: ["BTC-USDT"],
		day: "2024-01-01",
		resolution: MILLISECOND,
		id,
		write: csv(OKX, okx),
	},
	"okx swap, source": {
		file: "BTC-USDT-SWAP-trades-2025-09-02.csv",
		symbols: ["BTC-USDT-SWAP"],
		day: "2025-09-01",
		resolution: MILLISECOND,
		isWhole: true,
		id,
		write: csv(`${OKX},source`, (trade) => [...okx(trade), "0"]),
	},
	"okx options": {
		file: "BTC-USD-OPTION-trades-2024-01-02.csv",
		symbols: ["BTC-USD-240105-42000-C", "BTC-USD-240105-44000-P", "BTC-USD-240329-50000-C"],
		day: "2024-01-01",
		resolution: MILLISECOND,
		isWhole: true,
		id,
		write: csv(OKX, okx),
	},
	"okx older": {
		file: "BTC-USDT-trades-2022-06-02.csv",
		symbols: ["BTC-USDT"],
		day: "2022-06-01",
		resolution: MILLISECOND,
		id,
		write: (trades) =>
			gb2312(
				csv(
					"trade_id/撮合id,side/交易方向,size/数量,price/价格,created_time/成交时间",
					okxOlder,
				)(trades),
			),
	},
	"okx older, without header": {
		file: "BTC-USDT-trades-2021-10-02.csv",
		symbols: ["BTC-USDT"],
		day: "2021-10-01",
		resolution: MILLISECOND,
		id,
		write: csv(undefined, okxOlder),
	},
	bitget: {
		file: "BTCUSDT_SPBL_20240102_001.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-01",
		resolution: MILLISECOND,
		id,
		write: csv("trade_id,timestamp,price,side,volume(quote),size(base)", (trade) => [
			id(trade),
			milliseconds(trade),
			price(trade),
			lower(trade),
			quote(trade),
			size(trade),
		]),
	},
	"coinbase json": {
		file: "BTC-USD.json",
		symbols: ["BTC-USD"],
		day: "2024-01-02",
		resolution: MICROSECOND,
		isNewestFirst: true,
		id,
		write: jsonArray(coinbase),
	},
	"coinbase ndjson": {
		file: "BTC-USD.ndjson",
		symbols: ["BTC-USD"],
		day: "2024-01-02",
		resolution: MICROSECOND,
		isNewestFirst: true,
		id,
		write: ndjson(coinbase),
	},
	"kraken time and sales": {
		file: "XBTUSD.csv",
		symbols: ["XBTUSD"],
		day: "2024-01-02",
		resolution: SECOND,
		hasNoSides: true,
		write: csv(undefined, (trade) => [seconds(trade), price(trade), size8(trade)]),
	},
	"kraken rest": {
		file: "trades.json",
		symbols: ["XXBTZUSD"],
		day: "2024-01-02",
		resolution: 1n,
		id,
		write: (trades) => {
			const rows = trades.map((trade) => {
				const side = trade.taker === "buy" ? "b" : "s";
				return `["${fixedText(trade.price, 2)}000","${size8(trade)}",${plainText(trade.nanoseconds, 9)},"${side}","l","",${id(trade)}]`;
			});
			return `{"error":[],"result":{"XXBTZUSD":[${rows.join(",")}],"last":"1704164645123456789"}}\n`;
		},
	},
	bitmex: {
		file: "20240102.csv",
		symbols: ["ETHUSD", "SOLUSDT", "XBTUSD"],
		day: "2024-01-02",
		resolution: 1n,
		isWhole: true,
		hasUnknownSides: true,
		isBySymbol: true,
		id: uuid,
		write: csv(BITMEX, bitmex),
	},
	"bitmex, trdType": {
		file: "20250902.csv",
		symbols: ["XBTUSD"],
		day: "2025-09-02",
		resolution: 1n,
		isWhole: true,
		id: uuid,
		write: csv(`${BITMEX},trdType`, (trade) => [...bitmex(trade), "Regular"]),
	},
	"bitstamp json": {
		file: "bitstamp_btcusd.json",
		symbols: ["btcusd"],
		day: "2024-01-02",
		resolution: SECOND,
		isNewestFirst: true,
		id,
		write: jsonArray(bitstamp),
	},
	bitcoincharts: {
		file: "bitstampUSD.csv",
		symbols: ["bitstampUSD"],
		day: "2014-01-02",
		resolution: SECOND,
		hasNoSides: true,
		write: csv(undefined, (trade) => [
			seconds(trade),
			`${price8(trade)}0000`,
			`${size8(trade)}0000`,
		]),
	},
	"deribit json": {
		file: "deribit_trades.json",
		symbols: ["BTC-PERPETUAL"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isWhole: true,
		id,
		write: (trades) =>
			`{"jsonrpc":"2.0","id":7,"result":{"has_more":true,"trades":${jsonArray(deribit)(trades)}},"usIn":1704164645000123,"testnet":false}`,
	},
	"deribit ndjson": {
		file: "deribit_trades.ndjson",
		symbols: ["BTC-PERPETUAL"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isWhole: true,
		id,
		write: ndjson(deribit),
	},
	"kaiko csv": {
		file: "cbse_btcusd_trades_2024_01_02.csv",
		symbols: ["btc-usd"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		id,
		write: csv("id,exchange,symbol,date,price,amount,sell", (trade) => [
			id(trade),
			"cbse",
			trade.symbol,
			milliseconds(trade),
			price(trade),
			size(trade),
			String(trade.taker === "sell"),
		]),
	},
	"kaiko rest": {
		file: "btc-usd.json",
		symbols: ["btc-usd"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		hasUnknownSides: true,
		id,
		write: (trades) =>
			`{"query":{"exchange":"cbse","instrument_class":"spot","instrument":"btc-usd"},"time":"2024-01-03T00:00:00.000Z","timestamp":1704240000000,"data":${jsonArray(kaikoRest)(trades)},"result":"success","access":{"access_range":{"start_timestamp":null,"end_timestamp":null}}}`,
	},
	tardis: {
		file: "binance-futures_trades_2024-01-02_BTCUSDT.csv",
		symbols: ["BTCUSDT"],
		day: "2024-01-02",
		resolution: MICROSECOND,
		hasUnknownSides: true,
		id: (trade) => (trade.index % 9 === 0 ? "" : id(trade)),
		write: csv("exchange,symbol,timestamp,local_timestamp,id,side,price,amount", tardis),
	},
	databento: {
		file: "glbx-mdp3-20240102.trades.csv",
		symbols: ["ESH4"],
		day: "2024-01-02",
		resolution: 1n,
		isWhole: true,
		hasUnknownSides: true,
		hasOtherRows: true,
		write: (trades) =>
			withOrders(
				(trade) => [...databentoRaw(trade), trade.symbol],
				(cells) => replaced(replaced(cells, 5, "A"), 8, "9223372036854775807"),
				`${DATABENTO},symbol`,
			)(trades),
	},
	"databento, pretty": {
		file: "xnas-itch-20240102.trades.csv",
		symbols: ["NVDA"],
		day: "2024-01-02",
		resolution: 1n,
		isWhole: true,
		hasUnknownSides: true,
		write: csv(`${DATABENTO},symbol`, (trade) => [...databentoPretty(trade), trade.symbol]),
	},
	"ccxt json": {
		file: "trades.json",
		symbols: ["BTC/USDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		hasUnknownSides: true,
		id,
		write: jsonArray(ccxt),
	},
	"ccxt ndjson": {
		file: "trades.jsonl",
		symbols: ["BTC/USDT"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		id,
		write: ndjson(ccxt),
	},
	"bitfinex json": {
		file: "tBTCUSD.json",
		symbols: ["tBTCUSD"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isNewestFirst: true,
		id,
		write: (trades) => {
			const rows = trades.map((trade) => `[${bitfinex(trade).join(",")}]`);
			return `[${rows.join(",")}]`;
		},
	},
	"bitfinex csv": {
		file: "tBTCUSD.csv",
		symbols: ["tBTCUSD"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		isNewestFirst: true,
		id,
		write: csv("ID,MTS,AMOUNT,PRICE", bitfinex),
	},
	"lobster messages": {
		file: "AAPL_2012-06-21_34200000_57600000_message_5.csv",
		symbols: ["AAPL"],
		day: "2012-06-21",
		resolution: 1n,
		isWhole: true,
		hasOtherRows: true,
		write: withOrders(lobster, (cells) => replaced(cells, 1, cells[1] === "5" ? "1" : "3")),
	},
	"time, price, size": {
		file: "AAPL.csv",
		symbols: ["AAPL"],
		day: "2024-01-02",
		resolution: MILLISECOND,
		hasNoSides: true,
		write: csv("time,price,size", (trade) => [milliseconds(trade), price(trade), size(trade)]),
	},
	"time, price, size, side": {
		file: "BTC-USD.csv",
		symbols: ["BTC-USD"],
		day: "2024-01-02",
		resolution: MICROSECOND,
		write: csv("time,price,size,side", (trade) => [
			`${isoText(trade.nanoseconds, 6)}Z`,
			price(trade),
			size(trade),
			lower(trade),
		]),
	},
} as const satisfies Readonly<Record<string, TapeLayoutForm>>;

/** A way of writing trades, called by its source and what is odd about it. */
export type TapeLayout = keyof typeof LAYOUTS;

/** Every layout that there is a file of. */
export const TAPE_LAYOUTS = Object.keys(LAYOUTS) as readonly TapeLayout[];

export function layoutForm(layout: TapeLayout): TapeLayoutForm {
	return LAYOUTS[layout];
}
