import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readDecimal } from "../../../../src/core/decimal";
import { formatText } from "../../../../src/core/text";
import { durationMs, epochMs } from "../../../../src/core/time";
import { gridOf } from "../../../../src/core/trades/grid";
import type { TradesPlan } from "../../../../src/core/trades/plan";
import { fromViewNote } from "../../../../src/engine/clickhouse/minuteViews";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { sumTableOrView } from "../../../../src/engine/clickhouse/minuteSums";
import { tableOf } from "../../../../src/engine/clickhouse/table";
import { plainSums, UNTIL_DONE } from "../engineTools";
import { type MadeTape, plainTape, reference } from "../madeTape";
import {
	DOCUMENTED,
	madeMarket,
	MARKET_LAYOUT,
	MINUTE,
	MINUTES,
	ROWS,
	START,
	TAPE,
	tapeOf,
	viewOf,
} from "./madeMarket";
import { refusalOf } from "./madeServers";
import { useClickHouse } from "./realServers";

const tape: fc.Arbitrary<MadeTape> = plainTape.map((made) => ({
	...made,
	priceDecimals: Math.min(made.priceDecimals, 8),
}));

const common = {
	symbol: fc.constantFrom("T", "T", "T", "OTHER", "none"),
	range: fc
		.tuple(fc.integer({ min: -3, max: 90 }), fc.integer({ min: 0, max: 200 }))
		.map(([from, length]) => ({
			from: epochMs(START + from * MINUTE),
			to: epochMs(START + (from + length) * MINUTE),
		})),
};
const until = fc.integer({ min: 0, max: 5_200_000 }).map((later) => epochMs(START + later));
const interval = fc
	.constantFrom(MINUTE, 5 * MINUTE, 60 * MINUTE, 7 * 86_400_000, 90_000)
	.map(durationMs);
const plan: fc.Arbitrary<TradesPlan> = fc.oneof(
	fc.record(
		{
			...common,
			kind: fc.constant("volumeProfile" as const),
			interval,
			step: fc.constantFrom("10", "30", "1000", "5", "0.1", "12.5").map(readDecimal),
			unit: fc.constantFrom("base" as const, "USD" as const),
			until,
		},
		{ requiredKeys: ["symbol", "range", "kind", "interval", "step", "unit"] },
	),
	fc.record(
		{ ...common, kind: fc.constant("vwap" as const), interval, until },
		{ requiredKeys: ["symbol", "range", "kind", "interval"] },
	),
);

