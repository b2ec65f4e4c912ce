import assert from "node:assert/strict";
import { answerOf } from "../../../../src/app/answer";
import { type FetchPorts, fetchWindows } from "../../../../src/app/fetchWindows";
import type { Feed, FetchProgress } from "../../../../src/core/feeds/feed";
import { ServerClock } from "../../../../src/core/feeds/serverClock";
import { readDecimal } from "../../../../src/core/decimal";
import { createTradesFeed } from "../../../../src/core/feeds/trades/feed";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { SAMPLE_SYMBOLS } from "../../../../src/core/sample/sample";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/core/limits";
import type { TradesQuery } from "../../../../src/core/query/query";
import { openResult, openSeries } from "../../../../src/core/result/openResult";
import type { VolumeProfileSeries, VwapSeries } from "../../../../src/core/result/series";
import { formatText, text } from "../../../../src/core/text";
import { epochMs, HOUR_MS, toIso } from "../../../../src/core/time";
import type { TradesSource, TradesSources } from "../../../../src/core/trades/source";
import { sumTrades } from "../../../../src/core/trades/sumTrades";
import type { Trades } from "../../../../src/core/trades/trades";
import { readingsHere } from "../../../../src/reading/bodyReading";

function contextWith(
	limits: Partial<Limits> = {},
	signal = new AbortController().signal,
	now = Date.UTC(2030, 0),
) {
	const progress: FetchProgress[] = [];
	const context: FetchPorts = {
		client: { get: () => Promise.reject(new Error("the sample needs no network")) },
		readings: readingsHere,
		signal,
		limits: { ...DEFAULT_LIMITS, ...limits },
		log: { trace() {}, debug() {}, info() {}, warn() {}, error() {} },
		clock: new ServerClock(() => epochMs(now)),
		onProgress: (each) => progress.push(each),
	};
	return { context, progress };
}

const query: TradesQuery = {
	kind: "vwap",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};

async function answerTo(feed: Feed<TradesQuery>, asked: TradesQuery, ports: FetchPorts) {
	const fetched = await fetchWindows(feed, asked, ports);
	const { clock } = ports;
	const { result } = answerOf(asked, fetched, { clock, fetchedAt: clock.now() });
	return { ...result, series: openSeries(result.chunks) };
}

async function ask(part: Partial<TradesQuery>, limits?: Partial<Limits>) {
	const { context } = contextWith(limits);
	return answerTo(createTradesFeed(sampleSources), { ...query, ...part }, context);
}

async function askVwap(part: Partial<TradesQuery>, limits?: Partial<Limits>): Promise<VwapSeries> {
	const [series] = (await ask(part, limits)).series;
	assert.ok(series?.kind === "vwap");
	return series;
}

async function askProfile(part: Partial<TradesQuery>): Promise<VolumeProfileSeries> {
	const [series] = (await ask({ ...part, kind: "volumeProfile" })).series;
	assert.ok(series?.kind === "volumeProfile");
	return series;
}

