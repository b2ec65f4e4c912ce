import assert from "node:assert/strict";
import { join } from "node:path";
import * as fc from "fast-check";
import { type Decimal, formatDecimal } from "../../../../src/core/decimal";
import { isProviderError } from "../../../../src/core/errors/errors";
import { DAY_MS, type EpochMs, epochMs } from "../../../../src/core/time";
import type { SymbolVerdict } from "../../../../src/core/trades/verdict";
import { tableOf, tableVersion } from "../../../../src/engine/clickhouse/table";
import type { ClickHouseServer } from "../../../../src/engine/clickhouse/server";
import { grownVerdict } from "../../../../src/engine/clickhouse/tableGrowth";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import type { TableFindings } from "../../../../src/core/trades/table/tables";
import { judgeTable } from "../../../../src/engine/clickhouse/tableVerdict";
import { useTemporaryFolder } from "../../app/temporaryFolder";
import { judged, plainSums, UNTIL_DONE, useEngine } from "../engineTools";
import { csvOf, madeTape, reference, VWAP } from "../madeTape";
import { fitted, LAYOUT, NUMBERS, SIDES, tableWith, TIMES, type Types } from "./madeTables";
import { useClickHouse, VERSIONS } from "./realServers";

const written = (decimal: Decimal) => formatDecimal(decimal);

/** What is found of an instrument, without the scale that numbers are held on. */
function plain({ symbol, trades, span, days, largestSize }: SymbolVerdict): object {
	return {
		symbol,
		trades,
		span,
		days: days.map(({ low, high, ...day }) => ({ ...day, low: written(low), high: written(high) })),
		largestSize: written(largestSize),
	};
}