describe("sums of trades from a per-minute view", function () {
	this.timeout(300_000);
	const clickHouse = useClickHouse("current");
	const made = (statements?: readonly string[], layout?: TableLayout) =>
		madeMarket(clickHouse(), statements, layout);
	const isWhole = ({ interval, ...plan }: TradesPlan) => {
		const grid = gridOf({ interval, ...plan });
		const isServed = plan.kind === "vwap" || [10, 30, 1000].includes(Number(plan.step.units));
		return (
			interval % MINUTE === 0 && isServed && Math.floor(grid.end / MINUTE) * MINUTE > grid.first
		);
	};

	it("are those of the table, to the last digit, and are from the view where its minutes and rows fit", async () => {
		let viewed = 0;
		await fc.assert(
			fc.asyncProperty(
				tape,
				fc.array(plan, { minLength: 8, maxLength: 8 }),
				async (tape, plans) => {
					const { insert, sum, base } = await made();
					await insert(tape);
					for (const plan of plans) {
						const sums = await sum(plan);
						assert.deepEqual(plainSums(sums), plainSums(await base(plan)), sums.sql);
						if (plan.symbol === "T") assert.deepEqual(plainSums(sums), reference(plan, tape));
						assert.equal(sums.view !== undefined, isWhole(plan), JSON.stringify(plan.interval));
						if (sums.view !== undefined) viewed += 1;
					}
				},
			),
			// A run makes a market of its own, which takes longer than its questions.
			{ numRuns: 12 },
		);
		assert.ok(viewed > 0);
	});

	it("say which view they are from, and show what was asked", async () => {
		const { insert, sum } = await made();
		await insert(TAPE);
		const [vwap, profile] = [await sum(MINUTES), await sum(ROWS)];
		assert.deepEqual([viewOf(vwap), viewOf(profile)], ["trades_to_minutes", "trades_to_rows"]);
		assert.ok(vwap.view !== undefined);
		assert.equal(
			formatText(fromViewNote(vwap.view)),
			"From the per-minute view trades_to_minutes.",
		);
		assert.match(vwap.sql, /trades_by_minute/);
		assert.match(profile.sql, /trades_by_row/);
		for (const statement of vwap.sql.split(";\n")) await clickHouse().run(statement);
	});

	it("are from the table where the view was made later than trades came, until it was filled", async () => {
		const { table, minutes, rows, toMinutes, toRows } = DOCUMENTED;
		const { insert, run, sum, base } = await made([table, minutes, rows]);
		await insert(TAPE);
		await run(toMinutes);
		await run(toRows);
		const later = tapeOf([300, 70], [420, 60]);
		await insert(later, 100);
		for (const plan of [MINUTES, ROWS]) {
			const sums = await sum(plan);
			assert.equal(sums.view, undefined);
			assert.deepEqual(plainSums(sums), plainSums(await base(plan)));
			const after = { ...plan, range: { from: epochMs(START + 4 * MINUTE), to: plan.range.to } };
			assert.equal((await sum(after)).view, undefined);
			const until = { ...after, range: { ...after.range, to: epochMs(START + 9 * MINUTE) } };
			assert.notEqual((await sum(until)).view, undefined, "what it has whole it may answer");
		}
	});

	it("are from the table where one stretch is missing and another is there twice", async () => {
		const { table, minutes, rows, toMinutes, toRows } = DOCUMENTED;
		const { insert, run, sum } = await made([table, minutes, rows]);
		await insert(tapeOf([0, 100], [60, 100]));
		const select = toMinutes.slice(toMinutes.indexOf("SELECT"));
		const first = select.replace("GROUP BY", "WHERE id = 7 GROUP BY");
		await run(toMinutes);
		await run(toRows);
		const twice = `INSERT INTO market.trades_by_minute ${first}`;
		await run(twice);
		await run(twice);
		assert.equal((await sum(MINUTES)).view, undefined);
	});

	it("are from the table where a row is no trade", async () => {
		const { insert, sum, base } = await made();
		await insert(tapeOf([0, 100], [60, 0]));
		for (const plan of [MINUTES, ROWS]) {
			const sums = await sum(plan);
			assert.deepEqual([sums.view, sums.leftOut], [undefined, 1]);
			assert.deepEqual(plainSums(sums), plainSums(await base(plan)));
		}
	});

	interface OtherView {
		readonly change: (view: string) => string;
		/** A column that its target needs. */
		readonly column?: string;
	}
	const OTHER_VIEWS: Readonly<Record<string, OtherView>> = {
		"leaves trades out": {
			change: (view) => view.replace("GROUP BY", "WHERE size < 1000 GROUP BY"),
		},
		"reads another table": {
			change: (view) => view.replace("FROM market.trades", "FROM market.others"),
		},
		"counts something else": { change: (view) => view.replace("count() AS", "uniq(id) AS") },
		"means another size": {
			change: (view) => view.replace("symbol,", "symbol, toDecimal64(1, 8) AS size,"),
			column: "size SimpleAggregateFunction(any, Decimal(18, 8))",
		},
		"makes rows of lists": {
			change: (view) =>
				view
					.replace("symbol,", "symbol, arrayJoin([1, 2]) AS twice,")
					.replace("GROUP BY", "GROUP BY twice,"),
			column: "twice SimpleAggregateFunction(any, UInt8)",
		},
		"groups by hours": { change: (view) => view.replace("toStartOfMinute", "toStartOfHour") },
		"adds up doubles": {
			change: (view) =>
				view.replaceAll("toDecimal128(price, 8) * size", "toFloat64(price) * toFloat64(size)"),
		},
		"counts each instrument's orders apart": {
			change: (view) => view.replace("GROUP BY", "GROUP BY id,"),
		},
	};
	for (const [what, { change, column }] of Object.entries(OTHER_VIEWS)) {
		it(`are never from a view that ${what}`, async () => {
			const { table, minutes, rows, toMinutes, toRows } = DOCUMENTED;
			const others = table.replace("market.trades", "market.others");
			const targets = [minutes, rows].map((target) =>
				column === undefined ? target : target.replace("minute ", `${column}, minute `),
			);
			const views = [toMinutes, toRows].map(change);
			const { insert, sum } = await made([table, others, ...targets, ...views]);
			await insert(TAPE);
			for (const plan of [MINUTES, { ...ROWS, unit: "USD" } as const]) {
				assert.equal((await sum(plan)).view, undefined);
			}
		});
	}

	it("take what the columns of a view hold, whatever they are called", async () => {
		const swapped = (view: string) =>
			view.replace("'buy') AS buy", "'sell') AS buy").replace("'sell') AS sell", "'buy') AS sell");
		const { table, minutes, rows, toMinutes, toRows } = DOCUMENTED;
		const { insert, sum, base } = await made([table, minutes, rows, toMinutes, swapped(toRows)]);
		await insert(TAPE);
		const sums = await sum(ROWS);
		assert.equal(viewOf(sums), "trades_to_rows");
		assert.deepEqual(plainSums(sums), plainSums(await base(ROWS)));
		const maker: TableLayout = {
			...MARKET_LAYOUT,
			side: { of: "maker", buy: ["buy"], sell: ["sell"] },
		};
		const nobody: TableLayout = { ...MARKET_LAYOUT, side: { of: "nobody" } };
		const scaled: TableLayout = { ...MARKET_LAYOUT, priceScale: 1 };
		for (const layout of [maker, nobody, scaled]) {
			const { insert, sum, base } = await made(Object.values(DOCUMENTED), layout);
			await insert(TAPE);
			const sums = await sum(ROWS);
			assert.equal(viewOf(sums), "trades_to_rows");
			assert.deepEqual(plainSums(sums), plainSums(await base(ROWS)));
		}
	});

	it("are never from a view whose rows replace each other, or are merged otherwise", async () => {
		const { table, minutes, rows, toMinutes, toRows } = DOCUMENTED;
		const changes: readonly ((statement: string) => string)[] = [
			(target) => target.replace("Function(sum, UInt64)", "Function(max, UInt64)"),
			(target) => target.replace("AggregatingMergeTree", "ReplacingMergeTree"),
			(target) =>
				target.replace(
					/ORDER BY \(symbol, .*\)/,
					"ORDER BY symbol SETTINGS allow_dimensions_outside_sorting_key = 1",
				),
		];
		for (const change of changes) {
			const targets = [minutes, rows].map(change);
			const { insert, sum } = await made([table, ...targets, toMinutes, toRows]);
			await insert(TAPE);
			assert.equal((await sum(ROWS)).view, undefined);
			assert.equal((await sum(MINUTES)).view, undefined);
		}
	});

	const CHANGED: Readonly<Record<string, readonly string[]>> = {
		"a mutation changed it": [
			"ALTER TABLE market.trades UPDATE size = size * 2 WHERE 1 SETTINGS mutations_sync = 1",
		],
		"a partition of as many other trades took its place": [
			"CREATE TABLE market.mended AS market.trades",
			"INSERT INTO market.mended SELECT symbol, time, id, price, size * 2, side FROM market.trades",
			"ALTER TABLE market.trades REPLACE PARTITION 202603 FROM market.mended",
		],
		"trades were removed": ["DELETE FROM market.trades WHERE id = 9"],
		"a column is emptied after a time": [
			"ALTER TABLE market.trades MODIFY COLUMN size Decimal(18, 8) TTL toDateTime(time) + INTERVAL 90 YEAR",
		],
		"minutes are rolled up after a time": [
			"ALTER TABLE market.trades_by_minute MODIFY TTL minute + INTERVAL 90 YEAR GROUP BY symbol SET minute = min(minute)",
			"ALTER TABLE market.trades_by_row MODIFY TTL minute + INTERVAL 90 YEAR GROUP BY symbol, minute SET row = min(row)",
		],
		"minutes were removed": [
			"ALTER TABLE market.trades_by_minute DELETE WHERE minute > '2026-03-02 00:05:00' SETTINGS mutations_sync = 1",
			"ALTER TABLE market.trades_by_row DELETE WHERE minute > '2026-03-02 00:05:00' SETTINGS mutations_sync = 1",
		],
		"a minute was changed": [
			"ALTER TABLE market.trades_by_minute UPDATE quantity = 1 WHERE 1 SETTINGS mutations_sync = 1",
			"ALTER TABLE market.trades_by_row UPDATE quantity = 1 WHERE 1 SETTINGS mutations_sync = 1",
		],
	};
	for (const [what, statements] of Object.entries(CHANGED)) {
		it(`are from the table where ${what}`, async () => {
			const { insert, run, sum, base } = await made();
			await insert(TAPE);
			for (const plan of [MINUTES, ROWS]) assert.notEqual((await sum(plan)).view, undefined);
			for (const statement of statements) await run(statement);
			for (const plan of [MINUTES, ROWS]) {
				const sums = await sum(plan);
				assert.equal(sums.view, undefined);
				assert.deepEqual(plainSums(sums), plainSums(await base(plan)));
			}
		});
	}

	it("are from the table where other trades of as many minutes took the place of some, however seldom it traded", async () => {
		const { insert, run, sum, base } = await made();
		// A trade in three minutes of each hour.
		await insert(tapeOf(...[7, 1_990, 3_000, 4_000, 6_600].map((at) => [at, 100] as const)));
		const range = { from: MINUTES.range.from, to: epochMs(START + 120 * MINUTE) };
		const plans = [MINUTES, ROWS].map((plan) => ({ ...plan, range }));
		for (const plan of plans) assert.notEqual((await sum(plan)).view, undefined);
		for (const statement of CHANGED["a partition of as many other trades took its place"] ?? [])
			await run(statement);
		for (const plan of plans) {
			const sums = await sum(plan);
			assert.equal(sums.view, undefined);
			assert.deepEqual(plainSums(sums), plainSums(await base(plan)));
		}
	});

	it("are from views of other names and types", async () => {
		const other = (statement: string) =>
			statement
				.replaceAll("LowCardinality(String)", "String")
				.replace("time   DateTime64(6, 'UTC')", "time DateTime('Asia/Kathmandu')")
				.replaceAll(
					"Tuple(DateTime64(6, 'UTC'), UInt64)",
					"Tuple(DateTime('Asia/Kathmandu'), Int32)",
				)
				.replace("id     UInt64", "id Int32")
				.replace(/price {2}Decimal\(18, 8\)/, "price Decimal(12, 4)")
				.replace(/size {3}Decimal\(18, 8\)/, "size Decimal(15, 2)")
				.replaceAll("(38, 8)", "(38, 2)")
				.replaceAll("(38, 16)", "(38, 6)")
				.replaceAll(/((?:smallest|largest) +\w+\(\w+, )Decimal\(18, 8\)/g, "$1Decimal(15, 2)")
				.replaceAll("Decimal(18, 8)", "Decimal(12, 4)")
				.replaceAll("toDecimal128(price, 8)", "toDecimal128(price, 4)")
				.replace("1000000000", "100000")
				.replace("Enum8('unknown' = 0", "Enum16('unknown' = -1")
				.replaceAll(/(?<!\.)\b(minute|trades|first|low|notional|row)\b(?=[ ,)]|$)/gm, "`its $1`");
		const { run, sum, base } = await made(Object.values(DOCUMENTED).map(other));
		const line = (second: number, id: number, price: string, size: string, side: string) =>
			`T\t${START / 1_000 + second}\t${id}\t${price}\t${size}\t${side}\n`;
		await run(
			"INSERT INTO market.trades FORMAT TabSeparated",
			[
				line(0, -5, "12345678.1234", "1234567890123.45", "buy"),
				line(0, -4, "0.0001", "0.01", "sell"),
				line(0, 3, "20", "1.5", "unknown"),
				line(599, 1, "19.9999", "7", "sell"),
			].join(""),
		);
		for (const plan of [MINUTES, ROWS, { ...ROWS, unit: "USD" } as const]) {
			const sums = await sum(plan);
			assert.notEqual(sums.view, undefined);
			assert.deepEqual(plainSums(sums), plainSums(await base(plan)));
		}
	});

	it("are from a view that has the columns that are asked for, whatever else it has not", async () => {
		const fewer = (statement: string) =>
			statement.replaceAll(/^ *(.* AS )?\w*(notional|buy_notional|sell_notional)\b.*\n/gm, "");
		const { insert, sum } = await made(Object.values(DOCUMENTED).map(fewer));
		await insert(TAPE);
		assert.equal(viewOf(await sum(ROWS)), "trades_to_rows");
		assert.equal((await sum({ ...ROWS, unit: "USD" })).view, undefined);
		assert.equal((await sum(MINUTES)).view, undefined);
	});

	it("are not asked for any more once somebody has cancelled", async () => {
		const { database } = await made();
		const table = await tableOf(
			clickHouse().server,
			{ database, table: "trades" },
			UNTIL_DONE.signal,
		);
		const signal = AbortSignal.abort();
		const { server } = clickHouse();
		await refusalOf(sumTableOrView(MINUTES, server, table, MARKET_LAYOUT, { signal }), "cancelled");
	});

	it("are from a view that takes sides otherwise, where they are not asked for", async () => {
		const other: TableLayout = {
			...MARKET_LAYOUT,
			side: { of: "taker", buy: ["unknown"], sell: ["sell"] },
		};
		const { insert, sum, base } = await made(Object.values(DOCUMENTED), other);
		await insert(TAPE);
		const sums = await sum(MINUTES);
		assert.equal(viewOf(sums), "trades_to_minutes");
		assert.deepEqual(plainSums(sums), plainSums(await base(MINUTES)));
		assert.equal((await sum(ROWS)).view, undefined);
	});

	it("are from the table where a layout reads it in another way", async () => {
		const layouts: readonly TableLayout[] = [
			{ ...MARKET_LAYOUT, side: { of: "taker", buy: ["buy", "unknown"], sell: ["sell"] } },
			{ ...MARKET_LAYOUT, side: { of: "amountSign" } },
			{ ...MARKET_LAYOUT, only: { column: "side", values: ["buy"] } },
			{ ...MARKET_LAYOUT, columns: { ...MARKET_LAYOUT.columns, size: "price", price: "size" } },
		];
		for (const layout of layouts) {
			const { insert, sum, base } = await made(Object.values(DOCUMENTED), layout);
			await insert(TAPE);
			const sums = await sum(ROWS);
			assert.equal(sums.view, undefined, JSON.stringify(layout));
			assert.deepEqual(plainSums(sums), plainSums(await base(ROWS)));
		}
	});
});