describe("the sample data", () => {
	it("counts a relative range back from its last trade", async () => {
		const { range, warnings } = await ask({});
		assert.deepEqual(
			[toIso(range.from), toIso(range.to)],
			["2026-03-28T00:00:00.000Z", "2026-03-29T00:00:00.000Z"],
		);
		assert.deepEqual(warnings, []);
	});

	for (const symbol of SAMPLE_SYMBOLS) {
		it(`answers both kinds of query, ${symbol}`, async () => {
			const vwap = await askVwap({ symbol });
			assert.equal(vwap.price.filter((price) => price > 0).length, 24);
			const profile = await askProfile({ symbol });
			assert.equal(profile.times.length, 24);
			assert.ok(profile.prices.length > 200);
			assert.equal(profile.market.coin, symbol.slice(0, 3));
			assert.deepEqual([vwap.open, profile.open], [false, false]);
		});
	}

	it("has gaps longer than an hour in its weeks", async () => {
		const { price } = await askVwap({ range: { last: "7d" } });
		assert.equal(price.length, 168);
		const gaps = price.filter(Number.isNaN).length;
		assert.ok(gaps >= 2 && gaps <= 5, `${gaps} gaps`);
	});

	it("answers a fixed range inside of its weeks", async () => {
		const { times } = await askVwap({
			interval: "5m",
			range: { from: "2026-03-24T10:00:00Z", to: "2026-03-24T11:00:00Z" },
		});
		assert.equal(times.length, 12);
	});

	it("says that a range goes beyond its weeks", async () => {
		const { warnings, series } = await ask({ range: { last: "30d" } });
		assert.deepEqual(
			warnings.map(({ code, text }) => [code, formatText(text)]),
			[
				[
					"outsideDataset",
					"The sample data covers 2026-03-01 to 2026-03-28; the rest of the range has no trades.",
				],
			],
		);
		assert.equal(series[0]?.times.length, 4 * 168);
	});

	it("has no series, but a reason, outside of its weeks", async () => {
		const range = { from: "2025-03-24T10:00:00Z", to: "2025-03-24T11:00:00Z" };
		const answer = await ask({ range });
		assert.deepEqual(answer.series, []);
		assert.equal(answer.warnings[0]?.code, "outsideDataset");
	});

	it("answers weekly intervals, although its weeks begin on a Sunday", async () => {
		const { times } = await askProfile({ interval: "1w", range: { last: "2w" } });
		assert.deepEqual(
			[...times].map((time) => toIso(epochMs(time)).slice(0, 10)),
			["2026-03-16", "2026-03-23"],
		);
	});

	it("keeps the newest rows of the row limit and says so", async () => {
		const { series, partial, range } = await ask({}, { rows: 10 });
		assert.equal(series[0]?.times.length, 10);
		assert.deepEqual(partial, {
			code: "rowLimit",
			completeFrom: epochMs(range.to - 10 * HOUR_MS),
		});
	});

	it("reports its rows", async () => {
		const { context, progress } = contextWith();
		await answerTo(createTradesFeed(sampleSources), query, context);
		assert.deepEqual(progress, [
			{ pages: 0, pagesExpected: 1, rows: 0 },
			{ pages: 0, pagesExpected: 1, rows: 0, share: 1 },
			{ pages: 1, pagesExpected: 1, rows: 24 },
		]);
	});

	it("names the known symbols when one is missing", async () => {
		await assert.rejects(ask({ symbol: "DOGE-USDT" }), {
			name: "ProviderError",
			kind: "notFound",
			provider: "trades",
			message: "The sample data has no DOGE-USDT. Choose one of BTC-USDT, ETH-USDT.",
		});
	});

	it("names the known data set when one is missing", async () => {
		await assert.rejects(ask({ dataset: "mine.csv" }), {
			kind: "notFound",
			message: "There is no data set mine.csv. Use sample, sample-b.",
		});
	});

	it("does nothing for a query that was cancelled before it began", async () => {
		const { context } = contextWith({}, AbortSignal.abort());
		await assert.rejects(answerTo(createTradesFeed(sampleSources), query, context), {
			kind: "cancelled",
		});
	});
});

