import { epochMs } from "../../src/core/time";
import type { ColumnRole, ShownDataSet, ShownRow } from "../../src/protocol/dataSet/messages";

/*
 * Data sets as the page of one shows them: a public dump that says everything, a file of one's own that leaves
 * questions, damaged files, and many instruments with long names.
 */

const day = (text: string) => epochMs(Date.parse(`${text}T00:00:00Z`));

/** Columns by name, those that are read with their roles. */
function columnsOf(roles: Readonly<Record<string, ColumnRole | undefined>>) {
	return Object.entries(roles).map(([name, role], ref) => ({
		ref,
		name,
		...(role === undefined ? {} : { role }),
	}));
}

function aggregateRow(index: number): ShownRow {
	const isSold = index % 3 === 0;
	const price = `${66_114 + (index % 7)}.${index % 10}0`;
	const size = `0.00${index + 1}`;
	const milliseconds = 1_772_323_200_041 + index * 137;
	const first = 6_034_118_201 + index * 2;
	return {
		cells: [
			String(2_913_480_011 + index),
			price,
			size,
			String(first),
			String(first + (index % 2)),
			String(milliseconds),
			String(isSold),
		],
		reading: {
			kind: "trade",
			time: new Date(milliseconds).toISOString(),
			price: price.replace(/0$/, ""),
			size,
			side: isSold ? "sell" : "buy",
			symbol: "BTCUSDT",
			id: String(2_913_480_011 + index),
			count: 1 + (index % 2),
		},
	};
}

/** A month of Binance's aggregated trades in three files, before all rows were read. */
export const BINANCE_AGGREGATES: ShownDataSet = {
	id: "btcusdt-march",
	name: "BTCUSDT March",
	canRename: true,
	canChangeId: true,
	fileCount: 3,
	files: ["01", "02", "03"].map((date) => ({
		name: `BTCUSDT-aggTrades-2026-03-${date}.csv`,
		size: "412 MB",
		state: "ok",
	})),
	source: "Binance futures aggregated trades",
	columns: columnsOf({
		agg_trade_id: "id",
		price: "price",
		quantity: "size",
		first_trade_id: undefined,
		last_trade_id: undefined,
		transact_time: "time",
		is_buyer_maker: "side",
	}),
	rows: Array.from({ length: 20 }, (_, index) => aggregateRow(index)),
	rowsLookedAt: 1_024,
	words: {
		side: "is_buyer_maker true: the maker bought, so the taker sold; false: the taker bought.",
		size: "Sizes are in the base currency, or in shares.",
		time: "Times count milliseconds.",
		zone: "Times are shown in UTC; those without a zone are in UTC.",
	},
	fields: {
		header: true,
		timeUnit: "byMagnitude",
		sideOf: "maker",
		sideWords: { buy: ["true"], sell: ["false"] },
		priceScale: 0,
		sizeUnit: "base",
		decimalComma: false,
		symbol: "BTCUSDT",
	},
	questions: [],
	symbolCount: 1,
	symbols: [{ symbol: "BTCUSDT" }],
	notes: [
		{ kind: "info", text: "Each row adds up trades of one order at one price; all of them count." },
	],
};

const MARCH = { from: day("2026-03-01"), to: day("2026-03-04") };

/** The same once all rows were read, without anything to tell. */
export const JUDGED: ShownDataSet = {
	...BINANCE_AGGREGATES,
	symbols: [{ symbol: "BTCUSDT", trades: 14_206_817, span: MARCH, tick: "0.1", step: "50" }],
	judgement: {
		trades: 14_206_817,
		bad: { count: 0, first: [] },
		duplicates: 0,
		equalRows: 0,
		repeatedIds: 0,
		outOfOrder: 0,
		unknownSide: 0,
		span: MARCH,
		size: "1.2 GB",
		sql: [
			"SELECT ((price - 66000) // 50)::BIGINT AS row,",
			"       sum(CASE WHEN side = 1 THEN size END)::HUGEINT AS buy,",
			"       sum(CASE WHEN side = 2 THEN size END)::HUGEINT AS sell",
			"FROM read_csv(['/trades/BTCUSDT-aggTrades-2026-03-01.csv',",
			"               '/trades/BTCUSDT-aggTrades-2026-03-02.csv'], header = true)",
			"WHERE time >= 1772323200000000 AND time < 1772409600000000",
			"GROUP BY ALL ORDER BY 1",
		].join("\n"),
	},
};

