import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { isProviderError } from "../../../src/core/errors/errors";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { ENGINE_FILE, GENERIC, judgedFile, startEngine, UNTIL_DONE } from "./engineTools";
import { VWAP } from "./madeTape";
import { zipFile } from "../../support/zipFile";

const isKind = (kind: string) => (error: unknown) => isProviderError(error) && error.kind === kind;

describe("files of trades", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	let engine = startEngine("");
	beforeEach(() => {
		engine = startEngine(folder());
	});
	afterEach(() => engine.dispose());

	const write = (name: string, content: string | Uint8Array = "a,b\n1,2\n") => {
		const path = join(folder(), name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		return path;
	};
	const expanded = async (...names: readonly string[]) => {
		const files = await engine.expand(
			names.map((name) => join(folder(), name)),
			UNTIL_DONE,
		);
		return files.map(({ path }) => relative(folder(), path).replaceAll("\\", "/"));
	};

	it("are found by name, folder and pattern, each once and sorted", async () => {
		for (const name of [
			"b.csv",
			"a.csv",
			"c.txt.bak",
			"deep/x.csv.gz",
			"deep/er/y.parquet",
			"deep/.z.csv",
		]) {
			write(name);
		}
		assert.deepEqual(await expanded("b.csv", "a.csv", "b.csv"), ["a.csv", "b.csv"]);
		assert.deepEqual(await expanded("*.csv"), ["a.csv", "b.csv"]);
		assert.deepEqual(await expanded("?.csv", "deep/**/*.parquet"), [
			"a.csv",
			"b.csv",
			"deep/er/y.parquet",
		]);
		assert.deepEqual(await expanded("deep"), ["deep/er/y.parquet", "deep/x.csv.gz"]);
		assert.deepEqual(await expanded("c.txt.bak"), ["c.txt.bak"]);
		const [version] = await engine.expand([join(folder(), "a.csv")], UNTIL_DONE);
		assert.equal(version?.size, 8);
		assert.ok((version?.mtimeMs ?? 0) > 1e12);
	});

	it("are found by patterns in which brackets and braces are themselves", async () => {
		for (const name of ["x (1)[a]{b,c}!/1.csv", "x (1)[a]{b,c}!/2.csv", "x (1)a{b,c}!/3.csv"])
			write(name);
		assert.deepEqual(await expanded("x (1)[a]{b,c}!/*.csv"), [
			"x (1)[a]{b,c}!/1.csv",
			"x (1)[a]{b,c}!/2.csv",
		]);
	});

	it("show their beginning, however they are packed", async () => {
		const text = `time,price\n${"1,2\n".repeat(100)}`;
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		const zstd = join(folder(), "d.csv.zst");
		await connection.run(
			`COPY (SELECT 1 AS time, 2 AS price FROM range(100)) TO '${zstd}' (FORMAT csv, HEADER, COMPRESSION zstd)`,
		);
		connection.closeSync();
		const paths = [
			write("a.csv", text),
			write("b.csv", gzipSync(text)),
			write(
				"c.zip",
				zipFile([
					{ name: "x.md", content: "#" },
					{ name: "d/t.csv", content: text },
				]),
			),
			zstd,
		];
		const heads = await engine.head(paths, UNTIL_DONE);
		assert.deepEqual(
			heads.map(({ compression }) => compression),
			["none", "gzip", "zip", "zstd"],
		);
		for (const { bytes, isWhole } of heads) {
			assert.deepEqual([new TextDecoder().decode(bytes), isWhole], [text, true]);
		}
		assert.deepEqual([heads[2]?.entry, heads[2]?.entries], ["d/t.csv", ["x.md", "d/t.csv"]]);
		const long = write("long.csv", "1,2\n".repeat(200_000));
		const [head] = await engine.head([long], UNTIL_DONE);
		assert.deepEqual([head?.bytes.length, head?.isWhole], [262_144, false]);
	});

	it("show columns and first rows of Parquet, and what folders say", async () => {
		const path = join(folder(), "symbol=BTC%2FUSD", "day=2026-03-02", "t.parquet");
		mkdirSync(dirname(path), { recursive: true });
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		await connection.run(
			`COPY (SELECT TIMESTAMPTZ '2026-03-02 00:00:01Z' AS "ti""me", 1.50::DECIMAL(9,2) AS price, NULL::DOUBLE AS "it's") TO '${path}' (FORMAT parquet)`,
		);
		connection.closeSync();
		const [head] = await engine.head([path], UNTIL_DONE);
		assert.deepEqual(head?.parquet, {
			columns: [
				{ name: 'ti"me', type: "TIMESTAMP WITH TIME ZONE" },
				{ name: "price", type: "DECIMAL(9,2)" },
				{ name: "it's", type: "DOUBLE" },
			],
			rows: [["2026-03-02 00:00:01+00", "1.50", null]],
		});
		assert.deepEqual(head.partitions, { symbol: "BTC/USD", day: "2026-03-02" });
	});

	it("are refused when they keep changing while they are read", async () => {
		const lines = Array.from({ length: 100_000 }, (_, at) => `${at},1,1,buy,${at}\n`);
		const path = write("growing.csv", `h,h,h,h,h\n${lines.join("")}`);
		const timer = setInterval(() => appendFileSync(path, "7,1,1,buy,7\n"), 1);
		try {
			await assert.rejects(judgedFile(engine, path), (error) => {
				assert.ok(isProviderError(error) && error.kind === "unreadable", String(error));
				return /^growing\.csv changed while it was read/.test(error.message);
			});
		} finally {
			clearInterval(timer);
		}
		assert.equal((await judgedFile(engine, path)).bad.count, 0);
	});

	it("are asked for anew after the engine was killed in the middle", async function () {
		if (process.platform === "win32") this.skip();
		const lines = Array.from(
			{ length: 300_000 },
			(_, at) => `${VWAP.range.from + at},1,1,buy,${at}\n`,
		);
		const path = write("long.csv", `h,h,h,h,h\n${lines.join("")}`);
		const file = await judgedFile(engine, path);
		const pids = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
			.split("\n")
			.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
			.filter(
				([, , parent, words]) => Number(parent) === process.pid && words?.includes(ENGINE_FILE),
			)
			.map(([, pid]) => Number(pid));
		assert.equal(pids.length, 1);
		const call = engine.sum(VWAP, [file], UNTIL_DONE);
		process.kill(pids[0] ?? NaN, "SIGKILL");
		await assert.rejects(call, isKind("engine"));
		assert.ok("count" in (await engine.sum(VWAP, [file], UNTIL_DONE)));
	});

	it("are not left unpacked by a process that was ended", async () => {
		const { pid } = spawnSync(process.execPath, ["--version"]);
		const [gone, running] = [pid, process.pid].map((number) => `unpacked-${number}-x`);
		const spill = join(folder(), "spill");
		for (const name of [gone, running]) mkdirSync(join(spill, name ?? ""), { recursive: true });
		const path = write("t.csv", `h,h,h,h,h\n1,1,"1",buy,1\n`);
		while (readdirSync(spill).includes(gone ?? "")) await judgedFile(engine, path);
		assert.ok(readdirSync(spill).includes(running ?? ""));
	});

	it("tell how much of them was read", async () => {
		const lines = Array.from({ length: 400_000 }, (_, at) => `${at},1,1,buy,${at}\n`);
		const path = write("long.csv", `h,h,h,h,h\n${lines.join("")}`);
		const shares: number[] = [];
		const [version] = await engine.expand([path], UNTIL_DONE);
		assert.ok(version !== undefined);
		await engine.judge([{ version, layout: GENERIC }], {
			...UNTIL_DONE,
			onProgress: (share) => shares.push(share),
		});
		assert.equal(shares.at(-1), 1);
		assert.ok(
			shares.every((share, at) => share > (shares[at - 1] ?? 0) && share <= 1),
			shares.join(),
		);
	});
});
