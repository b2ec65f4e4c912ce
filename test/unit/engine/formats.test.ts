import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import { epochMs } from "../../../src/core/time";
import type { FileLayout, TradeColumns } from "../../../src/core/trades/layout/fileLayout";
import { useTemporaryFolder } from "../app/temporaryFolder";
import {
	GENERIC,
	judged,
	judgedFile,
	plainSums,
	useEngine,
	UNTIL_DONE,
	withoutLines,
} from "./engineTools";
import { csvOf, madePlan, type MadeTape, plainTape, range, reference, rowsOf } from "./madeTape";
import { zipFile } from "../../support/zipFile";

const NAMES = ["time", "price", "size", "side", "id"] as const;
const named = (prefix = ""): TradeColumns => ({
	time: `${prefix}time`,
	price: `${prefix}price`,
	size: `${prefix}size`,
	side: `${prefix}side`,
	id: `${prefix}id`,
});
const BARE = withoutLines(GENERIC);

const record = (row: readonly string[]) =>
	`{${NAMES.map((name, at) => `"${name}":${name === "side" ? `"${row[at]}"` : row[at]}`).join(",")}}`;

/** A way to write a tape: its ending, its bytes and how they are read. */
interface Form {
	readonly ending: string;
	readonly layout: FileLayout;
	readonly write: (path: string, tape: MadeTape) => Promise<void> | void;
}

const copied = async (path: string, tape: MadeTape, options: string, select = "*") => {
	const source = `${path}.source.csv`;
	writeFileSync(source, csvOf(tape));
	const instance = await DuckDBInstance.create(":memory:");
	const connection = await instance.connect();
	await connection.run(
		`COPY (SELECT ${select} FROM read_csv('${source}', all_varchar=true, header=true)) TO '${path}' (${options})`,
	);
	connection.closeSync();
	instance.closeSync();
};
const typed = (price: string, size: string, time: string, id = "id::BIGINT") =>
	`${time} AS time, price::${price} AS price, size::${size} AS size, side, ${id} AS id`;
const PARQUET: FileLayout = { ...BARE, format: "parquet", columns: named() };

