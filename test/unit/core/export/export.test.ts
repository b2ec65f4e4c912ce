import assert from "node:assert/strict";
import fc from "fast-check";
import { profileCsv, vwapCsv } from "../../../../src/core/export/csv";
import { resultJson } from "../../../../src/core/export/json";
import type { QueryResult } from "../../../../src/core/result";
import {
	NOTHING_REJECTED,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../../../src/core/series";
import { durationMs, epochMs } from "../../../../src/core/time";
import { profileSeries, queryResult, vwapSeries } from "../codec/results";
import { BTC_USD_VWAP } from "../../../support/queries";

const HOUR = durationMs(3_600_000);
const T0 = Date.UTC(2026, 2, 29, 16);

const profile: VolumeProfileSeries = {
	kind: "volumeProfile",
	id: "BINANCE_FUTURES BTCUSDT",
	market: { exchange: "BINANCE_FUTURES", symbol: "BTCUSDT" },
	interval: HOUR,
	open: false,
	rejected: NOTHING_REJECTED,
	unit: "base",
	times: Float64Array.of(T0, T0 + HOUR),
	offsets: Uint32Array.of(0, 2, 3),
	prices: Float64Array.of(66108, 66114, 0.1),
	buy: Float64Array.of(0, 6.239000000000001, 1e-9),
	sell: Float64Array.of(5.466999999999996, 25.31399999999998, 1e21),
};

const vwap: VwapSeries = {
	kind: "vwap",
	id: "cbse btc-usd",
	market: {},
	interval: HOUR,
	open: true,
	rejected: NOTHING_REJECTED,
	times: Float64Array.of(T0, T0 + HOUR, T0 + 2 * HOUR),
	price: Float64Array.of(15_880.0187, NaN, 0.1),
	rawPrice: ["15880.01870000", null, "0.1"],
};

const result: QueryResult = {
	query: { ...BTC_USD_VWAP, range: { last: "3h" } },
	range: { from: epochMs(T0), to: epochMs(T0 + 3 * HOUR) },
	series: [vwap],
	warnings: [],
	fetchedAt: epochMs(T0 + 3 * HOUR),
	fromCache: "none",
};

/** Cells of the lines below the header. */
function cells(csv: string): string[][] {
	return csv
		.trimEnd()
		.split("\n")
		.slice(1)
		.map((line) => line.split(","));
}

describe("CSV of a profile", () => {
	it("has one line per level with the interval's start in ISO UTC", () => {
		assert.equal(
			profileCsv(result, profile),
			[
				"interval_start,price,buy,sell",
				"2026-03-29T16:00:00.000Z,66108,0,5.466999999999996",
				"2026-03-29T16:00:00.000Z,66114,6.239000000000001,25.31399999999998",
				"2026-03-29T17:00:00.000Z,0.1,1e-9,1e+21",
				"",
			].join("\n"),
		);
	});

	it("reads back as the same doubles", () => {
		fc.assert(
			fc.property(profileSeries, (series) => {
				const rows = cells(profileCsv(result, series));
				assert.equal(rows.length, series.prices.length);
				rows.forEach(([time = "", price, buy, sell], row) => {
					const interval = series.times.indexOf(Date.parse(time));
					assert.ok(row >= (series.offsets[interval] ?? Infinity));
					assert.ok(row < (series.offsets[interval + 1] ?? 0));
					assert.equal(Number(price), series.prices[row]);
					assert.equal(Number(buy), series.buy[row]);
					assert.equal(Number(sell), series.sell[row]);
				});
			}),
			{ numRuns: 1_000 },
		);
	});
});

describe("CSV of a VWAP", () => {
	it("has the provider's own digits, and an empty cell where nothing traded", () => {
		assert.equal(
			vwapCsv(result, vwap),
			[
				"time,vwap",
				"2026-03-29T16:00:00.000Z,15880.01870000",
				"2026-03-29T17:00:00.000Z,",
				"2026-03-29T18:00:00.000Z,0.1",
				"",
			].join("\n"),
		);
	});

	it("says where the numbers come from when asked to", () => {
		const [first, second] = vwapCsv(result, vwap, { source: "Kaiko cbse btc-usd 1h" }).split("\n");
		assert.equal(
			first,
			"# Kaiko cbse btc-usd 1h · 2026-03-29T16:00:00.000Z to 2026-03-29T19:00:00.000Z · fetched 2026-03-29T19:00:00.000Z",
		);
		assert.equal(second, "time,vwap");
	});

	it("says that it is partial", () => {
		const partial: QueryResult = { ...result, partial: { code: "cancelled" } };
		assert.match(vwapCsv(partial, vwap, { source: "Kaiko" }), /^# .* partial \(cancelled\)\n/);
	});

	it("keeps the source line one line of one cell that no spreadsheet runs", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (source) => {
				const csv = vwapCsv(result, { ...vwap, times: new Float64Array(0) }, { source });
				assert.deepEqual(csv.split(/[\n\r\u2028\u2029]/).length, 3);
				assert.match(csv, /^# [^,;\t|"]*\ntime,vwap\n$/);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("JSON of a result", () => {
	it("is the query result with plain arrays, gaps as null and the raw texts", () => {
		const parsed = JSON.parse(resultJson(result)) as { series: Record<string, unknown>[] };
		assert.deepEqual({ ...parsed, series: undefined }, { ...result, series: undefined });
		assert.deepEqual(parsed.series[0], {
			...vwap,
			times: [...vwap.times],
			price: [15_880.0187, null, 0.1],
		});
	});

	it("keeps every number of any result", () => {
		fc.assert(
			fc.property(queryResult, (any) => {
				const parsed = JSON.parse(resultJson(any)) as {
					series: Record<string, readonly unknown[]>[];
				};
				any.series.forEach((series, i) => {
					for (const [name, column] of Object.entries(series)) {
						if (!(column instanceof Float64Array || column instanceof Uint32Array)) continue;
						const expected = Array.from(column, (value) =>
							Number.isNaN(value) ? null : value + 0,
						);
						assert.deepEqual(parsed.series[i]?.[name], expected, name);
					}
				});
			}),
			{ numRuns: 500 },
		);
	});

	it("puts a column on one line", () => {
		const lines = resultJson(result).split("\n");
		assert.ok(lines.some((line) => line.trim() === '"price": [15880.0187,null,0.1],'));
	});

	it("reads packed texts the same", () => {
		fc.assert(
			fc.property(vwapSeries, (series) => {
				const text = resultJson({ ...result, series: [series] });
				const parsed = JSON.parse(text) as { series: { rawPrice: unknown[] }[] };
				assert.deepEqual(parsed.series[0]?.rawPrice, series.rawPrice);
			}),
			{ numRuns: 500 },
		);
	});
});
