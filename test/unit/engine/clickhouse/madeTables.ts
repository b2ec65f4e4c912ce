import { tableOf } from "../../../../src/engine/clickhouse/table";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { UNTIL_DONE } from "../engineTools";
import { type MadeTape, written } from "../madeTape";
import type { RealServer, Version } from "./realServers";

/** Types of the columns of a table, as the server writes them. */
export interface Types {
	readonly time: string;
	readonly price: string;
	readonly size: string;
	readonly side: string;
	readonly symbol: string;
}

/** What 18.16 has, and what came later. */
export const TIMES: Readonly<Record<Version, readonly string[]>> = {
	"18.16": ["Int64", "UInt64"],
	current: ["Int64", "UInt64", "DateTime64(3)", "DateTime64(6, 'Asia/Tokyo')", "DateTime64(9)"],
};
export const NUMBERS: Readonly<Record<Version, readonly string[]>> = {
	"18.16": ["Decimal(18, 9)", "Float64", "Nullable(Decimal(18, 9))", "UInt64", "Float32"],
	current: [
		"Decimal(18, 9)",
		"Decimal(38, 18)",
		"Float64",
		"String",
		"Nullable(Decimal(18, 9))",
		"Nullable(Float64)",
		"LowCardinality(String)",
		"Nullable(Int64)",
		"UInt64",
		"Float32",
	],
};
export const SIDES: Readonly<Record<Version, readonly string[]>> = {
	"18.16": ["String", "Enum8('buy' = 1, 'sell' = 2, '?' = 3)", "FixedString(4)"],
	current: [
		"String",
		"Enum16('buy' = 1, 'sell' = 2, '?' = -3)",
		"LowCardinality(Nullable(String))",
		"FixedString(4)",
	],
};
/** Zeros behind milliseconds. */
export const UNITS = { s: -3, ms: 0, us: 3, ns: 6 } as const;

/** How such a table is read. */
export const LAYOUT: TableLayout = {
	columns: { time: "time", price: "price", size: "size", side: "side", symbol: "symbol", id: "id" },
	timeUnit: "us",
	side: { of: "taker", buy: ["buy"], sell: ["sell"] },
	priceScale: 0,
};

let tables = 0;

/** Makes a table of a tape, with another instrument and rows that are no trades in it. */
export async function tableWith({ run, server }: RealServer, tape: MadeTape, types: Types) {
	const table = `tape ${tables++}\`'`;
	const quoted = `default.\`${table.replaceAll("`", "\\`")}\``;
	const { time, price, size, side, symbol } = types;
	await run(
		`CREATE TABLE ${quoted} (time ${time}, price ${price}, size ${size}, side ${side}, symbol ${symbol}, id UInt64) ENGINE = MergeTree ORDER BY (symbol, time)`,
	);
	const stamp = (ms: number) => {
		const places = /DateTime64\((\d)/.exec(time)?.[1];
		if (places === undefined) return `${ms}000`;
		const iso = new Date(ms).toISOString().replace("T", " ");
		// A zone of the column is how it reads a date: whole ticks have none.
		const wall = /Tokyo/.test(time)
			? new Date(ms + 9 * 3_600_000).toISOString().replace("T", " ")
			: iso;
		return wall.slice(0, 23).padEnd(20 + Number(places), "0");
	};
	const line = (cells: readonly string[]) => `${cells.join("\t")}\n`;
	const rows = tape.trades.map((trade, at) =>
		line([
			stamp(trade.time),
			written(trade.price, tape.priceDecimals),
			written(trade.size, tape.sizeDecimals),
			trade.side,
			"T",
			String(at + 7),
		]),
	);
	const first = stamp(tape.trades[0]?.time ?? 0);
	const others = [
		line([first, "1", "1", "buy", "OTHER", "1"]),
		line([first, "0", "1", "buy", "T", "2"]),
		line([first, "1", "0", "sell", "T", "3"]),
		...(/Nullable/.test(price) ? [line([first, "\\N", "1", "sell", "T", "5"])] : []),
		...(/UInt/.test(price) ? [] : [line([first, "-1", "1", "sell", "T", "4"])]),
	];
	const body = [...rows, ...others].sort().join("");
	await run(`INSERT INTO ${quoted} FORMAT TabSeparated`, body);
	return tableOf(server, { database: "default", table }, UNTIL_DONE.signal);
}

/** A tape whose numbers its columns hold without loss. */
export function fitted({ trades, ...made }: MadeTape, { price, size }: Types): MadeTape {
	const most = (type: string) => {
		if (/Decimal\(18/.test(type)) return 1e9;
		if (/Float/.test(type)) return type === "Float32" ? 1e6 : 1e15;
		return Infinity;
	};
	const isWhole = (type: string) => type.includes("Int64");
	return {
		priceDecimals: isWhole(price) ? 0 : made.priceDecimals,
		sizeDecimals: isWhole(size) ? 0 : made.sizeDecimals,
		trades: trades.map((trade) => ({
			...trade,
			price: trade.price % most(price) || 1,
			size: trade.size % most(size) || 1,
		})),
	};
}
