import assert from "node:assert/strict";
import { kaikoFeed } from "../../../../../src/core/feeds/kaiko/feed";
import type { KaikoVwapQuery } from "../../../../../src/core/query/query";
import type { FeedAnswer } from "../../../../../src/core/result/result";
import type { VwapSeries } from "../../../../../src/core/result/series";
import { formatText } from "../../../../../src/core/text";
import { HOUR_MS, epochMs } from "../../../../../src/core/time";
import type { Fault } from "../../../../support/faults";
import { type KaikoServiceOptions, startKaikoService } from "../../../../support/kaikoService";
import { startSink } from "../../../../support/faultServer";
import type { LoopbackServer } from "../../../../support/loopbackServer";
import { BTC_USD_VWAP as QUERY } from "../../../../support/queries";
import { readingsHere } from "../../../../../src/reading/bodyReading";
import { plainSeries } from "../../result/results";
import { type FeedHarnessOptions, NOW, createFeedHarness } from "../context";

const hour = (at: number) => Date.UTC(2026, 2, 29, at);
const iso = (ms: number) => new Date(ms).toISOString();
const hours = (from: number, to: number): KaikoVwapQuery => ({
	...QUERY,
	range: { from: iso(hour(from)), to: iso(hour(to)) },
});
const only = ({ series }: FeedAnswer): VwapSeries => {
	const [first] = series;
	assert.ok(first?.kind === "vwap" && series.length === 1);
	return first;
};
const codes = ({ warnings }: FeedAnswer) => warnings.map(({ code }) => code);
const page = (times: readonly number[], more: object = {}): Fault => ({
	kind: "answer",
	status: 200,
	body: JSON.stringify({
		data: times.map((timestamp) => ({ timestamp, price: "100.5" })),
		result: "success",
		...more,
	}),
});
const manyKeys = (count: number) =>
	Array.from({ length: count }, (_, at) => `,"k${at}":${at}`).join("");
const token = (continuation_token: string) => ({ continuation_token });

