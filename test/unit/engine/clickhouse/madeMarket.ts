import { readDecimal } from "../../../../src/core/decimal";
import { durationMs, epochMs } from "../../../../src/core/time";
import type { ProfilePlan, TradesPlan } from "../../../../src/core/trades/plan";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { type MinuteSums, sumTableOrView } from "../../../../src/engine/clickhouse/minuteSums";
import { tableOf } from "../../../../src/engine/clickhouse/table";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import { UNTIL_DONE } from "../engineTools";
import { type MadeTape, written } from "../madeTape";
import { documented } from "../../../support/clickHouse/documented";
import type { RealServer } from "./realServers";

export const START = Date.UTC(2026, 2, 2);
export const MINUTE = 60_000;

/** How the documented table is read. */
export const MARKET_LAYOUT: TableLayout = {
	columns: { time: "time", price: "price", size: "size", side: "side", symbol: "symbol", id: "id" },
	side: { of: "taker", buy: ["buy"], sell: ["sell"] },
	priceScale: 0,
};

/** The documented table and its views, in the order in which they are made. */
export const DOCUMENTED = {
	table: documented("CREATE TABLE market.trades\n"),
	minutes: documented("CREATE TABLE market.trades_by_minute\n"),
	rows: documented("CREATE TABLE market.trades_by_row\n"),
	toMinutes: documented("CREATE MATERIALIZED VIEW market.trades_to_minutes "),
	toRows: documented("CREATE MATERIALIZED VIEW market.trades_to_rows "),
};

/** Ten minutes of one instrument. */
export const MINUTES: TradesPlan = {
	kind: "vwap",
	symbol: "T",
	interval: durationMs(MINUTE),
	range: { from: epochMs(START), to: epochMs(START + 10 * MINUTE) },
};
export const ROWS: ProfilePlan = {
	...MINUTES,
	kind: "volumeProfile",
	step: readDecimal("10"),
	unit: "base",
};

/** A tape of trades by second and price; sizes count up, sides take turns. */
export function tapeOf(...trades: readonly (readonly [second: number, price: number])[]): MadeTape {
	return {
		priceDecimals: 0,
		sizeDecimals: 0,
		trades: trades.map(([second, price], at) => ({
			time: START + second * 1_000,
			price,
			size: at + 1,
			side: ["buy", "sell", "?"][at % 3] ?? "?",
		})),
	};
}
/** Some trades of {@link MINUTES}, two of them at one instant. */
export const TAPE = tapeOf([0, 100], [0, 90], [59, 110], [60, 95], [150, 120], [599, 80]);

/** A tape as rows of the documented table, with a trade of another instrument. */
export function marketLines(
	{ trades, priceDecimals, sizeDecimals }: MadeTape,
	firstId = 7,
): string {
	const line = (trade: MadeTape["trades"][number], symbol: string, id: number) =>
		[
			symbol,
			`${new Date(trade.time).toISOString().replace("T", " ").slice(0, 23)}000`,
			id,
			written(trade.price, priceDecimals),
			written(trade.size, sizeDecimals),
			trade.side === "?" ? "unknown" : trade.side,
		].join("\t");
	const own = trades.map((trade, at) => line(trade, "T", firstId + at));
	const [first] = trades;
	const other = first === undefined ? [] : [line({ ...first, price: 5 }, "OTHER", 1)];
	return [...own, ...other].map((one) => `${one}\n`).join("");
}

/** The name of the view that sums are from. */
export const viewOf = ({ view }: MinuteSums) => view?.table;

let databases = 0;

/** Statements over the documented table in a database of their own, called `market` in all of them. */
export async function madeMarket(
	{ run, server }: RealServer,
	statements: readonly string[] = Object.values(DOCUMENTED),
	layout: TableLayout = MARKET_LAYOUT,
) {
	const database = `market${databases++}`;
	const own = (statement: string) => statement.replace(/\bmarket\./g, `${database}.`);
	await run(`CREATE DATABASE ${database}`);
	for (const statement of statements) await run(own(statement));
	const table = (name: string) => tableOf(server, { database, table: name }, UNTIL_DONE.signal);
	return {
		database,
		run: (statement: string, body?: string) => run(own(statement), body),
		insert: (tape: MadeTape, firstId?: number) =>
			run(own("INSERT INTO market.trades FORMAT TabSeparated"), marketLines(tape, firstId)),
		/** From a view where one is right. */
		sum: async (plan: TradesPlan, name = "trades") =>
			sumTableOrView(plan, server, await table(name), layout, UNTIL_DONE),
		base: async (plan: TradesPlan, name = "trades") =>
			sumTable(plan, server, await table(name), layout, UNTIL_DONE),
	};
}
