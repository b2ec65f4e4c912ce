import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULT_BOUNDS, type ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import type { Series, VolumeProfileSeries, VwapSeries } from "../../../../src/core/result/series";
import { type ShownChart, copiedText } from "../../../../src/core/table/copied";
import type { CopyWish, TableName } from "../../../../src/core/table/copyWish";
import { partsOf } from "../../../../src/core/table/parts";
import { HOUR_MS, MINUTE_MS, durationMs, epochMs } from "../../../../src/core/time";
import { chartWords, columnHeading } from "../../../../src/protocol/columnWords";
import { WEBVIEW_STRINGS, type WebviewStringId, filled } from "../../../../src/protocol/strings";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { rowsFrom, seriesOf } from "../profile/series";
import { profileSeries, vwapOf } from "../../../support/series";

const T0 = Date.UTC(2026, 2, 29, 16);
const COIN_PROFILE = { ...BTCUSDT_PROFILE, normalizedSymbol: "BTC-USDT" };

function resultOf(series: Series, exchange = "cbse"): QueryResult {
	return {
		query: series.kind === "vwap" ? { ...BTC_USD_VWAP, exchange } : COIN_PROFILE,
		range: { from: epochMs(T0), to: epochMs(T0 + 24 * HOUR_MS) },
		series: [series],
		warnings: [],
		fetchedAt: epochMs(T0 + 24 * HOUR_MS),
		fromCache: "none",
	};
}

const say = (id: WebviewStringId, ...args: readonly string[]) => filled(WEBVIEW_STRINGS[id], args);

function chartOf(all: readonly Series[], view: ViewOptions = {}): ShownChart {
	const names = ["Coinbase", "Kraken"];
	const results = all.map((series, at) => resultOf(series, names[at]));
	const words = names
		.slice(0, all.length)
		.map((source) => ({ market: "BTC-USD", source, kind: "VWAP" }));
	return {
		parts: partsOf(results, view, words),
		view,
		area: { percent: 70, method: "pairs" },
		agreement: DEFAULT_BOUNDS,
		zoneName: "UTC",
		words: chartWords(say),
	};
}

/** Lines of cells of what is copied. */
function cellsOf(chart: ShownChart, wish: CopyWish): string[][] {
	const copied = copiedText(chart, wish, (column) => columnHeading(column, say, "UTC"));
	assert.ok(copied, "nothing to copy");
	const lines = copied.text.split("\n").map((line) => line.split("\t"));
	assert.equal(lines.length, copied.rows + 1);
	return lines;
}

/** The rows of the provider's published sample (definitions G12). */
const SAMPLE: VolumeProfileSeries = {
	...seriesOf([rowsFrom("66108:0 66114:0 66120:0")]),
	times: Float64Array.of(T0),
	buy: Float64Array.of(0, 6.239000000000001, 7.307999999999996),
	sell: Float64Array.of(5.466999999999996, 25.31399999999998, 20.503000000000004),
};

const LINE: VwapSeries = {
	...vwapOf([T0, T0 + HOUR_MS, T0 + 2 * HOUR_MS], [15_880.0187, NaN, 1e-7], [2, 0, 1]),
	rawPrice: ["15880.01870000", null, "1.0e-7"],
	count: Float64Array.of(3, 0, 1),
};

/** Two hours of one row and then two, the second with a buy imbalance. */
const FLOW: VolumeProfileSeries = {
	...seriesOf(
		[
			[{ row: 100, buy: 2, sell: 5 }],
			[
				{ row: 100, buy: 1, sell: 2 },
				{ row: 101, buy: 8, sell: 0.5 },
			],
		],
		1,
	),
	times: Float64Array.of(T0, T0 + HOUR_MS),
};

