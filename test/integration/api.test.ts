import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { VolumeProfileSeries, VwapSeries } from "../../src/core/result/series";
import { PROFILE, SAMPLE, VWAP } from "./queries";
import { chartTitles, consumedApi, useServices } from "./window";

describe("public API, from a second extension", () => {
	const services = useServices();
	const folder = mkdtempSync(join(tmpdir(), "value-area-trades-"));
	after(() => rmSync(folder, { recursive: true, force: true }));

	it("has a version and neither takes nor gives a key", async () => {
		const api = await consumedApi();
		assert.equal(api.apiVersion, 2);
		assert.deepEqual(Object.keys(api).sort(), [
			"addDataSet",
			"analyzeProfile",
			"anchoredVwap",
			"answer",
			"apiVersion",
			"estimate",
			"open",
			"openCheck",
			"run",
		]);
	});

	it("says what a query costs, and refuses a malformed one", async () => {
		const api = await consumedApi();
		const cost = await api.estimate({ ...PROFILE, interval: "MINUTE", range: { last: "7d" } });
		assert.deepEqual(cost, {
			requests: 11,
			intervals: 10_080,
			cachedIntervals: 0,
			weight: 22,
		});
		await assert.rejects(api.estimate({ ...PROFILE, exchange: [] }), { kind: "badRequest" });
	});

	it("runs a profile query without a panel", async () => {
		const { series, query } = await (await consumedApi()).run(PROFILE);
		assert.deepEqual(query, PROFILE);
		const [profile] = series as VolumeProfileSeries[];
		assert.ok(profile);
		// An hour in which nothing traded has no profile.
		assert.ok(profile.times.length > 12 && profile.times.length <= 24);
		assert.ok(profile.prices.length > 100);
		assert.deepEqual(chartTitles(), []);
	});

	it("runs a VWAP query whose prices lie within the profile of the same market", async () => {
		const api = await consumedApi();
		const [vwap] = (await api.run(VWAP)).series as VwapSeries[];
		const [profile] = (await api.run(PROFILE)).series as VolumeProfileSeries[];
		assert.ok(vwap && profile);
		const traded = [...vwap.price].filter(Number.isFinite);
		assert.ok(traded.length > 12);
		const low = Math.min(...profile.prices);
		const high = Math.max(...profile.prices);
		for (const price of traded) assert.ok(price > low * 0.98 && price < high * 1.02, `${price}`);
	});

	it("reads a provider's answers in a thread beside the editor's", async () => {
		await (await consumedApi()).run(VWAP);
		const { workers } = process.report.getReport() as { readonly workers: readonly unknown[] };
		assert.ok(workers.length > 0);
	});

	it("gives copies of its answers away", async () => {
		const api = await consumedApi();
		const [first] = (await api.run(PROFILE)).series;
		assert.ok(first?.kind === "volumeProfile");
		const whole = [...first.prices];
		structuredClone(null, { transfer: [first.prices.buffer, first.times.buffer] as ArrayBuffer[] });
		assert.equal(first.prices.length, 0);
		assert.ok(first.buy.length === whole.length, "each column has a buffer of its own");
		const [again] = (await api.run(PROFILE)).series;
		assert.deepEqual(again?.kind === "volumeProfile" && [...again.prices], whole);
	});

	it("runs on the sample data without a request", async () => {
		const { series } = await (await consumedApi()).run(SAMPLE);
		assert.equal(series.length, 1);
		assert.deepEqual([services().kiyotaka.requests, services().kaiko.requests], [[], []]);
	});

	it("charts trades in a file once its questions are answered, to the digit and without a request", async () => {
		const api = await consumedApi();
		const path = join(folder, "BTC-USDT.csv");
		const noon = Date.parse("2024-03-05T12:00:00Z");
		const rows = [
			[noon, "100.1", "0.1", 1],
			[noon + 1_000, "100.2", "0.2", 0],
			[noon + 2_000, "100.2", "0.3", 1],
		];
		writeFileSync(path, ["time,price,size,side", ...rows.map(String), ""].join("\n"));
		const asked = await api.addDataSet({ id: "from-a-file", files: [path] });
		const [question] = asked.questions;
		assert.equal(question?.id, "side");
		const query = {
			kind: "volumeProfile",
			provider: "trades",
			dataset: asked.id,
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "1h" },
			step: "0.1",
		} as const;
		await assert.rejects(api.run(query), { kind: "badRequest", message: /leaves a question open/ });
		const oneBought = question.choices.find(({ label }) => label.startsWith("1: the taker bought"));
		assert.ok(oneBought);
		const { symbols, questions } = await api.answer(asked.id, oneBought.answer);
		assert.deepEqual([symbols, questions], [["BTC-USDT"], []]);
		const [profile] = (await api.run(query)).series as VolumeProfileSeries[];
		assert.deepEqual(
			[profile?.prices, profile?.buy, profile?.sell].map((column) => [...(column ?? [])]),
			[
				[100.1, 100.2],
				[0.1, 0.3],
				[0, 0.2],
			],
		);
		assert.deepEqual([services().kiyotaka.requests, services().kaiko.requests], [[], []]);
	});

	it("refuses files and layouts in words, with a kind", async () => {
		const api = await consumedApi();
		await assert.rejects(api.addDataSet({ files: ["/no/such/trades.csv"] }), { kind: "notFound" });
		await assert.rejects(api.addDataSet({ files: ["trades.csv"] }), { kind: "badRequest" });
		await assert.rejects(api.addDataSet({ files: "trades.csv" } as never), { kind: "badRequest" });
		await assert.rejects(api.answer("nobody", {}), {
			kind: "notFound",
			message: /no data set nobody/,
		});
		await assert.rejects(api.answer("sample", { zone: "Mars" }), {
			kind: "badRequest",
			message: /zone/,
		});
	});

	it("asks no server for a table that nobody has signed in to", async () => {
		const api = await consumedApi();
		const table = { connection: "https://127.0.0.1:8443", database: "market", table: "trades" };
		await assert.rejects(api.addDataSet(table), { kind: "noKey" });
		const withPassword = { ...table, connection: "https://me:hush@127.0.0.1:8443" };
		await assert.rejects(api.addDataSet(withPassword), { kind: "badRequest" });
	});

	it("opens the chart that holds one data set against another, and says what cannot be held", async () => {
		const api = await consumedApi();
		const range = { from: "2026-03-27T00:00:00Z", to: "2026-03-28T00:00:00Z" };
		const own = { ...SAMPLE, range };
		await api.openCheck({ vendor: { ...own, dataset: "sample-b" } as typeof SAMPLE, own });
		assert.ok(
			chartTitles().some((title) => /BTC-USDT data set check/.test(title)),
			chartTitles().join(),
		);
		await assert.rejects(api.openCheck({ vendor: own, own: PROFILE }), {
			kind: "badRequest",
			message: /own must be a query of trades/,
		});
		const agreement = { volumePercent: -1, pocRows: 1, vwapBps: 0 };
		await assert.rejects(api.openCheck({ vendor: PROFILE, own, agreement }), {
			kind: "badRequest",
			message: /agreement\.volumePercent/,
		});
		await assert.rejects(api.openCheck({ vendor: PROFILE } as never), { kind: "badRequest" });
	});

	it("resolves open() when the chart is drawn", async () => {
		await (await consumedApi()).open(PROFILE);
		assert.equal(chartTitles().length, 1);
		assert.equal(services().kiyotaka.requests.length, 1);
	});

	it("rejects with a kind, a provider and a sentence", async () => {
		services().kiyotaka.always({ kind: "answer", status: 401, body: "{}" });
		await assert.rejects((await consumedApi()).run(PROFILE), (error: unknown) => {
			const { name, kind, provider, message } = error as Record<string, unknown>;
			assert.deepEqual([name, kind, provider], ["ProviderError", "badKey", "kiyotaka"]);
			assert.match(String(message), /^[A-Z].*\.$/s);
			return true;
		});
	});

	it("stops when the caller aborts", async () => {
		services().kaiko.always({ kind: "silence" });
		const abort = new AbortController();
		const running = (await consumedApi()).run(VWAP, { signal: abort.signal });
		await services().kaiko.requested(1);
		abort.abort();
		await assert.rejects(running, { kind: "cancelled" });
		await services().kaiko.idle();
	});

	it("computes levels and refuses what is no number", async () => {
		const api = await consumedApi();
		const levels = api.analyzeProfile([
			{ price: 100, buy: 1, sell: 1 },
			{ price: 101, buy: 5, sell: 3 },
			{ price: 102, buy: 2, sell: 2 },
		]);
		assert.equal(levels.poc, 101);
		assert.equal(levels.total, 14);
		assert.equal(levels.delta, 2);
		assert.throws(() => api.analyzeProfile([]), TypeError);
		assert.throws(() => api.analyzeProfile([{ price: NaN, buy: 1, sell: 1 }]), TypeError);
	});

	it("computes an anchored VWAP that gaps leave unchanged", async () => {
		const points = (await consumedApi()).anchoredVwap(
			[
				{ time: 0, price: null, volume: 1 },
				{ time: 1, price: 10, volume: 1 },
				{ time: 2, price: null, volume: 5 },
				{ time: 3, price: 20, volume: 3 },
			],
			{ multipliers: [1] },
		);
		assert.deepEqual(
			points.map(({ vwap }) => vwap),
			[NaN, 10, 10, 17.5],
		);
	});
});
