import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import { HOUR_MS, epochMs } from "../../../../src/core/time";
import { type Frame, xOf, yOf } from "../../../../src/webview/charts/frame";
import { sourceLine } from "../../../../src/webview/content/sourceLine";
import { answerOf, sampleAnswer } from "../../../support/answers";
import { vwapSeries } from "../../../support/series";
import { BTC_USD_VWAP } from "../../../support/queries";
import { columnOf, labelsOf, numberIn, plainSpaces, rowsOf, valueOf } from "../reading";
import { type TabledContent, frameOf, show, showChart } from "../shown";

const near = (a: number, b: number, within: number) =>
	assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);
const sample = (
	kind: "volumeProfile" | "vwap",
	interval: string,
	last: string,
	symbol = "BTC-USDT",
) => sampleAnswer({ kind, symbol, interval, range: { last } });
const of = (results: readonly QueryResult[], view: ViewOptions = {}): TabledContent =>
	showChart(results, view).content;
const mainOf = ({ panes }: Frame) => {
	const [main] = panes;
	assert.ok(main);
	return main;
};

describe("a zone that this machine does not know", () => {
	it("is UTC, in every chart over time and whatever begins with its days", async () => {
		const profile = await sampleAnswer({
			kind: "volumeProfile",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "48h" },
		});
		for (const view of [
			{ cumulativeDelta: "day" },
			{ cumulativeDelta: "week", carried: ["day"] },
			{ profileOf: "sessions", separators: true },
			{ lastSessions: 1, openingRange: 60 },
			{ cumulativeDelta: "anchor", anchor: "session" },
		] as const) {
			const [strange, utc] = ["Nowhere/Bad", "UTC"].map((zone) =>
				showChart([profile], { layout: "timePrice", ...view, zone }),
			);
			assert.deepEqual(strange?.content.figures, utc?.content.figures);
			assert.equal(strange?.content.summary, utc?.content.summary);
			assert.equal(strange?.words.zone.name, "UTC");
		}
	});
});

describe("percent of a time × price chart", () => {
	it("begins at the VWAP beside it, and at the POC of an interval without one", async () => {
		const asked = { symbol: "BTC-USDT", interval: "1h", range: { last: "48h" } };
		const [profile, vwap] = await Promise.all([
			sampleAnswer({ kind: "volumeProfile", ...asked }),
			sampleAnswer({ kind: "vwap", ...asked }),
		]);
		const view: ViewOptions = { percentFrom: "first", distances: true };
		const baseOf = (layout: "timePrice" | "overProfile", answers: (typeof profile)[]) => {
			const { content } = showChart(answers, { ...view, layout });
			return / from ([\d,.]+)/.exec(mainOf(frameOf(content)).name ?? "")?.[1];
		};
		const beside = baseOf("timePrice", [profile, vwap]);
		assert.ok(beside !== undefined);
		assert.equal(beside, baseOf("overProfile", [profile, vwap]));
		assert.notEqual(beside, baseOf("timePrice", [profile]));
		const lastOf = (answers: (typeof profile)[]) => {
			const { content } = showChart(answers, { distances: true, layout: "timePrice" });
			return mainOf(frameOf(content)).name ?? "";
		};
		assert.match(lastOf([profile, vwap]), /Δ from VWAP [\d,.]+$/);
		assert.match(lastOf([profile]), /Δ from POC [\d,.]+$/);
	});
});

