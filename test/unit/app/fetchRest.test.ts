import assert from "node:assert/strict";
import { createRunQuery, type RunQuery } from "../../../src/app/runQuery";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { isProviderError } from "../../../src/core/errors/errors";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import type { MarketQuery } from "../../../src/core/query/query";
import type { PackedResult } from "../../../src/core/result/packedResult";
import { missingStretch } from "../../../src/core/result/rest";
import { HOUR_MS } from "../../../src/core/time";
import { createApiClient } from "../../../src/net/client";
import { startKaikoService } from "../../support/kaikoService";
import { LOOPBACK_KEY } from "../../support/keys";
import { startKiyotakaService } from "../../support/kiyotakaService";
import type { LoopbackServer } from "../../support/loopbackServer";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../support/queries";
import { opened, packed } from "../../support/packed";
import { plain as plainOpened } from "../core/result/results";
import { FakeClock } from "../net/harness";
import { KeptLog } from "./keptLog";
import { readingsHere } from "../../../src/reading/bodyReading";

const NOW = Date.UTC(2026, 2, 29, 16, 20);

const plain = (result: PackedResult | undefined) => result && plainOpened(opened(result));
const timesOf = (result: PackedResult | undefined) =>
	(result && opened(result).series[0]?.times) ?? new Float64Array();

function runnerAt(service: LoopbackServer | undefined, limits: Partial<Limits>): RunQuery {
	const bounds = { ...DEFAULT_LIMITS, ...limits };
	const log = new KeptLog();
	const client = createApiClient({
		endpoints: (provider) =>
			createEndpoint(provider, service?.origin ?? "http://127.0.0.1:9", () =>
				Promise.resolve(LOOPBACK_KEY),
			),
		limits: () => bounds,
		log,
		clock: new FakeClock(NOW),
		random: () => 0.5,
	});
	const feeds = {
		kaiko: kaikoFeed,
		kiyotaka: kiyotakaFeed,
		trades: createTradesFeed(sampleSources),
	};
	return createRunQuery({
		feeds,
		client,
		readings: readingsHere,
		limits: () => bounds,
		log,
		now: () => NOW,
	});
}

/** Continues until nothing is missing; every step has to bring something. */
async function toTheEnd(run: RunQuery, query: MarketQuery): Promise<PackedResult[]> {
	const steps = [await run(query)];
	for (;;) {
		const last = steps.at(-1);
		if (last?.partial === undefined) return steps;
		const next = await run(query, { continues: last });
		assert.ok(timesOf(next).length > timesOf(last).length, "a step brings something new");
		steps.push(next);
	}
}

