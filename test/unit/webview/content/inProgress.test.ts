import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import { HOUR_MS, durationMs, epochMs } from "../../../../src/core/time";
import { onlyIntervals } from "../../../../src/core/profile/overTime/onlyIntervals";
import { figureInterval } from "../../../../src/webview/content/figures";
import { wordsOf } from "../../../../src/webview/words";
import { whenWords } from "../../../../src/webview/widgets/whenWords";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, profileSeries, vwapOf } from "../../../support/series";
import { columnOf, plainSpaces } from "../reading";
import { SETTINGS, frameOf, showChart } from "../shown";

const hour = (hours: number) => epochMs(MIDNIGHT + hours * HOUR_MS);
const QUARTER = durationMs(HOUR_MS / 4);
const range = { from: hour(0), to: hour(24) };
const words = wordsOf(SETTINGS);

/** Prices of intervals from midnight on, asked for at an hour of that day. */
function lineTold(
	told: number,
	prices: readonly number[],
	{ interval = HOUR_MS, open = true, exchange = "cbse" } = {},
): QueryResult {
	const times = prices.map((_, index) => MIDNIGHT + index * interval);
	const series = vwapOf(
		times,
		prices,
		prices.map(() => 1),
		interval,
	);
	const query = { ...BTC_USD_VWAP, exchange };
	const more = { range, fetchedAt: hour(told) };
	return answerOf(query, { ...series, id: exchange, open }, more);
}
function profileTold(told: number, count: number, open = true): QueryResult {
	const rows = Array.from({ length: count }, () => [[100, 2, 1] as const, [110, 1, 3] as const]);
	const series = { ...profileSeries(rows), open };
	return answerOf(BTCUSDT_PROFILE, series, { range, fetchedAt: hour(told) });
}
const from = (count: number, first: number) => Array.from({ length: count }, (_, at) => first + at);

/** Title and rows of the card at an hour. */
function cardAt(results: readonly QueryResult[], view: ViewOptions, at: number) {
	const { title, rows } = showChart(results, view, {
		caption: twoMarkets(results),
	}).content.screen.describe({ time: hour(at) });
	return { title, rows: rows.map(({ label, value }) => plainSpaces(`${label} ${value}`)) };
}
const twoMarkets = (results: readonly QueryResult[]) => ({
	parts: results.map(({ query }, index) => ({
		market: "BTC-USD",
		source: ["Coinbase", "Kraken"][index] ?? "",
		kind: query.kind === "vwap" ? "VWAP" : "Volume profile",
	})),
});

/** What is told of an interval, in hours of the day but for its length. */
interface TimeOf {
	readonly length?: number;
	readonly open?: boolean;
	readonly toldAt: number;
	readonly now?: number;
	readonly newest?: number;
}

describe("the time of the last value", () => {
	const at = (
		start: number,
		{ length = HOUR_MS, open = false, toldAt, now = toldAt, newest = start }: TimeOf,
	) =>
		whenWords(
			figureInterval(
				{ times: Float64Array.of(hour(newest)), open },
				{ fetchedAt: hour(0), toldAt: hour(toldAt) },
				hour(start),
				length,
			),
			hour(now),
			words,
		);

	it("says how long its interval is over, and later its date", () => {
		assert.equal(at(14, { toldAt: 15, now: 15.5 }), "14:00 · 30 min ago");
		assert.equal(at(14, { toldAt: 15, now: 38.5 }), "2026-03-29 14:00 · 23 h ago");
		assert.equal(at(14, { toldAt: 15, now: 39 }), "2026-03-29 14:00");
	});

	it("is that of an interval in progress for as long as the value is of a part of it, whatever a clock says", () => {
		const told = { open: true, toldAt: 14 + 5 / 60 };
		assert.equal(at(14, told), "14:00 · in progress at 14:05");
		assert.equal(at(14, { ...told, now: 15.5 }), "14:00 · in progress at 14:05");
		assert.equal(at(14, { ...told, now: 40 }), "2026-03-29 14:00 · in progress at 14:05");
		assert.equal(
			at(0, { open: true, length: 72 * HOUR_MS, toldAt: 30 }),
			"2026-03-29 00:00 · in progress at 03-30 06:00",
		);
		// The interval in progress has not traded yet.
		assert.equal(at(13, { ...told, newest: 14 }), "13:00 · 5 min ago");
	});

	it("does not call an interval in progress that came as closed, where this machine's clock is slow", () => {
		assert.equal(at(14, { toldAt: 15.25, now: 14.5 }), "14:00 · 15 min ago");
		assert.equal(at(14, { toldAt: 15 - 1 / 3_600, now: 14.5 }), "14:00 · just now");
	});

	it("is by the interval and the answer of the line itself, not by those of the columns", () => {
		const quarters = lineTold(14.9, from(60, 100), { interval: QUARTER });
		for (const layout of ["timePrice", "overProfile"] as const) {
			const { figures } = showChart([profileTold(14.5, 15), quarters], { layout }).content;
			assert.deepEqual(figures.find(({ id }) => id === "last")?.when, {
				start: hour(14.75),
				end: hour(15),
				toldAt: hour(14.9),
				isOpen: true,
			});
		}
	});
});