const FORMS: Readonly<Record<string, Form>> = {
	"CSV in gzip": {
		ending: "csv.gz",
		layout: { ...GENERIC, compression: "gzip" },
		write: (path, tape) => writeFileSync(path, gzipSync(csvOf(tape))),
	},
	"CSV in gzip of two members": {
		ending: "csv.gz",
		layout: { ...GENERIC, compression: "gzip" },
		write: (path, tape) => {
			const text = csvOf(tape);
			const half = text.length >> 1;
			const members = [text.slice(0, half), text.slice(half)].map((part) => gzipSync(part));
			writeFileSync(path, Buffer.concat(members));
		},
	},
	"CSV in zstd": {
		ending: "csv.zst",
		layout: { ...GENERIC, compression: "zstd" },
		write: (path, tape) => copied(path, tape, "FORMAT csv, HEADER, COMPRESSION zstd"),
	},
	"CSV in ZIP": {
		ending: "zip",
		layout: { ...GENERIC, compression: "zip", entry: "inside/trades.csv" },
		write: (path, tape) => {
			const beside = { name: "readme.txt", content: "no trades" };
			const trades = { name: "inside/trades.csv", content: csvOf(tape) };
			writeFileSync(path, zipFile([beside, trades]));
		},
	},
	"CSV with a mark of byte order and line ends of Windows": {
		ending: "csv",
		layout: GENERIC,
		write: (path, tape) => writeFileSync(path, `\ufeff${csvOf(tape).replaceAll("\n", "\r\n")}`),
	},
	"CSV in UTF-16": {
		ending: "csv",
		layout: {
			...GENERIC,
			csv: { delimiter: ",", encoding: "utf-16le", skippedLines: 1, columns: 5 },
		},
		write: (path, tape) => writeFileSync(path, Buffer.from(`\ufeff${csvOf(tape)}`, "utf16le")),
	},
	"CSV with decimal commas": {
		ending: "csv",
		layout: {
			...GENERIC,
			decimalComma: true,
			csv: { delimiter: ";", encoding: "utf-8", skippedLines: 1, columns: 5 },
		},
		write: (path, tape) =>
			writeFileSync(path, csvOf(tape).replaceAll(",", ";").replaceAll(".", ",")),
	},
	"CSV with spaces, quotes and signs": {
		ending: "csv",
		layout: GENERIC,
		write: (path, tape) => {
			const lines = rowsOf(tape).map(([time, price, size, side, id]) =>
				[` ${time}`, `"${price}"`, `+${size}`, ` ${side?.toUpperCase()} `, id].join(","),
			);
			writeFileSync(path, ["a,b,c,d,e", ...lines].join("\n"));
		},
	},
	"CSV with exponents": {
		ending: "csv",
		layout: GENERIC,
		write: (path, tape) => {
			const powered = (units: number, places: number) =>
				`${units}${places % 2 ? "e" : "E"}-${places}`;
			const lines = tape.trades.map(
				({ time, price, size, side }, at) =>
					`${time},${powered(price, tape.priceDecimals)},${powered(size, tape.sizeDecimals)},${side},${at}`,
			);
			writeFileSync(path, ["a,b,c,d,e", ...lines].join("\n"));
		},
	},
	"CSV with dates": {
		ending: "csv",
		layout: { ...GENERIC, time: "text" },
		write: (path, tape) =>
			writeFileSync(
				path,
				csvOf(tape).replace(/^\d+/gm, (time) => new Date(Number(time)).toISOString()),
			),
	},
	"CSV with seconds and their fractions": {
		ending: "csv",
		layout: { ...GENERIC, time: "byMagnitude" },
		write: (path, tape) =>
			writeFileSync(path, csvOf(tape).replace(/^(\d+)(\d{3})/gm, "$1.$2999999")),
	},
	"CSV with nanoseconds": {
		ending: "csv",
		layout: { ...GENERIC, time: "byMagnitude" },
		write: (path, tape) => writeFileSync(path, csvOf(tape).replace(/^(\d+)/gm, "$1123456")),
	},
	"CSV with prices in units": {
		ending: "csv",
		layout: { ...GENERIC, priceScale: 9 },
		write: (path, tape) => {
			const lines = rowsOf(tape).map(([time, , size, side, id], at) => {
				const units = BigInt(tape.trades[at]?.price ?? 0) * 10n ** BigInt(9 - tape.priceDecimals);
				return [time, units, size, side, id].join(",");
			});
			writeFileSync(path, ["a,b,c,d,e", ...lines].join("\n"));
		},
	},
	NDJSON: {
		ending: "ndjson",
		layout: { ...BARE, format: "ndjson", columns: named() },
		write: (path, tape) => writeFileSync(path, rowsOf(tape).map(record).join("\n")),
	},
	"NDJSON of lists in gzip": {
		ending: "ndjson.gz",
		layout: { ...BARE, format: "ndjson", compression: "gzip" },
		write: (path, tape) => {
			const lines = rowsOf(tape).map(
				([time, price, size, side, id]) => `[${time},"${price}","${size}","${side}",${id}]\n`,
			);
			writeFileSync(path, gzipSync(lines.join("")));
		},
	},
	"NDJSON of nested records": {
		ending: "jsonl",
		layout: { ...BARE, format: "ndjson", columns: named("data.t/r.") },
		write: (path, tape) =>
			writeFileSync(
				path,
				rowsOf(tape)
					.map((row) => `{"data":{"t/r":${record(row)}}}`)
					.join("\n"),
			),
	},
	"JSON list": {
		ending: "json",
		layout: { ...BARE, format: "json", columns: named() },
		write: (path, tape) => writeFileSync(path, `[${rowsOf(tape).map(record).join(",\n")}]`),
	},
	"JSON list of lists": {
		ending: "json",
		layout: { ...BARE, format: "json" },
		write: (path, tape) => writeFileSync(path, JSON.stringify(rowsOf(tape))),
	},
	"JSON list inside of a document": {
		ending: "json",
		layout: { ...BARE, format: "json", columns: named(), jsonPath: ["result", "list"] },
		write: (path, tape) =>
			writeFileSync(path, `{"ok":true,"result":{"list":[${rowsOf(tape).map(record).join(",")}]}}`),
	},
	"Parquet of decimals": {
		ending: "parquet",
		layout: PARQUET,
		write: (path, tape) =>
			copied(path, tape, "FORMAT parquet", typed("DECIMAL(18,9)", "DECIMAL(18,8)", "time::BIGINT")),
	},
	"Parquet of wide decimals": {
		ending: "parquet",
		layout: PARQUET,
		write: (path, tape) =>
			copied(
				path,
				tape,
				"FORMAT parquet",
				typed("DECIMAL(38,18)", "DECIMAL(30,10)", "time::BIGINT"),
			),
	},
	"Parquet of doubles": {
		ending: "parquet",
		layout: PARQUET,
		write: (path, tape) =>
			copied(
				path,
				tape,
				"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 10",
				typed("DOUBLE", "DOUBLE", "time::BIGINT"),
			),
	},
	"Parquet of texts": {
		ending: "parquet",
		layout: PARQUET,
		write: (path, tape) => copied(path, tape, "FORMAT parquet"),
	},
	"Parquet with moments": {
		ending: "parquet",
		layout: { ...PARQUET, time: "text" },
		write: (path, tape) =>
			copied(
				path,
				tape,
				"FORMAT parquet",
				typed("DOUBLE", "DECIMAL(20,8)", "epoch_ms(time::BIGINT)"),
			),
	},
	"Parquet with ids that are no numbers": {
		ending: "parquet",
		layout: PARQUET,
		write: (path, tape) =>
			copied(path, tape, "FORMAT parquet", typed("DOUBLE", "DOUBLE", "time::BIGINT", "'x' || id")),
	},
};

