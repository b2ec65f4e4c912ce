import assert from "node:assert/strict";
import {
	closeSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { isProviderError, type ProviderError } from "../../../src/core/errors/errors";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import { useTemporaryFolder } from "../app/temporaryFolder";
import {
	GENERIC,
	judged,
	judgedFile,
	plainSums,
	startEngine,
	UNTIL_DONE,
	withoutIds,
	withoutLines,
} from "./engineTools";
import { csvOf, type MadeTape, PROFILE, range, reference, VWAP } from "./madeTape";
import { zipFile } from "../../support/zipFile";

const TAPE: MadeTape = {
	priceDecimals: 1,
	sizeDecimals: 2,
	trades: Array.from({ length: 20_000 }, (_, at) => ({
		time: range.from + at * 13,
		price: 1_000 + (at % 77),
		size: 1 + (at % 19),
		side: at % 3 === 0 ? "buy" : "sell",
	})),
};
const CSV = csvOf(TAPE);
const GZIP: FileLayout = { ...GENERIC, compression: "gzip" };
const ZIP: FileLayout = { ...GENERIC, compression: "zip", entry: "trades.csv" };
const PARQUET: FileLayout = {
	...withoutLines(GENERIC),
	format: "parquet",
	columns: { time: "time", price: "price", size: "size", side: "side", id: "id" },
};

describe("files that cannot be read", function () {
	this.timeout(120_000);
	let engine = startEngine("");
	// Before the folder goes.
	afterEach(async () => {
		// Whatever happened, the next question is answered, and nothing is left in the spill folder.
		const file = await judged(engine, join(folder(), "good.csv"), CSV);
		const sums = await engine.sum(PROFILE, [file], UNTIL_DONE);
		assert.deepEqual(plainSums(sums), reference(PROFILE, TAPE));
		assert.deepEqual(
			readdirSync(join(folder(), "spill")).filter((name) => name.startsWith("unpacked")),
			[],
		);
		await engine.dispose();
	});
	const folder = useTemporaryFolder();
	beforeEach(() => {
		engine = startEngine(folder());
	});

	const at = (name: string, content: string | Uint8Array = CSV) => {
		const path = join(folder(), name);
		writeFileSync(path, content);
		return path;
	};
	const refused = async (call: Promise<unknown>, kind: string, words: RegExp): Promise<void> => {
		await assert.rejects(call, (error) => {
			assert.ok(isProviderError(error), String(error));
			const { message, facts }: ProviderError = error;
			assert.equal(error.kind, kind, `${message} ${facts.detail}`);
			assert.match(message, words);
			return true;
		});
	};
	const judge = (path: string, layout: FileLayout = GENERIC) => judgedFile(engine, path, layout);

	it("are empty", async () => {
		const path = at("empty.csv", "");
		await refused(judge(path), "unreadable", /^empty\.csv is empty\. Choose/);
		// A look at its beginning is no failure: whoever looks may be looking through a folder.
		const [head] = await engine.head([path], UNTIL_DONE);
		assert.deepEqual([head?.bytes.length, head?.isWhole], [0, true]);
	});

	it("have a header alone: no trade, which is no fault", async () => {
		const file = await judge(at("header.csv", "time,price,size,side,id\n"));
		assert.deepEqual([file.trades, file.bad.count, file.symbols], [0, 0, []]);
		const sums = await engine.sum(PROFILE, [file], UNTIL_DONE);
		assert.deepEqual([...sums.starts], []);
	});

	it("are cut in a gzip", async () => {
		const whole = gzipSync(CSV);
		const path = at("cut.csv.gz", whole.subarray(0, whole.length >> 1));
		await refused(judge(path, GZIP), "unreadable", /^cut\.csv\.gz is cut off: its end is missing/);
	});

	it("have a wrong check sum in a gzip", async () => {
		const whole = gzipSync(CSV);
		const sum = whole.length - 8;
		whole[sum] = (whole[sum] ?? 0) ^ 1;
		await refused(judge(at("sum.csv.gz", whole), GZIP), "unreadable", /^sum\.csv\.gz is damaged/);
	});

	it("have a wrong codec", async () => {
		await refused(judge(at("text.csv.gz"), GZIP), "unreadable", /is damaged/);
		const head = await engine.head([at("packed.csv", gzipSync(CSV))], UNTIL_DONE);
		assert.equal(head[0]?.compression, "gzip");
	});

	it("have a wrong ending, which says nothing", async () => {
		const file = await judge(at("trades.parquet"));
		assert.equal(file.trades, TAPE.trades.length);
		await refused(judge(at("text.parquet"), PARQUET), "unreadable", /text\.parquet/);
	});

	it("are gone", async () => {
		const path = at("gone.csv");
		const file = await judge(path);
		rmSync(path);
		await refused(
			engine.sum(PROFILE, [file], UNTIL_DONE),
			"notFound",
			/^gone\.csv is not there\. It was moved, renamed or deleted/,
		);
		await refused(engine.expand([path], UNTIL_DONE), "notFound", /is not there/);
		await refused(engine.expand([join(folder(), "*.tsv")], UNTIL_DONE), "notFound", /is not there/);
	});

	it("changed since they were judged", async () => {
		const path = at("changed.csv");
		const file = await judge(path);
		utimesSync(path, 1, 1);
		await refused(
			engine.sum(PROFILE, [file], UNTIL_DONE),
			"unreadable",
			/^changed\.csv changed while it was read/,
		);
	});

	it("are folders", async () => {
		mkdirSync(join(folder(), "nothing"));
		const words = /^nothing is a folder without trades/;
		await refused(engine.expand([join(folder(), "nothing")], UNTIL_DONE), "unreadable", words);
	});

	it("lie elsewhere", async () => {
		const there = "https://example.com/trades.csv";
		await refused(engine.expand([there], UNTIL_DONE), "unreadable", /is not on this machine/);
	});

	it("lead out of their folder", async () => {
		at("outside.csv");
		mkdirSync(join(folder(), "inside"));
		const link = join(folder(), "inside", "link.csv");
		symlinkSync(join(folder(), "outside.csv"), link);
		const words = /^link\.csv leads out of its folder/;
		await refused(engine.expand([join(folder(), "inside")], UNTIL_DONE), "unreadable", words);
		await refused(
			engine.expand([join(folder(), "inside", "*.csv")], UNTIL_DONE),
			"unreadable",
			words,
		);
		// Chosen by itself it is what a person wants.
		assert.equal((await judge(link)).trades, TAPE.trades.length);
	});

	it("are no link out of their folder for a name that begins with two dots", async () => {
		mkdirSync(join(folder(), "dotted"));
		const path = join(folder(), "dotted", "..trades.csv");
		writeFileSync(path, CSV);
		const found = await engine.expand([join(folder(), "dotted", "..*.csv")], UNTIL_DONE);
		assert.deepEqual(
			found.map((one) => one.path),
			[path],
		);
	});

	it("have names with patterns and SQL in them, and are themselves", async () => {
		at("weid1.csv", "time,price,size,side,id\n1,1,1,buy,1\n");
		at("weird.csv", "time,price,size,side,id\n1,1,1,buy,1\n");
		for (const name of [
			"we[ir]d*.csv",
			"a?b.csv",
			"'); DROP TABLE x; --.csv",
			'"q" $1 {a,b}.csv',
		]) {
			const path = at(name);
			assert.deepEqual(
				(await engine.expand([path], UNTIL_DONE)).map((version) => version.path),
				[path],
			);
			const file = await judge(path);
			assert.equal(file.trades, TAPE.trades.length, name);
			const sums = await engine.sum(VWAP, [file], UNTIL_DONE);
			assert.deepEqual(plainSums(sums), reference(VWAP, TAPE), name);
		}
	});

	it("unpack to more than is allowed", async () => {
		const bomb = zipFile([{ name: "trades.csv", content: new Uint8Array(50_000_000) }]);
		await engine.dispose();
		engine = startEngine(folder(), { spillMb: 20 });
		await refused(
			judge(at("bomb.zip", bomb), ZIP),
			"unreadable",
			/^bomb\.zip unpacks to more than/,
		);
		// It may say less than it has.
		const liar = zipFile([{ name: "trades.csv", content: CSV, statedSize: 1_000 }]);
		await refused(judge(at("liar.zip", liar), ZIP), "unreadable", /^liar\.zip is damaged/);
	});

	it("are damaged, cut or packed otherwise in a ZIP", async () => {
		const wrong = zipFile([{ name: "trades.csv", content: CSV, statedSum: 1 }]);
		await refused(judge(at("wrong.zip", wrong), ZIP), "unreadable", /^wrong\.zip is damaged/);
		const whole = zipFile([{ name: "trades.csv", content: CSV }]);
		const cut = at("cut.zip", whole.subarray(0, whole.length - 40));
		await refused(judge(cut, ZIP), "unreadable", /^cut\.zip is cut off/);
		const other = zipFile([{ name: "trades.csv", content: CSV, method: 9 }]);
		await refused(judge(at("other.zip", other), ZIP), "unreadable", /^other\.zip is not packed in/);
		const missing = { ...ZIP, entry: "others.csv" };
		await refused(judge(at("whole.zip", whole), missing), "unreadable", /^whole\.zip changed/);
	});

	it("are of ten gigabytes of nothing, until they are cancelled", async () => {
		const path = join(folder(), "sparse.csv");
		const file = openSync(path, "w");
		ftruncateSync(file, 10_000_000_000);
		closeSync(file);
		const controller = new AbortController();
		const call = engine.judge(
			[{ version: { path, size: 10_000_000_000, mtimeMs: 0 }, layout: GENERIC }],
			{ signal: controller.signal, onProgress: () => controller.abort() },
		);
		const timer = setTimeout(() => controller.abort(), 500);
		const begun = Date.now();
		// Reading may come to an end by itself: a line without an end is refused.
		await assert.rejects(call, isProviderError);
		clearTimeout(timer);
		assert.ok(Date.now() - begun < 10_000);
	});

	it("need more memory than there is", async () => {
		await engine.dispose();
		engine = startEngine(folder(), { memoryMb: 80, spillMb: 1 });
		const lines = Array.from(
			{ length: 700_000 },
			(_, row) => `${range.from + (row >> 1)},${row + 1}.5,${row + 1},buy,x\n`,
		);
		const path = at("many.csv", `time,price,size,side,id\n${lines.join("")}1,"1",1,buy,x\n`);
		await assert.rejects(judge(path, withoutIds(GENERIC)), (error) => {
			assert.ok(isProviderError(error), String(error));
			assert.ok(error.kind === "tooLarge" || error.kind === "storage", error.message);
			assert.match(error.message, /memory that reading may use|no room left/);
			return true;
		});
	});

	it("need a spill folder that cannot be written", async () => {
		await engine.dispose();
		const blocked = at("blocked");
		engine = startEngine(folder(), { spillFolder: join(blocked, "spill") });
		// A quote is enough for the database to be asked.
		await refused(
			judge(at("trades.csv", `${CSV}1,"1",1,buy,1`)),
			"storage",
			/folder for what is set aside/,
		);
		// The very next try counts, and not what came of the one before.
		rmSync(blocked);
		const { trades } = await judge(at("trades.csv", `${CSV}1,"1",1,buy,1`));
		assert.equal(trades, TAPE.trades.length + 1);
		await engine.dispose();
		engine = startEngine(folder());
	});

	describe("as Parquet", () => {
		const write = async (name: string, options = "") => {
			const source = at("source.csv");
			const path = join(folder(), name);
			const instance = await DuckDBInstance.create(":memory:");
			const connection = await instance.connect();
			await connection.run(
				`COPY (SELECT time, price::DOUBLE AS price, size::DOUBLE AS size, side, id FROM read_csv('${source}')) TO '${path}' (FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE 4096${options})`,
			);
			connection.closeSync();
			instance.closeSync();
			return path;
		};

		it("are read as they are", async () => {
			const file = await judge(await write("whole.parquet"), PARQUET);
			const sums = await engine.sum(VWAP, [file], UNTIL_DONE);
			assert.deepEqual(plainSums(sums), reference(VWAP, TAPE));
		});

		it("have values that they do not say they have", async () => {
			const path = await write("flipped.parquet");
			const bytes = readFileSync(path);
			// The price 107.6 as a double, in the first dictionary page.
			const price = Buffer.alloc(8);
			price.writeDoubleLE(107.6);
			const found = bytes.indexOf(price);
			assert.ok(found > 0);
			bytes.writeDoubleLE(107.6e9, found);
			writeFileSync(path, bytes);
			await refused(judge(path, PARQUET), "unreadable", /^flipped\.parquet is damaged/);
		});

		it("are cut", async () => {
			const path = await write("cut.parquet");
			truncateSync(path, 30_000);
			await refused(judge(path, PARQUET), "unreadable", /^cut\.parquet is cut off/);
		});

		it("lack a column", async () => {
			const path = await write("lacking.parquet");
			const layout = { ...PARQUET, columns: { ...PARQUET.columns, size: "volume" } };
			await refused(judge(path, layout), "unreadable", /does not hold what its layout says/);
		});
	});
});
