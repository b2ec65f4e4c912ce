import assert from "node:assert/strict";
import { kiyotakaFeed } from "../../../../../src/core/feeds/kiyotaka/feed";
import type { FeedAnswer } from "../../../../../src/core/result/result";
import type { KiyotakaProfileQuery } from "../../../../../src/core/query/query";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { formatText, text } from "../../../../../src/core/text";
import { HOUR_MS, epochMs } from "../../../../../src/core/time";
import type { Fault } from "../../../../support/faults";
import {
	type KiyotakaServiceOptions,
	startKiyotakaService,
} from "../../../../support/kiyotakaService";
import type { LoopbackServer } from "../../../../support/loopbackServer";
import { NOW, createFeedHarness, fixture } from "../context";

const UNNAMED: KiyotakaProfileQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	interval: "HOUR",
	range: { last: "24h" },
};
const QUERY: KiyotakaProfileQuery = { ...UNNAMED, rawSymbol: "BTCUSDT" };
const answer = (body: unknown): Fault => ({
	kind: "answer",
	status: 200,
	body: JSON.stringify(body),
});
const profiles = ({ series }: FeedAnswer): VolumeProfileSeries[] =>
	series.filter((one) => one.kind === "volumeProfile");
const only = (result: FeedAnswer): VolumeProfileSeries => {
	const [first, ...others] = profiles(result);
	assert.ok(first !== undefined && others.length === 0, "one series");
	return first;
};
const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
const codes = ({ warnings }: FeedAnswer) => warnings.map(({ code }) => code);
const hour = (at: number) => Date.UTC(2026, 2, 29, at);
const points = (...starts: number[]) => ({
	series: [
		{
			id: { exchange: "BINANCE_FUTURES", rawSymbol: "BTCUSDT" },
			points: starts.map((ms) => ({
				Point: { profile: [100, 1, 2], timestamp: { s: ms / 1_000 } },
			})),
		},
	],
});
const hours = (from: number, to: number): KiyotakaProfileQuery => ({
	...QUERY,
	range: { from: new Date(hour(from)).toISOString(), to: new Date(hour(to)).toISOString() },
});

