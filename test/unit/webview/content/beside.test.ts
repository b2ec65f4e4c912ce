import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import { DAY_MS, durationMs, HOUR_MS } from "../../../../src/core/time";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, type Row, profileSeries, vwapOf, vwapSeries } from "../../../support/series";
import { columnOf, numberIn, rowsOf, valueOf } from "../reading";
import { frameOf, showChart } from "../shown";
import { copiedFrom } from "../copied";
import type { Measured } from "../../../../src/webview/charts/screen";

const HOURS = Array.from({ length: 72 }, (_, hour) => hour);
/** Three days of hours: the price rises by a row an hour, and each day lies a thousand above the one before. */
const priceAt = (hour: number) => 66_000 + Math.floor(hour / 24) * 1_000 + (hour % 24) * 10;
const rowsAt = (hour: number): Row[] => [
	[priceAt(hour), 3, 1],
	[priceAt(hour) + 10, 2, 1],
];
const PROFILE = answerOf(BTCUSDT_PROFILE, profileSeries(HOURS.map(rowsAt)));
/** Candles whose prices lie between rows, with a digit that rows do not have. */
const VWAP = answerOf(
	BTC_USD_VWAP,
	vwapSeries(
		HOURS.map((hour) => priceAt(hour) + 7),
		HOURS.map((hour) => 1 + (hour % 3)),
		{
			openPrice: Float64Array.from(HOURS, (hour) => priceAt(hour) + 1.25),
			high: Float64Array.from(HOURS, (hour) => priceAt(hour) + 19.75),
			low: Float64Array.from(HOURS, (hour) => priceAt(hour) + 0.25),
			close: Float64Array.from(HOURS, (hour) => priceAt(hour) + 8.5),
		},
	),
);
const SESSIONS: ViewOptions = {
	layout: "timePrice",
	profileOf: "sessions",
	openingRange: 60,
	initialBalance: true,
	carried: ["day"],
};
const dayOf = (day: number) => MIDNIGHT + day * DAY_MS;
const lastHourOf = (day: number) => dayOf(day) + 23 * HOUR_MS;

