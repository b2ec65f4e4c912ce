import assert from "node:assert/strict";
import { join } from "node:path";
import * as fc from "fast-check";
import { readDecimal } from "../../../../src/core/decimal";
import { isProviderError } from "../../../../src/core/errors/errors";
import { durationMs, epochMs } from "../../../../src/core/time";
import { gridOf } from "../../../../src/core/trades/grid";
import type { TradesPlan } from "../../../../src/core/trades/plan";
import { tableOf } from "../../../../src/engine/clickhouse/table";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { sumTable, type TableSums } from "../../../../src/engine/clickhouse/tableSums";
import { useTemporaryFolder } from "../../app/temporaryFolder";
import { judged, plainSums, UNTIL_DONE, useEngine } from "../engineTools";
import {
	csvOf,
	type MadeTape,
	madePlan,
	madeTape,
	PROFILE,
	reference,
	VWAP,
	written,
} from "../madeTape";
import { fitted, LAYOUT, NUMBERS, SIDES, tableWith, TIMES, type Types, UNITS } from "./madeTables";
import { useClickHouse, VERSIONS, type Version } from "./realServers";

for (const version of VERSIONS) {
	describe(`sums of trades in a table of ClickHouse ${version}`, function () {
		this.timeout(300_000);
		const clickHouse = useClickHouse(version);
		const folder = useTemporaryFolder();
		const engine = useEngine();

		const of = (list: Readonly<Record<Version, readonly string[]>>) =>
			fc.constantFrom(...list[version]);
		const types: fc.Arbitrary<Types> = fc.record({
			time: of(TIMES),
			price: of(NUMBERS),
			size: of(NUMBERS),
			side: of(SIDES),
			symbol: fc.constantFrom("String", "Enum8('T' = 1, 'OTHER' = 2)", "FixedString(9)"),
		});
		const madeSize = fc
			.integer({ min: 0, max: 2 ** 44 })
			.map((units) => readDecimal(written(units, 5)));
		const bounds = fc.option(
			fc.record(
				{ min: madeSize, max: madeSize, in: fc.constantFrom("base" as const, "notional" as const) },
				{ requiredKeys: ["in"] },
			),
		);

		const sumOf = async (
			plan: TradesPlan,
			tape: MadeTape,
			types: Types,
			layout = LAYOUT,
		): Promise<TableSums> => {
			const table = await tableWith(clickHouse(), tape, types);
			return sumTable(plan, clickHouse().server, table, layout, UNTIL_DONE);
		};

		it("are those of the plain loop and of files, to the last digit", async () => {
			let asked = 0;
			const forms = new Set<string>();
			await fc.assert(
				fc.asyncProperty(madeTape, madePlan, types, bounds, async (made, plan, types, size) => {
					const tape = fitted(made, types);
					const sized = size === null ? plan : { ...plan, size };
					let sums: TableSums;
					try {
						sums = await sumOf(sized, tape, types);
					} catch (error) {
						// What an old server cannot do exactly it says, and nothing else.
						assert.equal(version, "18.16");
						assert.ok(isProviderError(error) && error.kind === "badRequest", String(error));
						assert.match(error.message, /cannot/);
						return;
					}
					asked += 1;
					forms.add(sums.width);
					assert.deepEqual(plainSums(sums), reference(sized, tape), sums.sql);
					const { first, end } = gridOf(plan);
					const time = tape.trades[0]?.time ?? 0;
					const bad = /^Nullable/.test(types.price) ? 4 : types.price.includes("UInt") ? 2 : 3;
					assert.equal(sums.leftOut, time >= first && time < end ? bad : 0);
					if (asked % 4 !== 0) return;
					const path = join(folder(), `tape${asked}.csv`);
					const file = await judged(engine(), path, csvOf(tape));
					const fromFile = await engine().sum(sized, [file], UNTIL_DONE);
					assert.deepEqual(plainSums(sums), plainSums(fromFile));
				}),
				{ numRuns: 40 },
			);
			assert.ok(asked > 8, String(asked));
			assert.ok(forms.has("usual"));
			assert.equal(forms.has("widest"), version === "current");
		});

		it("are the same whatever unit times are in", async () => {
			const tape: MadeTape = {
				priceDecimals: 1,
				sizeDecimals: 0,
				trades: [0, 1, 59, 60, 61, 3_599, 3_600].map((second, at) => ({
					time: VWAP.range.from + second * 1_000,
					price: 100 + at,
					size: 1 + at,
					side: "buy",
				})),
			};
			for (const [unit, zeros] of Object.entries(UNITS)) {
				const { run, server } = clickHouse();
				const table = `units_${unit}`;
				await run(
					`CREATE TABLE ${table} (time Int64, price Decimal(18, 1), size Int32, id UInt8) ENGINE = MergeTree ORDER BY time`,
				);
				const rows = tape.trades.map(({ time, price, size }, at) => {
					const stamp = zeros < 0 ? String(time / 1_000) : `${time}${"0".repeat(zeros)}`;
					return `${stamp}\t${written(price, 1)}\t${size}\t${at}\n`;
				});
				await run(`INSERT INTO ${table} FORMAT TabSeparated`, rows.join(""));
				const layout: TableLayout = {
					columns: { time: "time", price: "price", size: "size", id: "id" },
					timeUnit: unit as keyof typeof UNITS,
					side: { of: "nobody" },
					priceScale: 0,
				};
				const found = await tableOf(server, { database: "default", table }, UNTIL_DONE.signal);
				const sums = await sumTable(VWAP, server, found, layout, UNTIL_DONE);
				assert.deepEqual(plainSums(sums), reference(VWAP, tape), sums.sql);
			}
		});

		it("read no more rows than the sorting key leaves", async () => {
			const { run, server } = clickHouse();
			const isOld = version === "18.16";
			const day = VWAP.range.from;
			const times = isOld ? ["Int64", "DateTime"] : ["Int64", "DateTime", "DateTime64(3, 'UTC')"];
			for (const [at, type] of times.entries()) {
				const table = `sorted_${at}`;
				await run(
					`CREATE TABLE ${table} (symbol String, time ${type}, price Decimal(18, 2), size Float64) ENGINE = MergeTree ORDER BY (symbol, time)`,
				);
				const time =
					type === "Int64"
						? `${day} + number * 1000`
						: type === "DateTime"
							? `toDateTime(${day / 1_000} + number)`
							: `fromUnixTimestamp64Milli(toInt64(${day} + number * 1000))`;
				await run(
					`INSERT INTO ${table} SELECT 'T', ${time}, toDecimal64(100, 2), 0.5 FROM (SELECT number FROM system.numbers LIMIT 400000)`,
				);
				const plan: TradesPlan = {
					...PROFILE,
					range: {
						from: PROFILE.range.from,
						to: PROFILE.range.from + 3_600_000,
					} as typeof PROFILE.range,
				};
				const layout: TableLayout = {
					columns: { symbol: "symbol", time: "time", price: "price", size: "size" },
					timeUnit: "ms",
					side: { of: "nobody" },
					priceScale: 0,
				};
				const found = await tableOf(server, { database: "default", table }, UNTIL_DONE.signal);
				assert.equal(found.version?.rows, 400_000);
				const sums = await sumTable(plan, server, found, layout, UNTIL_DONE);
				assert.deepEqual("unknown" in sums && sums.unknown, [18_000n]);
				const answer = await run(`${sums.sql} FORMAT JSON`);
				const { statistics } = JSON.parse(answer) as { statistics: { rows_read: number } };
				assert.ok(statistics.rows_read <= 3 * 8_192, `${type}: ${statistics.rows_read}`);
			}
		});

		it("hold every digit of products that 128 bits do not", async () => {
			const types: Types = {
				time: "Int64",
				price: "Decimal(18, 9)",
				size: "Decimal(18, 9)",
				side: "String",
				symbol: "String",
			};
			const tape: MadeTape = {
				priceDecimals: 0,
				sizeDecimals: 0,
				trades: Array.from({ length: 400 }, (_, at) => ({
					time: VWAP.range.from,
					price: 999_999_999 - (at % 3),
					size: 999_999_999 - (at % 5),
					side: "buy",
				})),
			};
			const usd = { ...PROFILE, unit: "USD" } as const;
			for (const plan of [VWAP, usd]) {
				const sums = await sumOf(plan, tape, types);
				assert.deepEqual(plainSums(sums), reference(plan, tape));
				// Halves, in which an old server adds up products, have room for all of them.
				assert.equal(sums.width, version === "18.16" && plan === usd ? "usual" : "wide");
			}
		});

		it("are right by what was found out of other rows before", async () => {
			if (version === "18.16") return;
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE grown (time Int64, price String, size String) ENGINE = MergeTree ORDER BY time",
			);
			const from = PROFILE.range.from;
			const insert = (price: string, size: string) =>
				run("INSERT INTO grown FORMAT TabSeparated", `${from}\t${price}\t${size}\n`);
			const name = { database: "default", table: "grown" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const rows = async (facts: TableSums["facts"]) => {
				const sums = await sumTable(PROFILE, server, table, layout, UNTIL_DONE, facts);
				assert.ok("rows" in sums);
				return { facts: sums.facts, rows: [...sums.rows], of: sums.unknown, places: sums.places };
			};
			await insert("10", "1");
			const first = await rows({});
			assert.deepEqual([first.rows, first.of, first.places], [[1], [1n], 0]);
			await insert("1234567", "1");
			const larger = await rows(first.facts);
			assert.deepEqual(
				[larger.rows, larger.of],
				[
					[1, 123_456],
					[1n, 1n],
				],
			);
			await insert("10.5", "0.25e-3");
			const finer = await rows(larger.facts);
			assert.deepEqual(
				[finer.rows, finer.of, finer.places],
				[[1, 123_456], [100_025n, 100_000n], 5],
			);
		});

		it("leave out by size no row that what was found out before does not hold for", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE finer (time Int64, price Float64, size Float64) ENGINE = MergeTree ORDER BY time",
			);
			const from = PROFILE.range.from;
			const insert = (size: string) =>
				run("INSERT INTO finer FORMAT TabSeparated", `${from}\t10\t${size}\n`);
			const name = { database: "default", table: "finer" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const large: TradesPlan = { ...PROFILE, size: { in: "base", min: readDecimal("0.2") } };
			await insert("1");
			const { facts } = await sumTable(large, server, table, layout, UNTIL_DONE);
			assert.equal(facts.size?.places, 0);
			await insert("0.25");
			await insert("0.125");
			const sums = await sumTable(large, server, table, layout, UNTIL_DONE, facts);
			assert.deepEqual("unknown" in sums && [sums.unknown, sums.places], [[1_250n], 3]);
			if (version === "18.16") return;
			await run("CREATE TABLE longer (time Int64, price String, size String) ENGINE = Log");
			const more = (size: string) =>
				run("INSERT INTO longer FORMAT TabSeparated", `${from}\t10\t${size}\n`);
			const texts = await tableOf(server, { ...name, table: "longer" }, UNTIL_DONE.signal);
			const larger: TradesPlan = { ...PROFILE, size: { in: "base", min: readDecimal("1000") } };
			await more("999");
			const known = await sumTable(larger, server, texts, layout, UNTIL_DONE);
			assert.deepEqual(known.facts.size, { places: 0, digits: 3 });
			await more("5000");
			const longer = await sumTable(larger, server, texts, layout, UNTIL_DONE, known.facts);
			assert.deepEqual("unknown" in longer && longer.unknown, [5_000n]);
		});

		it("take sides from flags, makers and signs", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE flags (time Int64, price Decimal(9, 2), size Decimal(9, 3), amount Float64, maker UInt8, id UInt64) ENGINE = MergeTree ORDER BY time",
			);
			const from = PROFILE.range.from;
			await run(
				"INSERT INTO flags FORMAT TabSeparated",
				`${from}\t10.5\t1\t1.25\t0\t1\n${from + 1}\t10.5\t2\t-2.5\t1\t2\n`,
			);
			const table = await tableOf(
				server,
				{ database: "default", table: "flags" },
				UNTIL_DONE.signal,
			);
			const columns = { time: "time", price: "price", size: "size" };
			const common = { timeUnit: "ms", priceScale: 0 } as const;
			const maker: TableLayout = {
				...common,
				columns: { ...columns, side: "maker" },
				side: { of: "maker", buy: ["true", "1"], sell: ["false", "0"] },
			};
			const signed: TableLayout = {
				...common,
				columns: { ...columns, size: "amount" },
				side: { of: "amountSign" },
			};
			const volumes = async (layout: TableLayout) => {
				const sums = await sumTable(PROFILE, server, table, layout, UNTIL_DONE);
				assert.ok("rows" in sums);
				const plain = (units: readonly bigint[]) => Number(units[0]) / 10 ** sums.places;
				return [plain(sums.buy), plain(sums.sell), plain(sums.unknown)];
			};
			assert.deepEqual(await volumes(maker), [1, 2, 0]);
			assert.deepEqual(await volumes(signed), [1.25, 2.5, 0]);
			const scaled = { ...maker, priceScale: 1 };
			assert.ok(PROFILE.kind === "volumeProfile");
			const sums = await sumTable(
				{ ...PROFILE, step: readDecimal("1") },
				server,
				table,
				scaled,
				UNTIL_DONE,
			);
			assert.deepEqual("rows" in sums && [...sums.rows], [1]);
		});

		it("take the sign of an amount that is a text, where it is one number", async function () {
			if (version === "18.16") this.skip();
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE signs (time Int64, price Decimal(9, 2), amount String) ENGINE = MergeTree ORDER BY time",
			);
			const amounts = [
				"1",
				"+2",
				".5",
				"-4",
				"-.25",
				"-1e1",
				"-+94.5",
				"--7",
				"- 3",
				"-",
				"-x",
				"",
			];
			const from = PROFILE.range.from;
			await run(
				"INSERT INTO signs FORMAT TabSeparated",
				amounts.map((amount) => `${from}\t10\t${amount}\n`).join(""),
			);
			const table = await tableOf(
				server,
				{ database: "default", table: "signs" },
				UNTIL_DONE.signal,
			);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "amount" },
				timeUnit: "ms",
				side: { of: "amountSign" },
				priceScale: 0,
			};
			const sums = await sumTable(PROFILE, server, table, layout, UNTIL_DONE);
			assert.ok("rows" in sums);
			assert.deepEqual([sums.buy, sums.sell, sums.places], [[350n], [1425n], 2]);
			assert.equal(sums.leftOut, 6);
		});

		it("say by which they tell trades of one instant apart", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE ties (time Int64, price Decimal(9, 2), size Int64, id String) ENGINE = MergeTree ORDER BY time",
			);
			const from = PROFILE.range.from;
			const insert = (id: string, price: number) =>
				run("INSERT INTO ties FORMAT TabSeparated", `${from}\t${price}\t1\t${id}\n`);
			await insert("10", 3);
			await insert("9", 2);
			await insert("11", 1);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size", id: "id" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const table = await tableOf(
				server,
				{ database: "default", table: "ties" },
				UNTIL_DONE.signal,
			);
			const ends = async () => {
				const sums = await sumTable(VWAP, server, table, layout, UNTIL_DONE);
				assert.ok("open" in sums);
				return [sums.ties, sums.open[0], sums.close[0]];
			};
			assert.deepEqual(await ends(), ["id", 2, 1]);
			await insert("1234567890123456789", 4);
			assert.deepEqual(await ends(), ["id", 2, 4]);
			await insert("-5", 6);
			assert.deepEqual(await ends(), ["id", 6, 4]);
			await insert("a12", 5);
			assert.deepEqual(await ends(), ["price", 1, 6]);
		});

		it("tell trades of one instant apart by ids of any length", async function () {
			if (version === "18.16") this.skip();
			const { run, server } = clickHouse();
			const from = PROFILE.range.from;
			for (const type of ["UInt128", "Int256", "Nullable(Int128)"]) {
				const named = `wide_${type.replace(/\W/g, "")}`;
				await run(
					`CREATE TABLE ${named} (time Int64, price Decimal(9, 2), size Int64, id ${type}) ENGINE = MergeTree ORDER BY time`,
				);
				// In their last 64 bits they stand the other way round.
				for (const [id, price] of [
					[2n ** 64n * 3n + 1n, 3],
					[2n ** 64n * 2n + 2n, 2],
					[2n ** 64n + 3n, 4],
				]) {
					await run(`INSERT INTO ${named} FORMAT TabSeparated`, `${from}\t${price}\t1\t${id}\n`);
				}
				const table = await tableOf(
					server,
					{ database: "default", table: named },
					UNTIL_DONE.signal,
				);
				const layout: TableLayout = {
					columns: { time: "time", price: "price", size: "size", id: "id" },
					timeUnit: "ms",
					side: { of: "nobody" },
					priceScale: 0,
				};
				const sums = await sumTable(VWAP, server, table, layout, UNTIL_DONE);
				assert.ok("open" in sums);
				assert.deepEqual([sums.ties, sums.open[0], sums.close[0]], ["id", 4, 3], type);
			}
		});

		it("count rows that others have replaced until FINAL leaves them out", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE replaced (time Int64, id UInt64, price Decimal(9, 2), size Int64, v UInt8) ENGINE = ReplacingMergeTree(v) ORDER BY (time, id)",
			);
			const from = PROFILE.range.from;
			for (const [size, edition] of [
				[1, 1],
				[2, 2],
			])
				await run(
					"INSERT INTO replaced FORMAT TabSeparated",
					`${from}\t7\t10\t${size}\t${edition}\n`,
				);
			const name = { database: "default", table: "replaced" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			assert.equal(table.takesFinal, true);
			const layout: TableLayout = {
				columns: { time: "time", price: "price", size: "size", id: "id" },
				timeUnit: "ms",
				side: { of: "nobody" },
				priceScale: 0,
			};
			const volume = async (of: TableLayout) => {
				const sums = await sumTable(PROFILE, server, table, of, UNTIL_DONE);
				return "unknown" in sums && sums.unknown;
			};
			assert.deepEqual(await volume(layout), [3n]);
			assert.deepEqual(await volume({ ...layout, final: true }), [2n]);
		});

		it("are those of other rows only where a column says so", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE venues (time Int64, exchange String, price Decimal(9, 2), size Int64) ENGINE = MergeTree ORDER BY time",
			);
			const from = PROFILE.range.from;
			await run(
				"INSERT INTO venues FORMAT TabSeparated",
				`${from}\tone\t10\t1\n${from}\ttwo\t10\t5\n${from}\tit's\t10\t25\n`,
			);
			const name = { database: "default", table: "venues" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const volume = async (...values: readonly string[]) => {
				const layout: TableLayout = {
					columns: { time: "time", price: "price", size: "size" },
					timeUnit: "ms",
					side: { of: "nobody" },
					priceScale: 0,
					only: { column: "exchange", values },
				};
				const sums = await sumTable(PROFILE, server, table, layout, UNTIL_DONE);
				return "unknown" in sums && sums.unknown;
			};
			assert.deepEqual(await volume("one", "it's"), [26n]);
			assert.deepEqual(await volume("two"), [5n]);
			assert.deepEqual(await volume("none"), []);
		});

		it("are refused by name where a column is none of its kind", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE wrong (time String, count Int64, price Array(Int8), size Float64) ENGINE = MergeTree ORDER BY size",
			);
			const table = await tableOf(
				server,
				{ database: "default", table: "wrong" },
				UNTIL_DONE.signal,
			);
			const columns = { time: "time", price: "size", size: "size" };
			const common = { side: { of: "nobody" }, priceScale: 0 } as const;
			const counted = { timeUnit: "ms" } as const;
			const message = (layout: TableLayout) =>
				sumTable(VWAP, server, table, layout, UNTIL_DONE).then(
					() => assert.fail("it should have been refused"),
					(error: unknown) => (isProviderError(error) ? error.message : String(error)),
				);
			assert.match(await message({ ...common, columns }), /time is no time.*String/);
			assert.match(
				await message({ ...common, columns: { ...columns, time: "count" } }),
				/not known what the column count counts/,
			);
			assert.match(
				await message({
					...common,
					...counted,
					columns: { ...columns, time: "count", price: "price" },
				}),
				/price holds no numbers, but Array/,
			);
			assert.match(
				await message({
					...common,
					...counted,
					columns: { ...columns, time: "count", price: "gone" },
				}),
				/no column gone/,
			);
		});

		it("reach to both ends of what a column of times holds, in ranges beyond them", async () => {
			const { run, server } = clickHouse();
			const types = ["DateTime", ...(version === "current" ? ["DateTime64(9)"] : [])];
			for (const [number, type] of types.entries()) {
				const named = `ends_${number}`;
				await run(
					`CREATE TABLE ${named} (time ${type}, price Decimal(9, 2), size Int64) ENGINE = MergeTree ORDER BY time`,
				);
				const moment = (second: number) =>
					type === "DateTime"
						? `toDateTime(toUInt32(${second}))`
						: `fromUnixTimestamp64Nano(toInt64(${second}) * 1000000000)`;
				for (const second of [0, 4_294_967_295]) {
					await run(`INSERT INTO ${named} SELECT ${moment(second)}, 1, 1`);
				}
				const table = await tableOf(
					server,
					{ database: "default", table: named },
					UNTIL_DONE.signal,
				);
				const layout: TableLayout = {
					columns: { time: "time", price: "price", size: "size" },
					side: { of: "nobody" },
					priceScale: 0,
				};
				const days = async (from: number, to: number) => {
					const range = { from: epochMs(from), to: epochMs(to) };
					const plan = { ...VWAP, symbol: "", interval: durationMs(86_400_000), range };
					return [...(await sumTable(plan, server, table, layout, UNTIL_DONE)).starts];
				};
				assert.deepEqual(await days(-8.64e15, 8.64e15), [0, 4_294_944_000_000], type);
				assert.deepEqual(await days(4_294_944_000_000, 8.64e15), [4_294_944_000_000], type);
				assert.deepEqual(await days(4_295_030_400_000, 8.64e15), [], type);
				assert.deepEqual(await days(-8.64e15, 0), [], type);
			}
		});

		it("without a range are none", async () => {
			const types: Types = {
				time: "Int64",
				price: "Decimal(18, 9)",
				size: "Decimal(18, 9)",
				side: "String",
				symbol: "Enum8('T' = 1, 'OTHER' = 2)",
			};
			const trade = { time: VWAP.range.from, price: 1, size: 1, side: "buy" };
			const tape = { trades: [trade], priceDecimals: 0, sizeDecimals: 0 };
			for (const plan of [
				{ ...VWAP, symbol: "none" },
				{ ...VWAP, range: { from: VWAP.range.to, to: VWAP.range.to } },
				{
					...VWAP,
					interval: durationMs(60_000),
					range: { from: VWAP.range.to, to: VWAP.range.to + 60_000 } as typeof VWAP.range,
				},
			]) {
				const sums = await sumOf(plan, tape, types);
				assert.equal(sums.starts.length, 0);
			}
		});
	});
}
