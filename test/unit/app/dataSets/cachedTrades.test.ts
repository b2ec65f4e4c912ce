import assert from "node:assert/strict";
import { appendFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { AnswerCache } from "../../../../src/app/answerCache/answerCache";
import { createCachedFetch } from "../../../../src/app/answerCache/cachedFetch";
import { DataSets } from "../../../../src/app/dataSets/dataSets";
import { Definitions } from "../../../../src/app/dataSets/definitions";
import { Judgements } from "../../../../src/app/dataSets/judgements";
import { createRunQuery, type RunQueryOptions } from "../../../../src/app/runQuery";
import { kaikoFeed } from "../../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/core/limits";
import type { TradesQuery } from "../../../../src/core/query/query";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import { reachOf } from "../../../../src/core/result/reach";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { epochMs, MINUTE_MS, toIso } from "../../../../src/core/time";
import type { TradesEngine } from "../../../../src/core/trades/engine";
import { countsOf } from "../../../../src/webview/content/profile/intervalCount";
import { opened, openedWhenever } from "../../../support/packed";
import { plain } from "../../core/result/results";
import { signedOut } from "../../engine/clickhouse/madeServers";
import { UNTIL_DONE, useEngine } from "../../engine/engineTools";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const NOON = Date.parse("2024-03-05T12:00:00Z");
const TIMES = Array.from({ length: 240 }, (_, at) => NOON + at * 47_000);
const row = (time: number, at: number) =>
	`${time},${100 + (at % 7) / 2},${1 + (at % 3)},${at % 2 === 0 ? "buy" : "sell"}`;
const TAPE = ["time,price,size,side", ...TIMES.map(row), ""].join("\n");

const minutes = (from: number, to: number) => ({
	from: toIso(epochMs(NOON + from * MINUTE_MS)),
	to: toIso(epochMs(NOON + to * MINUTE_MS)),
});
const PROFILE: TradesQuery = {
	kind: "volumeProfile",
	provider: "trades",
	dataset: "mine",
	symbol: "BTC-USDT",
	interval: "5m",
	step: "0.5",
	range: minutes(0, 120),
};
const VWAP: TradesQuery = {
	kind: "vwap",
	provider: "trades",
	dataset: "mine",
	symbol: "BTC-USDT",
	interval: "1m",
	range: { last: "1h" },
};

/** What is asked of a tape at one minute after noon, and again some minutes later. */
interface AskedOnce {
	readonly isVwap: boolean;
	readonly symbol: string;
	readonly interval: string;
	readonly range: TradesQuery["range"];
	readonly kept: number;
	readonly later: number;
}

/** Numbers and words of an answer, without when and from where they came. */
const told = (result: PackedResult): unknown => plain(openedWhenever(result));

describe("answers from files of trades", function () {
	this.timeout(120_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();
	let log = new KeptLog();
	/** What was read of files, in the order of the calls. */
	let read: string[] = [];
	/** This machine's clock. */
	let now = Date.now;
	beforeEach(() => {
		[log, read, now] = [new KeptLog(), [], Date.now];
	});

	const watched = (): TradesEngine => {
		const real = engine();
		return {
			expand: (files, options) => real.expand(files, options),
			head: (files, options) => {
				read.push("head");
				return real.head(files, options);
			},
			judge: (files, options) => {
				read.push("judge");
				return real.judge(files, options);
			},
			sum: (plan, files, options) => {
				const { from, to } = plan.range;
				read.push(`sum ${(from - NOON) / MINUTE_MS} to ${(to - NOON) / MINUTE_MS}`);
				return real.sum(plan, files, options);
			},
			dispose: () => real.dispose(),
		};
	};

	/** One window of the editor; windows share what lies in the folder. */
	function openWindow(limits: Partial<Limits> = {}, capacity = 1e9) {
		const sets = new DataSets({
			definitions: new Definitions({
				folder: join(folder(), "datasets"),
				workspaces: () => [],
				log,
				now: () => now(),
			}),
			judgements: new Judgements(join(folder(), "judgements"), log),
			engine: watched(),
			tables: signedOut(),
			now: () => now(),
			mayReadOutside: () => Promise.resolve(false),
			shipped: sampleSources,
		});
		const cache = new AnswerCache({
			folder: join(folder(), "answers"),
			log,
			now: () => now(),
			capacity: () => capacity,
		});
		const deps = {
			feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sets) },
			client: { get: () => Promise.reject(new Error("no network")) },
			readings: { open: () => Promise.reject(new Error("no network")) } as never,
			limits: () => ({ ...DEFAULT_LIMITS, ...limits }),
			log,
			now: () => now(),
		};
		const { fetch } = createCachedFetch({ cache, ownerOf: () => undefined, now: () => now() });
		const cached = createRunQuery({ ...deps, fetch });
		return {
			sets,
			anew: createRunQuery(deps),
			run: async (query: TradesQuery, options?: RunQueryOptions) => {
				const result = await cached(query, options);
				await cache.idle();
				return result;
			},
		};
	}

	/** A window with a data set of one file. */
	async function openTape(limits: Partial<Limits> = {}, capacity?: number) {
		const path = join(folder(), "BTC-USDT.csv");
		writeFileSync(path, TAPE);
		const window = openWindow(limits, capacity);
		await window.sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		return { ...window, path };
	}

	/** What is read of the file while something runs. */
	async function readBy(run: () => Promise<unknown>) {
		read = [];
		await run();
		return read;
	}

	for (const query of [PROFILE, VWAP]) {
		it(`are given again without reading the file, ${query.kind}`, async () => {
			const { run } = await openTape();
			const first = await run(query);
			assert.equal(opened(first).fromCache, "none");
			let again: PackedResult | undefined;
			assert.deepEqual(await readBy(async () => (again = await run(query))), []);
			assert.ok(again !== undefined);
			assert.equal(opened(again).fromCache, "all");
			assert.equal(opened(again).cachedAt, first.chunks[0]?.header.fetchedAt);
			assert.deepEqual(told(again), told(first));
		});
	}

	it("are known in another window, which looks at the first rows alone", async () => {
		const { run } = await openTape();
		const first = await run(PROFILE);
		const other = openWindow();
		let again: PackedResult | undefined;
		assert.deepEqual(await readBy(async () => (again = await other.run(PROFILE))), ["head"]);
		assert.deepEqual(again && told(again), told(first));
	});

	it("are read anew once the file is another: longer, or of another time with the same size", async () => {
		const { run, anew, path } = await openTape();
		await run(PROFILE);
		appendFileSync(path, `${TIMES[5] ?? 0},103,50,buy\n`);
		const longer = await run(PROFILE);
		assert.ok(read.includes("sum 0 to 120"));
		assert.equal(opened(longer).fromCache, "none");
		assert.deepEqual(told(longer), told(await anew(PROFILE)));

		const { size, mtimeMs } = statSync(path);
		writeFileSync(path, `${TAPE}${TIMES[5] ?? 0},103,70,buy\n`);
		utimesSync(path, new Date(), new Date(mtimeMs + 5_000));
		assert.equal(statSync(path).size, size);
		const changed = await run(PROFILE);
		assert.equal(opened(changed).fromCache, "none");
		assert.notDeepEqual(told(changed), told(longer));
		assert.deepEqual(told(changed), told(await anew(PROFILE)));
	});

	it("are read for the missing stretch alone, and for nothing where the rest has no trades", async () => {
		const { run, anew } = await openTape();
		await run({ ...PROFILE, range: minutes(0, 60) });
		const longer = { ...PROFILE, range: minutes(0, 120) };
		let result: PackedResult | undefined;
		assert.deepEqual(await readBy(async () => (result = await run(longer))), ["sum 60 to 120"]);
		assert.deepEqual(result && told(result), told(await anew(longer)));
		const all = { ...PROFILE, range: minutes(-600, 600) };
		const whole = await run(all);
		assert.deepEqual(await readBy(async () => (result = await run(all))), []);
		assert.deepEqual(result && told(result), told(whole));
	});

	it("are read anew where the person wants it, and where something else is asked", async () => {
		const { run, sets } = await openTape();
		await run(PROFILE);
		const renewed = () => run(PROFILE, { isRenewed: true });
		assert.deepEqual(await readBy(renewed), ["sum 0 to 120"]);
		for (const other of [
			{ step: "1" },
			{ interval: "10m" },
			{ size: { min: 2 } },
			{ kind: "vwap", step: undefined },
		] as const) {
			const query = { ...PROFILE, ...other } as TradesQuery;
			assert.deepEqual(await readBy(() => run(query)), ["sum 0 to 120"], JSON.stringify(other));
		}
		await sets.answer("mine", { said: { sizeUnit: "contracts" } }, UNTIL_DONE);
		const otherwise = await run(PROFILE);
		assert.equal(opened(otherwise).fromCache, "none");
		const [series] = opened(otherwise).series;
		assert.ok(series?.kind === "volumeProfile");
		assert.equal(series.unit, "contracts");
	});

	it("are no answers where the file is gone, where the cache is off, or where all was not read", async () => {
		const { run, path } = await openTape();
		await run({ ...PROFILE, interval: "1h" });
		const stop = new AbortController();
		const cancelled = run(PROFILE, { signal: stop.signal });
		stop.abort();
		await assert.rejects(cancelled, { kind: "cancelled" });
		assert.deepEqual(await readBy(() => run(PROFILE)), ["sum 0 to 120"]);
		const off = openWindow({}, 0);
		await off.run(PROFILE);
		assert.deepEqual(await readBy(() => off.run(PROFILE)), ["sum 0 to 120"]);
		rmSync(path);
		await assert.rejects(run(PROFILE), { kind: "notFound" });
	});

	it("tell by this machine's clock what is in progress, however early they were kept", async () => {
		// The tape of one symbol ends at 15:07, that of the other at 13:18.
		const both = ["time,symbol,price,size,side"];
		for (const [at, time] of TIMES.entries()) {
			const symbols = at < 100 ? ["BTC-USDT", "ETH-USDT"] : ["BTC-USDT"];
			for (const symbol of symbols) both.push(`${time},${symbol},${100 + (at % 7) / 2},1,buy`);
		}
		const path = join(folder(), "tape.csv");
		writeFileSync(path, [...both, ""].join("\n"));
		const { sets, run, anew } = openWindow();
		await sets.add({ id: "mine", files: [path] }, UNTIL_DONE);
		/** What an answer says at a minute after noon of what is over. */
		const toldAt = async (minute: number, answer: () => Promise<PackedResult>) => {
			now = () => NOON + minute * MINUTE_MS;
			const packed = await answer();
			const result = opened(packed);
			return {
				told: told(packed),
				open: result.series.map(({ open }) => open),
				closedUntil: result.series.map((series) => reachOf(series, result).closedUntil),
				counts: result.series.map((series) => countsOf(result, series)),
				isAhead: result.fetchedAt > now(),
			};
		};
		const asked: fc.Arbitrary<AskedOnce> = fc.record({
			isVwap: fc.boolean(),
			symbol: fc.constantFrom("BTC-USDT", "ETH-USDT"),
			interval: fc.constantFrom("1m", "5m", "1h", "1d"),
			range: fc.constantFrom({ last: "2d" } as const, minutes(-12 * 60, 36 * 60)),
			kept: fc.integer({ min: 180, max: 200 }),
			later: fc.integer({ min: 0, max: 48 * 60 }),
		});
		await fc.assert(
			fc.asyncProperty(asked, async ({ isVwap, symbol, interval, range, kept, later }) => {
				const query: TradesQuery = { ...(isVwap ? VWAP : PROFILE), symbol, interval, range };
				await toldAt(kept, () => run(query, { isRenewed: true }));
				const expected = await toldAt(kept + later, () => anew(query));
				read = [];
				assert.deepEqual(await toldAt(kept + later, () => run(query)), expected);
				assert.deepEqual(read, []);
			}),
			{
				numRuns: 15,
				examples: [
					// Days: kept in the afternoon, opened later that day, at its end, and on the next one.
					...[0, 60, 8 * 60 + 51, 24 * 60].map((later): [AskedOnce] => [
						{
							isVwap: false,
							symbol: "BTC-USDT",
							interval: "1d",
							range: { last: "2d" },
							kept: 189,
							later,
						},
					]),
					// The symbol was quiet in the last hour of the tape, which is not over a minute later.
					...[1, 60].map((later): [AskedOnce] => [
						{
							isVwap: true,
							symbol: "ETH-USDT",
							interval: "1h",
							range: minutes(0, 24 * 60),
							kept: 189,
							later,
						},
					]),
				],
			},
		);
	});

	it("are the same as read anew, whatever was asked before", async () => {
		const { run, anew } = await openTape({ rows: 90 });
		const asked = fc.record({
			isVwap: fc.boolean(),
			interval: fc.constantFrom("1m", "5m", "15m", "1h"),
			from: fc.integer({ min: -100, max: 250 }),
			length: fc.integer({ min: 1, max: 300 }),
			last: fc.option(fc.constantFrom("30m", "2h", "7d")),
		});
		await fc.assert(
			fc.asyncProperty(asked, async ({ isVwap, interval, from, length, last }) => {
				const range = last === null ? minutes(from, from + length) : { last };
				const base = isVwap ? VWAP : PROFILE;
				const query = { ...base, interval, range };
				const fail = (error: { kind?: unknown }) => error.kind;
				const expected = await anew(query).then(told, fail);
				assert.deepEqual(await run(query).then(told, fail), expected);
				assert.deepEqual(await run(query).then(told, fail), expected);
			}),
			{ numRuns: 25 },
		);
		assert.deepEqual(
			log.lines.filter((line) => line.includes("cache")),
			[],
		);
	});
});