/** A table of a cluster that takes rows away when it merges, all rows read. */
export const OF_A_TABLE: ShownDataSet = {
	...JUDGED,
	id: "desk-tape",
	name: "Desk tape",
	table: {
		name: "tape.trades, ch.example.com:8443",
		facts: [
			{ label: "Server", value: "ch.example.com:8443, ClickHouse 26.7.2.1" },
			{ label: "Database", value: "tape" },
			{ label: "Table", value: "trades" },
			{ label: "Engine", value: "ReplicatedReplacingMergeTree on several servers, replicated" },
			{
				label: "Sorting key",
				value: "symbol, toStartOfHour(executed_at), executed_at, venue_trade_id",
			},
			{
				label: "Columns",
				value:
					"symbol LowCardinality(String), executed_at DateTime64(9, 'UTC'), price Decimal(18, 2), quantity Decimal(18, 8), aggressor Enum8('buy' = 1, 'sell' = 2), venue_trade_id UInt64, inserted_at DateTime",
			},
			{ label: "Rows", value: "1,204,881,973" },
		],
	},
	fileCount: 0,
	files: [],
	source: "Trades by the names and types of their columns",
	columns: columnsOf({
		symbol: "symbol",
		executed_at: "time",
		price: "price",
		quantity: "size",
		aggressor: "side",
		venue_trade_id: "id",
		inserted_at: undefined,
	}),
	rows: Array.from({ length: 20 }, (_, index): ShownRow => {
		const { reading } = aggregateRow(index);
		return {
			cells: [
				"BTCUSDT",
				`2026-03-01 00:00:0${index % 10}.041`,
				"66114.50",
				"0.00100000",
				index % 3 === 0 ? "sell" : "buy",
				String(2_913_480_011 + index),
				"2026-03-01 00:00:01",
			],
			reading,
		};
	}),
	rowsLookedAt: 1_000,
	words: {
		side: "aggressor buy: the taker bought; sell: the taker sold.",
		size: "Sizes are in the base currency, or in shares.",
		time: "Times are instants, whatever the zone of their column.",
		zone: "Times are shown in UTC.",
	},
	fields: {
		sideOf: "taker",
		sideWords: { buy: ["buy"], sell: ["sell"] },
		priceScale: 0,
		sizeUnit: "base",
		final: false,
	},
	notes: [
		{
			kind: "info",
			text: "The engine ReplacingMergeTree takes rows that others have replaced away when it merges. Until then they count. Choose FINAL to leave them out.",
		},
		{
			kind: "warning",
			text: "The table is sorted by venue_trade_id, not by instrument and time: every query may read all of it.",
		},
	],
	judgement: {
		trades: 1_204_881_960,
		bad: { count: 13, first: [] },
		unknownSide: 0,
		span: MARCH,
		sql: JUDGED.judgement?.sql ?? "",
	},
};

const OWN_CELLS = [
	["03.01.2026 09:00:00", "66114,5", "66115,0", "0,25", "A", "Xetra"],
	["03.01.2026 09:00:01", "66114,0", "66114,5", "1,5", "B", "Xetra"],
	["03.01.2026 09:00:01", "-", "66114,5", "0,1", "B", "Tradegate"],
	["03.01.2026 09:00:04", "66113,5", null, "0,75", "A", "Xetra"],
] as const;

/** A file of one's own with semicolons and decimal commas that leaves three questions. */
export const WITH_QUESTIONS: ShownDataSet = {
	id: "meine-kurse",
	name: "Meine Kurse",
	canRename: true,
	canChangeId: true,
	fileCount: 1,
	files: [{ name: "kurse <2026> & mehr.csv", size: "18 MB", state: "ok" }],
	source: "Trades by the names of their columns",
	columns: columnsOf({
		Zeit: "time",
		Kurs: "price",
		"Letzter Kurs": undefined,
		Menge: "size",
		Seite: "side",
		Platz: undefined,
	}),
	rows: OWN_CELLS.map((cells, index): ShownRow => {
		if (index === 2) return { cells, reading: { kind: "bad", problem: "the price is no number" } };
		if (index === 3) return { cells, reading: { kind: "other" } };
		return {
			cells,
			reading: {
				kind: "trade",
				time: `2026-03-01T08:00:0${index}.000Z`,
				price: cells[1].replace(",", "."),
				size: cells[3].replace(",", "."),
				side: "unknown",
				symbol: "kurse",
				count: 1,
			},
		};
	}),
	rowsLookedAt: 412,
	words: {
		side: "Who bought is not known: trades count in volume and VWAP, in neither buy nor sell.",
		size: "Sizes are in the base currency, or in shares.",
		time: "Times are dates with a time of day.",
		zone: "Times are shown in UTC; those without a zone are in Europe/Berlin.",
	},
	fields: {
		header: true,
		zone: "Europe/Berlin",
		sideOf: "taker",
		sideWords: { buy: [], sell: [] },
		priceScale: 0,
		sizeUnit: "base",
		decimalComma: true,
		symbol: "kurse",
	},
	questions: [
		{
			id: "price",
			sentence: "Which column holds the price of the trade?",
			choices: [
				{ label: "Kurs", examples: ["66114,5", "66114,0"], answer: { columns: { price: 1 } } },
				{
					label: "Letzter Kurs",
					examples: ["66115,0", "66114,5"],
					answer: { columns: { price: 2 } },
				},
			],
			recommended: 0,
		},
		{
			id: "side",
			sentence: "Which word of the column Seite says that the taker bought?",
			choices: [
				{
					label: "a: the taker bought; b: the taker sold",
					examples: ["a", "b"],
					answer: { sideWords: { buy: ["a"], sell: ["b"] }, sideOf: "taker" },
				},
				{
					label: "b: the taker bought; a: the taker sold",
					examples: ["a", "b"],
					answer: { sideWords: { buy: ["b"], sell: ["a"] }, sideOf: "taker" },
				},
				{
					label: "Leave the sides unknown",
					examples: [],
					answer: { sideWords: { buy: [], sell: [] } },
				},
			],
		},
		{
			id: "symbol",
			sentence:
				"Neither the file nor its name kurse <2026> & mehr says the instrument. What is it called?",
			choices: [],
		},
	],
	symbolCount: 1,
	symbols: [{ symbol: "kurse" }],
	notes: [],
};