describe("what is copied", () => {
	it("says which interval is in progress, and of a series without one nothing", () => {
		const states = (all: readonly Series[], table: TableName, view: ViewOptions = {}) => {
			const wish = { kind: "rows", table, from: 0, to: Infinity } as const;
			return cellsOf(chartOf(all, view), wish).map((row) => row.at(-1));
		};
		const open = (series: Series) => ({ ...series, open: true });
		assert.deepEqual(states([open(LINE)], "vwap"), ["State", "", "", "inProgress"]);
		assert.deepEqual(states([open(FLOW)], "intervals"), ["State", "", "inProgress"]);
		assert.deepEqual(states([open(LINE), LINE], "lines"), ["State", "", "", "inProgress"]);
		assert.deepEqual(states([LINE, LINE], "lines").includes("State"), false);
		assert.equal(states([LINE], "vwap")[0], "Trades");
		assert.equal(states([FLOW], "intervals")[0], "Delta, BTC");
	});

	it("says of two markets which row holds the interval in progress of either", () => {
		const later: VwapSeries = { ...LINE, times: LINE.times.map((time) => time + HOUR_MS) };
		const wish = { kind: "rows", table: "lines", from: 0, to: Infinity } as const;
		const states = (...all: readonly VwapSeries[]) =>
			cellsOf(chartOf(all), wish).map((row) => row.at(-1));
		assert.deepEqual(states({ ...LINE, open: true }, later), ["State", "", "", "inProgress", ""]);
		assert.deepEqual(states(LINE, { ...later, open: true }), ["State", "", "", "", "inProgress"]);
	});

	it("of intervals has totals, imbalances and cumulative delta where the chart shows them", () => {
		const wish = { kind: "rows", table: "intervals", from: 0, to: 1 } as const;
		const view: ViewOptions = {
			layout: "timePrice",
			totals: true,
			imbalances: true,
			cumulativeDelta: "range",
		};
		const tail = (one: ViewOptions) =>
			cellsOf(chartOf([FLOW], one), wish).map((row) => row.slice(4));
		assert.deepEqual(tail(view), [
			[
				"Total, BTC",
				"Delta, BTC",
				"Buy, BTC",
				"Sell, BTC",
				"Buy imbalances",
				"Sell imbalances",
				"Stacked imbalances",
				"Cumulative delta, BTC",
			],
			["7", "-3", "2", "5", "0", "0", "0", "-3"],
			["11.5", "6.5", "9", "2.5", "1", "0", "0", "3.5"],
		]);
		assert.deepEqual(tail({ layout: "timePrice" })[0], ["Total, BTC", "Delta, BTC"]);
		// The rule can be changed: eight are not five times two.
		const strict = { ...view, imbalanceSettings: { ratio: 5, least: 0 } };
		assert.equal(tail(strict)[2]?.[4], "0");
	});

	it("of a VWAP over a profile has the cumulative delta of the profile's intervals, and gaps where it has none", () => {
		const wish = { kind: "rows", table: "vwap", from: 0, to: 2 } as const;
		const view: ViewOptions = { layout: "overProfile", cumulativeDelta: "range" };
		const column = cellsOf(chartOf([FLOW, LINE], view), wish).map((row) => row.at(-1));
		assert.deepEqual(column, ["Cumulative delta, BTC", "-3", "3.5", ""]);
	});

	it("of periods that lack their beginning says so in each row of theirs, and says nothing where none does", () => {
		// From 16:00 on; the hour before midnight and the one after it are not there.
		const hours = [0, 1, 2, 3, 4, 5, 6, 9, 10];
		const line = vwapOf(
			hours.map((hour) => T0 + hour * HOUR_MS),
			hours.map(() => 100),
			hours.map(() => 1),
		);
		const wish = { kind: "rows", table: "vwap", from: 0, to: 99 } as const;
		const columns = (view: ViewOptions) => {
			const [head, ...rows] = cellsOf(chartOf([line], view), wish);
			const place = head?.indexOf("Anchored VWAP, state") ?? -1;
			return place < 0 ? undefined : rows.map((row) => row[place]);
		};
		// The day had begun before the range, and so had the week.
		assert.deepEqual(
			columns({ anchor: "session" }),
			hours.map(() => "partial"),
		);
		assert.equal(columns({ anchor: "first" }), undefined);
		const evening = { name: "Evening", zone: "UTC", days: [1, 2, 3, 4, 5, 6, 7] as const };
		const session = { ...evening, days: [...evening.days], from: "17:00", to: "00:00" };
		assert.equal(columns({ anchor: "sessions", session }), undefined);
		const night = { ...session, from: "23:00", to: "03:00" };
		// Rows without a value have no word.
		assert.deepEqual(
			columns({ anchor: "sessions", session: night }),
			hours.map((hour) => (hour >= 9 ? "partial" : "")),
		);
	});

	it("of a VWAP of other intervals than the profile has the cumulative delta of the end of each row", () => {
		const wish = { kind: "rows", table: "vwap", from: 0, to: 99 } as const;
		const column = (line: VwapSeries, profile: VolumeProfileSeries, view: ViewOptions = {}) =>
			cellsOf(
				chartOf([profile, line], { layout: "overProfile", cumulativeDelta: "range", ...view }),
				wish,
			)
				.slice(1)
				.map((row) => row.at(-1));
		const lineOf = (minutes: readonly number[], length: number) =>
			vwapOf(
				minutes.map((minute) => T0 + minute * MINUTE_MS),
				minutes.map(() => 100),
				minutes.map(() => 1),
				durationMs(length * MINUTE_MS),
			);
		// The profile's hours end at 17:00 and 18:00.
		const quarters = lineOf([0, 15, 30, 45, 60, 75, 90, 105, 120], 15);
		assert.deepEqual(column(quarters, FLOW), ["", "", "", "-3", "", "", "", "3.5", ""]);
		const finer = {
			...profileSeries(
				[[[100, 3, 0]], [[100, 0, 5]], [[100, 0, 0]], [[100, 4, 0]], [[100, 0, 0]]],
				{ times: Float64Array.from([0, 30, 60, 150, 210], (minute) => T0 + minute * MINUTE_MS) },
			),
			interval: durationMs(30 * MINUTE_MS),
		};
		// Of two intervals in a row the later; what did not trade changes nothing and has none.
		assert.deepEqual(column(lineOf([0, 60, 120, 180], 60), finer), ["-2", "", "2", ""]);
		assert.deepEqual(column(lineOf([0, 120], 120), finer), ["-2", "2"]);
	});

	it("never has a cumulative delta of trades after the end of its row, and that of the last of them else", () => {
		fc.assert(
			fc.property(
				fc.constantFrom([15, 60], [60, 60], [60, 15], [60, 45], [30, 20]),
				fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 30 }),
				fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 30 }),
				([own = 0, row = 0], some, others) => {
					const intervals = [...some].sort((a, b) => a - b);
					// Where nothing traded at all there is no profile to sum up.
					fc.pre(intervals.some((at) => at % 3 !== 0));
					const profile = {
						...profileSeries(
							intervals.map((at) => [[100, at % 3 === 0 ? 0 : 1, 0]]),
							{ times: Float64Array.from(intervals, (at) => T0 + at * own * MINUTE_MS) },
						),
						interval: durationMs(own * MINUTE_MS),
					};
					const starts = [...others].sort((a, b) => a - b).map((at) => at * row);
					const line = vwapOf(
						starts.map((minute) => T0 + minute * MINUTE_MS),
						starts.map(() => 100),
						starts.map(() => 1),
						durationMs(row * MINUTE_MS),
					);
					const cells = cellsOf(
						chartOf([profile, line], { layout: "overProfile", cumulativeDelta: "range" }),
						{ kind: "rows", table: "vwap", from: 0, to: 99 },
					).slice(1);
					for (const [index, start] of starts.entries()) {
						const traded = intervals.filter((at) => at % 3 !== 0).map((at) => (at + 1) * own);
						const inRow = traded.filter((end) => end > start && end <= start + row);
						const known = traded.filter((end) => end <= start + row).length;
						assert.equal(cells[index]?.at(-1), inRow.length === 0 ? "" : String(known));
					}
				},
			),
			{ numRuns: 200 },
		);
	});

	it("of a profile has delivered volumes with all of their digits, what is computed with 15", () => {
		assert.deepEqual(
			cellsOf(chartOf([SAMPLE]), { kind: "rows", table: "profile", from: 0, to: 2 }),
			[
				["Price", "Buy, BTC", "Sell, BTC", "Total, BTC", "Delta, BTC", "Share, %"],
				[
					"66120",
					"7.307999999999996",
					"20.503000000000004",
					"27.811",
					"-13.195",
					"42.8976878345236",
				],
				[
					"66114",
					"6.239000000000001",
					"25.31399999999998",
					"31.553",
					"-19.075",
					"48.6696179296941",
				],
				["66108", "0", "5.466999999999996", "5.467", "-5.467", "8.43269423578226"],
			],
		);
	});

	it("of several intervals together has sums without the noise of adding", () => {
		const two = seriesOf([rowsFrom("100:0.1 101:0.7"), rowsFrom("100:0.2 101:0.1")]);
		const rows = cellsOf(chartOf([two]), { kind: "rows", table: "profile", from: 0, to: 1 });
		assert.deepEqual(
			rows.slice(1).map((cells) => cells[1]),
			["0.8", "0.3"],
		);
	});

	it("of a line has the provider's decimals, times in UTC, and nothing where nothing traded", () => {
		assert.deepEqual(cellsOf(chartOf([LINE]), { kind: "rows", table: "vwap", from: 0, to: 2 }), [
			["Time, UTC", "VWAP, USD", "Volume, BTC", "Trades"],
			["2026-03-29 16:00:00", "15880.01870000", "2", "3"],
			["2026-03-29 17:00:00", "", "0", "0"],
			["2026-03-29 18:00:00", "0.00000010", "1", "1"],
		]);
	});

	it("of an anchored line has its bands' middle and the distance to it", () => {
		const line = vwapOf([T0, T0 + HOUR_MS, T0 + 2 * HOUR_MS], [100, 101, 103], [1, 2, 1]);
		const view: ViewOptions = { anchor: "first" };
		const [head, , , last] = cellsOf(chartOf([line], view), {
			kind: "rows",
			table: "vwap",
			from: 0,
			to: 2,
		});
		assert.deepEqual(head?.slice(2, 6), [
			"Anchored VWAP, USD",
			"σ, USD",
			"Deviation, %",
			"Deviation, σ",
		]);
		assert.deepEqual(last?.slice(2, 4), ["101.25", "1.08972473588517"]);
	});

	it("of a moment is the row of that interval", () => {
		const time = T0 + 2 * HOUR_MS;
		const rows = cellsOf(chartOf([LINE]), { kind: "moment", table: "vwap", time });
		assert.deepEqual(rows[1]?.slice(0, 2), ["2026-03-29 18:00:00", "0.00000010"]);
		const chart = chartOf([LINE]);
		const none: CopyWish = { kind: "moment", table: "vwap", time: time + 1 };
		assert.equal(
			copiedText(chart, none, () => ""),
			undefined,
		);
	});

	it("of a cell of time and price is its rows in that interval", () => {
		const two = seriesOf([rowsFrom("100:1 101:2"), rowsFrom("100:3 101:4")]);
		const view: ViewOptions = { layout: "timePrice" };
		const wish: CopyWish = { kind: "cell", time: HOUR_MS, row: 1 };
		assert.deepEqual(cellsOf(chartOf([two], view), wish), [
			["Time, UTC", "Price", "Buy, BTC", "Sell, BTC", "Total, BTC", "Delta, BTC"],
			["1970-01-01 01:00:00", "101", "4", "0", "4", "4"],
		]);
	});

	it("of a bar is the rows that were joined to draw it", () => {
		const series = seriesOf([rowsFrom("100:1 101:2 102:3 103:4")]);
		const rows = cellsOf(chartOf([series]), { kind: "bar", profile: 0, from: 1, to: 2 });
		assert.deepEqual(
			rows.slice(1).map(([price]) => price),
			["102", "101"],
		);
	});

	it("of several lines has each price, and the difference to the first in basis points", () => {
		const times = [T0, T0 + HOUR_MS];
		const chart = chartOf([vwapOf(times, [100, 101]), vwapOf(times, [100.0003, NaN])]);
		const rows = cellsOf(chart, { kind: "rows", table: "lines", from: 0, to: 1 });
		assert.deepEqual(rows, [
			["Time, UTC", "Coinbase, USD", "Kraken, USD", "Kraken: Price against that of Coinbase, bps"],
			["2026-03-29 16:00:00", "100", "100.0003", "0.0299999999997524"],
			["2026-03-29 17:00:00", "101", "", ""],
		]);
	});

	it("of several profiles has one row for a price whose doubles differ in the last bit", () => {
		const rows = rowsFrom("0.1:1 0.2:1 0.3:5");
		const inexact = rows.map((one) => (one.row === 0.3 ? { ...one, row: 0.1 + 0.2 } : one));
		const [one, other] = [rows, inexact].map((own) => ({
			...seriesOf([own]),
			times: Float64Array.of(T0),
		}));
		assert.ok(one && other);
		const chart = chartOf([one, { ...other, id: "other" }]);
		const copied = cellsOf(chart, { kind: "rows", table: "profiles", from: 0, to: 9 });
		assert.equal(copied.length, 4);
		assert.deepEqual(copied[1]?.slice(1), ["5", "5"]);
	});

	it("of an explained value area names each step", () => {
		const series = seriesOf([rowsFrom("100:5 101:10 102:20 103:40 104:30 105:15 106:8")]);
		const wish: CopyWish = { kind: "rows", table: "explanation", from: 0, to: 99 };
		const [head, first, ...steps] = cellsOf(chartOf([series]), wish);
		assert.deepEqual(head?.slice(0, 4), ["Step", "Next above, BTC", "Next below, BTC", "Taken"]);
		assert.deepEqual(first, ["poc", "", "", "start", "40", "31.25", "103", "103"]);
		assert.deepEqual(steps.at(-1)?.slice(-2), ["101", "105"]);
	});

	it("may have any size: all of 200,000 rows are copied", () => {
		const count = 200_000;
		const series: VolumeProfileSeries = {
			...SAMPLE,
			offsets: Uint32Array.of(0, count),
			prices: Float64Array.from({ length: count }, (_, row) => 10_000 + row / 8),
			buy: Float64Array.from({ length: count }, (_, row) => 1.123456789012345 + row),
			sell: new Float64Array(count).fill(2.5),
		};
		const wish: CopyWish = { kind: "rows", table: "profile", from: 0, to: count - 1 };
		const copied = copiedText(chartOf([series]), wish, ({ name }) => name);
		assert.equal(copied?.rows, count);
		assert.ok(copied.text.length > 4 * 1024 * 1024);
	});

	it("can be parsed, whatever the numbers are", () => {
		const volume = fc.double({ min: 0, max: 1e30, noNaN: true });
		fc.assert(
			fc.property(fc.array(fc.tuple(volume, volume), { minLength: 1, maxLength: 20 }), (rows) => {
				const series: VolumeProfileSeries = {
					...SAMPLE,
					offsets: Uint32Array.of(0, rows.length),
					prices: Float64Array.from(rows, (_, row) => (row + 1) * 1e-13),
					buy: Float64Array.from(rows, ([buy]) => buy),
					sell: Float64Array.from(rows, ([, sell]) => sell),
				};
				if (!rows.some(([buy, sell]) => buy + sell > 0)) return;
				const wish: CopyWish = { kind: "rows", table: "profile", from: 0, to: rows.length };
				const [, ...lines] = cellsOf(chartOf([series]), wish);
				lines.reverse().forEach((cells, row) => {
					for (const cell of cells) assert.match(cell, /^-?\d+(\.\d+)?$/);
					assert.deepEqual(cells.slice(0, 3).map(Number), [
						series.prices[row],
						series.buy[row],
						series.sell[row],
					]);
				});
			}),
		);
	});
});
