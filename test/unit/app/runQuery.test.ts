import assert from "node:assert/strict";
import { judgedSource } from "../../../src/app/dataSets/judgedSource";
import { createRunQuery, type RunQueryDeps, ServerClocks } from "../../../src/app/runQuery";
import { readDecimal } from "../../../src/core/decimal";
import { ProviderError } from "../../../src/core/errors/errors";
import { providerError } from "../../../src/core/errors/errorText";
import type { FetchContext } from "../../../src/core/feeds/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import type { ApiClient } from "../../../src/core/http";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { KaikoVwapQuery, TradesQuery } from "../../../src/core/query/query";
import type { FeedAnswer } from "../../../src/core/result/result";
import { durationMs, epochMs, HOUR_MS } from "../../../src/core/time";
import type { TradesSource } from "../../../src/core/trades/source";
import { opened } from "../../support/packed";
import { plain } from "../core/result/results";
import { answeringFeed } from "./answeringFeed";
import { KeptLog } from "./keptLog";
import { feedAnswer } from "./results";
import { PROFILE_VIEW, VWAP_VIEW } from "./views";
import { readingsHere } from "../../../src/reading/bodyReading";
import { readJson } from "../../support/plainReading";

const NOW = Date.UTC(2026, 2, 30);
const query = VWAP_VIEW.queries[0] as KaikoVwapQuery;

/** Settles when the signal fires: rejects, or resolves with what had come. */
function untilAborted({ signal }: FetchContext, answer?: FeedAnswer): Promise<FeedAnswer> {
	return new Promise((resolve, reject) => {
		signal.addEventListener("abort", () => {
			if (answer === undefined) reject(providerError("cancelled", "kaiko"));
			else resolve({ ...answer, partial: { code: "cancelled" } });
		});
	});
}

type Answering = (query: KaikoVwapQuery, context: FetchContext) => Promise<FeedAnswer>;

function runner(
	kaiko: Answering,
	operationMs: number = DEFAULT_LIMITS.operationMs,
	parts: Partial<RunQueryDeps> = {},
) {
	const asked: string[] = [];
	const other = (name: string) =>
		answeringFeed(() => {
			asked.push(name);
			return Promise.resolve(feedAnswer([1]));
		});
	const deps: RunQueryDeps = {
		feeds: {
			kaiko: answeringFeed(kaiko, feedAnswer([1, 2]).range),
			kiyotaka: other("kiyotaka"),
			trades: other("trades"),
		},
		client: { get: () => Promise.reject(new Error("not used")) },
		readings: readingsHere,
		limits: () => ({ ...DEFAULT_LIMITS, operationMs: durationMs(operationMs) }),
		log: new KeptLog(),
		now: () => NOW,
		...parts,
	};
	return { run: createRunQuery(deps), asked };
}

const rejectsWith = (promise: Promise<unknown>, kind: ProviderError["kind"]) =>
	assert.rejects(promise, (error: unknown) => {
		assert.ok(error instanceof ProviderError);
		assert.equal(error.kind, kind);
		return true;
	});