describe("Kiyotaka feed", function () {
	this.timeout(60_000);
	let service: LoopbackServer;
	const start = async (options: KiyotakaServiceOptions = {}) => {
		service = await startKiyotakaService({ now: () => NOW, ...options });
		return createFeedHarness({ origin: service.origin });
	};
	afterEach(() => service.stop());

	it("brings the last 24 hours with the one in progress marked (B30)", async () => {
		const harness = await start();
		const result = await harness.run(kiyotakaFeed, QUERY);
		const series = only(result);
		assert.equal(result.range.to, hour(17));
		assert.equal(result.range.from, hour(17) - 24 * HOUR_MS);
		assert.equal(series.times.at(-1), hour(16));
		assert.equal(series.open, true);
		assert.equal(series.unit, "base");
		assert.equal(series.id, "BINANCE_FUTURES BTCUSDT");
		assert.equal(series.market.category, "PERPETUAL");
		assert.equal(series.offsets.length, series.times.length + 1);
		assert.equal(result.partial, undefined);
		assert.deepEqual(result.warnings, []);
		assert.equal(service.requests.length, 1);
	});

	it("marks no interval as open in a range that is past", async () => {
		const harness = await start();
		const series = only(await harness.run(kiyotakaFeed, hours(8, 12)));
		assert.equal(series.open, false);
		assert.deepEqual([...series.times], [8, 9, 10, 11].map(hour));
	});

	it("asks for long ranges window after window and tells how far it is", async () => {
		await start();
		const harness = createFeedHarness({
			origin: service.origin,
			limits: { kiyotakaWindowIntervals: 10 },
		});
		const windowed = only(await harness.run(kiyotakaFeed, QUERY));
		assert.equal(service.requests.length, 3);
		assert.deepEqual(
			harness.progress.map(({ pages, pagesExpected }) => `${pages}/${pagesExpected}`),
			["0/3", "1/3", "2/3", "3/3"],
		);
		assert.equal(harness.progress.at(-1)?.rows, windowed.times.length);
		const whole = only(
			await createFeedHarness({ origin: service.origin }).run(kiyotakaFeed, QUERY),
		);
		assert.deepEqual(windowed, whole);
	});

	it("keeps what came when a later window fails, with the reason", async () => {
		await start();
		const harness = createFeedHarness({
			origin: service.origin,
			limits: { kiyotakaWindowIntervals: 10 },
			onProgress: ({ pages }) => {
				if (pages === 2) service.always({ kind: "answer", status: 500 });
			},
		});
		const { partial, series, range } = await harness.run(kiyotakaFeed, QUERY);
		assert.equal(partial?.code, "requestFailed");
		assert.equal(partial?.error?.kind, "server");
		assert.equal(partial?.completeFrom, range.to - 20 * HOUR_MS);
		assert.equal(partial?.completeUntil, undefined);
		assert.ok((series[0]?.times[0] ?? 0) >= range.to - 20 * HOUR_MS);
		assert.equal(series[0]?.times.at(-1), range.to - HOUR_MS, "the newest stay");
	});

	it("keeps what came when it is cancelled, and rejects when nothing had come", async () => {
		await start();
		const limits = { kiyotakaWindowIntervals: 10 };
		const harness = createFeedHarness({
			origin: service.origin,
			limits,
			onProgress: ({ pages }) => {
				if (pages === 1) harness.controller.abort();
			},
		});
		const { partial } = await harness.run(kiyotakaFeed, QUERY);
		assert.equal(partial?.code, "cancelled");
		const early = createFeedHarness({ origin: service.origin, limits });
		early.controller.abort();
		assert.equal((await early.fails(kiyotakaFeed, QUERY)).kind, "cancelled");
	});

	it("refuses more intervals than the settings allow, without a request, and says whose limit it is", async () => {
		const harness = await start();
		const query = { ...QUERY, interval: "MINUTE", range: { last: "80d" } } as const;
		const error = await harness.fails(kiyotakaFeed, query);
		assert.equal(error.kind, "planLimit");
		assert.match(error.message, /has 115,200 intervals and your settings allow 100,000 per query/);
		assert.equal(error.facts.ownLimit, "kiyotakaIntervals");
		assert.equal(service.requests.length, 0);
	});

	it("asks for more intervals than the service gives at once in windows that it gives", async () => {
		await start();
		service.always(answer({ series: [] }));
		const limits = { kiyotakaWindowIntervals: 20_000 };
		const harness = createFeedHarness({ origin: service.origin, limits });
		const query = { ...QUERY, interval: "MINUTE", range: { last: "20d" } } as const;
		assert.equal((await harness.run(kiyotakaFeed, query)).partial, undefined);
		const asked = service.requests.map(({ query }) => new URLSearchParams(query));
		assert.deepEqual(
			asked.map((params) => Number(params.get("period")) / 60),
			[20_000, 8_800],
		);
		const [newest, oldest] = asked.map((params) => Number(params.get("from")));
		assert.ok((newest ?? 0) > (oldest ?? Infinity), "the newest first");
	});

	it("shows nothing of a later window that is answered with an earlier one's points (F4)", async () => {
		await start();
		service.always(answer(points(hour(9), hour(10), hour(11))));
		const limits = { kiyotakaWindowIntervals: 3 };
		const harness = createFeedHarness({ origin: service.origin, limits });
		const result = await harness.run(kiyotakaFeed, hours(6, 12));
		assert.deepEqual([...only(result).times], [9, 10, 11].map(hour));
		assert.equal(result.partial?.error?.kind, "schema");
		assert.equal(result.partial.completeFrom, hour(9));
	});

	it("keeps the series of several exchanges apart", async () => {
		const harness = await start();
		const query = { ...UNNAMED, exchange: ["BINANCE_FUTURES", "COINBASE"], coin: "BTC" };
		const result = await harness.run(kiyotakaFeed, query);
		assert.deepEqual(
			result.series.map(({ id }) => id),
			["BINANCE_FUTURES BTCUSDT", "COINBASE BTC-USD"],
		);
	});

	it("brings one series when exchanges are summed, and it is their sum", async () => {
		const harness = await start();
		const query = { ...UNNAMED, exchange: ["BINANCE_FUTURES", "BYBIT"], coin: "BTC" };
		const apart = profiles(await harness.run(kiyotakaFeed, query));
		const summed = only(await harness.run(kiyotakaFeed, { ...query, aggregate: "sum" }));
		const expected = apart.reduce((total, { buy }) => total + sum(buy), 0);
		assert.ok(Math.abs(sum(summed.buy) - expected) < 1e-9 * expected);
		assert.equal(summed.market.exchange, undefined);
		assert.equal(summed.id, "BTC");
	});

	it("brings volumes in dollars when asked", async () => {
		const harness = await start();
		const usd = only(await harness.run(kiyotakaFeed, { ...QUERY, quote: "USD" }));
		const base = only(await harness.run(kiyotakaFeed, QUERY));
		assert.equal(usd.unit, "USD");
		assert.ok(sum(usd.buy) > 1_000 * sum(base.buy));
	});

	it("B17: brings an empty answer as an empty series", async () => {
		const harness = await start();
		service.script(answer({ series: [] }), answer({}));
		assert.deepEqual((await harness.run(kiyotakaFeed, QUERY)).series, []);
		assert.deepEqual((await harness.run(kiyotakaFeed, QUERY)).series, []);
	});

	it("B19: finds the market that was asked for among several", async () => {
		const harness = await start();
		const [wanted] = points(hour(8)).series;
		const other = { ...wanted, id: { exchange: "BYBIT", rawSymbol: "BTCUSDT" } };
		service.script(answer({ series: [other, wanted] }));
		const result = await harness.run(kiyotakaFeed, hours(8, 9));
		assert.equal(only(result).id, "BINANCE_FUTURES BTCUSDT");
		assert.deepEqual(codes(result), []);
	});

	const others: readonly (readonly [string, object, KiyotakaProfileQuery, string, string])[] = [
		["another symbol", { rawSymbol: "ETHUSDT" }, QUERY, "BTCUSDT", "ETHUSDT"],
		[
			"another exchange and symbol",
			{ exchange: "BYBIT", rawSymbol: "ETHUSDT" },
			QUERY,
			"BINANCE_FUTURES BTCUSDT",
			"BYBIT ETHUSDT",
		],
		["another interval", { interval: "MINUTE" }, QUERY, "HOUR", "MINUTE"],
		["another kind of data", { type: "TPO_AGG" }, QUERY, "VOLUME_PROFILE_AGG", "TPO_AGG"],
		["another coin", { coin: "ETH" }, { ...UNNAMED, coin: "BTC" }, "BTC", "ETH"],
		[
			"another category",
			{ category: "SPOT" },
			{ ...QUERY, category: "PERPETUAL" },
			"PERPETUAL",
			"SPOT",
		],
		[
			"another normalized symbol",
			{ normalizedSymbol: "ETH-USDT" },
			{ ...UNNAMED, normalizedSymbol: "BTC-USDT" },
			"BTC-USDT",
			"ETH-USDT",
		],
		[
			"one exchange instead of the sum of two",
			{ exchange: "BYBIT", coin: "BTC" },
			{ ...UNNAMED, coin: "BTC", exchange: ["BINANCE_FUTURES", "BYBIT"], aggregate: "sum" },
			"BINANCE_FUTURES+BYBIT",
			"BYBIT",
		],
	];
	for (const [what, id, query, asked, answered] of others) {
		it(`B19: shows nothing of an answer about ${what} and names both`, async () => {
			const harness = await start();
			const [wanted] = points(hour(8)).series;
			service.script(answer({ series: [{ ...wanted, id }] }));
			const error = await harness.fails(kiyotakaFeed, { ...query, range: hours(8, 9).range });
			assert.equal(error.kind, "schema");
			assert.deepEqual([error.facts.asked, error.facts.answered], [asked, answered]);
			assert.ok(error.message.includes(`for ${answered} where ${asked} was asked`), error.message);
			assert.ok(harness.log.lines.some((line) => line.includes("series[0].id")));
		});
	}

	it("B19: accepts a name in another case", async () => {
		const harness = await start();
		const [wanted] = points(hour(8)).series;
		const id = { exchange: "binance_futures", rawSymbol: "btcusdt" };
		service.script(answer({ series: [{ ...wanted, id }] }));
		assert.equal(only(await harness.run(kiyotakaFeed, hours(8, 9))).times.length, 1);
	});

	it("B19: keeps the windows before one that is about something else, with the reason", async () => {
		await start();
		const harness = createFeedHarness({
			origin: service.origin,
			limits: { kiyotakaWindowIntervals: 2 },
		});
		const [wanted] = points(hour(8), hour(9)).series;
		const other = { ...wanted, id: { rawSymbol: "ETHUSDT" } };
		service.script(answer(points(hour(10), hour(11))), answer({ series: [other] }));
		const result = await harness.run(kiyotakaFeed, hours(8, 12));
		assert.equal(result.partial?.error?.kind, "schema");
		assert.equal(result.partial.error.facts.answered, "ETHUSDT");
		assert.deepEqual([...only(result).times], [10, 11].map(hour));
	});

	it("refuses points that are closer together than the interval", async () => {
		const harness = await start();
		service.script(answer(points(hour(8), hour(8) + 60_000, hour(8) + 120_000)));
		const error = await harness.fails(kiyotakaFeed, hours(8, 9));
		assert.equal(error.kind, "schema");
		assert.deepEqual([error.facts.asked, error.facts.answered], ["1h", "1m"]);
	});

	describe("with clocks that differ", () => {
		const DAY = 24 * HOUR_MS;
		const asked = () =>
			service.requests.map(({ query }) => {
				const params = new URLSearchParams(query);
				return (Number(params.get("from")) + Number(params.get("period"))) * 1_000;
			});

		for (const [what, machine] of [
			["behind", NOW - DAY],
			["ahead", NOW + DAY],
		] as const) {
			it(`counts back from the provider's time when this machine is a day ${what}, and says so`, async () => {
				await start();
				const harness = createFeedHarness({ origin: service.origin, now: epochMs(machine) });
				const result = await harness.run(kiyotakaFeed, QUERY);
				assert.equal(result.range.to, hour(17));
				assert.equal(only(result).times.at(-1), hour(16));
				assert.equal(only(result).open, true);
				assert.deepEqual(codes(result), ["clock"]);
				assert.deepEqual(asked(), [hour(17) + machine - NOW, hour(17)]);
				service.clear();
				await harness.run(kiyotakaFeed, QUERY);
				assert.deepEqual(asked(), [hour(17)], "the difference is remembered");
			});
		}

		it("leaves a range of two times as it is, with the warning", async () => {
			await start();
			const harness = createFeedHarness({ origin: service.origin, now: epochMs(NOW + DAY) });
			const result = await harness.run(kiyotakaFeed, hours(8, 12));
			assert.equal(service.requests.length, 1);
			assert.deepEqual(codes(result), ["clock"]);
		});

		it("says nothing of a difference shorter than an interval", async () => {
			await start();
			const harness = createFeedHarness({
				origin: service.origin,
				now: epochMs(NOW - 10 * 60_000),
			});
			const result = await harness.run(kiyotakaFeed, QUERY);
			assert.deepEqual(codes(result), []);
			assert.equal(service.requests.length, 1);
		});
	});

	it("B23: sorts intervals, keeps the later of two and counts", async () => {
		const harness = await start();
		service.script(answer(points(hour(10), hour(8), hour(9), hour(8))));
		const result = await harness.run(kiyotakaFeed, hours(8, 11));
		const series = only(result);
		assert.deepEqual([...series.times], [8, 9, 10].map(hour));
		assert.equal(series.rejected.duplicates, 1);
		assert.deepEqual(codes(result), ["duplicates"]);
	});

	it("moves times that are interval ends and says so: the published sample (D22 of the definitions)", async () => {
		const harness = await start();
		service.script(answer(fixture("kiyotaka-volume-profile")));
		const result = await harness.run(kiyotakaFeed, hours(16, 17));
		assert.deepEqual([...only(result).times], [hour(16)]);
		assert.deepEqual(codes(result), ["endStamps"]);
	});

	it("gives the same profiles whichever end of an interval its time shows (D22 of the definitions)", async () => {
		const byStart = await (await start()).run(kiyotakaFeed, hours(0, 12));
		await service.stop();
		await start({ stamps: "end" });
		const harness = createFeedHarness({
			origin: service.origin,
			limits: { kiyotakaWindowIntervals: 5 },
		});
		const byEnd = await harness.run(kiyotakaFeed, hours(0, 12));
		assert.deepEqual(only(byEnd).times, only(byStart).times);
		assert.deepEqual(only(byEnd).prices, only(byStart).prices);
		assert.deepEqual(codes(byEnd), ["endStamps"]);
	});

	it("leaves out a point at the end when there is one at the start (D22 of the definitions)", async () => {
		const harness = await start();
		service.script(answer(points(hour(8), hour(9), hour(10))));
		const result = await harness.run(kiyotakaFeed, hours(8, 10));
		assert.deepEqual([...only(result).times], [8, 9].map(hour));
		assert.equal(only(result).rejected.outOfRange, 1);
		assert.deepEqual(codes(result), []);
	});

	it("B25: leaves out times far away and says so", async () => {
		const harness = await start();
		const seconds = [0, 1_774_771_200_000_000, Date.UTC(2200, 0, 1)];
		service.script(answer(points(hour(8), ...seconds)));
		const result = await harness.run(kiyotakaFeed, hours(8, 9));
		assert.deepEqual([...only(result).times], [hour(8)]);
		const { rejected } = only(result);
		assert.equal(rejected.outOfRange, 3);
		assert.deepEqual(rejected.strays, { count: 3, first: 0, last: 1_774_771_200_000_000 });
		assert.deepEqual(codes(result), ["strays"]);
		assert.match(
			formatText(result.warnings[0]?.text ?? text("")),
			/left out: 3, from 1970-01-01 00:00 to \+058210-04-06 08:00 UTC/,
		);
	});

	it("B16: logs the path of a field of unexpected form", async () => {
		const harness = await start();
		service.script(answer({ series: [{ points: [{ Point: { profile: 7 } }] }] }));
		const error = await harness.fails(kiyotakaFeed, QUERY);
		assert.equal(error.kind, "schema");
		assert.equal(error.facts.code, "series[0].points[0].Point.profile");
		assert.ok(harness.log.lines.some((line) => line.includes("series[0].points[0].Point.profile")));
	});

	const refusals: readonly (readonly [
		string,
		KiyotakaProfileQuery,
		KiyotakaServiceOptions,
		string,
	])[] = [
		["an unknown symbol", { ...QUERY, rawSymbol: "BTCUSDTX" }, {}, "notFound"],
		["an unknown exchange", { ...QUERY, exchange: ["NOWHERE"] }, {}, "notFound"],
		["too old a start", hours(1, 2), { historyDays: 0.1 }, "planLimit"],
		[
			"sums without the plan",
			{ ...UNNAMED, coin: "BTC", aggregate: "sum" },
			{ canAggregate: false },
			"notEntitled",
		],
	];
	for (const [what, query, options, kind] of refusals) {
		it(`says ${kind} for ${what}`, async () => {
			const harness = await start(options);
			const error = await harness.fails(kiyotakaFeed, query);
			assert.equal(error.kind, kind);
			const [code] = query.exchange;
			const venue = code === "BINANCE_FUTURES" ? "Binance Futures" : code;
			assert.ok(error.message.includes(` on ${venue}: Kiyotaka `), error.message);
			assert.equal(service.requests.length, 1);
		});
	}

	it("says badKey for a key that the service does not know", async () => {
		await start();
		const harness = createFeedHarness({ origin: service.origin, key: "wrong-key-123" });
		assert.equal((await harness.fails(kiyotakaFeed, QUERY)).kind, "badKey");
	});
});
