import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import type { FileVerdict } from "../../../src/core/trades/verdict";
import { schemaOf } from "../../../src/engine/calls/fileGroups";
import { checkParquet } from "../../../src/engine/calls/parquetCheck";
import { verdictOf, verdictOfTyped } from "../../../src/engine/calls/verdictOf";
import type { Session } from "../../../src/engine/database";
import { DuckDatabases } from "../../../src/engine/duckdb/duckDatabases";
import { Failure } from "../../../src/engine/failure";
import { versionOf } from "../../../src/engine/files/version";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { GENERIC, withoutIds, withoutLines } from "./engineTools";

/** A row as texts, which become values of the columns' types where they can. */
interface Row {
	/** Milliseconds from the beginning; `undefined` for none. */
	readonly time: number | undefined;
	readonly price: string;
	readonly size: string;
	readonly side: string;
	readonly id: string;
	readonly symbol: string;
	readonly count: number;
	readonly kind: string;
}

interface Tape {
	readonly rows: readonly Row[];
	/** How many times the rows stand in the file, one after the other. */
	readonly copies: number;
	/** How much later and with how much higher ids each time. */
	readonly later: number;
	readonly idsRise: boolean;
	readonly types: Readonly<Record<"time" | "price" | "size" | "id", string>>;
	readonly unit: FileLayout["time"];
	readonly side: "words" | "boolean" | "sign" | "nobody";
	readonly has: Readonly<Record<"id" | "symbol" | "counts" | "only", boolean>>;
	readonly priceScale: number;
	/** A double that is changed in the bytes of the file, wherever it stands first. */
	readonly flipped: number | undefined;
}

const START = Date.UTC(2026, 2, 2);
const PER_MS: Readonly<Record<string, string>> = {
	s: "// 1000",
	ms: "* 1",
	us: "* 1000 + 7",
	ns: "* 1000000 + 7001",
};

const decimal = (most: number) =>
	fc
		.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 0, max: 6 }))
		.map(([units, places]) => String(units / 10 ** places));
const plain = fc.oneof(decimal(300), decimal(1_000_000), fc.constantFrom("1.50", "60000.12"));
const odd = fc.constantFrom(
	"0",
	"-2.5",
	"nan",
	"inf",
	"-inf",
	"?",
	"1e-8",
	"1e-05",
	"0.0001",
	"0.30000000000000004",
	"123456789.123456789",
	"4e15",
	"1e300",
);
const numbers = (oddness: number) =>
	fc.oneof({ weight: 20, arbitrary: plain }, { weight: oddness, arbitrary: odd });

const rowsWith = (oddness: number): fc.Arbitrary<readonly Row[]> =>
	fc.array(
		fc.record({
			time: fc.oneof(
				{ weight: 40, arbitrary: fc.integer({ min: -50, max: 3_000 }) },
				{ weight: 5, arbitrary: fc.integer({ min: -1e9, max: 1e9 }) },
				{ weight: oddness >> 2, arbitrary: fc.constant(undefined) },
			),
			price: numbers(oddness),
			size: numbers(oddness),
			side: fc.constantFrom("buy", "SELL", "true", "false", "?", ""),
			id: fc.oneof(
				fc.integer({ min: 0, max: 99 }).map(String),
				fc.constantFrom("x", "", "9223372036854775807", "-5"),
			),
			symbol: fc.constantFrom("A", "A", " A ", "a-symbol-that-is-long", "B"),
			count: fc.integer({ min: -1, max: 5 }),
			kind: fc.constantFrom("trade", "trade", "quote"),
		}),
		{ minLength: 1, maxLength: 40 },
	);

const someTape: fc.Arbitrary<Tape> = fc.record({
	rows: fc
		.tuple(fc.constantFrom(0, 0, 1, 8).chain(rowsWith), fc.boolean())
		.map(([rows, isSorted]) =>
			isSorted ? [...rows].sort((a, b) => (a.time ?? 0) - (b.time ?? 0)) : rows,
		),
	copies: fc.constantFrom(1, 1, 150, 400),
	later: fc.constantFrom(-10_000, 0, 10_000),
	idsRise: fc.boolean(),
	types: fc.record({
		time: fc.constantFrom(
			"BIGINT",
			"INTEGER",
			"TIMESTAMP",
			"TIMESTAMPTZ",
			"TIMESTAMP_NS",
			"DOUBLE",
		),
		price: fc.constantFrom(
			"DOUBLE",
			"DOUBLE",
			"DOUBLE",
			"FLOAT",
			"DECIMAL(18,8)",
			"DECIMAL(9,2)",
			"DECIMAL(38,10)",
			"INTEGER",
			"VARCHAR",
		),
		size: fc.constantFrom(
			"DOUBLE",
			"DOUBLE",
			"DECIMAL(18,8)",
			"DECIMAL(4,1)",
			"BIGINT",
			"UTINYINT",
		),
		id: fc.constantFrom("BIGINT", "VARCHAR", "INTEGER"),
	}),
	unit: fc.constantFrom("s", "ms", "us", "ns", "byMagnitude"),
	side: fc.constantFrom("words", "boolean", "sign", "nobody"),
	has: fc.record({
		id: fc.boolean(),
		symbol: fc.boolean(),
		counts: fc.constantFrom(false, false, true),
		only: fc.constantFrom(false, false, true),
	}),
	priceScale: fc.constantFrom(0, 0, 0, 4),
	flipped: fc.constantFrom(undefined, undefined, 1e9, 1e-3),
});