describe("fetching the rest", function () {
	this.timeout(60_000);
	let service: LoopbackServer | undefined;
	afterEach(async () => {
		await service?.stop();
		service = undefined;
	});

	it("asks Kaiko only for the missing stretch, step by step, until the answer is whole", async () => {
		service = await startKaikoService({ now: () => NOW });
		const query = { ...BTC_USD_VWAP, aggregation: "count_ohlcv_vwap" } as const;
		const steps = await toTheEnd(runnerAt(service, { rows: 10 }), query);
		assert.deepEqual(
			steps.map((step) => timesOf(step).length),
			[10, 20, 24],
		);
		const asked = service.requests.map(({ query: text }) => new URLSearchParams(text));
		const to = Date.UTC(2026, 2, 29, 17);
		assert.deepEqual(
			asked.map((params) => params.get("end_time")),
			[0, 10, 20].map((hours) => new Date(to - hours * HOUR_MS).toISOString()),
		);
		const whole = await runnerAt(service, {})(query);
		assert.deepEqual(plain(steps.at(-1)), plain(whole));
	});

	it("completes what Kiyotaka gave before a failure, and keeps that when it fails again", async () => {
		service = await startKiyotakaService({ now: () => NOW });
		// One at a time, so that the failure is that of the window which is meant.
		const run = runnerAt(service, { kiyotakaWindowIntervals: 5, requestsInFlight: 1 });
		const failure = { kind: "answer", status: 403, body: '{"error":"X","message":"no"}' } as const;
		service.script({ kind: "delay", ms: 1 }, { kind: "delay", ms: 1 }, failure);
		const part = await run(BTCUSDT_PROFILE);
		assert.equal(part.partial?.code, "requestFailed");
		assert.equal(timesOf(part).length, 10);
		service.script(failure);
		const before = plain(part);
		await assert.rejects(run(BTCUSDT_PROFILE, { continues: part }), isProviderError);
		assert.deepEqual(plain(part), before);
		service.script({ kind: "delay", ms: 1 }, failure);
		const more = await run(BTCUSDT_PROFILE, { continues: part });
		assert.equal(timesOf(more).length, 15);
		assert.equal(more.partial?.completeFrom, timesOf(more)[0]);
		service.clear();
		const rest = await run(BTCUSDT_PROFILE, { continues: more });
		assert.equal(service.requests.length, 2);
		assert.equal(rest.partial, undefined);
		const whole = await runnerAt(service, {})(BTCUSDT_PROFILE);
		assert.deepEqual(plain(rest), plain(whole));
	});

	it("completes what a cancel left", async () => {
		service = await startKaikoService({ now: () => NOW });
		const run = runnerAt(service, { kaikoPageSize: 6, requestsInFlight: 1 });
		const abort = new AbortController();
		const part = await run(BTC_USD_VWAP, {
			signal: abort.signal,
			onProgress: ({ pages }) => {
				if (pages === 2) abort.abort();
			},
		});
		assert.equal(part.partial?.code, "cancelled");
		await assert.rejects(
			run(BTC_USD_VWAP, { continues: part, signal: AbortSignal.abort() }),
			(error: unknown) => isProviderError(error) && error.kind === "cancelled",
		);
		const whole = await runnerAt(service, {})(BTC_USD_VWAP);
		assert.deepEqual(plain(await run(BTC_USD_VWAP, { continues: part })), plain(whole));
	});

	it("completes an answer from trades", async () => {
		const query: MarketQuery = {
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		};
		const steps = await toTheEnd(runnerAt(undefined, { rows: 9 }), query);
		assert.equal(steps.length, 3);
		const whole = await runnerAt(undefined, {})(query);
		assert.deepEqual(plain(steps.at(-1)), plain(whole));
	});

	it("is complete when the provider has nothing for the rest", async () => {
		service = await startKaikoService({ now: () => NOW });
		const part = await runnerAt(service, { rows: 10 })(BTC_USD_VWAP);
		service.script({ kind: "answer", status: 200, body: '{"data":[],"result":"success"}' });
		const rest = await runnerAt(service, {})(BTC_USD_VWAP, { continues: part });
		assert.equal(rest.partial, undefined);
		assert.equal(timesOf(rest).length, 10);
	});

	it("fetches what follows an answer that an earlier version kept, and its open interval again", async () => {
		service = await startKaikoService({ now: () => NOW });
		const run = runnerAt(service, {});
		const whole = await run(BTC_USD_VWAP);
		const noon = Date.UTC(2026, 2, 29, 12);
		const { range } = whole;
		const upTo = { from: new Date(range.from).toISOString(), to: new Date(noon).toISOString() };
		const early = await run({ ...BTC_USD_VWAP, range: upTo });
		const kept = packed({
			...opened(early),
			query: BTC_USD_VWAP,
			range,
			series: opened(early).series.map((one) => ({ ...one, open: true })),
			partial: { code: "rowLimit", completeUntil: early.range.to },
		});
		assert.deepEqual(missingStretch(kept), { from: noon - HOUR_MS, to: range.to });
		assert.deepEqual(plain(await run(BTC_USD_VWAP, { continues: kept })), plain(whole));
	});

	it("asks nothing for an answer that is complete", async () => {
		service = await startKaikoService({ now: () => NOW });
		const run = runnerAt(service, {});
		const whole = await run(BTC_USD_VWAP);
		service.clear();
		assert.equal(await run(BTC_USD_VWAP, { continues: whole }), whole);
		assert.equal(service.requests.length, 0);
	});

	it("asks for the data version that the first answer was resolved to", async () => {
		service = await startKaikoService({ now: () => NOW });
		const run = runnerAt(service, { rows: 20 });
		const query = { ...BTC_USD_VWAP, dataVersion: "latest" } as const;
		await toTheEnd(run, query);
		assert.deepEqual(
			service.requests.map(({ path }) => /trades\.(\w+)/.exec(path)?.[1]),
			["latest", "v1"],
		);
	});
});
