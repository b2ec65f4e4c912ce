import assert from "node:assert/strict";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import { RepeatedKeys } from "../../../src/engine/typed/repeatedKeys";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { GENERIC, judged, judgedFile, useEngine, withoutIds, withoutLines } from "./engineTools";

/** Time, price, size, side, id; of few values each, so that many are equal. */
type Row = readonly [string, string, string, string, string];

const tape: fc.Arbitrary<readonly Row[]> = fc.array(
	fc.tuple(
		fc.integer({ min: 1_000, max: 1_003 }).map(String),
		fc.constantFrom("1", "2.5"),
		fc.constantFrom("1", "3"),
		fc.constantFrom("buy", "sell"),
		fc.oneof(fc.integer({ min: 1, max: 30 }).map(String), fc.constantFrom("", "a")),
	),
	{ minLength: 1, maxLength: 60 },
);

/** Counted row by row. */
function counted(rows: readonly Row[], hasIds: boolean) {
	const kinds = new Map<string, number>();
	const ofId = new Map<string, Set<string>>();
	let [duplicates, equalRows] = [0, 0];
	for (const [time, price, size, side, written] of rows) {
		const id = hasIds ? written : "";
		const kind = JSON.stringify([time, price, size, side, id]);
		const copies = kinds.get(kind) ?? 0;
		kinds.set(kind, copies + 1);
		if (copies > 0 && id === "") equalRows += 1;
		if (copies > 0 && id !== "") duplicates += 1;
		if (id !== "") ofId.set(id, (ofId.get(id) ?? new Set()).add(kind));
	}
	const repeatedIds = [...ofId.values()].filter(({ size }) => size > 1).length;
	return { duplicates, repeatedIds, equalRows };
}

describe("equal rows of a file", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();

	for (const hasIds of [true, false]) {
		const name = hasIds ? "some with ids" : "without ids";
		it(`are counted as they are, ${name}`, async () => {
			let files = 0;
			const instance = await DuckDBInstance.create(":memory:");
			const connection = await instance.connect();
			await fc.assert(
				fc.asyncProperty(tape, async (rows) => {
					const layout: FileLayout = hasIds ? GENERIC : withoutIds(GENERIC);
					const path = join(folder(), `tape${files++}.csv`);
					const lines = rows.map((row) => `${row.join(",")}\n`).join("");
					const csv = await judged(engine(), path, `time,price,size,side,id\n${lines}`, layout);
					await connection.run(
						`COPY (SELECT time::BIGINT AS time, price::DOUBLE AS price, size::DOUBLE AS size, side, id FROM read_csv('${path}', all_varchar=true, header=true, nullstr='nothing')) TO '${path}.parquet' (FORMAT parquet)`,
					);
					const parquet = await judgedFile(engine(), `${path}.parquet`, {
						...withoutLines(layout),
						format: "parquet",
						columns: {
							time: "time",
							price: "price",
							size: "size",
							side: "side",
							...(hasIds && { id: "id" }),
						},
					});
					for (const { duplicates, repeatedIds, equalRows } of [csv, parquet]) {
						assert.deepEqual({ duplicates, repeatedIds, equalRows }, counted(rows, hasIds));
					}
				}),
				{ numRuns: 20 },
			);
			connection.closeSync();
			instance.closeSync();
		});
	}

	it("are all noted, and few others", () => {
		const keys = new RepeatedKeys(100_000);
		const random = new Int32Array(200_000);
		for (let at = 0; at < random.length; at++)
			random[at] = Math.imul(at + 1, 0x9e3779b1) ^ (at << 9);
		keys.take(random);
		const isNoted = (low: number) => {
			const place = low & 0xffffff;
			return (keys.noted[place >> 3] & (0x80 >> (place & 7))) !== 0;
		};
		const countNoted = () =>
			random.reduce((sum, low, at) => sum + Number(at % 2 === 0 && isNoted(low)), 0);
		const before = countNoted();
		assert.ok(before < 5_000, `${before} of 100000 were noted`);
		keys.take(random.subarray(20_000, 40_000));
		for (let at = 20_000; at < 40_000; at += 2) assert.ok(isNoted(random[at] ?? 0));
	});
});