describe("what stands beside sessions", () => {
	const shown = (results: readonly QueryResult[], view: ViewOptions = {}) =>
		showChart(results, { ...SESSIONS, ...view });
	const readingsAt = (results: readonly QueryResult[], view: ViewOptions, day: number) => {
		const { screen } = shown(results, view).content;
		return screen.readings?.({ time: dayOf(day), row: 0 });
	};

	it("are opening range and initial balance of the session itself, in its row of the table", () => {
		const { content } = shown([PROFILE]);
		assert.deepEqual(columnOf(content.table, "ORH").map(numberIn), [66_010, 67_010, 68_010]);
		assert.deepEqual(columnOf(content.table, "IBL").map(numberIn), [66_000, 67_000, 68_000]);
		// Levels that carry on are those of the session before.
		assert.equal(columnOf(content.table, "pPOC")[0], "–");
		assert.ok(numberIn(columnOf(content.table, "pPOC")[1] ?? "") < 66_300);
	});

	it("are in its card, and in the strip when the crosshair is on it", () => {
		const { content } = shown([PROFILE]);
		for (const day of [0, 1, 2]) {
			const { rows } = content.screen.describe({ time: dayOf(day), row: 0 });
			const range = rows.find(({ label }) => label === "ORL–ORH")?.value ?? "";
			const low = 66_000 + day * 1_000;
			assert.deepEqual(range.split(" – ").map(numberIn), [low, low + 10], `day ${day}`);
			const values = readingsAt([PROFILE], {}, day)?.values ?? [];
			const reading = values.find(({ id }) => id === "ORH");
			assert.equal(numberIn(reading?.value ?? ""), low + 10);
		}
		for (const id of ["ORH", "IBL", "pPOC"])
			assert.equal(content.figures.find((one) => one.id === id)?.follows, true, id);
	});

	it("have the decimals of the candles that they are of, in strip, card and table, and are copied as they came", () => {
		const { content } = shown([PROFILE, VWAP]);
		assert.equal(valueOf(content, "ORH"), "68,019.75");
		assert.equal(content.figures.find(({ id }) => id === "ORH")?.copied, "68019.75");
		assert.deepEqual(columnOf(content.table, "ORH"), ["66,019.75", "67,019.75", "68,019.75"]);
		const { rows } = content.screen.describe({ time: dayOf(1), row: 0 });
		assert.equal(rows.find(({ label }) => label === "ORL–ORH")?.value, "67,000.25 – 67,019.75");
		// Levels of rows keep the decimals of rows.
		assert.match(valueOf(content, "pPOC"), /^\d\d,\d\d\d$/);
	});

	it("are sums and lines at the end of the session, whose last hour they name", () => {
		const view: ViewOptions = {
			anchor: "sessions",
			candles: true,
			volume: true,
			cumulativeDelta: "day",
		};
		const { content } = shown([PROFILE, VWAP], view);
		const sums = (day: number) => {
			let [money, volume] = [0, 0];
			for (let hour = day * 24; hour < day * 24 + 24; hour++) {
				money += (priceAt(hour) + 7) * (1 + (hour % 3));
				volume += 1 + (hour % 3);
			}
			return money / volume;
		};
		for (const day of [0, 1, 2]) {
			const found = readingsAt([PROFILE, VWAP], view, day);
			assert.ok(found);
			const of = (id: string) => found.values.find((one) => one.id === id)?.value ?? "";
			assert.ok(Math.abs(numberIn(of("anchored")) - sums(day)) < 0.01, `day ${day}`);
			const close = priceAt(day * 24 + 23) + 8.5;
			assert.ok(of("candles").endsWith(close.toLocaleString("en", { minimumFractionDigits: 2 })));
			assert.ok(found.place.endsWith("23:00"), found.place);
			const { rows } = content.screen.describe({ time: dayOf(day), row: 0 });
			const delta = rows.find(({ label }) => label.startsWith("Cumulative delta since"));
			// Three more were bought than sold in each hour.
			assert.equal(numberIn(delta?.value ?? ""), 24 * 3);
			const last = rows.filter(({ label }) => label === "Last interval");
			assert.equal(last.length, 1);
			assert.ok(last[0]?.value.endsWith("23:00"));
			// What is of the session as a whole stands above it.
			const place = rows.findIndex(({ label }) => label === "Last interval");
			const above = rows.slice(0, place).map(({ label }) => label);
			assert.ok(above.includes("ORL–ORH") && !above.includes("Open"), above.join());
		}
		const { resting } = content.screen;
		assert.equal(resting?.place, "2026-03-31 23:00");
		const anchored = resting.values.find(({ id }) => id === "anchored");
		assert.ok(Math.abs(numberIn(anchored?.value ?? "") - sums(2)) < 0.01);
		assert.equal(numberIn(valueOf(content, "anchored")), numberIn(anchored?.value ?? ""));
		const points = content.screen.marks({ time: dayOf(1), row: 0 }, undefined).points;
		for (const { x } of points) assert.ok(x > lastHourOf(1) && x < dayOf(2));
	});

	it("copies POC and the POC that carries on alike, all digits of what was delivered", () => {
		const tenths = HOURS.map((): Row[] => [
			[0.1, 1, 1],
			[0.2, 1, 1],
			[0.1 + 0.2, 9, 1],
		]);
		const series = profileSeries(tenths, { step: 0.1 });
		const view: ViewOptions = { ...SESSIONS, profileOf: "range", layout: "timePrice" };
		const { content, parts, words } = showChart([answerOf(BTCUSDT_PROFILE, series)], view);
		const poc = content.figures.find(({ id }) => id === "poc")?.copied;
		assert.equal(poc, "0.30000000000000004");
		for (const id of ["pPOC", "pVAH", "ORH"])
			assert.equal(content.figures.find((one) => one.id === id)?.copied, poc, id);
		const copied = copiedFrom(
			{ parts, view, words },
			{ kind: "rows", table: "intervals", from: 30, to: 30 },
		);
		const [headings = [], cells = []] = (copied?.text ?? "")
			.split("\n")
			.map((line) => line.split("\t"));
		const cell = (name: string) => cells[headings.findIndex((one) => one.startsWith(name))];
		assert.deepEqual([cell("POC"), cell("pPOC"), cell("ORH")], [poc, poc, poc]);
		assert.equal(rowsOf(content.table).length, HOURS.length);
	});
});

