import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import {
	chmodSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	truncateSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { AnswerCache, coversOf } from "../../../../src/app/answerCache/answerCache";
import type { AnswerKey } from "../../../../src/app/answerCache/block";
import { type AtomicFs, nodeAtomicFs } from "../../../../src/app/files/atomicWrite";
import { openSeries } from "../../../../src/core/result/openResult";
import type { TimeRange } from "../../../../src/core/result/series";
import { DAY_MS, epochMs, HOUR_MS } from "../../../../src/core/time";
import { BTC_USD_VWAP } from "../../../support/queries";
import { asNobody } from "../files/asNobody";
import { FaultyFs } from "../files/faultyFs";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";
import { hoursChunk } from "./hoursChunk";

const WRITER = join(__dirname, "cacheWriter.js");
const run = promisify(execFile);
const NOW = Date.UTC(2026, 2, 29);
const KEY: AnswerKey = { owner: "https://mirror.example.com", query: BTC_USD_VWAP };
const BOUNDS = { intervals: Infinity, bytes: Infinity };
const hours = (from: number, to: number): TimeRange => ({
	from: epochMs(from * HOUR_MS),
	to: epochMs(to * HOUR_MS),
});

describe("the cache of answers", () => {
	const folder = useTemporaryFolder();
	let log = new KeptLog();
	let capacity = 1e9;
	let now = NOW;
	beforeEach(() => {
		[log, capacity, now] = [new KeptLog(), 1e9, NOW];
	});
	const space = () => join(folder(), "answers");
	const open = (fs: AtomicFs = nodeAtomicFs) =>
		new AnswerCache({ folder: space(), log, now: () => now, capacity: () => capacity, fs });
	const paths = () =>
		readdirSync(join(space(), "kaiko")).map((name) => join(space(), "kaiko", name));
	const only = () => paths()[0] ?? assert.fail("no file");
	const bytes = () => paths().reduce((sum, path) => sum + statSync(path).size, 0);
	const keep = (cache: AnswerCache, from: number, to: number, key = KEY) =>
		cache.keep(key, [hoursChunk(from, to, from)], {}, cache.edition);
	const find = async (cache: AnswerCache, from: number, to: number, key = KEY) => {
		const found = await cache.find(key, hours(from, to), BOUNDS);
		return coversOf(found).map((one) => [one.from / HOUR_MS, one.to / HOUR_MS]);
	};

	it("gives back what it was given, also from several files, and knows what is quiet", async () => {
		const cache = open();
		const quiet = hoursChunk(1_500, 1_600, 7, [1_520]);
		await cache.keep(KEY, [hoursChunk(800, 1_400, 5), quiet], { resolved: { a: "b" } }, 0);
		assert.equal(paths().length, 2);
		const found = await open().find(KEY, hours(0, 2_000), BOUNDS);
		assert.deepEqual(
			coversOf(found).map((one) => [one.from / HOUR_MS, one.to / HOUR_MS]),
			[
				[800, 1_400],
				[1_500, 1_600],
			],
		);
		assert.deepEqual(found.resolved, { a: "b" });
		const [series] = openSeries(found.chunks);
		assert.equal(series?.times.length, 601);
		assert.ok(series.kind === "vwap");
		assert.deepEqual(
			[series.price[0], series.price.at(-1), series.times.at(-1)],
			[5, 7, 1_520 * HOUR_MS],
		);
		assert.ok(readdirSync(space()).every((name) => name === "kaiko"));
		for (const path of paths()) assert.match(path, /\/[0-9a-f]{64}\.bin$/);
	});

	const covers = async (cache: AnswerCache, from: number, to: number, key = KEY) => {
		const found = await cache.covers(key, hours(from, to), Infinity);
		return found.map((one) => [one.from / HOUR_MS, one.to / HOUR_MS]);
	};

	it("tells what it covers without reading it, cut to what was asked for, and nothing of what is no block", async () => {
		const cache = open();
		await cache.keep(KEY, [hoursChunk(800, 1_400, 5), hoursChunk(1_500, 1_600, 7)], {}, 0);
		const used = paths().map((path) => statSync(path).mtimeMs);
		now += DAY_MS;
		assert.deepEqual(await covers(open(), 900, 1_550), [
			[900, 1_400],
			[1_500, 1_550],
		]);
		assert.deepEqual(
			paths().map((path) => statSync(path).mtimeMs),
			used,
		);
		assert.deepEqual(await covers(cache, 0, 2_000, { ...KEY, owner: "https://other.example" }), []);
		assert.deepEqual(await covers(cache, 2_000, 9_000), []);
		capacity = 0;
		assert.deepEqual(await covers(cache, 900, 1_550), []);
		capacity = 1e9;
		for (const path of paths()) writeFileSync(path, "value-area-answers 1 ");
		assert.deepEqual(await covers(cache, 900, 1_550), []);
		assert.deepEqual(log.lines, []);
	});

	it("covers what it gives back, of blocks with many pieces too", async () => {
		const cache = open();
		const pieces = Array.from({ length: 300 }, (_, at) => hoursChunk(3 * at, 3 * at + 1, at));
		await cache.keep(KEY, pieces, {}, 0);
		assert.equal(paths().length, 1);
		assert.deepEqual(await covers(cache, 0, 1_000), await find(cache, 0, 1_000));
		assert.equal((await covers(cache, 0, 1_000)).length, 300);
	});

	it("knows nothing of another question, owner or stretch", async () => {
		const cache = open();
		await keep(cache, 10, 20);
		assert.deepEqual(await find(cache, 0, 100, { ...KEY, owner: "https://other.example.com" }), []);
		for (const other of [
			{ instrument: "eth-usd" },
			{ dataVersion: "v2" },
			{ region: "eu" },
			{ aggregation: "count_ohlcv_vwap" },
			{ interval: "60m" },
		] as const) {
			assert.deepEqual(
				await find(cache, 0, 100, { ...KEY, query: { ...BTC_USD_VWAP, ...other } }),
				[],
			);
		}
		assert.deepEqual(await find(cache, 1_000, 1_100), []);
		const moved = { ...BTC_USD_VWAP, range: { last: "5h" } };
		assert.deepEqual(await find(cache, 0, 100, { ...KEY, query: moved }), [[10, 20]]);
	});

	it("joins what comes later, which counts where both have something", async () => {
		const cache = open();
		await keep(cache, 10, 20);
		await keep(cache, 15, 30);
		assert.equal(paths().length, 1);
		const found = await cache.find(KEY, hours(0, 100), BOUNDS);
		const [series] = openSeries(found.chunks);
		assert.ok(series?.kind === "vwap");
		assert.deepEqual(
			[...series.price],
			[...Array<number>(5).fill(10), ...Array<number>(15).fill(15)],
		);
	});

	it("looks no further back than an answer may hold", async () => {
		const cache = open();
		await keep(cache, 0, 3_000);
		const found = await cache.find(KEY, hours(0, 3_000), { intervals: 1_500, bytes: Infinity });
		assert.equal(found.chunks[0]?.header.stretch.from, 1_000 * HOUR_MS);
	});

	const damages: readonly (readonly [string, (path: string) => void])[] = [
		["cut off", (path) => truncateSync(path, 300)],
		["empty", (path) => writeFileSync(path, "")],
		["of another kind", (path) => writeFileSync(path, "{}\n\n")],
		[
			"of one changed byte",
			(path) => {
				const content = readFileSync(path);
				content.writeUInt8(content.readUInt8(content.length - 3) ^ 1, content.length - 3);
				writeFileSync(path, content);
			},
		],
		[
			"of another format",
			(path) => {
				const content = readFileSync(path, "latin1");
				writeFileSync(path, content.replace("answers 1 ", "answers 2 "), "latin1");
			},
		],
	];
	for (const [what, damage] of damages) {
		it(`knows nothing, and removes the file, when it is ${what} (D9)`, async () => {
			await keep(open(), 10, 20);
			damage(only());
			assert.deepEqual(await find(open(), 0, 100), []);
			assert.deepEqual(paths(), []);
			assert.equal(log.lines.length, 1);
			await keep(open(), 10, 20);
			assert.deepEqual(await find(open(), 0, 100), [[10, 20]]);
		});
	}

	it("believes no file that stands in the place of another (D9)", async () => {
		const cache = open();
		await keep(cache, 10, 20);
		const first = only();
		await keep(cache, 1_010, 1_020);
		const second = paths().find((path) => path !== first) ?? assert.fail("no second file");
		renameSync(second, first);
		assert.deepEqual(await find(cache, 0, 100), []);
		assert.match(log.lines.join(), /of another question/);
	});

	it("stays within its cap, and lets go first of what was used longest ago", async () => {
		const cache = open();
		const used = [3, 1, 4, 0, 2];
		for (const [at, order] of used.entries()) {
			const before = new Set(paths_());
			await keep(cache, at * 1_000, at * 1_000 + 500);
			const [path] = paths().filter((one) => !before.has(one));
			utimesSync(path ?? "", 1_000 + order, 1_000 + order);
		}
		capacity = bytes();
		await find(cache, 1_000, 1_500);
		await keep(cache, 9_000, 9_500);
		assert.ok(bytes() <= capacity);
		const known = [];
		for (const at of used.keys()) {
			if ((await find(cache, at * 1_000, at * 1_000 + 500)).length > 0) known.push(at);
		}
		assert.deepEqual(known, [0, 1, 2]);
		assert.deepEqual(await find(cache, 9_000, 9_500), [[9_000, 9_500]]);
	});
	const paths_ = () => {
		try {
			return paths();
		} catch {
			return [];
		}
	};

	it("stays within its cap when clocks were wrong, and empties itself when it is switched off (D9)", async () => {
		const cache = open();
		await keep(cache, 0, 500);
		utimesSync(only(), 9e9, 9e9);
		await keep(cache, 1_000, 1_500);
		capacity = bytes() - 1;
		now -= 1e12;
		await keep(open(), 2_000, 2_500);
		assert.ok(bytes() <= capacity);
		capacity = 0;
		assert.equal(open().isOn, false);
		assert.deepEqual(await find(open(), 0, 9_000), []);
		await open().prune();
		assert.deepEqual(paths(), []);
	});

	it("keeps nothing that would push out most of the rest", async () => {
		const cache = open();
		await keep(cache, 0, 100);
		capacity = bytes() * 3;
		await keep(cache, 1_000, 2_000);
		assert.deepEqual(await find(cache, 0, 2_000), [[0, 100]]);
	});

	it("does without, with one line in the log, when the disk is full or may not be written (D9)", async () => {
		const full = open(new FaultyFs({ write: "ENOSPC" }));
		await keep(full, 0, 3_000);
		await keep(full, 5_000, 5_100);
		assert.deepEqual(await find(full, 0, 3_000), []);
		assert.equal(log.lines.length, 1);
		assert.match(log.lines[0] ?? "", /could not be written \(ENOSPC\)/);
		log.lines.length = 0;
		mkdirSync(folder(), { recursive: true });
		writeFileSync(join(folder(), "file"), "");
		const blocked = new AnswerCache({
			folder: join(folder(), "file"),
			log,
			now: () => now,
			capacity: () => capacity,
		});
		await keep(blocked, 0, 100);
		assert.deepEqual(await find(blocked, 0, 100), []);
		assert.deepEqual(await blocked.clear(), { files: 0, bytes: 0 });
		assert.equal(log.lines.length, 1);
	});

	it("gives no older numbers where the newer ones could not be kept", async () => {
		await keep(open(), 0, 100);
		await keep(open(new FaultyFs({ write: "ENOSPC" })), 50, 60);
		assert.deepEqual(await find(open(), 0, 100), []);
		await keep(open(), 0, 100);
		capacity = bytes();
		await keep(open(), 50, 60);
		capacity = 1e9;
		assert.deepEqual(await find(open(), 0, 100), []);
	});

	it("leaves alone what it may not read for a moment", async () => {
		await keep(open(), 0, 100);
		const path = only();
		chmodSync(path, 0);
		await asNobody(folder(), async () => {
			assert.deepEqual(await find(open(), 0, 100), []);
		});
		chmodSync(path, 0o600);
		assert.match(log.lines.join(), /could not be read \(EACCES\)/);
		assert.deepEqual(await find(open(), 0, 100), [[0, 100]]);
	});

	it("says how much it has cleared, of one provider or of all, and keeps nothing that was begun before", async () => {
		const cache = open();
		await keep(cache, 0, 3_000);
		const size = bytes();
		const { edition } = cache;
		assert.deepEqual(await cache.clear("kiyotaka"), { files: 0, bytes: 0 });
		assert.deepEqual(await cache.clear("kaiko"), { files: 3, bytes: size });
		await cache.keep(KEY, [hoursChunk(0, 10, 1)], {}, edition);
		assert.deepEqual(paths(), []);
	});

	it("is shared by several processes: no file is damaged, and what one lost is asked for again", async function () {
		this.timeout(60_000);
		await Promise.all(
			["1", "2", "3"].map((seed) => run(process.execPath, [WRITER, space(), seed])),
		);
		const cache = open();
		const covers = await find(cache, 0, 6_000);
		assert.ok(covers.length > 0);
		const found = await cache.find(KEY, hours(0, 6_000), BOUNDS);
		for (const { header } of found.chunks) assert.ok(header.stretch.from < header.stretch.to);
		const [series] = openSeries(found.chunks);
		assert.ok(series?.kind === "vwap");
		for (const [at, price] of series.price.entries()) {
			assert.equal(price, (series.times[at] ?? NaN) / HOUR_MS + 1);
		}
		assert.deepEqual(log.lines, []);
		assert.deepEqual(
			paths().filter((path) => !path.endsWith(".bin")),
			[],
		);
	});
});