describe("trades in files of every form", function () {
	this.timeout(120_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();

	for (const [name, { ending, layout, write }] of Object.entries(FORMS)) {
		it(`add up alike, ${name}`, async () => {
			let files = 0;
			await fc.assert(
				fc.asyncProperty(plainTape, madePlan, async (tape, plan) => {
					const path = join(folder(), `tape${files++}.${ending}`);
					await write(path, tape);
					const file = await judgedFile(engine(), path, layout);
					assert.deepEqual([file.trades, file.bad], [tape.trades.length, { count: 0, first: [] }]);
					const sums = await engine().sum(plan, [file], UNTIL_DONE);
					assert.deepEqual(plainSums(sums), reference(plan, tape), sums.sql);
				}),
				{ numRuns: 2 },
			);
		});
	}

	for (const [name, { ending, layout, write }] of Object.entries(FORMS)) {
		if (layout.format !== "parquet") continue;
		it(`add up alike in a part of their range, ${name}`, async () => {
			let files = 0;
			const minutes = fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 90 }));
			await fc.assert(
				fc.asyncProperty(plainTape, madePlan, minutes, async (tape, plan, [skipped, length]) => {
					const path = join(folder(), `tape${files++}.${ending}`);
					await write(path, tape);
					const file = await judgedFile(engine(), path, layout);
					const from = epochMs(range.from + skipped * 60_000);
					const part = { ...plan, range: { from, to: epochMs(from + length * 60_000) } };
					const sums = await engine().sum(part, [file], UNTIL_DONE);
					assert.deepEqual(plainSums(sums), reference(part, tape), sums.sql);
				}),
				{ numRuns: 6 },
			);
		});
	}

	it("add up together, each read in its own way", async () => {
		await fc.assert(
			fc.asyncProperty(plainTape, madePlan, async (tape, plan) => {
				const { trades } = tape;
				const cut = trades.length >> 1;
				const later = { ...tape, trades: trades.slice(cut) };
				const first = await judged(
					engine(),
					join(folder(), "first.csv"),
					csvOf({ ...tape, trades: trades.slice(0, cut) }),
				);
				const path = join(folder(), "later.parquet");
				await copied(path, later, "FORMAT parquet", typed("DOUBLE", "DOUBLE", "time::BIGINT"));
				const second = await judgedFile(engine(), path, PARQUET);
				const sums = await engine().sum(plan, [first, second], UNTIL_DONE);
				assert.deepEqual(plainSums(sums), reference(plan, tape), sums.sql);
			}),
			{ numRuns: 3 },
		);
	});
});
