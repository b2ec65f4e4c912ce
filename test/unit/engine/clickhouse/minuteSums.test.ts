import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readDecimal } from "../../../../src/core/decimal";
import { formatText } from "../../../../src/core/text";
import { durationMs, epochMs } from "../../../../src/core/time";
import { gridOf } from "../../../../src/core/trades/grid";
import type { TradesPlan } from "../../../../src/core/trades/plan";
import { type MinuteSums, sumTableOrView } from "../../../../src/engine/clickhouse/minuteSums";
import { fromViewNote } from "../../../../src/engine/clickhouse/minuteViews";
import { tableOf } from "../../../../src/engine/clickhouse/table";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import { plainSums, UNTIL_DONE } from "../engineTools";
import { type MadeTape, plainTape, reference, written } from "../madeTape";
import { documented } from "./documentedStatements";
import { useClickHouse } from "./realServers";

const START = Date.UTC(2026, 2, 2);
const MINUTE = 60_000;

const LAYOUT: TableLayout = {
	columns: { time: "time", price: "price", size: "size", side: "side", symbol: "symbol", id: "id" },
	side: { of: "taker", buy: ["buy"], sell: ["sell"] },
	priceScale: 0,
};

const DOCUMENTED = {
	table: documented("CREATE TABLE market.trades\n"),
	minutes: documented("CREATE TABLE market.trades_by_minute\n"),
	rows: documented("CREATE TABLE market.trades_by_row\n"),
	toMinutes: documented("CREATE MATERIALIZED VIEW market.trades_to_minutes "),
	toRows: documented("CREATE MATERIALIZED VIEW market.trades_to_rows "),
};

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

const VWAP: TradesPlan = {
	kind: "vwap",
	symbol: "T",
	interval: durationMs(MINUTE),
	range: { from: epochMs(START), to: epochMs(START + 10 * MINUTE) },
};
const PROFILE: TradesPlan = {
	...VWAP,
	kind: "volumeProfile",
	step: readDecimal("10"),
	unit: "base",
};