for (const version of VERSIONS) {
	describe(`a look at a table of ClickHouse ${version}`, function () {
		this.timeout(120_000);
		const clickHouse = useClickHouse(version);
		const folder = useTemporaryFolder();
		const engine = useEngine();

		it("finds what is found of the same trades in a file", async () => {
			const types: fc.Arbitrary<Types> = fc.record({
				time: fc.constantFrom(...TIMES[version]),
				price: fc.constantFrom(...NUMBERS[version]),
				size: fc.constantFrom(...NUMBERS[version]),
				side: fc.constantFrom(...SIDES[version]),
				symbol: fc.constantFrom("String", "Enum8('T' = 1, 'OTHER' = 2)"),
			});
			let files = 0;
			let looked = 0;
			await fc.assert(
				fc.asyncProperty(madeTape, types, async (made, types) => {
					// Another instrument's price and this one's have more digits together than such doubles hold.
					fc.pre(version === "current" || !`${types.price}${types.size}`.includes("Float32"));
					const tape = fitted(made, types);
					const table = await tableWith(clickHouse(), tape, types);
					const { server } = clickHouse();
					let verdict: TableFindings;
					try {
						verdict = await judgeTable(server, table, LAYOUT, "", UNTIL_DONE);
					} catch (error) {
						// The old server reads some doubles from text as a neighbour of theirs, which has many digits.
						assert.equal(version, "18.16");
						assert.ok(isProviderError(error) && error.kind === "badRequest", String(error));
						assert.match(error.message, /cannot add up the column/);
						return;
					}
					looked += 1;
					const file = await judged(engine(), join(folder(), `${files++}.csv`), csvOf(tape));
					const [own, other] = verdict.symbols;
					const found = [own, other].find((one) => one?.symbol === "T");
					const [expected] = file.symbols;
					assert.ok(found !== undefined && expected !== undefined);
					assert.deepEqual(plain(found), plain({ ...expected, symbol: "T" }));
					assert.equal(written(found.tick), written(expected.tick));
					assert.equal(verdict.trades, tape.trades.length + 1);
					assert.equal(verdict.unknownSide, file.unknownSide);
					assert.equal(verdict.hasNumericIds, true);
					const sums = await sumTable(VWAP, server, table, LAYOUT, UNTIL_DONE, verdict.facts);
					assert.deepEqual(plainSums(sums), reference(VWAP, tape));
				}),
				{ numRuns: 15 },
			);
			assert.ok(looked > 8, String(looked));
		});

		it("takes the name of a table without a column of instruments, and counts rows that are no trades", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE nameless (time Int64, price Decimal(9, 2), size Float64) ENGINE = MergeTree ORDER BY time",
			);
			const from = VWAP.range.from;
			await run(
				"INSERT INTO nameless FORMAT TabSeparated",
				`${from}\t10.5\t1\n${from + 1}\t11\tnan\n${from + 2}\t11\tinf\n${from + 3}\t12\t0.25\n9000000000000000000\t1\t1\n`,
			);
			const name = { database: "default", table: "nameless" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const { symbols, trades, leftOut, unknownSide, hasNumericIds, facts } = await judgeTable(
				server,
				table,
				{
					columns: { time: "time", price: "price", size: "size" },
					timeUnit: "ms",
					side: { of: "nobody" },
					priceScale: 0,
				},
				"BTCUSD",
				UNTIL_DONE,
			);
			assert.deepEqual([trades, leftOut, unknownSide, hasNumericIds], [2, 2, 2, false]);
			assert.deepEqual(facts, { size: { places: 2, digits: 3 } });
			assert.deepEqual(
				symbols.map(({ symbol, span, tick }) => [symbol, span, written(tick)]),
				[["BTCUSD", { from, to: from + 4 }, "1.5"]],
			);
		});

		it("looks anew where rows with longer numbers came in between, and tells one progress of both looks", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE busy (time Int64, price Float64, size Float64) ENGINE = MergeTree ORDER BY time",
			);
			const insert = (price: string) =>
				run("INSERT INTO busy FORMAT TabSeparated", `${VWAP.range.from}\t${price}\t1\n`);
			await insert("1.5");
			const prices = ["1.25001", "1.125"];
			const shares: number[] = [];
			const busy: ClickHouseServer = {
				name: server.name,
				dialect: server.dialect,
				zone: server.zone,
				query: async (statement, { onProgress, ...options }) => {
					const answer = await server.query(statement, options);
					onProgress?.(1);
					const next = prices.shift();
					if (next !== undefined) await insert(next);
					return answer;
				},
				close: () => server.close(),
			};
			const name = { database: "default", table: "busy" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const { trades, facts } = await judgeTable(busy, table, layout, "T", {
				...UNTIL_DONE,
				onProgress: (share) => shares.push(share),
			});
			assert.deepEqual([trades, facts.price], [3, { places: 5, digits: 6 }]);
			assert.deepEqual(shares, [0.5, 1, 0.5, 1]);
		});

		it("tells stretches of many days where there are too many of them, and grows from there", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE long (time Int64, symbol String, price Decimal(18, 2), size Decimal(18, 2)) ENGINE = MergeTree ORDER BY time",
			);
			const insert = (symbol: string, days: readonly number[]) =>
				run(
					"INSERT INTO long FORMAT TabSeparated",
					days.map((day) => `${day * DAY_MS}\t${symbol}\t1${day % 7}\t1\n`).join(""),
				);
			const days = Array.from({ length: 90 }, (_, day) => 900 + day);
			await insert("A", days);
			await insert("B", days.slice(80));
			const name = { database: "default", table: "long" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size", symbol: "symbol" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const look = (mostDays: number, from?: EpochMs) =>
				judgeTable(server, table, layout, "", {
					...UNTIL_DONE,
					mostDays,
					...(from !== undefined && { from }),
				});
			const whole = await look(100);
			const shown = ({ symbols, trades, unknownSide }: TableFindings) => [
				trades,
				unknownSide,
				symbols.map(({ symbol, trades, span, tick }) => [symbol, trades, span, written(tick)]),
			];
			const daysOf = ({ symbols }: TableFindings) => symbols.map(({ days }) => days.length);
			for (const [most, expected] of [
				[99, [3, 1]],
				[4, [3, 1]],
				[3, [1, 1]],
				[1, [1, 1]],
			] as const) {
				const found = await look(most);
				assert.deepEqual(shown(found), shown(whole));
				assert.deepEqual(daysOf(found), expected, String(most));
			}
			assert.deepEqual(daysOf(whole), [90, 10]);
			const coarse = await look(4);
			await insert("A", [989, 990, 991]);
			const grown = grownVerdict(coarse, await look(100, coarse.lastDay?.day));
			assert.deepEqual(shown(grown), shown(await look(200)));
		});

		it("finds of a table that has grown by its last days what it finds of all", async () => {
			const { run, server } = clickHouse();
			const table = { database: "default", table: "growing" };
			await run(
				"CREATE TABLE growing (time Int64, symbol String, price Float64, size Decimal(9, 2), side String) ENGINE = MergeTree ORDER BY time",
			);
			const day = (number: number) => VWAP.range.from + number * DAY_MS;
			const insert = (...rows: readonly (readonly [time: number, ...rest: string[]])[]) =>
				run(
					"INSERT INTO growing FORMAT TabSeparated",
					rows.map((row) => `${row.join("\t")}\n`).join(""),
				);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size", symbol: "symbol", side: "side" },
				timeUnit: "ms",
				side: { of: "taker", buy: ["buy"], sell: ["sell"] },
				priceScale: 0,
			};
			const look = async (from?: EpochMs) =>
				judgeTable(server, await tableOf(server, table, UNTIL_DONE.signal), layout, "", {
					...UNTIL_DONE,
					...(from !== undefined && { from }),
				});
			const version = () =>
				tableVersion(server, { ...table, engine: "MergeTree" }, UNTIL_DONE.signal);
			assert.deepEqual(await version(), { rows: 0, modifiedMs: 0 });
			await insert(
				[day(0), "A", "10", "1", "buy"],
				[day(0) + 1, "A", "30", "9", "?"],
				[day(1), "A", "20", "1", "?"],
				[day(1), "A", "0", "1", "buy"],
				[day(1), "B", "7", "1", "buy"],
				[day(0), "C", "1", "1", "buy"],
			);
			const before = await look();
			const first = await version();
			assert.equal(first?.rows, 6);
			await insert(
				[day(1) + 5, "A", "25.5", "2", "buy"],
				[day(1) + 6, "A", "0", "2", "?"],
				[day(2), "B", "1234.125", "99", "?"],
				[day(3), "D", "3", "1", "?"],
			);
			const second = await version();
			assert.equal(second?.rows, 10);
			assert.ok(second.modifiedMs >= first.modifiedMs && first.modifiedMs > day(3) - day(0));
			const whole = await look();
			assert.ok(before.lastDay !== undefined);
			assert.deepEqual(before.lastDay, { day: day(1), leftOut: 1, unknownSide: 1 });
			// From any time of a day the whole day is looked at.
			const now = await look(epochMs(before.lastDay.day + 3_600_000));
			assert.equal(now.trades, 5);
			const shown = ({ symbols, ...rest }: TableFindings) => ({
				...rest,
				symbols: symbols.map((one) => ({ ...plain(one), tick: written(one.tick) })),
			});
			assert.deepEqual(shown(grownVerdict(before, now)), shown(whole));
			const nothingNew = await look(epochMs(day(4)));
			const { lastDay } = whole;
			assert.ok(lastDay !== undefined);
			const again = grownVerdict(whole, await look(lastDay.day));
			assert.deepEqual(shown(again), shown(whole));
			assert.deepEqual([nothingNew.trades, nothingNew.lastDay], [0, undefined]);
			assert.deepEqual(grownVerdict(nothingNew, whole), whole);
		});

		it("finds the tick that all prices are multiples of, however few tell it", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE coarse (time Int64, symbol String, price Decimal(18, 8), size Float64) ENGINE = MergeTree ORDER BY (symbol, time)",
			);
			const insert = (symbol: string, cents: string, limit: number) =>
				run(
					`INSERT INTO coarse SELECT ${VWAP.range.from} + number, '${symbol}', toDecimal64(${cents}, 8) / 100, 1 FROM (SELECT number FROM system.numbers LIMIT ${limit})`,
				);
			// One price in thousands is no multiple of what the others are, and behind them all.
			await insert("A", "50 * (1 + number % 1000)", 20_000);
			await run(
				`INSERT INTO coarse FORMAT TabSeparated`,
				[
					["A", 30_000, "7.35"],
					["A", 30_001, "8.00000005"],
					["A", 30_002, "0.0000001"],
					["A", 30_003, "99.5"],
				]
					.map(
						([symbol, after, price]) =>
							`${VWAP.range.from + Number(after)}\t${symbol}\t${price}\t${after === 30_002 ? 0 : 1}\n`,
					)
					.join(""),
			);
			await insert("B", "250 * (1 + number)", 3_000);
			for (let many = 0; many < 12; many++)
				await insert(`C${many}`, `${many + 3} * (7 + number % 500)`, 600);
			const table = await tableOf(
				server,
				{ database: "default", table: "coarse" },
				UNTIL_DONE.signal,
			);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size", symbol: "symbol" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const { symbols } = await judgeTable(server, table, layout, "", UNTIL_DONE);
			const ticks = new Map(symbols.map(({ symbol, tick }) => [symbol, written(tick)]));
			assert.deepEqual(
				[ticks.get("A"), ticks.get("B"), ticks.get("C0"), ticks.get("C11")],
				["0.00000005", "2.5", "0.03", "0.14"],
			);
		});

		it("is told of what has no parts that nothing is known without counting", async () => {
			const { run, server } = clickHouse();
			await run("CREATE TABLE logged (time Int64) ENGINE = Log");
			await run("CREATE VIEW seen AS SELECT * FROM logged");
			for (const table of ["logged", "seen"]) {
				const found = await tableOf(server, { database: "default", table }, UNTIL_DONE.signal);
				assert.equal(found.version, undefined);
				assert.equal(await tableVersion(server, found, UNTIL_DONE.signal), undefined);
			}
		});
	});
}