function layoutOf({ unit, side, has, types, priceScale }: Tape): FileLayout {
	const { symbol, ...common } = withoutLines(GENERIC);
	return {
		...common,
		format: "parquet",
		columns: {
			time: "time",
			price: "price",
			size: "size",
			...(side !== "sign" && side !== "nobody" && { side: "side" }),
			...(has.id && { id: "id" }),
			...(has.symbol && { symbol: "symbol" }),
		},
		time: types.time.startsWith("TIMESTAMP") ? "text" : unit,
		side:
			side === "sign"
				? { of: "amountSign" }
				: side === "nobody"
					? { of: "nobody" }
					: { of: "maker", buy: ["buy", "true"], sell: ["sell", "false"] },
		priceScale,
		...(!has.symbol && symbol !== undefined && { symbol }),
		...(has.counts && { trades: { first: "first", last: "last" } }),
		...(has.only && { only: { column: "kind", values: ["trade"] } }),
	};
}

async function write(connection: DuckDBConnection, path: string, tape: Tape): Promise<void> {
	const { rows, copies, later, types, unit, side } = tape;
	const text = (value: string) => `'${value}'`;
	const values = rows.map(
		({ time, price, size, side, id, symbol, count, kind }, at) =>
			`(${at}, ${time ?? "NULL"}::BIGINT, ${[price, size, side, id, symbol].map(text).join(", ")}, ${count}, ${text(kind)})`,
	);
	const ms = `(${START} + t + c * ${later})`;
	const time = types.time.startsWith("TIMESTAMP")
		? `make_timestamp(${ms} * 1000 + 13)::${types.time}`
		: `TRY_CAST(${ms} ${PER_MS[unit] ?? PER_MS["ms"]} AS ${types.time})`;
	const id = tape.idsRise
		? `(1000 + r + c * ${rows.length})::${types.id}`
		: `TRY_CAST(i AS ${types.id})`;
	await connection.run(
		`COPY (
			SELECT ${time} AS time, TRY_CAST(p AS ${types.price}) AS price, TRY_CAST(q AS ${types.size}) AS size,
				${side === "boolean" ? "TRY_CAST(s AS BOOLEAN)" : "s"} AS side, ${id} AS id, y AS symbol, 5 AS first, 5 + n AS last, k AS kind
			FROM range(${copies}) AS copies(c), (VALUES ${values.join(", ")}) AS rows(r, t, p, q, s, i, y, n, k)
			ORDER BY c, r
		) TO '${path}' (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE 2048)`,
	);
	if (tape.flipped === undefined) return;
	const bytes = readFileSync(path);
	const price = Buffer.alloc(8);
	price.writeDoubleLE(Number(rows[0]?.price));
	const found = bytes.indexOf(price);
	if (found < 0) return;
	bytes.writeDoubleLE(tape.flipped, found);
	writeFileSync(path, bytes);
}

/** What came of a judgement: a verdict, or what was refused. */
const outcome = (judging: Promise<FileVerdict | undefined>) =>
	judging.catch((error: unknown) => {
		if (!(error instanceof Failure)) throw error;
		return { kind: error.kind, facts: error.facts };
	});

