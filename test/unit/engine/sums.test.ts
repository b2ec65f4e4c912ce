import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { readDecimal } from "../../../src/core/decimal";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import { durationMs, epochMs } from "../../../src/core/time";
import type { TradesPlan, VwapSums } from "../../../src/core/trades/plan";
import { useTemporaryFolder } from "../app/temporaryFolder";
import {
	GENERIC,
	judged,
	judgedFile,
	plainSums,
	useEngine,
	UNTIL_DONE,
	withoutIds,
	withoutLines,
} from "./engineTools";
import {
	csvOf,
	madePlan,
	type MadeTape,
	madeTape,
	PROFILE,
	reference,
	rowsOf,
	VWAP,
	written,
} from "./madeTape";

const madeSize = fc
	.integer({ min: 0, max: 2 ** 44 })
	.map((units) => readDecimal(written(units, 5)));

describe("sums of trades in a file", function () {
	this.timeout(120_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();

	let files = 0;
	const agree = async (
		tape: MadeTape,
		plan: TradesPlan,
		csv = csvOf(tape),
		layout: FileLayout = GENERIC,
	) => {
		const file = await judged(engine(), join(folder(), `tape${files++}.csv`), csv, layout);
		assert.equal(file.trades, tape.trades.length);
		const sums = await engine().sum(plan, [file], UNTIL_DONE);
		assert.deepEqual(plainSums(sums), reference(plan, tape), sums.sql);
	};

	it("are those of the plain loop, to the last digit", async () => {
		await fc.assert(
			fc.asyncProperty(madeTape, madePlan, (tape, plan) => agree(tape, plan)),
			{ numRuns: 15 },
		);
	});

	it("are the same from Parquet, whatever the types of its numbers", async () => {
		const connection = await (await DuckDBInstance.create(":memory:")).connect();
		const number = fc.constantFrom("DOUBLE", "DECIMAL(18,9)", "BIGINT");
		const types = fc.record({ price: number, size: number });
		const layout: FileLayout = {
			...withoutLines(GENERIC),
			format: "parquet",
			columns: { time: "time", price: "price", size: "size", side: "side", id: "id" },
		};
		const bounds = fc.option(
			fc.record({ min: madeSize, in: fc.constantFrom("base" as const, "notional" as const) }),
		);
		const agreeInParquet = async (
			{ trades, ...made }: MadeTape,
			plan: TradesPlan,
			{ price, size }: { readonly price: string; readonly size: string },
		) => {
			const tape = {
				// Decimals of nine places hold so many digits; whole numbers hold no places.
				trades: trades.map((trade) => ({ ...trade, price: trade.price % 1e9 || 1 })),
				priceDecimals: price === "BIGINT" ? 0 : made.priceDecimals,
				sizeDecimals: size === "BIGINT" ? 0 : Math.max(made.sizeDecimals, 6),
			};
			const [from, path] = ["csv", "parquet"].map((e) => join(folder(), `types${files}.${e}`));
			files += 1;
			writeFileSync(from ?? "", csvOf(tape));
			await connection.run(
				`COPY (SELECT time::BIGINT AS time, price::${price} AS price, size::${size} AS size, side, id::BIGINT AS id FROM read_csv('${from}', all_varchar=true)) TO '${path}' (FORMAT parquet)`,
			);
			const file = await judgedFile(engine(), path ?? "", layout);
			const sums = await engine().sum(plan, [file], UNTIL_DONE);
			assert.deepEqual(plainSums(sums), reference(plan, tape), sums.sql);
			return sums.sql;
		};
		const forms = new Set<boolean>();
		await fc.assert(
			fc.asyncProperty(madeTape, madePlan, types, bounds, async (tape, plan, types, size) => {
				const sql = await agreeInParquet(tape, size === null ? plan : { ...plan, size }, types);
				forms.add(/1e\d+ AS BIGINT/.test(sql));
			}),
			{ numRuns: 30 },
		);
		assert.equal(forms.size, 2, "units as whole numbers in some of them alone");
	});

	it("count the same trades by their size", async () => {
		const size = fc.record(
			{
				min: madeSize,
				max: fc.integer({ min: 0, max: 2 ** 45 }).map((units) => readDecimal(written(units, 3))),
				in: fc.constantFrom("base" as const, "notional" as const),
			},
			{ requiredKeys: ["in"] },
		);
		await fc.assert(
			fc.asyncProperty(madeTape, madePlan, size, (tape, plan, bounds) =>
				agree(tape, { ...plan, size: bounds }),
			),
			{ numRuns: 8 },
		);
	});

	it("begin and end intervals with the same trades where no id tells, in files of either order", async () => {
		const layout: FileLayout = {
			...withoutIds(GENERIC),
			csv: { delimiter: ";", encoding: "utf-8", skippedLines: 0, columns: 4 },
		};
		await fc.assert(
			fc.asyncProperty(madeTape, fc.boolean(), async (tape, isNewestFirst) => {
				// With one instant alone nothing tells which way a file goes.
				fc.pre(new Set(tape.trades.map(({ time }) => time)).size > 1);
				const lines = rowsOf(tape).map((row) => row.slice(0, 4).join(";"));
				const csv = (isNewestFirst ? lines.reverse() : lines).join("\r\n");
				await agree(tape, VWAP, csv, layout);
			}),
			{ numRuns: 8 },
		);
	});

	it("begin and end with the first and last row of an instant, also where rows stand in a file twice", async () => {
		const rows = Array.from({ length: 3_000 }, (_, n) => `1,${n + 1},1,buy,id-${n}`);
		// The copy of an earlier row at the end counts where the row stood first.
		const lines = [...rows.slice(0, 1_500), ...rows, rows[1_500]];
		const file = await judged(
			engine(),
			join(folder(), `tape${files++}.csv`),
			["time,price,size,side,id", ...lines].join("\n"),
		);
		assert.equal(file.duplicates, 1_501);
		const sums = await engine().sum(
			{ ...VWAP, symbol: "T", range: { from: epochMs(0), to: epochMs(VWAP.interval) } },
			[file],
			UNTIL_DONE,
		);
		const { open, close, count } = sums as VwapSums;
		assert.deepEqual([[...open], [...close], [...count]], [[1], [3_000], [3_000]]);
	});

	it("begin and end as the file does where an id is no whole number", async () => {
		for (const ids of [
			["3.6", "1.2"],
			["2e3", "1"],
			["9", "4.0"],
		]) {
			const lines = ids.map((id, at) => `1,${at + 1}0,1,buy,${id}`);
			const path = join(folder(), `tape${files++}.csv`);
			const file = await judged(engine(), path, ["time,price,size,side,id", ...lines].join("\n"));
			assert.equal(file.hasNumericIds, false, ids.join());
			const range = { from: epochMs(0), to: epochMs(VWAP.interval) };
			const sums = await engine().sum({ ...VWAP, symbol: "T", range }, [file], UNTIL_DONE);
			const { open, close } = sums as VwapSums;
			assert.deepEqual([[...open], [...close]], [[10], [20]], ids.join());
		}
	});

	it("come from one scan for plans that are asked for at once", async () => {
		await fc.assert(
			fc.asyncProperty(
				madeTape,
				fc.array(madePlan, { minLength: 2, maxLength: 3 }),
				async (tape, plans) => {
					const file = await judged(engine(), join(folder(), `tape${files++}.csv`), csvOf(tape));
					const all = await Promise.all(
						plans.map((plan) => engine().sum(plan, [file], UNTIL_DONE)),
					);
					assert.equal(new Set(all.map(({ sql }) => sql)).size, 1);
					all.forEach((sums, at) => {
						const plan = plans[at] ?? VWAP;
						assert.deepEqual(plainSums(sums), reference(plan, tape), sums.sql);
					});
				},
			),
			{ numRuns: 8 },
		);
	});

	it("are the same where many trades share few intervals and rows", async () => {
		const dense = fc.record({
			priceDecimals: fc.constantFrom(1, 9),
			sizeDecimals: fc.constantFrom(0, 8),
			largest: fc.constantFrom(50, 2 ** 45),
			step: fc.integer({ min: 1, max: 97 }),
		});
		const hourly = { ...VWAP, interval: PROFILE.interval };
		await fc.assert(
			fc.asyncProperty(dense, async ({ priceDecimals, sizeDecimals, largest, step }) => {
				const places = 10 ** (priceDecimals - 1);
				const tape: MadeTape = {
					priceDecimals,
					sizeDecimals,
					trades: Array.from({ length: 4_000 }, (_, n) => ({
						time: PROFILE.range.from + Math.floor(n / 3) * 6_000,
						price: (1_000 + ((n * step) % 90)) * places + (n % 7),
						size: 1 + ((n * 7_919) % largest),
						side: ["buy", "sell", "?"][(n * step) % 3] ?? "",
					})),
				};
				const file = await judged(engine(), join(folder(), `tape${files++}.csv`), csvOf(tape));
				const usd = { ...PROFILE, unit: "USD" } as const;
				const every = (minutes: number) => ({ interval: durationMs(minutes * 60_000) });
				const coarse = { ...PROFILE, step: readDecimal("100") } as const;
				const later = { from: epochMs(PROFILE.range.from + 60_000), to: PROFILE.range.to };
				const together: readonly (readonly TradesPlan[])[] = [
					[PROFILE],
					[usd, hourly],
					[coarse, { ...VWAP, ...every(30) }],
					[{ ...VWAP, ...every(120) }, { ...hourly, range: later }, coarse],
					[
						{ ...coarse, ...every(45) },
						{ ...VWAP, ...every(30) },
					],
					[{ ...coarse, ...every(180) }, hourly, { ...VWAP, ...every(60) }],
				];
				for (const plans of together) {
					const all = await Promise.all(
						plans.map((plan) => engine().sum(plan, [file], UNTIL_DONE)),
					);
					all.forEach((sums, at) => {
						assert.match(sums.sql, /GROUP BY [^)]*, s\)/);
						// Half hours tell the hours that they lie in; 45 minutes lie in no hour.
						if (plans.length === 2 && plans[1]?.interval === every(30).interval)
							assert.equal(/\/\/ 3600000 AS k0_0/.test(sums.sql), plans[0] === coarse);
						const plan = plans[at] ?? VWAP;
						assert.deepEqual(plainSums(sums), reference(plan, tape), sums.sql);
					});
				}
			}),
			{ numRuns: 6 },
		);
	});

	it("say what was asked, with its values filled in", async () => {
		const tape: MadeTape = {
			priceDecimals: 1,
			sizeDecimals: 0,
			trades: [{ time: PROFILE.range.from, price: 105, size: 3, side: "buy" }],
		};
		const path = join(folder(), "it's [one].csv");
		const file = await judged(engine(), path, csvOf(tape));
		const { sql } = await engine().sum(PROFILE, [file], UNTIL_DONE);
		assert.ok(sql.includes("it''s [[]one].csv'") && !sql.includes("$1"), sql);
	});
});