describe("a card over a profile and a VWAP", () => {
	const quarters = lineTold(14.9, from(60, 100), { interval: QUARTER });

	it("names an interval of the VWAP in progress by the VWAP, where its intervals are the columns", () => {
		const titleAt = (results: QueryResult[], at: number) =>
			cardAt(results, { layout: "overProfile" }, at).title;
		assert.doesNotMatch(titleAt([profileTold(14.9, 15), quarters], 14), /in progress/);
		assert.match(titleAt([profileTold(14.9, 15), quarters], 14.75), /14:45 UTC · in progress$/);
		const four = lineTold(14.9, from(4, 100), { interval: durationMs(4 * HOUR_MS) });
		assert.match(titleAt([profileTold(14.9, 15), four], 12), /12:00 UTC · in progress$/);
	});

	it("marks each part where one was told before an interval was over and the other after", () => {
		const [early, late] = [profileTold(13.9, 14), lineTold(14.1, from(15, 100))];
		const view: ViewOptions = { layout: "timePrice" };
		const after = cardAt([early, late], view, 13);
		assert.match(after.title, /13:00 UTC · in progress$/);
		assert.deepEqual(after.rows.slice(-2), ["Interval from 13:00", "VWAP 113"]);
		const other = cardAt([profileTold(14.1, 14, false), lineTold(13.9, from(14, 100))], view, 13);
		assert.doesNotMatch(other.title, /in progress/);
		assert.deepEqual(other.rows.slice(-2), ["Interval from 13:00 · in progress", "VWAP 113"]);
	});

	it("has the last of the shorter intervals of a column, as at rest, and names it", () => {
		const view: ViewOptions = { layout: "timePrice", anchor: "first" };
		const results = [profileTold(14.9, 15), quarters];
		const { rows } = cardAt(results, view, 13);
		assert.ok(rows.includes("Interval from 13:45"), rows.join());
		assert.ok(rows.includes("VWAP 155"), rows.join());
		const { screen, figures } = showChart(results, view).content;
		const read = screen.readings?.({ time: hour(14), row: 0 });
		assert.equal(read?.place, "2026-03-29 14:45");
		const followed = figures.filter(({ follows }) => follows);
		assert.ok(followed.length > 2);
		for (const { id, value } of followed)
			assert.equal(read.values.find((one) => one.id === id)?.value, value, id);
		frameOf(showChart(results, view).content);
		assert.equal(
			screen.marks({ time: hour(14) }, undefined).points[0]?.x,
			hour(14.75) + QUARTER / 2,
		);
		assert.ok(cardAt(results, view, 14).rows.includes("Interval from 14:45 · in progress"));
	});

	it("says with what was measured that the VWAP counts an interval in progress", () => {
		const measuredTo = (to: number) => {
			const { content } = showChart([profileTold(14.9, 15), quarters], { layout: "timePrice" });
			const { id, y } = frameOf(content).panes[0] ?? assert.fail();
			const place = (time: number, price: number) => ({ pane: id, at: { x: time, y: price } });
			const rows = content.screen.measure?.(place(hour(12), y.min), place(hour(to), y.max))?.words
				.rows;
			return rows?.find(({ label }) => label === "VWAP at all prices")?.value ?? "";
		};
		assert.match(measuredTo(14.5), / · last interval in progress$/);
		assert.doesNotMatch(measuredTo(13.5), /in progress/);
	});
});

