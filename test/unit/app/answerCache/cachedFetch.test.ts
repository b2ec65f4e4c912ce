import assert from "node:assert/strict";
import fc from "fast-check";
import { AnswerCache } from "../../../../src/app/answerCache/answerCache";
import { createCachedFetch } from "../../../../src/app/answerCache/cachedFetch";
import { createRunQuery, type RunQuery } from "../../../../src/app/runQuery";
import { createEndpoint } from "../../../../src/core/access/endpoint";
import { estimateCost } from "../../../../src/core/cost/estimate";
import { isProviderError } from "../../../../src/core/errors/errors";
import { kaikoFeed } from "../../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/core/limits";
import type { MarketQuery } from "../../../../src/core/query/query";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { DAY_MS, epochMs, HOUR_MS, MINUTE_MS, toIso } from "../../../../src/core/time";
import { createApiClient } from "../../../../src/net/client";
import { readingsHere } from "../../../../src/reading/bodyReading";
import { type KaikoServiceOptions, startKaikoService } from "../../../support/kaikoService";
import { LOOPBACK_KEY } from "../../../support/keys";
import {
	type KiyotakaServiceOptions,
	startKiyotakaService,
} from "../../../support/kiyotakaService";
import type { LoopbackServer } from "../../../support/loopbackServer";
import { opened, openedWhenever } from "../../../support/packed";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { plain } from "../../core/result/results";
import { FakeClock } from "../../net/harness";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const NOW = Date.UTC(2026, 2, 29, 16, 20);
const VWAP: MarketQuery = { ...BTC_USD_VWAP, aggregation: "count_ohlcv_vwap" };

/** Numbers and words of an answer, without when and from where they came. */
const told = (result: PackedResult): unknown => plain(openedWhenever(result));

/** Hours from the first to before the last, counted back from the hour that is in progress. */
const hoursAgo = (from: number, to: number) => {
	const hour = Math.floor(NOW / HOUR_MS) * HOUR_MS;
	return {
		from: toIso(epochMs(hour - from * HOUR_MS)),
		to: toIso(epochMs(hour - to * HOUR_MS)),
	};
};

