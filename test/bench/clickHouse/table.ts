import { readDecimal } from "../../../src/core/decimal";
import type { Log } from "../../../src/core/log";
import { epochMs, HOUR_MS, MINUTE_MS } from "../../../src/core/time";
import type { TradesPlan } from "../../../src/core/trades/plan";
import type { TableLayout } from "../../../src/core/trades/table/tableLayout";
import {
	type ClickHouseServer,
	type QueryOptions,
	signInTo,
} from "../../../src/engine/clickhouse/server";

const SYMBOL = "BTCUSDT";

/** The plans that are measured: profiles by the hour and 10 dollars, VWAPs by the minute. */
export const plansOf = (from: number, to: number) => {
	const range = { from: epochMs(from), to: epochMs(to) };
	const step = readDecimal("10");
	return {
		profile: {
			kind: "volumeProfile",
			symbol: SYMBOL,
			interval: HOUR_MS,
			range,
			step,
			unit: "base",
		},
		vwap: { kind: "vwap", symbol: SYMBOL, interval: MINUTE_MS, range },
	} as const satisfies Readonly<Record<string, TradesPlan>>;
};

/** How the measured tables are read. */
export const LAYOUT: TableLayout = {
	columns: { symbol: "symbol", time: "time", price: "price", size: "size", side: "side", id: "id" },
	timeUnit: "ms",
	side: { of: "taker", buy: ["buy"], sell: ["sell"] },
	priceScale: 0,
};

export const UNTIL_DONE: QueryOptions = {
	signal: new AbortController().signal,
	wholeness: "whole",
};

/** Signs in as a user whose queries may take what they need. */
export function signedIn(origin: string, log: Log, user = "default"): Promise<ClickHouseServer> {
	const limits = { seconds: 600, memoryBytes: 8e9, rows: 1_000_000, bytes: 256 * 1024 * 1024 };
	return signInTo({ origin, name: "bench", user, password: "", log, limits }, UNTIL_DONE.signal);
}