describe("readings of lines with intervals of their own", () => {
	const readAt = (results: readonly QueryResult[], at: number) => {
		const read = showChart(results, {
			layout: "timePrice",
			cumulativeDelta: "range",
		}).content.screen.readings?.({ time: hour(at), row: 0 });
		assert.ok(read !== undefined);
		const { place, values } = read;
		const of = (id: string) => values.find((one) => one.id === id)?.place?.slice(11);
		return [place.slice(11), of("last"), of("cumulativeDelta")];
	};

	it("say their time where it is not that which the strip names", () => {
		const profile = profileTold(15, 15, false);
		assert.deepEqual(readAt([profile, lineTold(15, from(15, 100))], 13), [
			"13:00",
			undefined,
			undefined,
		]);
		// The last quarter ends with the hour.
		const quarters = lineTold(15, from(60, 100), { interval: QUARTER });
		assert.deepEqual(readAt([profile, quarters], 13), ["13:45", undefined, undefined]);
		const days = lineTold(15, from(4, 100), { interval: durationMs(4 * HOUR_MS) });
		assert.deepEqual(readAt([profile, days], 13), ["13:00", "12:00", undefined]);
	});
});

describe("an answer that lacks an interval of a VWAP", () => {
	it("has no price there to tell, which is not an interval without trades", () => {
		const line = lineTold(10, [...from(8, 100), NaN, 109], { open: false });
		const results = [profileTold(15, 15, false), line];
		const vwapAt = (at: number) => {
			const { screen } = showChart(results, { layout: "timePrice" }).content;
			const { rows } = screen.describe({ time: hour(at), row: 0 });
			return [
				rows.find(({ label }) => label === "VWAP")?.value,
				screen.readings?.({ time: hour(at), row: 0 })?.values.find(({ id }) => id === "last")
					?.value,
			];
		};
		assert.deepEqual(vwapAt(8), ["no trades", "no trades"]);
		assert.deepEqual(vwapAt(12), ["not in this answer", "not in this answer"]);
	});

	it("says so of a market beside others, in the strip and of what is measured", () => {
		const [a, b] = [
			lineTold(14, from(14, 100), { open: false }),
			lineTold(14, [...from(8, 101), NaN, NaN], { open: false, exchange: "krkn" }),
		];
		const { content } = showChart([a, b], {}, { caption: twoMarkets([a, b]) });
		const readAt = (at: number) => content.screen.readings?.({ time: hour(at) })?.values[1]?.value;
		assert.equal(readAt(8), "no trades");
		assert.equal(readAt(12), "not in this answer");
		const { id, y } = frameOf(content).panes[0] ?? assert.fail();
		const measured = (from: number, to: number) => {
			const place = (time: number) => ({ pane: id, at: { x: hour(time), y: y.min } });
			const rows = content.screen.measure?.(place(from), place(to))?.words.rows ?? [];
			return rows.find(({ label }) => label === "Kraken")?.value;
		};
		assert.equal(measured(8.5, 9.5), "no trades");
		assert.equal(measured(11.5, 12.5), "not in this answer");
	});

	it("is not compared there in a cross-check, nor in an interval in progress", () => {
		const whole = lineTold(14.5, from(15, 100));
		const series = whole.series[0];
		assert.equal(series?.kind, "vwap");
		const times = series.times.filter((time) => time !== hour(6));
		const line = {
			...whole,
			series: [vwapOf([...times], from(14, 100), from(14, 1))].map((one) => ({
				...one,
				open: true,
			})),
		};
		const { screen } = showChart([profileTold(14.5, 15), line], { layout: "crossCheck" }).content;
		const at = (hours: number) => [
			screen.describe({ time: hour(hours) }).rows[0]?.value,
			screen.describe({ time: hour(hours) }).rows[2]?.value,
			screen.readings?.({ time: hour(hours) })?.values[0]?.value,
		];
		assert.deepEqual(at(6), ["not compared", "–", "not compared"]);
		assert.deepEqual(at(14), ["in progress", "–", "in progress"]);
		assert.equal(screen.resting?.values[0]?.value, "in progress");
		assert.match(at(5)[0] ?? "", /^105/);
	});
});