describe("what is measured in a time × price chart", () => {
	it("is of the rows as they were delivered, however few are drawn", async () => {
		const profile = await sampleAnswer({
			kind: "volumeProfile",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
		const impliedOf = (rowCount: number) => {
			const { content } = showChart([profile], { layout: "timePrice", rowCount });
			const { area, id, x, y } = mainOf(frameOf(content));
			assert.ok(area.right > area.left);
			const [from, to] = [
				{ pane: id, at: { x: x.min, y: y.min } },
				{ pane: id, at: { x: x.max, y: y.max } },
			] as const;
			const rows = content.screen.measure?.(from, to)?.words.rows ?? [];
			return [
				rows.find(({ label }) => label === "Implied VWAP")?.value,
				content.figures.find(({ label }) => label === "Implied VWAP")?.value,
			];
		};
		const [fine, whole] = impliedOf(400);
		assert.ok(fine !== undefined);
		assert.equal(fine, whole);
		assert.equal(impliedOf(6)[0], fine);
	});
});

describe("what a VWAP shows", () => {
	const PRICES = [100, NaN, 104, 102, 99];
	const line = answerOf(BTC_USD_VWAP, vwapSeries(PRICES));

	it("is its last value, its extremes, their span and its gaps in the strip", () => {
		const content = of([line]);
		assert.deepEqual(
			content.figures.map(({ id, value, copied }) => [id, numberIn(value), copied]),
			[
				["last", 99, "99"],
				["low", 99, "99"],
				["high", 104, "104"],
				["range", 5, "5"],
				["gaps", 1, "1"],
			],
		);
		assert.deepEqual(content.legend, []);
	});

	it("says so where nothing in the answer is at the anchor, or where the axis was to count from, instead of taking the first", () => {
		const series = vwapSeries(PRICES, [1, 0, 2, 3, 4]);
		const answer = answerOf(BTC_USD_VWAP, series);
		const noticesOf = (view: ViewOptions) =>
			(of([answer], view).notices ?? []).map(({ text }) => text);
		const figuresOf = (view: ViewOptions) => of([answer], view).figures.map(({ id }) => id);
		for (const [anchor, place] of [
			["2026-03-28T10:00:00.000Z", "2026-03-28 10:00 UTC"],
			["2026-03-29T05:00:00.000Z", "2026-03-29 05:00 UTC"],
			["2026-02-30T10:00:00Z", "2026-02-30T10:00:00Z UTC"],
			["quarter", "quarter UTC"],
		] as const) {
			const notice = `This answer has no prices at ${place}, so nothing counts from there. Choose another time or change the range.`;
			assert.deepEqual(noticesOf({ anchor }), [notice]);
			assert.ok(!figuresOf({ anchor }).includes("anchored"), anchor);
			assert.deepEqual(noticesOf({ percentFrom: anchor }), [notice]);
			assert.deepEqual(noticesOf({ anchor, percentFrom: "anchor" }), [notice]);
		}
		assert.deepEqual(
			noticesOf({ anchor: "2026-03-28T10:00:00.000Z", percentFrom: "2026-03-27T10:00:00.000Z" }),
			[
				"This answer has no prices at 2026-03-28 10:00 UTC, so nothing counts from there. This answer has no prices at 2026-03-27 10:00 UTC, so nothing counts from there. Choose another time or change the range.",
			],
		);
		const held = "2026-03-29T02:00:00.000Z";
		assert.deepEqual(noticesOf({ anchor: held, percentFrom: held }), []);
		assert.deepEqual(noticesOf({ anchor: held, percentFrom: "anchor" }), []);
		assert.deepEqual(noticesOf({ percentFrom: "anchor" }), []);
		assert.deepEqual(noticesOf({ percentFrom: "first" }), []);
	});

	it("is every interval in its table, those without trades too", () => {
		const { table } = of([line]);
		assert.deepEqual(columnOf(table, "VWAP"), ["100", "no trades", "104", "102", "99"]);
		assert.equal(columnOf(table, "Time")[4], "2026-03-29 04:00");
	});

	it("says what is missing in one sentence that adds up", async () => {
		const day = await sample("vwap", "1h", "24h");
		const [series] = day.series;
		assert.ok(series?.kind === "vwap");
		const price = series.price.slice();
		price[5] = NaN;
		const fetchedAt = epochMs((series.times.at(-1) ?? NaN) + series.interval / 2);
		const { content, parts, words, view, caption } = showChart([
			{ ...day, fetchedAt, series: [{ ...series, price, open: true }] },
		]);
		const [part] = parts;
		assert.ok(part);
		for (const text of [content.summary, sourceLine(caption, [part], view, words, fetchedAt)])
			assert.ok(text.includes("22 of 24 intervals: 1 empty, 1 open"), text);
		assert.equal(valueOf(content, "gaps"), "1");
	});

	it("names at least three dates on a narrow axis of days", async () => {
		for (const [interval, last] of [
			["1h", "7d"],
			["4h", "14d"],
			["1d", "30d"],
		] as const) {
			const content = of([await sample("vwap", interval, last)]);
			const { ticks } = mainOf(frameOf(content, { width: 300, height: 560 })).x;
			const dates = ticks.filter(({ label }) => /^[A-Z][a-z]{2}( \d+)?$/.test(label));
			assert.ok(dates.length >= 3, labelsOf(ticks).join());
		}
	});

	it("marks a value in the middle of its interval", () => {
		const { screen } = of([line]);
		const time = line.series[0]?.times[2] ?? NaN;
		const { x, points } = screen.marks({ time }, undefined);
		assert.equal(x?.value, time + 1_800_000);
		assert.deepEqual(
			points.map((point) => [point.x, point.y]),
			[[time + 1_800_000, 104]],
		);
		// A gap has no point.
		assert.deepEqual(screen.marks({ time: time - 3_600_000 }, undefined).points, []);
	});

	it("snaps to the interval under the pointer, and walks from the last one to the ends", () => {
		const { screen } = of([line]);
		const times = Array.from(line.series[0]?.times ?? []);
		const main = mainOf(frameOf(of([line])));
		for (const [i, time] of times.entries()) {
			for (const share of [0.02, 0.5, 0.98]) {
				const at = { x: time + share * 3_600_000, y: 100 };
				assert.equal(screen.cursorAt(main, at)?.time, times[i]);
			}
		}
		const first = screen.step(undefined, 1, 0);
		assert.equal(first?.time, times.at(-1));
		assert.equal(screen.step(first, 1, 0)?.time, times.at(-1));
		assert.equal(screen.step(first, -1, 0)?.time, times.at(-2));
		assert.equal(screen.step(first, -Infinity, 0)?.time, times[0]);
	});

	it("finds the interval that a time of another chart lies in, and none outside of its own", () => {
		const { screen } = of([line]);
		const times = Array.from(line.series[0]?.times ?? []);
		for (const time of times)
			for (const later of [0, 1, 3_599_999])
				assert.deepEqual(screen.cursorOf({ time: time + later }), { time });
		const [first = NaN, last = NaN] = [times[0], times.at(-1)];
		assert.equal(screen.cursorOf({ time: first - 1 }), undefined);
		assert.equal(screen.cursorOf({ time: last + 3_600_000 }), undefined);
		assert.equal(screen.cursorOf({}), undefined);
	});

	it("shows a sentence without a price, and says how many intervals there are", () => {
		const { content } = show([answerOf(BTC_USD_VWAP, vwapSeries([NaN, NaN]))]);
		assert.ok(content.state === "empty" && content.text.includes("2"), JSON.stringify(content));
	});
});

describe("what an anchored VWAP shows", () => {
	let week: QueryResult;
	before(async () => {
		week = await sample("vwap", "15m", "7d");
	});

	it("is nothing until an anchor is chosen, then in strip and legend with the anchor's name", () => {
		const content = of([week]);
		assert.ok(!labelsOf(content.figures).includes("Anchored VWAP"));
		const anchored = of([week], { anchor: "first" });
		assert.deepEqual(labelsOf(anchored.figures).slice(-3), ["Anchored VWAP", "σ", "Deviation"]);
		assert.deepEqual(labelsOf(anchored.legend), ["VWAP", "Anchored VWAP"]);
		assert.equal(valueOf(anchored, "anchorName"), "First interval");
	});

	it("is the volume-weighted average of the table's own numbers", () => {
		const { table } = of([week], { anchor: "first" });
		const [prices, volumes, running] = ["VWAP", "Volume", "Anchored VWAP"].map((name) =>
			columnOf(table, name).map(numberIn),
		);
		assert.ok(prices && volumes && running);
		let [money, volume] = [0, 0];
		for (const [i, price] of prices.entries()) {
			if (Number.isNaN(price)) continue;
			money += price * (volumes[i] ?? NaN);
			volume += volumes[i] ?? NaN;
			near(running[i] ?? NaN, money / volume, 0.1);
		}
	});

	it("begins where each anchor says", () => {
		const values = new Set<string>();
		for (const [anchor, label] of [
			["session", "Each day"],
			["week", "Each week"],
			["month", "Each month · partial"],
			["first", "First interval"],
			["highestVolume", "Highest volume"],
			["highestPrice", "Highest price"],
			["lowestPrice", "Lowest price"],
			["2026-03-24T02:00:00.000Z", "2026-03-24 02:00"],
		] as const) {
			const content = of([week], { anchor });
			assert.equal(valueOf(content, "anchorName"), label);
			values.add(valueOf(content, "anchored"));
		}
		// The week begins on a Sunday and within a month, so that month and first agree.
		assert.equal(values.size, 7, [...values].join());
	});

	it("has bands of its own deviation, of a percentage, or none", () => {
		const time = week.series[0]?.times.at(-1) ?? NaN;
		const bands = (view: ViewOptions) =>
			labelsOf(of([week], { anchor: "session", ...view }).screen.describe({ time }).rows)
				.map((label) => plainSpaces(label))
				.filter((label) => label.startsWith("±"));
		assert.deepEqual(bands({}), ["±1 σ", "±2 σ", "±3 σ"]);
		assert.deepEqual(bands({ bands: "percent", multipliers: [0.5, 1] }), ["±0.5 %", "±1 %"]);
		assert.deepEqual(bands({ bands: "none" }), []);
	});

	it("draws every band that is asked for", () => {
		const main = mainOf(frameOf(of([week], { anchor: "first", multipliers: [1, 2, 3] })));
		const time = week.series[0]?.times.at(-1) ?? NaN;
		const content = of([week], { anchor: "first", multipliers: [3] });
		const row = content.screen.describe({ time }).rows.find(({ label }) => /^±3/.test(label));
		const [low = NaN, high = NaN] = (row?.value ?? "").split("–").map(numberIn);
		for (const price of [low, high]) {
			const y = yOf(main, price);
			assert.ok(y >= main.area.top && y <= main.area.bottom, `${price} at ${y}`);
		}
	});

	it("counts its axis in percent from the first visible interval, an anchor or a time", () => {
		const line = answerOf(BTC_USD_VWAP, vwapSeries([100, NaN, 104, 102, 99], [1, 0, 1, 1, 1]));
		const times = line.series[0]?.times ?? new Float64Array();
		const last = (view: ViewOptions, from?: number) => {
			const end = (times.at(-1) ?? 0) + HOUR_MS;
			const zoom = from === undefined ? {} : { x: { min: from, max: end } };
			const main = mainOf(frameOf(of([line], view), { width: 800, zoom }));
			return [main.y.tags[0]?.text.replace(/\s/g, " "), main.name?.slice(0, 24)];
		};
		assert.deepEqual(last({}), ["99.00000", undefined]);
		const since = "% since 2026-03-29 0";
		assert.deepEqual(last({ percentFrom: "first" }), ["−1.00 %", `${since}0:00`]);
		// Nothing traded in the second interval, so the third is the first that is visible.
		assert.deepEqual(last({ percentFrom: "first" }, times[1]), ["−4.81 %", `${since}2:00`]);
		assert.deepEqual(last({ percentFrom: "2026-03-29T03:00:00Z" }), ["−2.94 %", `${since}3:00`]);
		const anchored = { anchor: "2026-03-29T02:00:00Z", percentFrom: "anchor" };
		assert.equal(last({ ...anchored, hidden: ["anchored"] })[0], "−4.81 %");
		// Without an anchor there is nothing to count from, so prices stay.
		assert.equal(last({ percentFrom: "anchor" })[0], "99.00000");
	});

	it("says beside each level how far it is from the last price", () => {
		const texts = (view: ViewOptions) =>
			mainOf(frameOf(of([week], { anchor: "first", bands: "none", ...view }))).y.tags.map(
				({ value, text }) => ({ value, text }),
			);
		const [anchored, last] = texts({ distances: true });
		assert.ok(anchored !== undefined && last !== undefined);
		const [plain, same] = texts({});
		assert.equal(last.text, same?.text);
		const main = mainOf(frameOf(of([week], { anchor: "first", bands: "none", distances: true })));
		assert.equal(main.name, `Δ from VWAP ${last.text}`);
		const percent = (anchored.value / last.value - 1) * 100;
		assert.ok(anchored.text.startsWith(`${plain?.text} (`));
		near(numberIn(anchored.text.slice((plain?.text ?? "").length)), percent, 0.005);
		// On an axis of percent, too, it stands beside the price, not beside another share.
		assert.equal(texts({ distances: true, percentFrom: "first" })[0]?.text, anchored.text);
	});

	it("has a table that tells the row of what the crosshair is on", () => {
		const { table, screen } = of([week]);
		const cursor = screen.step(screen.step(undefined, -Infinity, 0), 1, 0);
		assert.ok(cursor !== undefined);
		const row = table.rowOf?.(screen.numbersAt(cursor)) ?? NaN;
		assert.equal(row, 1);
		assert.ok(screen.describe(cursor).title.startsWith(table.row(row).cells[0] ?? "-"));
		assert.equal(table.rowOf?.({ time: 1 }), undefined);
		assert.equal(table.rowOf?.({ profile: 0, from: 0, to: 0 }), undefined);
	});

	it("has a crosshair that leaves out intervals without trades where people want that", () => {
		const line = answerOf(BTC_USD_VWAP, vwapSeries([100, NaN, NaN, 102, 99]));
		const walked = (view: ViewOptions) => {
			const { screen } = of([line], view);
			const first = screen.step(undefined, -Infinity, 0);
			const next = screen.step(first, 1, 0);
			return [first, next].map((cursor) => line.series[0]?.times.indexOf(cursor?.time ?? NaN));
		};
		assert.deepEqual(walked({}), [0, 1]);
		assert.deepEqual(walked({ snap: true }), [0, 3]);
		const { screen } = of([line], { snap: true });
		const [main] = frameOf(of([line], { snap: true })).panes;
		const gap = line.series[0]?.times[1] ?? NaN;
		assert.ok(main !== undefined);
		const near = screen.cursorAt(main, { x: gap, y: 100 });
		assert.equal(near?.time, line.series[0]?.times[0]);
	});

	it("has the deviation in the strip that its table ends with", () => {
		const content = of([week], { anchor: "session" });
		const last = (heading: string) => numberIn(columnOf(content.table, heading).at(-1) ?? "");
		near(numberIn(valueOf(content, "deviation")), last("Deviation, %"), 0.006);
		near(numberIn(valueOf(content, "deviationSigma")), last("Deviation, σ"), 0.006);
		near(last("Deviation, %"), (last("VWAP") / last("Anchored VWAP") - 1) * 100, 0.002);
	});

	it("has panes and candles that tell their numbers under the cursor", () => {
		const view = { anchor: "session", volume: true, deviation: true, candles: true } as const;
		const content = of([week], view);
		assert.deepEqual(
			frameOf(content).panes.map(({ id }) => id),
			["main", "volume", "deviation"],
		);
		assert.ok(labelsOf(content.legend).includes("Candles"));
		const time = week.series[0]?.times.at(-1) ?? NaN;
		const rows = labelsOf(content.screen.describe({ time }).rows);
		for (const word of ["Open", "Close", "Volume", "Trades", "Deviation", "±3 σ"])
			assert.ok(
				rows.some((label) => plainSpaces(label) === word),
				rows.join(),
			);
	});
});

describe("what a profile shows over time and price", () => {
	let day: QueryResult;
	before(async () => {
		day = await sample("volumeProfile", "1h", "24h");
	});
	const view = { layout: "timePrice" } as const;

	it("is the levels and totals of each interval in its table, which add up to the strip", () => {
		const { table, ...content } = of([day], view);
		assert.deepEqual(
			table.columns.slice(0, 4).map((column) => column.split(", ")[0]),
			["Time", "POC", "VAH", "VAL"],
		);
		assert.equal(table.count, 24);
		const sum = columnOf(table, "Total").reduce((all, cell) => all + numberIn(cell), 0);
		near(sum, numberIn(content.figures.find(({ id }) => id === "total")?.value ?? ""), 0.06);
	});

	it("reads the cell under the cursor, and the bar beside the cells", () => {
		const { screen } = of([day], view);
		const time = day.series[0]?.times[3] ?? NaN;
		const cell = screen.describe({ time, row: 40 });
		assert.match(cell.title, /^[\d,.–]+ · 2026-03-28 03:00 UTC/);
		const words = labelsOf(cell.rows);
		for (const word of ["Buy", "Sell", "Total", "Delta", "POC of the interval"])
			assert.ok(words.includes(word), words.join());
		assert.ok(labelsOf(screen.describe({ profile: 0, row: 40 }).rows).includes("Share of total"));
	});

	it("is walked cell by cell, and on to the profile behind the last interval", () => {
		const { screen } = of([day], view);
		const times = Array.from(day.series[0]?.times ?? []);
		const start = screen.step(undefined, -Infinity, 0);
		assert.equal(start?.time, times[0]);
		const right = screen.step(start, 1, 0);
		assert.deepEqual(right, { ...start, time: times[1] });
		assert.equal(screen.step(right, 0, 1)?.row, (right?.row ?? NaN) + 1);
		const last = screen.step(undefined, 1, 0);
		const beside = screen.step(last, 1, 0);
		assert.deepEqual([beside?.time, typeof beside?.row], [undefined, "number"]);
		assert.equal(beside && screen.step(beside, -1, 0)?.time, times.at(-1));
	});

	it("has in its legend what the bar of colors above the cells does not say", () => {
		const labels = (more: ViewOptions) => labelsOf(of([day], { ...view, ...more }).legend);
		assert.ok(labels({}).includes("POC of each interval"));
		assert.ok(labels({ cells: "delta" }).includes("More sold: narrower cells"));
		assert.ok(!labels({}).some((label) => label.startsWith("Volume")));
		for (const [id, label] of [
			["developing", "Developing levels"],
			["naked", "Naked POCs"],
		] as const)
			assert.ok(labels({ [id]: true }).includes(label));
	});

	it("says above cells of deltas how those differ where more was sold, apart from their color", () => {
		const titleOf = (cells: "volume" | "delta") =>
			frameOf(of([day], { ...view, cells })).colorBar?.bar.title;
		assert.equal(titleOf("volume"), "Volume, BTC per cell, by square root");
		assert.equal(titleOf("delta"), "Delta, BTC per cell, by square root · narrow: more sold");
	});

	it("has developing levels that end at those of the whole, at the edges of rows too", () => {
		const time = day.series[0]?.times.at(-1) ?? NaN;
		for (const edges of [false, true]) {
			const content = of([day], { ...view, developing: true, edges });
			const { rows } = content.screen.describe({ time, row: 10 });
			const words = rows.map(({ label, value }) => `${label} ${value}`).join("\n");
			assert.ok(words.includes(`– ${valueOf(content, "vah")}`), words);
			assert.equal(words.includes("outer edges"), edges, words);
		}
	});

	it("has the last of intervals that are shorter than the cell, and says when it begins", async () => {
		const content = of([day, await sample("vwap", "15m", "24h")], view);
		const time = day.series[0]?.times[3] ?? NaN;
		const { rows } = content.screen.describe({ time, row: 10 });
		const place = rows.findIndex(({ label }) => label === "Interval from");
		assert.equal(rows[place]?.value, "03:45");
		assert.equal(rows[place + 1]?.label, "VWAP");
	});

	it("leaves out what the legend switches off", () => {
		const layersOf = (hidden: readonly string[], more: ViewOptions = {}) => {
			const content = of([day], { ...view, ...more, hidden });
			return frameOf(content).panes.reduce((sum, { layers }) => sum + layers.length, 0);
		};
		for (const [id, more] of [
			["path", {}],
			["developing", { developing: true }],
			["naked", { naked: true }],
			["nodes", { nodes: true }],
		] as const)
			assert.ok(layersOf([id], more) < layersOf([], more), id);
	});
});

describe("what several lines show", () => {
	const at = (exchange: string, prices: readonly number[]) =>
		answerOf({ ...BTC_USD_VWAP, exchange }, vwapSeries(prices, undefined, { id: exchange }));

	it("is their change when their prices are far apart, with the spread of each in strip and table", async () => {
		const content = of([
			await sample("vwap", "15m", "7d"),
			await sample("vwap", "15m", "7d", "ETH-USDT"),
		]);
		assert.deepEqual(labelsOf(content.legend), ["BTC-USDT", "ETH-USDT"]);
		assert.deepEqual(content.table.columns, [
			"Time, UTC",
			"BTC-USDT, USDT",
			"ETH-USDT, USDT",
			"BTC-USDT, %",
			"ETH-USDT, %",
			"ETH-USDT: Change less that of BTC-USDT, bps",
		]);
		const known = rowsOf(content.table)
			.map((cells) => cells.slice(1).map(numberIn))
			.filter((cells) => cells.every((cell) => !Number.isNaN(cell)));
		const [btc0 = NaN, eth0 = NaN] = known[0] ?? [];
		for (const [btc = NaN, eth = NaN, , change = NaN, bps = NaN] of known) {
			near(change, (eth / eth0 - 1) * 100, 0.0051);
			near(bps, (eth / eth0 - btc / btc0) * 1e4, 0.12);
		}
		const [btc = NaN, eth = NaN, , , bps = NaN] = known.at(-1) ?? [];
		near(numberIn(valueOf(content, "last0")), btc, 0.0051);
		near(numberIn(valueOf(content, "last1")), eth, 0.0051);
		near(numberIn(valueOf(content, "spread1")), bps, 0.051);
	});

	it("is their prices on one axis when one market is compared at several venues", () => {
		const content = of([
			at("cbse", [100, 101]),
			at("krkn", [100.2, 101.1]),
			at("stmp", [99.9, 100.8]),
		]);
		assert.equal(content.table.columns.length, 6);
		const [, ...numbers] = content.table.row(0).cells.map(numberIn);
		const [base = NaN, second = NaN, third = NaN, ...spreads] = numbers;
		near(spreads[0] ?? NaN, (second / base - 1) * 1e4, 0.06);
		near(spreads[1] ?? NaN, (third / base - 1) * 1e4, 0.06);
		const main = mainOf(frameOf(content));
		assert.ok(main.y.min > 99 && main.y.max < 102);
	});

	it("draws fewer when one is switched off", async () => {
		const results = [
			await sample("vwap", "1h", "24h"),
			await sample("vwap", "1h", "24h", "ETH-USDT"),
		];
		const [item] = of(results).legend.slice(1);
		assert.ok(item);
		const layers = (view: ViewOptions) => mainOf(frameOf(of(results, view))).layers.length;
		assert.ok(layers({ hidden: [item.id] }) < layers({}));
	});
});

describe("what a VWAP and a profile of one market show", () => {
	let both: readonly QueryResult[];
	before(async () => {
		both = [await sample("volumeProfile", "1h", "24h"), await sample("vwap", "1h", "24h")];
	});

	it("is the line at the left and the bars at the right, on one price axis", () => {
		const [line, bars] = frameOf(of(both)).panes;
		assert.ok(line && bars);
		assert.ok(line.area.right <= bars.area.left);
		assert.deepEqual([line.yGroup, bars.yGroup], ["price", "price"]);
		assert.deepEqual([line.y.min, line.y.max], [bars.y.min, bars.y.max]);
		// The levels go through both, and are named once.
		const levels = (pane: typeof line) => pane.y.tags.map(({ value }) => value).slice(0, 3);
		assert.deepEqual(levels(line), levels(bars));
	});

	it("holds the whole profile beside a VWAP of a narrower range, whatever comes first", async () => {
		const week = await sample("volumeProfile", "1h", "7d");
		const short = await sample("vwap", "1h", "6h");
		for (const results of [
			[week, short],
			[short, week],
		]) {
			const content = of(results, { layout: "overProfile" });
			const { y } = mainOf(frameOf(content));
			for (const level of ["poc", "vah", "val"]) {
				const value = numberIn(valueOf(content, level));
				assert.ok(value > y.min && value < y.max, `${level} ${value}`);
			}
		}
	});

	it("takes an anchor, candles and panes like a VWAP alone, with a legend for each", () => {
		const content = of(both, {
			candles: true,
			volume: true,
			developing: true,
			anchor: "session",
			deviation: true,
		});
		assert.ok(labelsOf(content.figures).includes("Anchored VWAP"));
		const labels = labelsOf(content.legend);
		for (const label of ["VWAP", "Anchored VWAP", "Candles", "Developing levels"])
			assert.ok(labels.includes(label), labels.join());
		assert.deepEqual(
			frameOf(content, { height: 560 }).panes.map(({ id }) => id),
			["main", "side", "volume", "deviation"],
		);
	});

	it("has the points of the line in the middle of their intervals", () => {
		const content = of(both);
		const main = mainOf(frameOf(content));
		const times = Array.from(both[1]?.series[0]?.times ?? []);
		const width = (main.area.right - main.area.left) / times.length;
		for (const [i, time] of times.entries()) {
			const [point] = content.screen.marks({ time }, undefined).points;
			near(xOf(main, point?.x ?? NaN), main.area.left + (i + 0.5) * width, 0.01);
		}
	});

	it("is compared, and the strip counts what the table says", () => {
		const content = of(both, { layout: "crossCheck" });
		assert.deepEqual(labelsOf(content.legend).slice(1), [
			"Implied by the profile",
			"Explained by row height",
			"How often differences occur",
			"Mean",
		]);
		assert.deepEqual(content.table.columns, [
			"Time, UTC",
			"Difference, bps",
			"Implied by the profile, USDT",
			"VWAP, USDT",
			"Explained from, bps",
			"Explained to, bps",
		]);
		const compared = rowsOf(content.table)
			.map((cells) => cells.slice(1).map(numberIn))
			.filter((cells) => cells.every((cell) => !Number.isNaN(cell)));
		for (const [bps = NaN, implied = NaN, vwap = NaN] of compared)
			near((implied / vwap - 1) * 1e4, bps, 0.02);
		const within = compared.filter(
			([bps = NaN, , , from = NaN, to = NaN]) => from <= bps && bps <= to,
		);
		assert.equal(numberIn(valueOf(content, "compared")), compared.length);
		assert.equal(numberIn(valueOf(content, "within")), within.length);
		assert.equal(numberIn(valueOf(content, "beyond")), compared.length - within.length);
		const largest = Math.max(...compared.map(([bps = NaN]) => Math.abs(bps)));
		near(Math.abs(numberIn(valueOf(content, "largest"))), largest, 0.06);
	});

	it("cannot be compared when their intervals do not fit, and says what to do", async () => {
		const { content } = show(
			[await sample("volumeProfile", "4h", "7d"), await sample("vwap", "1d", "7d")],
			{ layout: "crossCheck" },
		);
		assert.ok(content.state === "empty");
		assert.match(content.text, /same interval for both/);
		assert.deepEqual(content.actions, ["changeRange"]);
	});
});