describe("trades of another data set", () => {
	const START = Date.UTC(2025, 5, 1);
	const trades: Trades = {
		priceDecimals: 1,
		quantityDecimals: 3,
		times: Float64Array.of(START, START + 1, START + HOUR_MS),
		prices: Float64Array.of(1_000, 1_009, 1_010),
		quantities: Float64Array.of(1_000, 500, 250),
		takers: Uint8Array.of(1, 0, 1),
	};
	const mine: TradesSource = {
		symbols: [
			{
				symbol: "XYZ-EUR",
				market: { symbol: "XYZ-EUR", coin: "XYZ" },
				step: readDecimal("1"),
				lastTrade: epochMs(START + HOUR_MS),
			},
		],
		span: { from: epochMs(START), to: epochMs(START + HOUR_MS + 1) },
		unknownSymbol: (symbol) => text("mine.csv has no {0}.", symbol),
		beyondSpan: text("mine.csv covers two hours."),
		noTrades: (symbol) => text("mine.csv has no trades of {0} here.", symbol),
		notes: [],
		sum: (plan) => {
			const sum = sumTrades(plan);
			sum.add(trades);
			return Promise.resolve(sum.finish());
		},
	};
	const sources: TradesSources = {
		ids: async () => ["mine", ...(await sampleSources.ids())],
		find: (dataset, options) =>
			dataset === "mine" ? Promise.resolve(mine) : sampleSources.find(dataset, options),
	};
	const feed = (given: TradesQuery, ports: FetchPorts) =>
		answerTo(createTradesFeed(sources), given, ports);
	const asked: TradesQuery = {
		...query,
		dataset: "mine",
		symbol: "XYZ-EUR",
		range: { last: "2h" },
	};

	it("are counted back from its own last trade and drawn in its own rows", async () => {
		const { series, range, warnings } = await feed(
			{ ...asked, kind: "volumeProfile" },
			contextWith().context,
		);
		assert.deepEqual([range.from, range.to], [START, START + 2 * HOUR_MS]);
		const [profile] = series;
		assert.ok(profile?.kind === "volumeProfile");
		assert.deepEqual([...profile.prices], [100, 101]);
		assert.deepEqual(
			[[...profile.buy], [...profile.sell]],
			[
				[1, 0.25],
				[0.5, 0],
			],
		);
		assert.equal(profile.market.coin, "XYZ");
		assert.deepEqual(warnings, []);
	});

	it("are drawn in rows of the height that the query says", async () => {
		const { series } = await feed(
			{ ...asked, kind: "volumeProfile", step: "0.5" },
			contextWith().context,
		);
		const [profile] = series;
		assert.ok(profile?.kind === "volumeProfile");
		assert.equal(profile.step, 0.5);
		assert.deepEqual([...profile.prices], [100, 100.5, 101]);
	});

	it("count by their size, both ends included, where the query says sizes", async () => {
		const volumes = async (size: TradesQuery["size"]) => {
			const { series } = await feed({ ...asked, size }, contextWith().context);
			const [vwap] = series;
			assert.ok(vwap?.kind === "vwap");
			return [...(vwap.volume ?? [])];
		};
		assert.deepEqual(await volumes({ min: 0.5 }), [1.5, 0]);
		assert.deepEqual(await volumes({ max: 0.5 }), [0.5, 0.25]);
		assert.deepEqual(await volumes({ min: 50.45, max: 50.45, in: "notional" }), [0.5, 0]);
		assert.deepEqual(await volumes({ min: 50.450_000_1, in: "notional" }), [1, 0]);
	});

	it("without a known taker are volume on neither side", async () => {
		trades.takers.set([2], 1);
		const { series } = await feed({ ...asked, kind: "volumeProfile" }, contextWith().context);
		trades.takers.set([0], 1);
		const [profile] = series;
		assert.ok(profile?.kind === "volumeProfile");
		assert.deepEqual([...(profile.unknown ?? [])], [0.5, 0]);
		assert.deepEqual([...profile.sell], [0, 0]);
	});

	it("end with an interval in progress while they are being recorded, and with a closed one later", async () => {
		for (const kind of ["vwap", "volumeProfile"] as const)
			for (const [minutes, open] of [
				[61, true],
				[119, true],
				[120, false],
				[600, false],
			] as const) {
				const { context } = contextWith({}, undefined, START + minutes * 60_000);
				const { series } = await feed({ ...asked, kind }, context);
				assert.equal(series[0]?.open, open, `${kind} after ${minutes} minutes`);
			}
	});

	it("end with the interval that was in progress when they began to be added up, however long that takes", async () => {
		let now = START + 119 * 60_000;
		const slow: TradesSources = {
			...sources,
			find: async (dataset, options) => {
				const source = await sources.find(dataset, options);
				if (source === undefined) return undefined;
				return {
					...source,
					sum: (plan, how) => {
						now = START + 130 * 60_000;
						return source.sum(plan, how);
					},
				};
			},
		};
		const { context } = contextWith();
		const ports = { ...context, clock: new ServerClock(() => epochMs(now)) };
		const fetched = await fetchWindows(createTradesFeed(slow), asked, ports);
		const { result } = answerOf(asked, fetched, { clock: ports.clock, fetchedAt: epochMs(now) });
		const opened = openResult(result);
		assert.equal(opened.series[0]?.open, true);
		assert.deepEqual(
			[opened.toldAt, opened.fetchedAt],
			[START + 119 * 60_000, START + 130 * 60_000],
		);
	});

	it("are refused where days of their own time lie off the grid, and not where those of today do", async () => {
		const recorded = (at: number): TradesSources => ({
			...sources,
			find: () =>
				Promise.resolve({
					...mine,
					symbols: mine.symbols.map((one) => ({ ...one, lastTrade: epochMs(at) })),
					span: { from: epochMs(at - 100 * HOUR_MS), to: epochMs(at + 1) },
				}),
		});
		const day = (zone: string, at: number, interval: string) =>
			answerTo(
				createTradesFeed(recorded(at)),
				{ ...asked, interval, range: { since: "day", zone } },
				contextWith().context,
			);
		for (const [zone, at] of [
			["America/Caracas", Date.UTC(2016, 3, 2, 12)],
			["Asia/Pyongyang", Date.UTC(2017, 1, 2, 12)],
		] as const) {
			await assert.rejects(day(zone, at, "1h"), {
				kind: "badRequest",
				message: `Days, weeks and months in ${zone} do not begin with intervals of 1h. Use 30m or one that divides it.`,
			});
			await day(zone, at, "30m");
		}
		await day("America/Caracas", Date.UTC(2016, 9, 2, 12), "1h");
	});

	it("are described in the words of their source", async () => {
		const { warnings } = await feed({ ...asked, range: { last: "3h" } }, contextWith().context);
		assert.deepEqual(
			warnings.map((warning) => formatText(warning.text)),
			["mine.csv covers two hours."],
		);
		await assert.rejects(feed({ ...asked, symbol: "ABC" }, contextWith().context), {
			message: "mine.csv has no ABC.",
		});
	});

	it("are in the list of what can be asked for", async () => {
		await assert.rejects(feed({ ...asked, dataset: "other" }, contextWith().context), {
			kind: "notFound",
			message: "There is no data set other. Use mine, sample, sample-b.",
		});
	});
});