describe("compared lines", () => {
	const compared = (a: QueryResult, b: QueryResult) =>
		showChart([a, b], {}, { caption: twoMarkets([a, b]) }).content;
	const closed = lineTold(14, from(14, 100), { open: false });
	const kraken = (told: number, prices: readonly number[], open = true) =>
		lineTold(told, prices, { open, exchange: "krkn" });

	it("mark a market in progress where its own answer was told before the interval was over", () => {
		const early = kraken(13.1, from(14, 101));
		const { title, rows } = cardAt([closed, early], {}, 13);
		assert.doesNotMatch(title, /in progress/);
		assert.deepEqual(
			rows.map((row) => /in progress$/.test(row)),
			[false, true, true],
			rows.join(),
		);
		assert.doesNotMatch(cardAt([closed, early], {}, 12).rows.join(), /in progress/);
		const { table } = compared(closed, early);
		assert.deepEqual(columnOf(table, "Kraken").slice(-2), ["113.0000", "114.0000 · in progress"]);
		assert.deepEqual(columnOf(table, "Coinbase").slice(-1), ["113.0000"]);
	});

	it("say so once where it is in progress for all", () => {
		const both = [lineTold(13.1, from(14, 100)), kraken(13.2, from(14, 101))];
		const { title, rows } = cardAt(both, {}, 13);
		assert.match(title, / · in progress$/);
		assert.doesNotMatch(rows.join(), /in progress/);
	});

	it("have a time and a spread of their own where the last prices are not of one interval", () => {
		const quiet = kraken(14, from(11, 101).concat(NaN, NaN, NaN), false);
		const [a, b] = compared(closed, quiet).figures;
		assert.deepEqual([a?.when?.start, b?.when?.start], [hour(13), hour(10)]);
		assert.doesNotMatch(b?.detail?.text ?? "", /\(/);
		const [, later] = compared(quiet, closed).figures;
		assert.equal(later?.when?.start, hour(13));
		assert.match(later.detail?.text ?? "", /bps \(03-29 10:00\)$/);
	});

	it("say how much of a measured stretch each has prices of, and whether it ends in progress", () => {
		const quiet = kraken(14, from(11, 101).concat(NaN, NaN, NaN), false);
		const movesOf = (a: QueryResult, b: QueryResult, to: number) => {
			const content = compared(a, b);
			const { id, y } = frameOf(content).panes[0] ?? assert.fail();
			const place = (time: number) => ({ pane: id, at: { x: time, y: y.min } });
			const rows = content.screen.measure?.(place(hour(6.5)), place(hour(to)))?.words.rows ?? [];
			return rows.flatMap(({ label, value }) => (/^(Coinbase|Kraken)/.test(label) ? [value] : []));
		};
		const [whole, part] = movesOf(closed, quiet, 13.5);
		assert.doesNotMatch(whole ?? "", /covered/);
		assert.match(part ?? "", / · 5h of 8h covered$/);
		const [, open] = movesOf(closed, kraken(13.1, from(14, 101)), 13.5);
		assert.match(open ?? "", /[^d] · last interval in progress$/);
	});
});

describe("profiles of a part of a chart", () => {
	const selected = (start: number, end: number): ViewOptions => ({
		layout: "timePrice",
		profileOf: "selection",
		selected: "A",
		selections: [
			{
				name: "A",
				from: new Date(hour(start)).toISOString(),
				to: new Date(hour(end)).toISOString(),
			},
		],
	});
	const stated = (result: QueryResult, view: ViewOptions) => {
		const { content } = showChart([result], view);
		const { table, figures } = content;
		assert.ok(table);
		const figure = figures.find(({ id }) => id === "profileOf");
		return { detail: figure?.detail?.text, state: columnOf(table, "State")[0] };
	};

	it("say that they hold the interval in progress, and where nothing is missing say no more", () => {
		const result = profileTold(14.5, 15);
		assert.deepEqual(stated(result, selected(10, 15)), {
			detail: "5 intervals · in progress",
			state: "in progress",
		});
		assert.deepEqual(stated(result, selected(4, 9)), { detail: "5 intervals", state: "complete" });
		const visible = showChart([result], { layout: "timePrice", profileOf: "visible" }).content;
		const { text = "" } = visible.figures.find(({ id }) => id === "profileOf")?.detail ?? {};
		assert.equal(text, "15 intervals · in progress");
	});

	it("say that something in them was not received", () => {
		const whole = profileTold(24, 24, false);
		const covers = [
			{ from: hour(0), to: hour(5) },
			{ from: hour(8), to: hour(24) },
		];
		const [series] = whole.series;
		assert.ok(series?.kind === "volumeProfile");
		const kept = onlyIntervals(series, [...from(5, 0), ...from(16, 8)]);
		const result = { ...whole, series: [kept], covers };
		assert.deepEqual(stated(result, selected(2, 10)), {
			detail: "5 intervals · partial, with a hole",
			state: "partial",
		});
	});
});