describe("sums of trades from a per-minute view", function () {
	this.timeout(300_000);
	const clickHouse = useClickHouse("current");
	let databases = 0;

	/** The documented table and views in a database of their own. */
	async function made(
		statements: readonly string[] = Object.values(DOCUMENTED),
		layout: TableLayout = LAYOUT,
	) {
		const { run, server } = clickHouse();
		const database = `market${databases++}`;
		const own = (statement: string) => statement.replaceAll("market.", `${database}.`);
		await run(`CREATE DATABASE ${database}`);
		for (const statement of statements) await run(own(statement));
		const table = await tableOf(server, { database, table: "trades" }, UNTIL_DONE.signal);
		return {
			table,
			run: (statement: string, body?: string) => run(own(statement), body),
			insert: (tape: MadeTape, from = 0) =>
				run(own("INSERT INTO market.trades FORMAT TabSeparated"), linesOf(tape, from)),
			sum: (plan: TradesPlan) => sumTableOrView(plan, server, table, layout, UNTIL_DONE),
			base: (plan: TradesPlan) => sumTable(plan, server, table, layout, UNTIL_DONE),
		};
	}

	function linesOf({ trades, priceDecimals, sizeDecimals }: MadeTape, from = 0): string {
		const line = (trade: MadeTape["trades"][number], symbol: string, id: number) =>
			[
				symbol,
				`${new Date(trade.time).toISOString().replace("T", " ").slice(0, 23)}000`,
				id,
				written(trade.price, priceDecimals),
				written(trade.size, sizeDecimals),
				trade.side === "?" ? "unknown" : trade.side,
			].join("\t");
		const own = trades.map((trade, at) => line(trade, "T", from + at + 7));
		const [first] = trades;
		const other = first === undefined ? [] : [line({ ...first, price: 5 }, "OTHER", 1)];
		return [...own, ...other].map((one) => `${one}\n`).join("");
	}

	const tapeOf = (...trades: readonly (readonly [second: number, price: number])[]): MadeTape => ({
		priceDecimals: 0,
		sizeDecimals: 0,
		trades: trades.map(([second, price], at) => ({
			time: START + second * 1_000,
			price,
			size: at + 1,
			side: ["buy", "sell", "?"][at % 3] ?? "?",
		})),
	});
	const TAPE = tapeOf([0, 100], [0, 90], [59, 110], [60, 95], [150, 120], [599, 80]);

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
				fc.array(plan, { minLength: 6, maxLength: 6 }),
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
			{ numRuns: 25 },
		);
		assert.ok(viewed > 20, String(viewed));
	});

	const nameOf = ({ view }: MinuteSums) => view?.table;

	it("say which view they are from, and show what was asked", async () => {
		const { insert, sum } = await made();
		await insert(TAPE);
		const [vwap, profile] = [await sum(VWAP), await sum(PROFILE)];
		assert.deepEqual([nameOf(vwap), nameOf(profile)], ["trades_to_minutes", "trades_to_rows"]);
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
		for (const plan of [VWAP, PROFILE]) {
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
		assert.equal((await sum(VWAP)).view, undefined);
	});

	it("are from the table where a row is no trade", async () => {
		const { insert, sum, base } = await made();
		await insert(tapeOf([0, 100], [60, 0]));
		for (const plan of [VWAP, PROFILE]) {
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
			for (const plan of [VWAP, { ...PROFILE, unit: "USD" } as const]) {
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
		const sums = await sum(PROFILE);
		assert.equal(nameOf(sums), "trades_to_rows");
		assert.deepEqual(plainSums(sums), plainSums(await base(PROFILE)));
		const maker: TableLayout = { ...LAYOUT, side: { of: "maker", buy: ["buy"], sell: ["sell"] } };
		const nobody: TableLayout = { ...LAYOUT, side: { of: "nobody" } };
		const scaled: TableLayout = { ...LAYOUT, priceScale: 1 };
		for (const layout of [maker, nobody, scaled]) {
			const { insert, sum, base } = await made(Object.values(DOCUMENTED), layout);
			await insert(TAPE);
			const sums = await sum(PROFILE);
			assert.equal(nameOf(sums), "trades_to_rows");
			assert.deepEqual(plainSums(sums), plainSums(await base(PROFILE)));
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
			assert.equal((await sum(PROFILE)).view, undefined);
			assert.equal((await sum(VWAP)).view, undefined);
		}
	});

	it("are from the table where its trades were changed after they came", async () => {
		const { insert, run, sum, base } = await made();
		await insert(TAPE);
		await run(
			"ALTER TABLE market.trades UPDATE size = size * 2 WHERE 1 SETTINGS mutations_sync = 1",
		);
		const sums = await sum(VWAP);
		assert.equal(sums.view, undefined);
		assert.deepEqual(plainSums(sums), plainSums(await base(VWAP)));
	});

	it("are from a view that takes sides otherwise, where they are not asked for", async () => {
		const other: TableLayout = {
			...LAYOUT,
			side: { of: "taker", buy: ["unknown"], sell: ["sell"] },
		};
		const { insert, sum, base } = await made(Object.values(DOCUMENTED), other);
		await insert(TAPE);
		const sums = await sum(VWAP);
		assert.equal(nameOf(sums), "trades_to_minutes");
		assert.deepEqual(plainSums(sums), plainSums(await base(VWAP)));
		assert.equal((await sum(PROFILE)).view, undefined);
	});

	it("are from the table where a layout reads it in another way", async () => {
		const layouts: readonly TableLayout[] = [
			{ ...LAYOUT, side: { of: "taker", buy: ["buy", "unknown"], sell: ["sell"] } },
			{ ...LAYOUT, side: { of: "amountSign" } },
			{ ...LAYOUT, only: { column: "side", values: ["buy"] } },
			{ ...LAYOUT, columns: { ...LAYOUT.columns, size: "price", price: "size" } },
		];
		for (const layout of layouts) {
			const { insert, sum, base } = await made(Object.values(DOCUMENTED), layout);
			await insert(TAPE);
			const sums = await sum(PROFILE);
			assert.equal(sums.view, undefined, JSON.stringify(layout));
			assert.deepEqual(plainSums(sums), plainSums(await base(PROFILE)));
		}
	});
});