describe("running a query", () => {
	it("adds the query and the time to the feed's answer", async () => {
		const { run } = runner(() => Promise.resolve(feedAnswer([1, NaN])));
		const result = await run(query);
		assert.deepEqual(
			plain(opened(result)),
			plain({ ...feedAnswer([1, NaN]), query, fetchedAt: epochMs(NOW), fromCache: "none" }),
		);
		assert.deepEqual(
			result.chunks.map(({ header }) => [header.origin, header.stretch]),
			[["asked", feedAnswer([1, NaN]).range]],
		);
	});

	it("tells what was over by the clock of whoever was asked, at the time of asking", async () => {
		let now = NOW;
		const clocks = new ServerClocks(() => now);
		// The provider is two hours behind this machine, and its answer takes an hour.
		clocks.of("kaiko").hear(epochMs(NOW - 2 * HOUR_MS), epochMs(NOW));
		const late = () => {
			now += HOUR_MS;
			return Promise.resolve(feedAnswer([1, NaN]));
		};
		const { run } = runner(late, undefined, { now: () => now, clocks });
		const result = opened(await run(query));
		assert.deepEqual([result.fetchedAt, result.toldAt], [NOW + HOUR_MS, NOW - 2 * HOUR_MS]);
	});

	it("asks the feed of the query's provider", async () => {
		const { run, asked } = runner(() => Promise.reject(new Error("not asked")));
		const trades = {
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
		} as const;
		const [profile = query] = PROFILE_VIEW.queries;
		await run(profile);
		await run({ ...trades, interval: "1h", range: { last: "24h" } });
		assert.deepEqual(asked, ["kiyotaka", "trades"]);
	});

	it("keeps an answer that holds only gaps, which is data (B18)", async () => {
		const { run } = runner(() => Promise.resolve(feedAnswer([NaN, NaN])));
		assert.equal(opened(await run(query)).series.length, 1);
	});

	for (const [what, answer] of [
		["no series", { ...feedAnswer([1]), series: [] }],
		["series without points", feedAnswer([])],
	] as const) {
		it(`never takes ${what} for an answer`, async () => {
			await rejectsWith(runner(() => Promise.resolve(answer)).run(query), "emptyData");
		});
	}

	it("says what the contract covers when the provider tells it (B17)", async () => {
		const access = { from: epochMs(Date.UTC(2026, 0, 1)), to: epochMs(Date.UTC(2026, 1, 1)) };
		const { run } = runner(() => Promise.resolve(feedAnswer([], { access })));
		await assert.rejects(run(query), (error: unknown) => {
			assert.ok(error instanceof ProviderError);
			const { market, accessFrom, accessTo } = error.facts;
			assert.deepEqual([error.kind, accessFrom, accessTo], ["emptyData", access.from, access.to]);
			assert.ok(market !== undefined && error.message.startsWith(`${market}: Kaiko`));
			assert.match(error.message, /contract covers 2026-01-01 to 2026-02-01/);
			return true;
		});
	});

	it("says that rows came but none in the range, with their times", async () => {
		const answer = feedAnswer([]);
		const [series] = answer.series;
		assert.ok(series);
		const strays = { count: 24, first: epochMs(1_774_000), last: epochMs(1_774_800) };
		const rejected = { ...series.rejected, outOfRange: 24, strays };
		const { run } = runner(() => Promise.resolve({ ...answer, series: [{ ...series, rejected }] }));
		await assert.rejects(run(query), (error: unknown) => {
			assert.ok(error instanceof ProviderError);
			assert.equal(error.kind, "schema");
			assert.doesNotMatch(error.message, /no trades|nothing traded/i);
			assert.match(error.message, /: 24, from 1970-01-01 00:29:34 to 1970-01-01 00:29:34.800 UTC/);
			return true;
		});
	});

	it("says that nothing traded only if the provider says that it knows the market", async () => {
		const [profile] = PROFILE_VIEW.queries;
		assert.ok(profile?.provider === "kiyotaka");
		const sentence = async (series: FeedAnswer["series"]) => {
			const notAsked = () => Promise.reject(new Error("not asked"));
			const kiyotaka = () => Promise.resolve({ ...feedAnswer([]), series });
			const { run } = runner(notAsked, undefined, {
				feeds: {
					kiyotaka: answeringFeed(kiyotaka),
					kaiko: answeringFeed(notAsked),
					trades: answeringFeed(notAsked),
				},
			});
			return run(profile).then(
				() => assert.fail("there is no answer"),
				(error: unknown) => (error instanceof ProviderError ? error.message : String(error)),
			);
		};
		assert.match(await sentence(feedAnswer([]).series), /has no trades in this range\. /);
		assert.match(await sentence([]), /has no trades in this range, or nothing under this name/);
	});

	it("says what a data set covers where a range holds none of its trades", async () => {
		const span = { from: epochMs(Date.UTC(2025, 5, 1)), to: epochMs(Date.UTC(2025, 5, 2)) };
		const [step, tick] = [readDecimal("1"), readDecimal("0.1")];
		const symbol = { symbol: "BTCUSDT", step, tick, trades: 3489, span, days: [] };
		const source: TradesSource = {
			...judgedSource({ name: "my trades", symbols: [symbol], sizeUnit: "base", layoutNotes: [] }),
			notes: [],
			sum: () => Promise.reject(new Error("no trades lie there")),
		};
		const notAsked = () => Promise.reject(new Error("not asked"));
		const { run } = runner(notAsked, undefined, {
			feeds: {
				kiyotaka: answeringFeed(notAsked),
				kaiko: answeringFeed(notAsked),
				trades: createTradesFeed({
					ids: () => Promise.resolve(["mine"]),
					find: () => Promise.resolve(source),
				}),
			},
		});
		const asked: TradesQuery = {
			kind: "vwap",
			provider: "trades",
			dataset: "mine",
			symbol: "BTCUSDT",
			interval: "1h",
			range: { from: "2025-07-01T00:00:00Z", to: "2025-07-02T00:00:00Z" },
		};
		await assert.rejects(run(asked), {
			kind: "emptyData",
			message:
				"my trades has no trades of BTCUSDT in this range. It covers 2025-06-01 00:00 to 2025-06-01 23:59:59.999 UTC. Choose another range.",
		});
	});

	for (const [code, kind] of [
		["deadline", "timeout"],
		["repeatedPage", "badBody"],
		["badToken", "badBody"],
		["emptyPages", "emptyData"],
	] as const) {
		it(`says ${kind} when ${code} left nothing`, async () => {
			const { run } = runner(() => Promise.resolve(feedAnswer([], { partial: { code } })));
			await rejectsWith(run(query), kind);
		});
	}

	it("rejects with the failure that left nothing", async () => {
		const partial = {
			code: "requestFailed",
			error: { kind: "server", facts: { status: 500 } },
		} as const;
		const { run } = runner(() => Promise.resolve(feedAnswer([], { partial })));
		await rejectsWith(run(query), "server");
	});

	it("stops at the caller's cancel with nothing, or with what had come", async () => {
		const cancel = (feed: Answering) => {
			const abort = new AbortController();
			const aborting: Answering = (asked, context) => {
				const answer = feed(asked, context);
				abort.abort();
				return answer;
			};
			return runner(aborting).run(query, { signal: abort.signal });
		};
		await rejectsWith(
			cancel((_query, context) => untilAborted(context)),
			"cancelled",
		);
		const part = await cancel((_query, context) => untilAborted(context, feedAnswer([1])));
		assert.equal(part.partial?.code, "cancelled");
	});

	it("does not begin when it was cancelled before", async () => {
		let asked = false;
		const { run } = runner(() => {
			asked = true;
			return Promise.resolve(feedAnswer([1]));
		});
		await rejectsWith(run(query, { signal: AbortSignal.abort() }), "cancelled");
		assert.equal(asked, false);
	});

	it("says timeout, not cancelled, when its own deadline ends it with nothing", async () => {
		const { run } = runner((_query, context) => untilAborted(context), 20);
		await assert.rejects(run(query), (error: unknown) => {
			assert.ok(error instanceof ProviderError);
			assert.deepEqual([error.kind, error.facts.limit], ["timeout", 0.02]);
			return true;
		});
	});

	it("tells each request how much time the query has left, not the request", async () => {
		let left: (() => number) | undefined;
		let elapsed = 0;
		const client: ApiClient = {
			get: (_request, options) => {
				left = options.remainingMs;
				return Promise.reject(new Error("not asked"));
			},
		};
		const feed: Answering = async (_query, context) => {
			elapsed = 170_000;
			await assert.rejects(
				context.client.get(
					{ provider: "kaiko", path: "/", params: [] },
					{ signal: context.signal, read: readJson },
				),
				/not asked/,
			);
			return feedAnswer([1]);
		};
		await runner(feed, 180_000, { client, monotonic: () => elapsed }).run(query);
		assert.equal(left?.(), 10_000);
		elapsed = 175_000;
		assert.equal(left?.(), 5_000);
	});

	it("names the deadline as the reason of a partial answer (N9)", async () => {
		const { run } = runner((_query, context) => untilAborted(context, feedAnswer([1])), 20);
		assert.equal((await run(query)).partial?.code, "deadline");
	});
});