const PROBLEMS = [
	"the price is no number",
	"the size is not above zero",
	"the time cannot be read",
	"cut off",
];

/** Files with 1,234 rows that are no trades, one changed, one unreadable and one gone. */
export const WITH_BAD_ROWS: ShownDataSet = {
	...JUDGED,
	files: [
		{ name: "BTCUSDT-aggTrades-2026-03-01.csv", size: "412 MB", state: "unreadable" },
		{ name: "BTCUSDT-aggTrades-2026-03-02.csv", size: "398 MB", state: "changed" },
		{ name: "BTCUSDT-aggTrades-2026-03-03.csv", state: "missing" },
	],
	notes: [
		...JUDGED.notes,
		{
			kind: "warning",
			text: "One file is missing. Choose it where it is now.",
			actions: [{ id: "chooseFiles", label: "Choose files" }],
		},
	],
	judgement: {
		...JUDGED.judgement,
		trades: 14_205_583,
		bad: {
			count: 1_234,
			first: Array.from({ length: 100 }, (_, index) => ({
				file: `BTCUSDT-aggTrades-2026-03-0${1 + (index % 2)}.csv`,
				line: 12 + index * 37,
				text:
					index === 1
						? `${"2913480011,".repeat(30)}…`
						: `29134${80_011 + index},,0.00${index + 1},6034118201,6034118201,1772323200041,true`,
				problem: PROBLEMS[index % PROBLEMS.length] ?? "",
			})),
		},
		duplicates: 12,
		equalRows: 0,
		repeatedIds: 3,
		outOfOrder: 40_211,
		unknownSide: 77,
		span: MARCH,
		size: "810 MB",
	},
};

const COINS = ["BTC", "ETH", "SOL", "XRP", "DOGE", "1000000MOG", "USELESS", "PEPE"];

/** Two hundred instruments in a folder of Parquet files with long names, all rows read. */
export const MANY_SYMBOLS: ShownDataSet = {
	...JUDGED,
	id: "collector",
	name: "Collector of perpetual swaps, all venues, raw and without anything left out since 2024-01",
	canRename: false,
	canChangeId: false,
	source: "Tardis trades",
	fileCount: 2_310,
	files: Array.from({ length: 1_000 }, (_, index) => ({
		name: `exchange=binance-futures/symbol=${COINS[index % COINS.length]}USDT/date=2026-03-${String(1 + (index % 28)).padStart(2, "0")}/part-${index}-of-2310.snappy.parquet`,
		size: "3.4 MB",
		state: "ok",
	})),
	columns: columnsOf({
		exchange: undefined,
		symbol: "symbol",
		timestamp: "time",
		local_timestamp_at_which_the_collector_has_received_the_message: undefined,
		id: "id",
		side: "side",
		price: "price",
		amount: "size",
	}).map((column) => ({ ...column, ref: column.name })),
	rows: Array.from({ length: 20 }, (_, index): ShownRow => {
		const { reading } = aggregateRow(index);
		return {
			cells: [
				"binance-futures",
				"1000000MOGUSDT-PERP",
				"1772323200041000",
				"1772323200043112",
				`0f8fad5b-d9cb-469f-a165-${String(index).padStart(12, "0")}`,
				index % 3 === 0 ? "sell" : "buy",
				"0.000000123",
				"184000000.5",
			],
			reading:
				reading.kind === "trade"
					? { ...reading, symbol: "1000000MOGUSDT-PERP", price: "0.000000123", size: "184000000.5" }
					: reading,
		};
	}),
	fields: {
		timeUnit: "us",
		sideOf: "taker",
		sideWords: { buy: ["buy"], sell: ["sell"] },
		priceScale: 0,
		sizeUnit: "contracts",
	},
	words: {
		...JUDGED.words,
		side: "side buy: the taker bought; sell: the taker sold.",
		size: "Sizes are in contracts.",
		time: "Times count microseconds.",
	},
	symbolCount: 200,
	symbols: Array.from({ length: 200 }, (_, index) => ({
		symbol: `${COINS[index % COINS.length]}USDT${index < COINS.length ? "" : `-PERP-${index}`}`,
		trades: 9_876_543 - index * 49_000,
		span: MARCH,
		tick: "0.0001",
		step: "0.05",
	})),
	notes: [
		{
			kind: "warning",
			text: "Sizes are in contracts. What one of them stands for is not known, so volumes are not in coins.",
		},
	],
};
