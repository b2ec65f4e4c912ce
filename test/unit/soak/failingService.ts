import assert from "node:assert/strict";
import { createRunQuery } from "../../../src/app/runQuery";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { isProviderError } from "../../../src/core/errors/errors";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { durationMs } from "../../../src/core/time";
import { createApiClient } from "../../../src/net/client";
import { RETRY_POLICY } from "../../../src/net/policy";
import { readingsHere } from "../../../src/reading/bodyReading";
import type { Fault } from "../../support/faults";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopbackServer";
import { LOOPBACK_KEY } from "../../support/keys";
import { opened } from "../../support/packed";
import { BTC_USD_VWAP } from "../../support/queries";
import { assertRubric } from "../../support/rubric";
import { assertFlat, held } from "./figures";

/** Each of these hits one request in five, in turn. */
const FAULTS: readonly Fault[] = [
	{ kind: "reset" },
	{ kind: "answer", status: 500, body: "{}" },
	{ kind: "truncate" },
	{ kind: "answer", status: 503, body: "<html>away</html>" },
	{ kind: "brokenGzip", damage: "flip" },
	{ kind: "stall" },
	{ kind: "answer", status: 200, body: "<!doctype html><title>Log in</title>" },
	{ kind: "answer", status: 200, body: '{"data":[1,2' },
	{ kind: "raw", text: "SSH-2.0\r\n" },
	{ kind: "answer", status: 429, headers: { "retry-after": "0" }, body: "{}" },
];
const ONE_IN = 5;
const AT_ONCE = 4;
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 300;

const LIMITS: Limits = {
	...DEFAULT_LIMITS,
	headersMs: durationMs(20_000),
	stallMs: durationMs(60),
	attemptMs: durationMs(20_000),
};
/** Waits of milliseconds, and never too few tokens: how often it is tried is not what is measured. */
const POLICY = {
	...RETRY_POLICY,
	backoffBase: 1,
	backoffCap: 4,
	rateBase: 1,
	rateCap: 4,
	shortestHint: 1,
	retryTokens: Infinity,
};

const dayQuery = (at: number) => {
	const from = FIRST_DAY + (at % DAYS) * DAY_MS;
	const iso = (ms: number) => new Date(ms).toISOString();
	return { ...BTC_USD_VWAP, range: { from: iso(from), to: iso(from + DAY_MS) } };
};

const HOUR_MS = 3_600_000;
/** Another price for each hour, so that no answer passes for another one. */
const priceAt = (time: number) => `${60_000 + ((time / HOUR_MS) % 9_973)}.25`;

/** Answers any hour of any range: the newest first, as asked. */
function startHours(): Promise<LoopbackServer> {
	return startLoopbackServer(({ searchParams }) => {
		const [from, to] = ["start_time", "end_time"].map((name) =>
			Date.parse(searchParams.get(name) ?? ""),
		) as [number, number];
		const data = Array.from({ length: (to - from) / HOUR_MS }, (_, at) => {
			const timestamp = to - (at + 1) * HOUR_MS;
			return { timestamp, price: priceAt(timestamp) };
		});
		return { status: 200, headers: {}, body: { data, result: "success" } };
	});
}

/** Asks a service that fails one in five, over and over. Every answer is whole and right, or an error in words. */
export async function failingService(queries: number): Promise<void> {
	const service = await startHours();
	const lines: string[] = [];
	const write = (line: string) => void (lines.length < 50 && lines.push(line));
	const log = { trace: write, debug: write, info: write, warn: write, error: write };
	const client = createApiClient({
		endpoints: (provider) =>
			createEndpoint(provider, service.origin, () => Promise.resolve(LOOPBACK_KEY)),
		limits: () => LIMITS,
		policy: POLICY,
		log,
	});
	const run = createRunQuery({
		feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sampleSources) },
		client,
		readings: readingsHere,
		limits: () => LIMITS,
		log,
		now: Date.now,
	});
	/** Asks, and fails where anything but the whole truth comes. */
	const ask = async (at: number) => {
		const result = await run(dayQuery(at));
		assert.equal(result.partial, undefined, `query ${at} is partial`);
		const [series] = opened(result).series;
		assert.ok(series?.kind === "vwap" && series.times.length === 24, `query ${at} lacks rows`);
		const first = FIRST_DAY + (at % DAYS) * DAY_MS;
		series.times.forEach((time, row) => {
			assert.equal(time, first + row * HOUR_MS, `query ${at} has other times`);
			assert.equal(series.price[row], Number(priceAt(time)), `query ${at} has other numbers`);
		});
	};

	const outcomes = new Map<string, number>();
	let [next, faults, requests] = [0, 0, 0];
	const worker = async (end: number) => {
		while (next < end) {
			const at = next++;
			if (at % ONE_IN === 0) service.script(FAULTS[faults++ % FAULTS.length] ?? { kind: "reset" });
			let outcome = "whole";
			try {
				await ask(at);
			} catch (error) {
				if (!isProviderError(error)) throw error;
				assertRubric(error, "btc-usd on Coinbase");
				assert.ok(!JSON.stringify(error).includes(LOOPBACK_KEY));
				outcome = error.kind;
			}
			outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
			if (service.requests.length >= 1_000) {
				requests += service.requests.length;
				service.clear();
			}
		}
	};
	const until = (end: number) => Promise.all(Array.from({ length: AT_ONCE }, () => worker(end)));
	await until(queries / 2);
	const middle = await held();
	await until(queries);
	const end = await held();
	requests += service.requests.length;
	const told = [...outcomes].sort(([, a], [, b]) => b - a);
	console.log(
		`  ${queries} queries, ${faults} faults, ${requests} requests: ` +
			told.map(([outcome, count]) => `${count} ${outcome}`).join(", "),
	);
	assert.equal(
		[...outcomes.values()].reduce((sum, count) => sum + count, 0),
		queries,
	);
	assert.ok(lines.every((line) => !line.includes(LOOPBACK_KEY)));
	assertFlat("a failing service", middle, end);
	await service.stop();
}