describe("a verdict on typed columns", function () {
	this.timeout(600_000);
	const folder = useTemporaryFolder();

	/** Judges files in both ways. */
	async function withBothWays(
		work: (
			judge: (tape: Tape) => Promise<{
				readonly typed: Awaited<ReturnType<typeof outcome>>;
				readonly byText: Awaited<ReturnType<typeof outcome>>;
			}>,
		) => Promise<void>,
	): Promise<void> {
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		let files = 0;
		const databases = new DuckDatabases({
			memoryMb: 512,
			threads: 2,
			spillFolder: join(folder(), "spill"),
			spillMb: 64,
		});
		const task = { signal: new AbortController().signal, onProgress: () => undefined };
		const both = async (session: Session, path: string, layout: FileLayout) => {
			const file = { version: await versionOf(path), layout };
			const columns = await schemaOf(session, path, path, layout);
			const group = { layout, paths: [path], largest: file.version.size, columns };
			const typed = await outcome(verdictOfTyped(session, file, group, task));
			const byText = await outcome(
				checkParquet(session, path, path, layout, columns).then(() =>
					verdictOf(session, file, group),
				),
			);
			return { typed, byText };
		};
		try {
			await work(async (tape) => {
				const path = join(folder(), `tape${files++}.parquet`);
				await write(connection, path, tape);
				const database = await databases.open([path]);
				return database.session(task, (session) => both(session, path, layoutOf(tape)));
			});
		} finally {
			connection.closeSync();
			instance.closeSync();
		}
	}

	it("is the one that their texts give, or none", async () => {
		let judged = 0;
		await withBothWays((judge) =>
			fc.assert(
				fc.asyncProperty(someTape, async (tape) => {
					const { typed, byText } = await judge(tape);
					if (typed === undefined) return;
					if ("trades" in typed) judged += 1;
					assert.deepEqual(typed, byText);
				}),
				{ numRuns: 60 },
			),
		);
		assert.ok(judged > 0);
	});

	it("is there for what most files hold", async () => {
		const usual: Tape = {
			rows: [
				{ time: 0, price: "60000.12", size: "0.00001", symbol: "A" },
				{ time: 1, price: "60000.2", size: "1.5", symbol: "B" },
				{ time: 1, price: "59999", size: "0", symbol: "A" },
				{ time: 2, price: "60001", size: "12", symbol: "A" },
			].map((row) => ({ ...row, side: "buy", id: "1", count: 0, kind: "trade" })),
			copies: 2_000,
			later: 10,
			idsRise: true,
			types: { time: "BIGINT", price: "DOUBLE", size: "DOUBLE", id: "BIGINT" },
			unit: "byMagnitude",
			side: "words",
			has: { id: true, symbol: false, counts: false, only: false },
			priceScale: 0,
			flipped: undefined,
		};
		const typesOf = (types: Partial<Tape["types"]>) => ({ types: { ...usual.types, ...types } });
		const kinds: Readonly<Record<string, Partial<Tape>>> = {
			doubles: {},
			decimals: typesOf({ price: "DECIMAL(18,2)", size: "DECIMAL(18,8)" }),
			wholes: { ...typesOf({ price: "BIGINT", size: "INTEGER" }), priceScale: 2 },
			moments: typesOf({ time: "TIMESTAMPTZ" }),
			nanoseconds: { unit: "ns" },
			symbols: { has: { ...usual.has, symbol: true } },
			"ids of text": typesOf({ id: "VARCHAR" }),
			"rows of several trades": { has: { ...usual.has, counts: true, only: true } },
			"a side that is a boolean": { side: "boolean" },
		};
		await withBothWays(async (judge) => {
			for (const [name, kind] of Object.entries(kinds)) {
				const { typed, byText } = await judge({ ...usual, ...kind });
				assert.ok(typed !== undefined && "trades" in typed, `${name}: ${inspect(typed)}`);
				assert.deepEqual(typed, byText, name);
				const zeros = kind.types?.size === "INTEGER" ? 4_000 : 2_000;
				assert.equal(typed.bad.count, zeros, name);
			}
		});
	});

	it("ends in the middle when it is cancelled, and leaves the database as it was", async () => {
		const path = join(folder(), "long.parquet");
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		await connection.run(
			`COPY (SELECT ${START} + range AS time, 1 + range % 7 AS price, 1 AS size FROM range(400000)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 10240)`,
		);
		connection.closeSync();
		instance.closeSync();
		const { symbol, ...common } = withoutLines(withoutIds(GENERIC));
		const layout: FileLayout = {
			...common,
			format: "parquet",
			columns: { time: "time", price: "price", size: "size" },
			side: { of: "nobody" },
			...(symbol !== undefined && { symbol }),
		};
		const database = await new DuckDatabases({
			memoryMb: 256,
			threads: 2,
			spillFolder: join(folder(), "spill"),
			spillMb: 64,
		}).open([path]);
		const file = { version: await versionOf(path), layout };
		const judge = (signal: AbortSignal, onProgress: (share: number) => void) =>
			database.session({ signal, onProgress }, async (session) => {
				const columns = await schemaOf(session, path, path, layout);
				const group = { layout, paths: [path], largest: file.version.size, columns };
				return verdictOfTyped(session, file, group, { signal, onProgress });
			});
		const controller = new AbortController();
		let share = 0;
		const cancelled = judge(controller.signal, (seen) => {
			share = seen;
			controller.abort();
		});
		await assert.rejects(cancelled, { kind: "cancelled" });
		assert.ok(share > 0 && share < 1, String(share));
		const verdict = await judge(new AbortController().signal, () => undefined);
		assert.equal(verdict?.trades, 400_000);
	});

	it("refuses values outside of what is stated of their row group", async () => {
		await withBothWays(async (judge) => {
			const { typed } = await judge({
				rows: Array.from({ length: 50 }, (_, at) => ({
					time: at,
					price: String(100 + at),
					size: "1.5",
					side: "buy",
					id: "1",
					symbol: "A",
					count: 0,
					kind: "trade",
				})),
				copies: 200,
				later: 100,
				idsRise: true,
				types: { time: "BIGINT", price: "DOUBLE", size: "DOUBLE", id: "BIGINT" },
				unit: "ms",
				side: "words",
				has: { id: true, symbol: false, counts: false, only: false },
				priceScale: 0,
				flipped: 1e6,
			});
			assert.ok(typed !== undefined && "kind" in typed);
			assert.deepEqual([typed.kind, typed.facts.fault], ["unreadable", "wrongStatistics"]);
		});
	});
});