describe("what is measured where a profile and a VWAP stand together", () => {
	/** The VWAP of hours that the answer has, each a third and a digit above the one before. */
	const vwapOfHours = (hours: readonly number[], interval = HOUR_MS) =>
		answerOf(
			BTC_USD_VWAP,
			vwapOf(
				hours.map((hour) => MIDNIGHT + hour * interval),
				hours.map((hour) => 66_000 + hour),
				hours.map(() => 1),
				interval,
			),
		);
	const measured = (
		results: readonly QueryResult[],
		view: ViewOptions,
		from: number,
		to: number,
	) => {
		const { screen } = showChart(results, view).content;
		const place = (x: number, y: number) => ({ pane: "main", at: { x, y } });
		const rows = screen.measure?.(place(from, 60_000), place(to, 70_000))?.words.rows ?? [];
		return (label: string) => rows.find((row) => row.label === label)?.value;
	};
	const at = (hour: number) => MIDNIGHT + hour * HOUR_MS;

	it("counts the rows that its corners lie in and those between, over a line that knows no rows", () => {
		const { screen } = showChart([PROFILE, VWAP], { layout: "overProfile" }).content;
		const between = (low: number, high: number) => {
			const place = (x: number, y: number) => ({ pane: "main", at: { x, y } });
			return screen.measure?.(place(at(0), low), place(at(12), high)) ?? assert.fail();
		};
		const valueIn = (measured: Measured, label: string) =>
			measured.words.rows.find((row) => row.label === label)?.value;
		// Within one row: what it holds, and not that nothing traded.
		const one = between(66_002, 66_007);
		assert.deepEqual(one.y, [66_000, 66_010]);
		assert.equal(valueIn(one, "Rows"), "1");
		assert.equal(valueIn(one, "Volume"), "4 BTC");
		const three = between(66_009, 66_021);
		assert.deepEqual(three.y, [66_000, 66_030]);
		assert.equal(valueIn(three, "Rows"), "3");
		assert.equal(valueIn(three, "Volume"), "18 BTC");
		assert.equal(valueIn(three, "Change")?.split(" ")[0], "+12");
	});

	it("says how much of the box the VWAP is of, where it lacks hours of it", () => {
		const value = measured(
			[PROFILE, vwapOfHours([0, 1, 2, 9, 10, 11])],
			{ layout: "timePrice" },
			at(2.5),
			at(9.5),
		);
		assert.equal(value("Time"), "8h · 8 intervals");
		assert.equal(value("VWAP at all prices"), "66,005.50 · 2h of 8h covered");
		const whole = measured([PROFILE, VWAP], { layout: "timePrice" }, at(2.5), at(9.5));
		assert.match(whole("VWAP at all prices") ?? "", /^[\d,.]+$/);
		assert.equal(whole("Profile"), undefined);
	});

	it("counts only intervals of the profile that lie whole in the box", () => {
		const quarters = vwapOfHours(
			Array.from({ length: 12 }, (_, quarter) => quarter),
			durationMs(HOUR_MS / 4),
		);
		const view: ViewOptions = { layout: "overProfile" };
		const within = measured([PROFILE, quarters], view, at(0) + 1, at(0.3));
		assert.equal(within("Profile"), "not in this answer");
		assert.equal(within("Volume"), undefined);
		const around = measured([PROFILE, quarters], view, at(0.6), at(2.1));
		assert.equal(around("Profile"), "1h of 1h 45m covered");
		assert.equal(around("Volume"), "7 BTC");
	});
});

describe("a price axis beside lines that begin anew", () => {
	// The line itself goes on over midnight.
	const view: ViewOptions = { anchor: "session", multipliers: [1, 2], hidden: ["vwap"] };
	const rangeOf = (results: readonly QueryResult[], of: ViewOptions, from: number, to: number) => {
		const { content } = showChart(results, of);
		const frame = frameOf(content, { zoom: { x: { min: from, max: to } } });
		return (id: string) => frame.panes.find((pane) => pane.id === id)?.y ?? assert.fail(id);
	};

	it("holds the day that is shown, and not where the days beside it ended and began", () => {
		for (const day of [0, 1, 2]) {
			const { min, max } = rangeOf([VWAP], view, dayOf(day), dayOf(day + 1))("main");
			const base = 66_000 + day * 1_000;
			assert.ok(min > base - 200 && max < base + 500, `${min} to ${max}`);
		}
		// Half of two days holds both.
		const both = rangeOf([VWAP], view, dayOf(0) + 12 * HOUR_MS, dayOf(1) + 12 * HOUR_MS)("main");
		assert.ok(both.min < 66_300 && both.max > 67_100);
	});

	it("goes for a cumulative delta of each day and for deviations, too", () => {
		const pane = rangeOf(
			[PROFILE, VWAP],
			{ ...view, layout: "overProfile", cumulativeDelta: "day", deviation: true },
			dayOf(1),
			dayOf(1) + 2 * HOUR_MS,
		);
		// Two hours of +3; the day before ended at +72.
		assert.ok(pane("cumulativeDelta").max < 15, String(pane("cumulativeDelta").max));
	});

	it("has the last cumulative delta of what is in view on its axis", () => {
		for (const [hour, value] of [
			[3, 9],
			[24, 72],
			[30, 18],
			[72, 72],
		] as const) {
			const view: ViewOptions = { layout: "timePrice", cumulativeDelta: "day" };
			const to = MIDNIGHT + hour * HOUR_MS;
			const { tags } = rangeOf([PROFILE], view, to - 2 * HOUR_MS, to)("cumulativeDelta");
			assert.deepEqual(
				tags.flatMap(({ text }) => (text === "" ? [] : [numberIn(text)])),
				[value],
				`until ${hour}`,
			);
		}
	});

	it("has totals in the card with the decimals of the volumes, without the noise of their sums", () => {
		const noisy = profileSeries([
			[
				[100, 0.1, 0.7],
				[110, 0.2, 0.1],
			],
			[[100, 0.3, 0.1]],
		]);
		const view: ViewOptions = { layout: "timePrice", totals: true };
		const { content } = showChart([answerOf(BTCUSDT_PROFILE, noisy)], view);
		const { rows } = content.screen.describe({ time: MIDNIGHT, row: 0 });
		const valueIn = (label: string) => rows.find((row) => row.label === label)?.value;
		assert.equal(valueIn("Total of the interval"), "1.1 BTC");
		assert.equal(valueIn("Delta of the interval"), "\u22120.5 BTC");
	});
});