describe("Kaiko feed", function () {
	this.timeout(60_000);
	let service: LoopbackServer;
	const start = async (
		options: KaikoServiceOptions = {},
		limits = {},
		more: Partial<FeedHarnessOptions> = {},
	) => {
		service = await startKaikoService({ now: () => NOW, ...options });
		return createFeedHarness({ origin: service.origin, limits, ...more });
	};
	afterEach(() => service.stop());

	it("keeps the windows that came before the thread that reads answers ended", async () => {
		let windows = 0;
		const ended = () => Promise.reject(new Error("the reading thread ended"));
		const readings: typeof readingsHere = {
			...readingsHere,
			open: (provider, asked) =>
				++windows < 3
					? readingsHere.open(provider, asked)
					: { read: ended, finish: ended, close: () => undefined },
		};
		const limits = { kaikoPageSize: 6, requestsInFlight: 1 };
		const harness = await start({}, limits, { readings });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(only(result).times.length, 12);
		assert.equal(result.partial?.error?.kind, "badBody");
		assert.equal(service.requests.length, 3);
	});

	it("brings the last 24 hours with the one in progress marked", async () => {
		const harness = await start();
		const result = await harness.run(kaikoFeed, QUERY);
		const series = only(result);
		assert.equal(series.times.length, 24);
		assert.equal(series.times[0], hour(17) - 24 * HOUR_MS);
		assert.equal(series.times.at(-1), hour(16));
		assert.equal(series.open, true);
		assert.equal(series.id, "cbse btc-usd");
		assert.deepEqual(result.resolved, { dataVersion: "v1" });
		assert.ok(result.access?.from !== undefined);
		assert.equal(result.partial, undefined);
		assert.deepEqual(result.warnings, []);
	});

	it("keeps the decimal texts and makes gaps of null (B18)", async () => {
		const harness = await start();
		const query = { ...QUERY, interval: "1m", range: { last: "3d" } };
		const series = only(await harness.run(kaikoFeed, query));
		let gaps = 0;
		series.times.forEach((_, row) => {
			const raw = series.rawPrice.at(row);
			if (raw === null) gaps += 1;
			else assert.equal(series.price[row], Number(raw));
			assert.equal(raw === null, Number.isNaN(series.price[row]));
		});
		assert.ok(gaps > 0, "the tape has minutes without trades");
	});

	it("resolves latest and shows what it became", async () => {
		const harness = await start();
		const result = await harness.run(kaikoFeed, { ...QUERY, dataVersion: "latest" });
		assert.deepEqual(result.resolved, { dataVersion: "v1" });
	});

	it("brings volume, count and candles with count_ohlcv_vwap", async () => {
		const harness = await start();
		const series = only(
			await harness.run(kaikoFeed, { ...QUERY, aggregation: "count_ohlcv_vwap" }),
		);
		for (const column of [series.volume, series.count, series.openPrice, series.close]) {
			assert.equal(column?.length, series.times.length);
		}
		series.times.forEach((_, row) => {
			const price = series.price[row] ?? NaN;
			if (Number.isNaN(price)) return;
			assert.ok((series.low?.[row] ?? NaN) <= price && price <= (series.high?.[row] ?? NaN));
		});
	});

	it("asks for a long range in windows of one page each, the newest first", async () => {
		const harness = await start({}, { kaikoPageSize: 7 });
		const windowed = await harness.run(kaikoFeed, QUERY);
		const to = hour(17);
		assert.deepEqual(
			service.requests.map(({ query }) => {
				const params = new URLSearchParams(query);
				const bound = (name: string) => (to - Date.parse(params.get(name) ?? "")) / HOUR_MS;
				return [bound("start_time"), bound("end_time"), params.get("page_size")];
			}),
			[
				[7, 0, "7"],
				[14, 7, "7"],
				[21, 14, "7"],
				[24, 21, "7"],
			],
		);
		assert.deepEqual(
			harness.progress.map(({ pages, rows, pagesExpected }) => [pages, rows, pagesExpected]),
			[
				[0, 0, 4],
				[1, 7, 4],
				[2, 14, 4],
				[3, 21, 4],
				[4, 24, 4],
			],
		);
		const whole = await createFeedHarness({ origin: service.origin }).run(kaikoFeed, QUERY);
		assert.deepEqual(plainSeries(only(windowed)), plainSeries(only(whole)));
	});

	it("follows the pages of a window by the token alone and brings the same as one page", async () => {
		const harness = await start({ largestPage: 7 });
		const paged = await harness.run(kaikoFeed, QUERY);
		assert.equal(service.requests.length, 4);
		assert.match(service.requests[0]?.query ?? "", /sort=desc&page_size=100000$/);
		for (const { query } of service.requests.slice(1)) {
			assert.match(query, /^continuation_token=[^&]+$/);
		}
		assert.deepEqual(
			harness.progress.map(({ pages, rows, pagesExpected }) => [pages, rows, pagesExpected]),
			[
				[0, 0, 1],
				[1, 7, 1],
				[2, 14, 2],
				[3, 21, 3],
				[4, 24, 4],
			],
		);
		await service.stop();
		const other = await start();
		assert.deepEqual(
			plainSeries(only(paged)),
			plainSeries(only(await other.run(kaikoFeed, QUERY))),
		);
	});

	it("is the same whatever the windows and pages are", async () => {
		const whole = plainSeries(only(await (await start()).run(kaikoFeed, QUERY)));
		for (const [largestPage, kaikoPageSize] of [
			[3, 7],
			[7, 3],
			[1, 5],
			[100, 24],
		] as const) {
			await service.stop();
			const harness = await start({ largestPage }, { kaikoPageSize });
			const result = await harness.run(kaikoFeed, QUERY);
			assert.deepEqual([result.partial, plainSeries(only(result))], [undefined, whole]);
		}
	});

	it("P7: counts the pages inside of windows against the limit of pages", async () => {
		const harness = await start({ largestPage: 2 }, { kaikoPageSize: 6, pages: 5 });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(service.requests.length, 5);
		assert.equal(result.partial?.code, "pageLimit");
		assert.equal(only(result).times.length, 10);
		assert.equal(result.partial.completeFrom, hour(7));
	});

	it("P7: cuts the last window to the rows that are left", async () => {
		const harness = await start({}, { kaikoPageSize: 10, rows: 12 });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.deepEqual(
			service.requests.map(({ query }) => new URLSearchParams(query).get("page_size")),
			["10", "2"],
		);
		assert.equal(result.partial?.completeFrom, hour(5));
	});

	it("P3: never asks the host of next_url", async () => {
		const harness = await start();
		const sink = await startSink();
		const next_url = `${sink.origin}/v2?continuation_token=abc`;
		service.script(page([hour(9)], { next_url }), page([hour(8)]));
		const result = await harness.run(kaikoFeed, hours(8, 10));
		assert.equal(only(result).times.length, 2);
		assert.equal(service.requests[1]?.query, "continuation_token=abc");
		assert.equal(sink.requests.length, 0);
		await sink.stop();
	});

	it("P4: stops at a repeated token with what came", async () => {
		const harness = await start();
		service.always(page([hour(9)], token("same")));
		const { partial } = await harness.run(kaikoFeed, hours(8, 10));
		assert.equal(service.requests.length, 2);
		assert.equal(partial?.code, "repeatedPage");
		assert.equal(partial?.completeFrom, hour(9));
	});

	it("P5: stops at a cycle of tokens", async () => {
		const harness = await start();
		service.script(
			page([hour(11)], token("A")),
			page([hour(10)], token("B")),
			page([hour(9)], token("A")),
		);
		const result = await harness.run(kaikoFeed, hours(8, 12));
		assert.equal(service.requests.length, 3);
		assert.equal(result.partial?.code, "repeatedPage");
		assert.equal(only(result).times.length, 3);
	});

	it("P6: stops after two empty pages", async () => {
		const harness = await start();
		service.script(
			page([hour(11)], token("A")),
			page([], token("B")),
			page([], token("C")),
			page([], token("D")),
		);
		const { partial } = await harness.run(kaikoFeed, hours(8, 12));
		assert.equal(service.requests.length, 3);
		assert.equal(partial?.code, "emptyPages");
	});

	it("P6: ends at one empty page at the end", async () => {
		const harness = await start();
		service.script(page([hour(8)], token("A")), page([]));
		assert.equal((await harness.run(kaikoFeed, hours(8, 9))).partial, undefined);
	});

	it("P7: keeps the newest rows of the limit and says from when it is complete", async () => {
		const harness = await start({}, { kaikoPageSize: 5, rows: 12 });
		const result = await harness.run(kaikoFeed, QUERY);
		const { times } = only(result);
		assert.equal(result.partial?.code, "rowLimit");
		assert.equal(times.length, 12);
		assert.equal(times.at(-1), hour(16), "the interval in progress is the last");
		assert.equal(times[0], hour(5));
		assert.equal(result.partial.completeFrom, hour(5));
		assert.equal(result.partial.completeUntil, undefined);
		assert.equal(result.range.from, hour(17) - 24 * HOUR_MS, "the range is what was asked for");
		assert.equal(service.requests.length, 3);
	});

	it("P7: finds the newest rows of a market whose data ended before the range does", async () => {
		const harness = await start({ dataRange: { to: hour(6) } }, { kaikoPageSize: 4, rows: 4 });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.deepEqual([...only(result).times], [2, 3, 4, 5].map(hour));
		assert.deepEqual(codes(result), ["accessEnd"]);
	});

	it("P7: is complete when the last row of the limit is the last of the range", async () => {
		const harness = await start({}, { rows: 2 });
		service.script(page([hour(9), hour(8)], token("A")));
		assert.equal((await harness.run(kaikoFeed, hours(8, 10))).partial, undefined);
		assert.equal(service.requests.length, 1);
	});

	it("P7: stops at the limit of pages (F1)", async () => {
		const harness = await start({}, { kaikoPageSize: 5, pages: 2 });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(result.partial?.code, "pageLimit");
		assert.equal(only(result).times.length, 10);
		assert.equal(only(result).times.at(-1), hour(16));
		assert.equal(result.partial.completeFrom, hour(7));
	});

	it("P8: keeps the pages before one that fails, with the reason", async () => {
		await start();
		const harness = createFeedHarness({
			origin: service.origin,
			limits: { kaikoPageSize: 5, requestsInFlight: 1 },
			onProgress: ({ pages }) => {
				if (pages === 2) service.always({ kind: "answer", status: 500 });
			},
		});
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(result.partial?.code, "requestFailed");
		assert.equal(result.partial.error?.kind, "server");
		assert.equal(only(result).times.length, 10);
		assert.equal(service.requests.length, 5);
	});

	it("keeps the pages before an error that comes with status 200, and says which (F3)", async () => {
		const harness = await start();
		const error = { result: "error", message: "internal: shard 7 is gone", data: [] };
		service.script(
			page([hour(10)], token("A")),
			page([hour(9)], token("B")),
			...Array<Fault>(3).fill({ kind: "answer", status: 200, body: JSON.stringify(error) }),
		);
		const result = await harness.run(kaikoFeed, hours(8, 11));
		assert.equal(result.partial?.code, "requestFailed");
		assert.deepEqual([...only(result).times], [9, 10].map(hour));
		assert.equal(result.partial.completeFrom, hour(9));
	});

	it("shows nothing of a later window that is answered with an earlier one's rows (F4)", async () => {
		const harness = await start({}, { kaikoPageSize: 3 });
		const newest = page([hour(11), hour(10), hour(9)]);
		service.script(newest, newest);
		const result = await harness.run(kaikoFeed, hours(6, 12));
		assert.deepEqual([...only(result).times], [9, 10, 11].map(hour));
		assert.equal(result.partial?.code, "requestFailed");
		assert.equal(result.partial.completeFrom, hour(9));
		assert.equal(result.partial.error?.kind, "schema");
		assert.deepEqual(
			[result.partial.error.facts.asked, result.partial.error.facts.answered],
			["2026-03-29 06:00 to 2026-03-29 09:00", "2026-03-29 09:00 to 2026-03-29 12:00"],
		);
	});

	it("keeps one row where a page repeats it with another price, and says so (F5)", async () => {
		const harness = await start();
		const revised = page([hour(8)]);
		assert.ok(revised.kind === "answer");
		const rows = [
			{ timestamp: hour(9), price: "101.5" },
			{ timestamp: hour(8), price: "99" },
		];
		const body = JSON.stringify({ data: rows, result: "success" });
		service.script(page([hour(10), hour(9)], token("A")), { ...revised, body });
		const result = await harness.run(kaikoFeed, hours(8, 11));
		assert.deepEqual([...only(result).times], [8, 9, 10].map(hour));
		assert.deepEqual([...only(result).price], [99, 101.5, 100.5]);
		assert.deepEqual(codes(result), ["duplicates"]);
	});

	const MEGABYTE = 1024 * 1024;
	for (const [what, kind, body] of [
		["list", "schema", () => `{"data":[${"0,".repeat(1.5 * MEGABYTE)}0]}`],
		["text", "schema", () => `{"data":"${"x".repeat(3 * MEGABYTE)}"}`],
		["key", "schema", () => `{"${"x".repeat(3 * MEGABYTE)}":1}`],
		["number of keys", "schema", () => `{"data":{"k":0${manyKeys(50_000)}}}`],
	] as const) {
		it(`H3: refuses one huge ${what} without taking much memory`, async () => {
			const harness = await start();
			service.always({ kind: "answer", status: 200, body: body() });
			const before = process.memoryUsage().rss;
			const error = await harness.fails(kaikoFeed, hours(8, 11));
			assert.equal(error.kind, kind);
			const growth = (process.memoryUsage().rss - before) / MEGABYTE;
			assert.ok(growth < 150, `${Math.round(growth)} MB more`);
		});
	}

	it("P9: asks once again by time, before the oldest row, when a token is no longer known", async () => {
		const harness = await start();
		const gone: Fault = {
			kind: "answer",
			status: 400,
			body: '{"result":"error","message":"expired"}',
		};
		service.script(page([hour(10), hour(9)], token("A")), gone, page([hour(8)]));
		const result = await harness.run(kaikoFeed, hours(8, 11));
		assert.equal(result.partial, undefined);
		assert.deepEqual([...only(result).times], [8, 9, 10].map(hour));
		assert.match(service.requests[2]?.query ?? "", /end_time=2026-03-29T09%3A00%3A00\.000Z/);
		service.clear();
		service.script(page([hour(10)], token("A")), gone, page([hour(9)], token("B")), gone);
		assert.equal((await harness.run(kaikoFeed, hours(8, 11))).partial?.code, "requestFailed");
	});

	it("P11: keeps what came before a token that may not be sent", async () => {
		const harness = await start();
		service.script(page([hour(10)], token("a&b=c")));
		const { partial } = await harness.run(kaikoFeed, hours(8, 11));
		assert.equal(partial?.code, "badToken");
		assert.equal(service.requests.length, 1);
	});

	it("P10, P12: sorts rows, drops what overlaps and what is outside", async () => {
		const harness = await start();
		service.script(
			page([hour(9), hour(10), hour(8)], token("A")),
			page([hour(10), hour(11), hour(12), hour(7)]),
		);
		const result = await harness.run(kaikoFeed, hours(8, 12));
		const series = only(result);
		assert.deepEqual([...series.times], [8, 9, 10, 11].map(hour));
		assert.equal(series.rejected.duplicates, 1);
		assert.equal(series.rejected.outOfRange, 2);
	});

	it("prefers the row with a price when two rows have one time", async () => {
		const harness = await start();
		const rows = [null, "7", null].map((price) => ({ timestamp: hour(8), price }));
		service.script({ kind: "answer", status: 200, body: JSON.stringify({ data: rows }) });
		assert.equal(only(await harness.run(kaikoFeed, hours(8, 9))).rawPrice.at(0), "7");
	});

	it("keeps what came when it is cancelled, and rejects when nothing had come", async () => {
		await start();
		const limits = { kaikoPageSize: 5 };
		const harness = createFeedHarness({
			origin: service.origin,
			limits,
			onProgress: ({ pages }) => {
				if (pages === 1) harness.controller.abort();
			},
		});
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(result.partial?.code, "cancelled");
		assert.equal(only(result).times.length, 5);
		const early = createFeedHarness({ origin: service.origin, limits });
		early.controller.abort();
		assert.equal((await early.fails(kaikoFeed, QUERY)).kind, "cancelled");
	});

	it("says where the contract cut the data", async () => {
		const harness = await start({ dataRange: { from: hour(4), to: hour(10) } });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.deepEqual(result.access, { from: hour(4), to: hour(10) });
		assert.deepEqual([...only(result).times], [4, 5, 6, 7, 8, 9].map(hour));
		assert.deepEqual(codes(result), ["accessStart", "accessEnd"]);
	});

	it("does not say so when there are rows outside of the bounds", async () => {
		const harness = await start();
		const access = { data_range: { start_timestamp: hour(9), end_timestamp: hour(10) } };
		service.script(page([hour(8), hour(9), hour(10)], { access }));
		assert.deepEqual(codes(await harness.run(kaikoFeed, hours(8, 11))), []);
	});

	it("brings an answer without rows as an empty series, with the bounds", async () => {
		const harness = await start();
		const access = { data_range: { start_timestamp: 1, end_timestamp: 2 } };
		service.script(page([], { access }));
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(only(result).times.length, 0);
		assert.deepEqual(result.access, { from: 1, to: 2 });
	});

	it("judges the interval in progress by the server's clock (B30)", async () => {
		const harness = await start();
		service.script(page([hour(16)], { timestamp: hour(18) }));
		assert.equal(only(await harness.run(kaikoFeed, hours(16, 17))).open, false);
	});

	describe("about something else", () => {
		const echo = (query: object) => ({ query });
		const cases: readonly (readonly [string, object, string, string])[] = [
			["instrument", { instrument: "eth-usd" }, "btc-usd", "eth-usd"],
			["exchange", { exchange: "krkn" }, "cbse", "krkn"],
			["class", { instrument_class: "perpetual-future" }, "spot", "perpetual-future"],
			["interval", { interval: "1m" }, "1h", "1m"],
			["aggregation", { aggregation: "ohlcv" }, "vwap", "ohlcv"],
			["data version", { data_version: "v2" }, "v1", "v2"],
			["commodity", { commodity: "order_book" }, "trades", "order_book"],
		];
		for (const [what, query, asked, answered] of cases) {
			it(`shows nothing of an answer for another ${what} and names both`, async () => {
				const harness = await start();
				service.script(page([hour(8)], echo(query)));
				const error = await harness.fails(kaikoFeed, hours(8, 9));
				assert.equal(error.kind, "schema");
				assert.deepEqual([error.facts.asked, error.facts.answered], [asked, answered]);
				assert.ok(error.message.includes(`for ${answered} where ${asked} was asked for`));
			});
		}

		it("keeps the pages before one that is of another market, with the reason (F2)", async () => {
			const harness = await start();
			const other = { exchange: "cbse", instrument: "eth-usd" };
			service.script(page([hour(9)], token("A")), page([hour(8)], echo(other)));
			const result = await harness.run(kaikoFeed, hours(8, 10));
			assert.equal(result.partial?.code, "requestFailed");
			assert.equal(result.partial.error?.kind, "schema");
			assert.equal(result.partial.error.facts.answered, "eth-usd");
			assert.equal(result.partial.completeFrom, hour(9));
			assert.deepEqual([...only(result).times], [hour(9)]);
		});

		it("refuses later pages of another data version than latest was resolved to", async () => {
			const harness = await start();
			service.script(
				page([hour(9)], { ...token("A"), ...echo({ data_version: "v1" }) }),
				page([hour(8)], echo({ data_version: "v2" })),
			);
			const result = await harness.run(kaikoFeed, {
				...hours(8, 10),
				dataVersion: "latest",
			});
			assert.equal(result.partial?.error?.facts.answered, "v2");
		});

		it("accepts an interval that is written in another way", async () => {
			const harness = await start();
			service.script(page([hour(8)], echo({ interval: "60m", instrument: "BTC-USD" })));
			assert.equal(only(await harness.run(kaikoFeed, hours(8, 9))).times.length, 1);
		});

		it("refuses rows that are closer together than the interval", async () => {
			const harness = await start();
			service.script(page([60, 59, 58].map((minute) => hour(8) + minute * 60_000)));
			const error = await harness.fails(kaikoFeed, hours(8, 10));
			assert.equal(error.kind, "schema");
			assert.deepEqual([error.facts.asked, error.facts.answered], ["1h", "1m"]);
		});

		it("allows an interval that does not divide a day to begin again at midnight", async () => {
			const harness = await start();
			const rows = [0, -4, -9].map((at) => hour(at));
			service.script(page(rows));
			const query = {
				...QUERY,
				interval: "5h",
				range: { from: iso(hour(-14)), to: iso(hour(5)) },
			};
			assert.equal(only(await harness.run(kaikoFeed, query)).times.length, 3);
		});
	});

	describe("with numbers that contradict each other", () => {
		const row = (at: number, numbers: object) => ({
			timestamp: hour(at),
			price: "100",
			open: "100",
			high: "101",
			low: "99",
			close: "100",
			volume: "5",
			count: 3,
			...numbers,
		});
		const ask = async (...rows: object[]) => {
			const harness = await start();
			service.script({ kind: "answer", status: 200, body: JSON.stringify({ data: rows }) });
			const query = { ...hours(8, 12), aggregation: "count_ohlcv_vwap" } as const;
			return harness.run(kaikoFeed, query);
		};
		const words = ({ warnings }: FeedAnswer) => warnings.map(({ text }) => formatText(text));

		it("counts VWAPs outside of their interval's prices and shows the first", async () => {
			const result = await ask(
				row(8, {}),
				row(9, { price: "101.5" }),
				row(10, { price: "98" }),
				row(11, { price: null, high: null, low: null, open: null, close: null }),
			);
			assert.equal(only(result).times.length, 4);
			assert.deepEqual(words(result), [
				"VWAPs outside of their interval's own low and high: 2. The first is 101.5 at 2026-03-29 09:00 UTC, where prices went from 99 to 101.",
			]);
		});

		it("says nothing of a VWAP that exceeds the only price by a rounding", async () => {
			const same = { open: "10.1", high: "10.1", low: "10.1", close: "10.1" };
			const result = await ask(row(8, { ...same, price: "10.100000000000001" }));
			assert.deepEqual(codes(result), []);
		});

		it("counts candles whose ends lie outside of their low and high", async () => {
			const result = await ask(row(8, { close: "200" }), row(9, { low: "102", price: null }));
			assert.deepEqual(codes(result), ["badCandles"]);
			assert.match(words(result)[0] ?? "", /low and high: 2. The first is at 2026-03-29 08:00 UTC/);
		});
	});

	describe("with rows outside of the range", () => {
		it("does not count them as part of the range when the fetch ends early", async () => {
			const harness = await start();
			service.script(page([hour(11), hour(10), hour(-900)], token("A")), {
				kind: "answer",
				status: 403,
			});
			const { partial } = await harness.run(kaikoFeed, hours(8, 12));
			assert.equal(partial?.code, "requestFailed");
			assert.equal(partial?.completeFrom, hour(10));
		});

		it("tells their number, first and last time", async () => {
			const harness = await start();
			service.script(page([hour(9), hour(8), hour(-40), hour(-41)]));
			const result = await harness.run(kaikoFeed, hours(8, 10));
			assert.deepEqual(only(result).rejected.strays, {
				count: 2,
				first: hour(-41),
				last: hour(-40),
			});
			assert.deepEqual(
				result.warnings.map(({ text }) => formatText(text)),
				[
					"Rows far outside of the range left out: 2, from 2026-03-27 07:00 to 2026-03-27 08:00 UTC.",
				],
			);
		});
	});

	it("counts back from the provider's time when this machine is a day behind, and says so", async () => {
		service = await startKaikoService({ now: () => NOW });
		const now = epochMs(NOW - 24 * HOUR_MS);
		const harness = createFeedHarness({ origin: service.origin, now });
		const result = await harness.run(kaikoFeed, QUERY);
		assert.equal(result.range.to, hour(17));
		assert.equal(only(result).times.length, 24);
		assert.equal(only(result).open, true);
		assert.deepEqual(codes(result), ["clock"]);
		assert.equal(service.requests.length, 2);
		await harness.run(kaikoFeed, QUERY);
		assert.equal(service.requests.length, 3, "the difference is remembered");
	});

	it("says until when it is complete when rows came oldest first against the request", async () => {
		const harness = await start();
		service.script(page([hour(8), hour(9)], token("A")), page([hour(10)], token("A")));
		const { partial } = await harness.run(kaikoFeed, hours(8, 12));
		assert.deepEqual(
			[partial?.code, partial?.completeFrom, partial?.completeUntil],
			["repeatedPage", undefined, hour(11)],
		);
	});

	const refusals: readonly (readonly [string, KaikoVwapQuery, KaikoServiceOptions, string])[] = [
		["an unknown instrument", { ...QUERY, instrument: "no-pair" }, {}, "notFound"],
		["an unknown exchange", { ...QUERY, exchange: "nowh" }, {}, "notFound"],
		[
			"a data version outside of the contract",
			{ ...QUERY, dataVersion: "v2" },
			{ dataVersions: ["v1"] },
			"notEntitled",
		],
	];
	for (const [what, query, options, kind] of refusals) {
		it(`says ${kind} for ${what}`, async () => {
			const harness = await start(options);
			const error = await harness.fails(kaikoFeed, query);
			assert.equal(error.kind, kind);
			const venue = query.exchange === "cbse" ? "Coinbase" : query.exchange;
			assert.ok(error.message.startsWith(`${query.instrument} on ${venue}: Kaiko`), error.message);
		});
	}

	it("says badKey for a key that the service does not know", async () => {
		await start();
		const harness = createFeedHarness({ origin: service.origin, key: "wrong-key-123" });
		assert.equal((await harness.fails(kaikoFeed, QUERY)).kind, "badKey");
	});
});