describe("asking with a cache", function () {
	this.timeout(120_000);
	const folder = useTemporaryFolder();
	let now = NOW;
	let log = new KeptLog();
	const services: LoopbackServer[] = [];
	beforeEach(() => {
		now = NOW;
		log = new KeptLog();
	});
	afterEach(async () => {
		for (const service of services.splice(0)) await service.stop();
	});

	const kaiko = async (options: KaikoServiceOptions = {}) => {
		const service = await startKaikoService({ now: () => now, ...options });
		services.push(service);
		return service;
	};
	const kiyotaka = async (options: KiyotakaServiceOptions = {}) => {
		const service = await startKiyotakaService({ now: () => now, ...options });
		services.push(service);
		return service;
	};

	/** One window of the editor. Windows that are given the same folder share it. */
	function windowAt(service: LoopbackServer, limits: Partial<Limits> = {}, space = folder()) {
		const bounds = { ...DEFAULT_LIMITS, ...limits };
		const client = createApiClient({
			endpoints: (provider) =>
				createEndpoint(provider, service.origin, () => Promise.resolve(LOOPBACK_KEY)),
			limits: () => bounds,
			log,
			clock: new FakeClock(now),
			random: () => 0.5,
		});
		const cache = new AnswerCache({
			folder: space,
			log,
			now: () => now,
			capacity: () => 100_000_000,
		});
		const deps = {
			feeds: {
				kaiko: kaikoFeed,
				kiyotaka: kiyotakaFeed,
				trades: createTradesFeed(sampleSources),
			},
			client,
			readings: readingsHere,
			limits: () => bounds,
			log,
			now: () => now,
		};
		const { fetch, coverOf } = createCachedFetch({
			cache,
			ownerOf: () => service.origin,
			now: () => now,
		});
		const withCache = createRunQuery({ ...deps, fetch });
		const run: RunQuery = async (query, options) => {
			const result = await withCache(query, options);
			await cache.idle();
			return result;
		};
		/** What a query costs beside what is known of its answer. */
		const cost = async (query: MarketQuery) => {
			const context = { now: epochMs(now), limits: bounds };
			return estimateCost(query, context, await coverOf(query, context));
		};
		return { run, anew: createRunQuery(deps), cache, cost };
	}

	/** Runs something, and says what was asked for meanwhile: from, to, in hours before the one in progress. */
	async function askedFor(service: LoopbackServer, run: () => Promise<unknown>) {
		const before = service.requests.length;
		await run();
		const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
		return service.requests.slice(before).map(({ query }) => {
			const params = new URLSearchParams(query);
			const start = params.get("start_time");
			const from = start === null ? Number(params.get("from")) * 1_000 : Date.parse(start);
			const end = params.get("end_time");
			const to = end === null ? from + Number(params.get("period")) * 1_000 : Date.parse(end);
			return [(hour - from) / HOUR_MS, (hour - to) / HOUR_MS];
		});
	}

	const steps = fc.array(
		fc.record({
			from: fc.integer({ min: 1, max: 150 }),
			length: fc.integer({ min: 1, max: 90 }),
			isLast: fc.boolean(),
			later: fc.integer({ min: 0, max: 5 }),
		}),
		{ minLength: 2, maxLength: 6 },
	);
	const QUIET = Object.fromEntries(
		[30, 31, 32, 33, 90, 130].map((hours) => [
			Math.floor(NOW / HOUR_MS) * HOUR_MS - hours * HOUR_MS,
			0,
		]),
	);
	const kinds: readonly (readonly [
		string,
		() => Promise<LoopbackServer>,
		MarketQuery,
		Partial<Limits>,
	])[] = [
		["VWAPs", () => kaiko(), VWAP, { kaikoPageSize: 20 }],
		[
			"VWAPs of a contract that begins later",
			() => kaiko({ dataRange: { from: NOW - 100 * HOUR_MS } }),
			{ ...BTC_USD_VWAP, dataVersion: "latest" },
			{ kaikoPageSize: 20 },
		],
		["VWAPs up to a limit of rows", () => kaiko(), BTC_USD_VWAP, { kaikoPageSize: 20, rows: 45 }],
		[
			"profiles with quiet hours",
			() => kiyotaka({ wrong: QUIET }),
			BTCUSDT_PROFILE,
			{ kiyotakaWindowIntervals: 25 },
		],
		[
			"profiles of several markets",
			() => kiyotaka(),
			{ ...BTCUSDT_PROFILE, exchange: ["BINANCE", "BYBIT"], rawSymbol: undefined, coin: "BTC" },
			{ kiyotakaWindowIntervals: 30 },
		],
		[
			"profiles whose times are the ends of intervals",
			() => kiyotaka({ stamps: "end" }),
			BTCUSDT_PROFILE,
			{ kiyotakaWindowIntervals: 25 },
		],
	];
	for (const [what, start, query, limits] of kinds) {
		it(`gives the same ${what} as asking for everything, in no more requests and as many as estimated`, async () => {
			const service = await start();
			let run = 0;
			await fc.assert(
				fc.asyncProperty(steps, async (asked) => {
					now = NOW;
					run += 1;
					const { run: cached, anew, cost } = windowAt(service, limits, `${folder()}/${run}`);
					for (const { from, length, isLast, later } of asked) {
						now += later * 17 * MINUTE_MS;
						const range = isLast
							? { last: `${length}h` }
							: hoursAgo(from, Math.max(-1, from - length));
						const before = service.requests.length;
						const whole = await anew({ ...query, range }).then(told, describeError);
						const most = service.requests.length - before;
						const { requests } = await cost({ ...query, range });
						const known = await cached({ ...query, range }).then(told, describeError);
						assert.deepEqual(known, whole);
						const sent = service.requests.length - before - most;
						assert.ok(sent <= most, "asked more often");
						assert.equal(sent, requests, "asked otherwise than it was estimated");
					}
				}),
				{
					numRuns: 5,
					// What is known leaves less room than the windows beside it would need.
					examples: [
						[
							[
								{ from: 1, length: 20, isLast: true, later: 0 },
								{ from: 45, length: 46, isLast: false, later: 0 },
							],
						],
					],
				},
			);
			assert.deepEqual(
				log.lines.filter((line) => line.includes("cache")),
				[],
			);
		});
	}

	for (const [name, start, query] of [
		["Kaiko", kaiko, VWAP],
		["Kiyotaka", kiyotaka, BTCUSDT_PROFILE],
	] as const) {
		it(`asks ${name} for nothing that ended two intervals ago, and for the missing day alone`, async () => {
			const service = await start();
			const { run } = windowAt(service);
			const ask = (from: number, to: number) => () => run({ ...query, range: hoursAgo(from, to) });
			assert.deepEqual(await askedFor(service, ask(300, 2)), [[300, 2]]);
			assert.deepEqual(await askedFor(service, ask(300, 2)), []);
			assert.deepEqual(await askedFor(service, ask(324, 26)), [[324, 300]]);
			assert.deepEqual(await askedFor(service, ask(324, 2)), []);
			// The two newest are revised, and the one after them is in progress.
			const last = () => run({ ...query, range: { last: "300h" } });
			assert.deepEqual(await askedFor(service, last), [[2, -1]]);
			assert.deepEqual(await askedFor(service, last), [[2, -1]]);
			now += 24 * HOUR_MS;
			assert.deepEqual(await askedFor(service, last), [[26, -1]]);
			assert.deepEqual(await askedFor(service, last), [[2, -1]]);
		});
	}

	it("shares what was asked for with another window, and says when that was", async () => {
		const service = await kaiko();
		const query = { ...VWAP, range: hoursAgo(100, 50) };
		await windowAt(service).run(query);
		now += DAY_MS;
		const result = await windowAt(service).run(query);
		assert.equal(service.requests.length, 1);
		const { fromCache, cachedAt, fetchedAt } = opened(result);
		assert.deepEqual(
			{ fromCache, cachedAt, fetchedAt },
			{
				fromCache: "all",
				cachedAt: NOW,
				fetchedAt: NOW,
			},
		);
		const longer = opened(await windowAt(service).run({ ...VWAP, range: hoursAgo(100, 40) }));
		assert.deepEqual([longer.fromCache, longer.cachedAt, longer.fetchedAt], ["some", NOW, now]);
	});

	it("asks for everything where it is told to, and keeps what was revised", async () => {
		const wrong: Record<number, number> = {};
		const service = await kiyotaka({ wrong });
		const { run, anew } = windowAt(service);
		const query = { ...BTCUSDT_PROFILE, range: hoursAgo(10, 4) };
		const before = told(await run(query));
		wrong[Date.parse(hoursAgo(8, 7).from)] = 3;
		assert.deepEqual(told(await run(query)), before);
		const revised = told(await run(query, { isRenewed: true }));
		assert.notDeepEqual(revised, before);
		assert.deepEqual(revised, told(await anew(query)));
		const { length } = service.requests;
		assert.deepEqual(told(await run(query)), revised);
		assert.equal(service.requests.length, length);
	});

	it("keeps nothing of an answer that failed, was cancelled or could not be read whole", async () => {
		const service = await kiyotaka();
		const { run, cache } = windowAt(service, { kiyotakaWindowIntervals: 50 });
		const query = { ...BTCUSDT_PROFILE, range: hoursAgo(200, 4) };
		const refusal = { kind: "answer", status: 403, body: '{"error":"X","message":"no"}' } as const;
		service.script({ kind: "delay", ms: 1 }, refusal);
		assert.equal((await run(query)).partial?.code, "requestFailed");
		assert.deepEqual(await cache.clear(), { files: 0, bytes: 0 });
		service.clear();
		const abort = new AbortController();
		const cancelled = await run(query, {
			signal: abort.signal,
			onProgress: ({ pages }) => pages === 2 && abort.abort(),
		}).catch((error: unknown) => error);
		assert.ok(isProviderError(cancelled) || (cancelled as PackedResult).partial !== undefined);
		assert.deepEqual(await cache.clear(), { files: 0, bytes: 0 });
		// One of two hundred intervals cannot be right.
		const points = Array.from({ length: 200 }, (_, at) => ({
			Point: {
				profile: at === 9 ? [100, -1, 1] : [100, 1, 1],
				timestamp: { s: Date.parse(hoursAgo(204 - at, 0).from) / 1_000 },
			},
		}));
		const id = { type: "VOLUME_PROFILE_AGG", exchange: "BINANCE_FUTURES", rawSymbol: "BTCUSDT" };
		const body = JSON.stringify({ series: [{ id, points }] });
		const other = await kiyotaka();
		other.script({ kind: "answer", status: 200, body });
		const bad = await windowAt(other).run({ ...query, range: hoursAgo(204, 4) });
		assert.deepEqual(
			bad.warnings.map(({ code }) => code),
			["badPoints"],
		);
		assert.deepEqual(await cache.clear(), { files: 0, bytes: 0 });
	});

	it("never mixes data versions: the latest is what it was resolved to, and asked for again by the hour", async () => {
		const service = await kaiko();
		const { run } = windowAt(service);
		const range = hoursAgo(100, 50);
		const latest = { ...BTC_USD_VWAP, dataVersion: "latest", range } as const;
		await run(latest);
		assert.deepEqual(await askedFor(service, () => run(latest)), []);
		assert.deepEqual(await askedFor(service, () => run({ ...latest, dataVersion: "v1" })), []);
		now += HOUR_MS;
		assert.equal((await askedFor(service, () => run(latest))).length, 1);
		assert.equal((await askedFor(service, () => windowAt(service).run(latest))).length, 1);
		// From now on the latest version is another one.
		const v2 = (text: string) => text.replaceAll('"data_version":"v1"', '"data_version":"v2"');
		const answer = await fetch(
			`${service.origin}/v2/data/trades.latest/exchanges/cbse/spot/btc-usd/aggregations/vwap?${new URLSearchParams({ interval: "1h", start_time: hoursAgo(104, 40).from, end_time: hoursAgo(104, 40).to, page_size: "1000" }).toString()}`,
			{ headers: { "X-Api-Key": LOOPBACK_KEY } },
		).then((response) => response.text());
		const wider = { ...latest, range: hoursAgo(104, 40) };
		const one = { kind: "answer", status: 200, body: v2(answer) } as const;
		service.script(one, one);
		const result = await run(wider);
		assert.deepEqual(result.resolved, { dataVersion: "v2" });
		assert.equal(opened(result).fromCache, "none");
		const times = opened(result).series[0]?.times.length;
		assert.equal(times, 64);
		assert.equal(
			opened(await run({ ...latest, dataVersion: "v1" })).resolved?.["dataVersion"],
			"v1",
		);
	});

	it("asks for everything where an answer tells times in another way than what was known", async () => {
		const starts = await kiyotaka();
		const query = { ...BTCUSDT_PROFILE, range: hoursAgo(60, 20) };
		const { run, cache } = windowAt(starts);
		await run(query);
		await cache.idle();
		const ends = await kiyotaka({ stamps: "end" });
		// The same address, as far as the cache knows, has changed its mind.
		const bounds = { ...DEFAULT_LIMITS };
		const { fetch: fetchEnds } = createCachedFetch({
			cache,
			ownerOf: () => starts.origin,
			now: () => now,
		});
		const client = createApiClient({
			endpoints: (provider) =>
				createEndpoint(provider, ends.origin, () => Promise.resolve(LOOPBACK_KEY)),
			limits: () => bounds,
			log,
			clock: new FakeClock(now),
			random: () => 0.5,
		});
		const runEnds = createRunQuery({
			feeds: {
				kaiko: kaikoFeed,
				kiyotaka: kiyotakaFeed,
				trades: createTradesFeed(sampleSources),
			},
			client,
			readings: readingsHere,
			limits: () => bounds,
			log,
			now: () => now,
			fetch: fetchEnds,
		});
		const wider = { ...query, range: hoursAgo(70, 10) };
		const result = await runEnds(wider);
		assert.deepEqual(told(result), told(await windowAt(ends).anew(wider)));
		assert.equal(opened(result).fromCache, "none");
	});

	for (const [how, shift] of [
		["back", -400 * DAY_MS],
		["back by some hours", -5 * HOUR_MS],
		["ahead", 400 * DAY_MS],
	] as const) {
		it(`gives the same when this machine's clock is set ${how} (D9)`, async () => {
			// The provider's clock is right.
			const service = await kaiko({ now: () => NOW });
			const queries = [hoursAgo(100, 2), { last: "90h" }].map((range) => ({ ...VWAP, range }));
			for (const query of queries) await windowAt(service).run(query);
			now += shift;
			const { run, anew } = windowAt(service);
			for (const query of queries) {
				// Whoever asks for nothing hears no time.
				const numbers = (result: PackedResult) => told({ ...result, warnings: [] });
				const whole = numbers(await anew(query));
				for (const again of [1, 2]) assert.deepEqual(numbers(await run(query)), whole, `${again}`);
			}
			now = NOW;
			for (const query of queries) {
				const { run, anew } = windowAt(service);
				assert.deepEqual(told(await run(query)), told(await anew(query)));
			}
		});
	}

	for (const [how, shift] of [
		["back by a day", -24 * HOUR_MS],
		["ahead by a day", DAY_MS],
		["ahead by some hours", 5 * HOUR_MS],
	] as const) {
		it(`means the provider's yesterday when this machine's clock is set ${how} (D9)`, async () => {
			const service = await kaiko({ now: () => NOW });
			const yesterday = { ...VWAP, range: { since: "day", zone: "UTC", ago: 1 } } as const;
			await windowAt(service).run({ ...VWAP, range: hoursAgo(200, 2) });
			now += shift;
			const { run } = windowAt(service);
			const first = await run(yesterday);
			assert.deepEqual(
				[toIso(first.range.from), toIso(first.range.to)],
				["2026-03-28T00:00:00.000Z", "2026-03-29T00:00:00.000Z"],
			);
			const before = service.requests.length;
			assert.deepEqual(told(await run(yesterday)), told(first));
			assert.equal(service.requests.length, before);
		});
	}

	it("asks for one interval of yesterday where nobody has told the time, as it said, and then for none", async () => {
		const service = await kaiko();
		const yesterday = { ...VWAP, range: { since: "day", zone: "UTC", ago: 1 } } as const;
		await windowAt(service).run({ ...VWAP, range: hoursAgo(200, 2) });
		const { run, cost } = windowAt(service);
		for (const requests of [1, 0]) {
			assert.equal((await cost(yesterday)).requests, requests);
			assert.equal((await askedFor(service, () => run(yesterday))).length, requests);
		}
	});

	it("does not cut intervals that begin anew at midnight", async () => {
		const service = await kaiko();
		const { run, cache } = windowAt(service);
		await run({ ...VWAP, interval: "7h", range: hoursAgo(300, 100) });
		assert.deepEqual(await cache.clear(), { files: 0, bytes: 0 });
	});
});

function describeError(error: unknown): unknown {
	assert.ok(isProviderError(error), String(error));
	return [error.kind, error.message];
}