describe("sums of trades in ClickHouse 18.16, which has no such views", function () {
	this.timeout(60_000);
	const clickHouse = useClickHouse("18.16");

	it("are from the table", async () => {
		const { run, server } = clickHouse();
		await run(
			"CREATE TABLE old_trades (symbol String, time Int64, id UInt64, price Decimal(18, 8), size Decimal(18, 8)) ENGINE = MergeTree ORDER BY (symbol, time, id)",
		);
		await run(
			"CREATE MATERIALIZED VIEW old_minutes ENGINE = AggregatingMergeTree ORDER BY (symbol, minute) AS SELECT symbol, intDiv(time, 60000) AS minute, sumState(size) AS quantity FROM old_trades GROUP BY symbol, minute",
		);
		await run(
			"INSERT INTO old_trades FORMAT TabSeparated",
			`T\t${START}\t1\t10\t2\nT\t${START + 1}\t2\t11\t3\n`,
		);
		const table = await tableOf(
			server,
			{ database: "default", table: "old_trades" },
			UNTIL_DONE.signal,
		);
		const columns = { time: "time", price: "price", size: "size", symbol: "symbol", id: "id" };
		const layout: TableLayout = { columns, timeUnit: "ms", side: { of: "nobody" }, priceScale: 0 };
		const sums = await sumTableOrView(MINUTES, server, table, layout, UNTIL_DONE);
		assert.equal(sums.view, undefined);
		assert.ok("open" in sums);
		assert.deepEqual([sums.open[0], sums.close[0], sums.count[0]], [10, 11, 2]);
	});
});
