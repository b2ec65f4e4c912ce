import assert from "node:assert/strict";
import fc from "fast-check";
import {
	checkCsv,
	csvHeadings,
	seriesCsv as csvPieces,
	tableCsv,
} from "../../../../src/core/export/csv";
import { resultJson as jsonPieces } from "../../../../src/core/export/json";
import { reachOf } from "../../../../src/core/result/reach";
import type { QueryResult } from "../../../../src/core/result/result";
import {
	NOTHING_REJECTED,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../../../../src/core/result/series";
import type { Series } from "../../../../src/core/result/series";
import { zoneOf } from "../../../../src/core/chart/zone";
import { sessionProfiles } from "../../../../src/core/profile/overTime/sessionProfiles";
import { periodsIn } from "../../../../src/core/session/periods";
import { sessionsTable } from "../../../../src/core/table/sessionsTable";
import { checkTable } from "../../../../src/core/table/checkTable";
import { checkVendor } from "../../../../src/core/vendorCheck/vendorCheck";
import { profileSeries as hourly } from "../../../support/series";
import { durationMs, epochMs, toIso } from "../../../../src/core/time";
import { profileSeries, queryResult, vwapSeries } from "../result/results";
import { BTC_USD_VWAP } from "../../../support/queries";

const seriesCsv = (...given: Parameters<typeof csvPieces>) => [...csvPieces(...given)].join("");
const resultJson = (...given: Parameters<typeof jsonPieces>) => [...jsonPieces(...given)].join("");

const HOUR = durationMs(3_600_000);
const T0 = Date.UTC(2026, 2, 29, 16);

const profile: VolumeProfileSeries = {
	kind: "volumeProfile",
	id: "BINANCE_FUTURES BTCUSDT",
	market: { exchange: "BINANCE_FUTURES", symbol: "BTCUSDT", coin: "BTC" },
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
			seriesCsv(result, profile),
			[
				"interval_start,price,buy [BTC],sell [BTC]",
				"2026-03-29T16:00:00.000Z,66108,0,5.466999999999996",
				"2026-03-29T16:00:00.000Z,66114,6.239000000000001,25.31399999999998",
				"2026-03-29T17:00:00.000Z,0.1,0.000000001,1000000000000000000000",
				"",
			].join("\n"),
		);
	});

	it("reads back as the same doubles", () => {
		fc.assert(
			fc.property(profileSeries, (series) => {
				const rows = cells(seriesCsv(result, series));
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
			seriesCsv(result, vwap),
			[
				"time,vwap [USD]",
				"2026-03-29T16:00:00.000Z,15880.01870000",
				"2026-03-29T17:00:00.000Z,",
				"2026-03-29T18:00:00.000Z,0.1",
				"",
			].join("\n"),
		);
	});

	const whole: VwapSeries = {
		...vwap,
		openPrice: Float64Array.of(15_870.5, NaN, 0.1),
		high: Float64Array.of(15_900, NaN, 0.1),
		low: Float64Array.of(15_860.25, NaN, 1e-7),
		close: Float64Array.of(15_880, NaN, 0.1),
		volume: Float64Array.of(2, 0, 1),
		count: Float64Array.of(3, 0, 1),
	};

	it("has the candles, volumes and counts that came", () => {
		assert.deepEqual(seriesCsv(result, whole).trimEnd().split("\n"), [
			"time,vwap [USD],open [USD],high [USD],low [USD],close [USD],volume [BTC],count",
			"2026-03-29T16:00:00.000Z,15880.01870000,15870.5,15900,15860.25,15880,2,3",
			"2026-03-29T17:00:00.000Z,,,,,,0,0",
			"2026-03-29T18:00:00.000Z,0.1,0.1,0.1,0.0000001,0.1,1,1",
		]);
	});

	it("says of each interval whether its anchored VWAP lacks the beginning of its period, where one does", () => {
		const line: VwapSeries = {
			...vwap,
			price: Float64Array.of(100, 101, 103),
			rawPrice: ["100", "101", "103"],
			volume: Float64Array.of(1, 2, 1),
			times: Float64Array.from(["T23:00", "T01:00", "T02:00"], (clock, index) =>
				Date.parse(`2026-03-${index === 0 ? 29 : 30}${clock}:00Z`),
			),
		};
		const [head = "", ...rows] = [...seriesCsv(result, line, { view: { anchor: "session" } })]
			.join("")
			.trim()
			.split("\n");
		const place = head.split(",").indexOf("anchored_vwap_state");
		assert.equal(head.split(",")[place - 1], "anchored_vwap [USD]");
		assert.deepEqual(
			rows.map((row) => row.split(",")[place]),
			["partial", "partial", "partial"],
		);
		const whole = {
			...line,
			times: line.times.map((_, index) => Date.parse("2026-03-30") + index * 3_600_000),
		};
		assert.ok(
			![...seriesCsv(result, whole, { view: { anchor: "session" } })].join("").includes("state"),
		);
	});

	it("has the anchored VWAP and its bands when the chart shows them", () => {
		const line: VwapSeries = {
			...vwap,
			price: Float64Array.of(100, 101, 103),
			rawPrice: ["100", "101", "103"],
			volume: Float64Array.of(1, 2, 1),
		};
		const view = { anchor: "first", multipliers: [1, 2.5] };
		const [head, , , last] = seriesCsv(result, line, { view }).split("\n");
		assert.equal(
			head,
			"time,vwap [USD],anchored_vwap [USD],sigma [USD],deviation [%],deviation [sigma]," +
				"upper_band_1_sigma [USD],lower_band_1_sigma [USD]," +
				"upper_band_2.5_sigma [USD],lower_band_2.5_sigma [USD],volume [BTC]",
		);
		const cells = last?.split(",") ?? [];
		assert.deepEqual(cells.slice(2, 4), ["101.25", "1.08972473588517"]);
		assert.deepEqual(cells.slice(6, 8), ["102.339724735885", "100.160275264115"]);
		const hidden = { ...view, hidden: ["anchored"] };
		assert.equal(csvHeadings(result, line, { view: hidden }), "time,vwap [USD],volume [BTC]");
	});

	it("has no line or cell that a provider's unit splits", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (coin) => {
				const odd: VolumeProfileSeries = { ...profile, market: { coin } };
				const [head = "", ...rows] = seriesCsv(result, odd).trimEnd().split("\n");
				assert.equal(head.split(",").length, 4);
				assert.doesNotMatch(head, /["\r\t;|]/);
				assert.equal(rows.length, 3);
			}),
		);
	});

	it("says where the numbers come from when asked to", () => {
		const [first, second] = seriesCsv(result, vwap, { source: "Kaiko cbse btc-usd 1h" }).split(
			"\n",
		);
		assert.equal(
			first,
			"# Kaiko cbse btc-usd 1h · 2026-03-29T16:00:00.000Z to 2026-03-29T19:00:00.000Z · fetched 2026-03-29T19:00:00.000Z · the interval from 2026-03-29T18:00:00.000Z on in progress",
		);
		assert.equal(second, "time,vwap [USD]");
	});

	it("says that it is partial", () => {
		const partial: QueryResult = { ...result, partial: { code: "cancelled" } };
		assert.match(
			seriesCsv(partial, vwap, { source: "Kaiko" }),
			/^# .* · partial \(cancelled\)( · .*)?\n/,
		);
	});

	it("says which part came from the cache, and of when that is", () => {
		const of = (hours: readonly number[]) =>
			hours.map((hour) => ({
				from: epochMs(T0 + hour * HOUR),
				to: epochMs(T0 + (hour + 1) * HOUR),
				fetchedAt: epochMs(T0 + 50 * HOUR),
			}));
		const line = (hours: readonly number[]) => {
			const cached = { fromCache: "some", cachedAt: epochMs(T0 + 50 * HOUR) } as const;
			const some = { ...result, ...cached, cachedStretches: of(hours) };
			return seriesCsv(some, vwap, { source: "Kaiko" }).split("\n")[0]?.split(" · ")[3];
		};
		const hour = (at: number) => toIso(epochMs(T0 + at * HOUR));
		const since = `some from the cache as of ${hour(50)}`;
		assert.equal(line([0, 2]), `${since}: ${hour(0)} to ${hour(1)} and ${hour(2)} to ${hour(3)}`);
		assert.match(line([0, 2, 4, 6, 8, 10, 12]) ?? "", / and 2 more$/);
	});

	it("keeps the source line one line of one cell that no spreadsheet runs (H14)", () => {
		const empty = new Float64Array(0);
		const nothing: VwapSeries = { ...vwap, times: empty, price: empty, rawPrice: [] };
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (source) => {
				const csv = seriesCsv(result, nothing, { source });
				assert.deepEqual(csv.split(/[\n\r\u2028\u2029]/).length, 3);
				assert.match(csv, /^# [^,;\t|"]*\ntime,vwap \[USD\]\n$/);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe("CSV of a vendor check", () => {
	it("has each interval's state, the differences and both sides, with units in the headings", () => {
		const rows = (volume: number) => [[[100, volume, 0] as const]];
		const side = (series: Series) => ({
			series,
			covers: [{ from: epochMs(0), to: epochMs(Number.MAX_SAFE_INTEGER) }],
		});
		const check = checkVendor(side(hourly(rows(3))), side(hourly(rows(2))));
		assert.ok(check.ok);
		const form = {
			...{ vendor: "Kiyotaka", own: "My, tape", priceDecimals: 2, rowDecimals: 0 },
			...{
				volumeDecimals: 0,
				volumePlaces: 0,
				priceUnit: "USDT",
				vendorUnit: "BTC",
				ownUnit: "BTC",
			},
		};
		const stretch = { from: epochMs(T0), to: epochMs(T0 + HOUR), fetchedAt: epochMs(T0 + HOUR) };
		const cached = {
			fromCache: "all",
			cachedAt: stretch.fetchedAt,
			cachedStretches: [stretch],
		} as const;
		const csv = [
			...checkCsv(checkTable(check, form), {
				vendor: { result: { ...result, ...cached }, source: "Kiyotaka" },
				own: { result, source: "=tape, mine" },
			}),
		].join("");
		const when = `${toIso(result.range.from)} to ${toIso(result.range.to)} · fetched ${toIso(result.fetchedAt)}`;
		assert.deepEqual(csv.split("\n"), [
			`# Kiyotaka · ${when} · all from the cache as of ${toIso(stretch.fetchedAt)} · against · =tape · mine · ${when}`,
			"time,state,volume_difference [BTC],volume_difference [%],delta_difference [BTC]," +
				"poc_difference [rows],vwap_difference [bps],explained_from [bps],explained_to [bps]," +
				"volume_Kiyotaka [BTC],volume_My_tape [BTC],delta_Kiyotaka [BTC],delta_My_tape [BTC]," +
				"poc_Kiyotaka [USDT],poc_My_tape [USDT],vwap_Kiyotaka [USDT],vwap_My_tape [USDT]",
			"2026-03-29T00:00:00.000Z,differs,1,50,1,0,0,-1500,1500,3,2,3,2,100,100,100,100",
			"",
		]);
	});
});

describe("CSV of the sessions of a profile", () => {
	it("has a line for each, with times, intervals, state, totals and levels, and says whose they are", () => {
		const days = hourly(Array.from({ length: 30 }, () => [[100, 2, 1]]));
		const start = days.times[0] ?? NaN;
		const range = { from: epochMs(start), to: epochMs(start + 30 * HOUR) };
		const periods = periodsIn("day", zoneOf("UTC"), range);
		const reach = reachOf(days, { range, fetchedAt: range.to });
		const sessions = sessionProfiles(days, periods, reach, { percent: 70, method: "pairs" });
		const form = { priceDecimals: 0, volumeDecimals: 0, unit: "BTC", isSum: true };
		const lines = [
			...tableCsv(sessionsTable(sessions, form), { result, source: "Kiyotaka, BTCUSDT" }),
		]
			.join("")
			.split("\n");
		assert.match(lines[0] ?? "", /^# Kiyotaka · BTCUSDT · /);
		assert.deepEqual(lines.slice(1), [
			"from,to,intervals,state,poc,vah,val,buy [BTC],sell [BTC],total [BTC],delta [BTC]",
			"2026-03-29T00:00:00.000Z,2026-03-30T00:00:00.000Z,24,complete,100,100,100,48,24,72,24",
			"2026-03-30T00:00:00.000Z,2026-03-31T00:00:00.000Z,6,partial,100,100,100,12,6,18,6",
			"",
		]);
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

	it("has plain decimals", () => {
		const text = resultJson({ ...result, series: [profile] });
		assert.ok(text.includes('"buy": [0,6.239000000000001,0.000000001]'), text);
		assert.ok(text.includes("25.31399999999998,1000000000000000000000]"), text);
	});

	it("puts a column on one line", () => {
		const lines = resultJson(result).split("\n");
		assert.ok(lines.some((line) => line.trim() === '"price": [15880.0187,null,0.1],'));
	});

	it("is the same for packed texts", () => {
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

describe("a long export", () => {
	const times = Float64Array.from({ length: 12_345 }, (_, at) => T0 + at * HOUR);
	const long: VwapSeries = {
		...vwap,
		times,
		price: times.map((_, at) => at),
		rawPrice: Array.from(times, (_, at) => String(at)),
	};

	it("comes as CSV in pieces of whole lines", () => {
		const pieces = [...csvPieces(result, long)];
		assert.ok(pieces.every((piece) => piece.endsWith("\n") && piece.split("\n").length <= 1_001));
		assert.equal(pieces.join("").trimEnd().split("\n").length, times.length + 1);
	});

	it("comes as JSON in pieces smaller than a column", () => {
		const pieces = [...jsonPieces({ ...result, series: [long] })];
		assert.ok(pieces.every((piece) => piece.split(",").length <= 5_001));
		const parsed = JSON.parse(pieces.join("")) as { series: { price: number[] }[] };
		assert.deepEqual(parsed.series[0]?.price, [...long.price]);
	});
});
