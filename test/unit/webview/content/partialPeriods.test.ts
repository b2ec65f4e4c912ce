import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import { HOUR_MS, epochMs } from "../../../../src/core/time";
import { answerOf } from "../../../support/answers";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, profileSeries, vwapOf } from "../../../support/series";
import { intervalCountWords } from "../../../../src/webview/content/profile/intervalCount";
import { columnOf, valueOf } from "../reading";
import { showChart } from "../shown";

/** From 29 March, 00:00 to the end of the 30th, without 20:00 to 06:00. */
const HOURS = Array.from({ length: 48 }, (_, hour) => hour).filter(
	(hour) => hour < 20 || hour >= 30,
);
const at = (hour: number) => epochMs(MIDNIGHT + hour * HOUR_MS);
const TIMES = HOURS.map(at);
const PROFILE = profileSeries(
	HOURS.map(() => [[66_000, 2, 1]]),
	{ times: Float64Array.from(TIMES) },
);
const VWAP = vwapOf(
	TIMES,
	HOURS.map((hour) => 66_000 + hour),
	HOURS.map(() => 1),
);
const FACTS: Partial<QueryResult> = {
	range: { from: at(0), to: at(48) },
	covers: [
		{ from: at(0), to: at(20) },
		{ from: at(30), to: at(48) },
	],
};
const LINE = answerOf(BTC_USD_VWAP, VWAP, FACTS);
const ROWS = answerOf(BTCUSDT_PROFILE, PROFILE, FACTS);

const content = (results: readonly QueryResult[], view: ViewOptions) =>
	showChart(results, view).content;
const noticesIn = (results: readonly QueryResult[], view: ViewOptions) =>
	(content(results, view).notices ?? []).map(({ text }) => text);
const labelsAt = (results: readonly QueryResult[], view: ViewOptions, hour: number) =>
	content(results, view)
		.screen.describe({ time: at(hour) })
		.rows.map(({ label }) => label);

describe("a day of which a hole of the answer takes the beginning", () => {
	it("is partial in strip, card, table and notice of its anchored VWAP; the day before is not", () => {
		for (const view of [{ anchor: "session" }, { anchor: "sessions", session: "day" }] as const) {
			const chart = content([LINE], view);
			assert.match(valueOf(chart, "anchorName"), / · partial$/);
			const hint = chart.figures.find(({ id }) => id === "anchored")?.hint ?? "";
			assert.match(hint, /lacks the beginning/);
			assert.ok(labelsAt([LINE], view, 40).includes("Anchored VWAP · partial"));
			assert.ok(labelsAt([LINE], view, 10).includes("Anchored VWAP"));
			const states = columnOf(chart.table, "Anchored VWAP, state");
			assert.deepEqual(
				states,
				HOURS.map((hour) => (hour < 24 ? "" : "partial")),
			);
			assert.deepEqual(noticesIn([LINE], view), [
				"Anchored VWAP since 2026-03-30 06:00 UTC: the answer lacks the beginning of the period. " +
					"Refresh to ask for what is missing.",
			]);
		}
	});

	it("says with the crosshair whether the day that is pointed at is whole", () => {
		const { screen } = content([LINE], { anchor: "session" });
		const detail = (hour: number) =>
			screen.readings?.({ time: at(hour) })?.values.find(({ id }) => id === "anchored")?.detail;
		assert.equal(detail(10), "Each day");
		assert.equal(detail(40), "Each day · partial");
	});

	it("is partial in card, table and notice of the cumulative delta, over VWAPs without the hole, too", () => {
		const whole = Array.from({ length: 48 }, (_, hour) => hour);
		const line = answerOf(
			BTC_USD_VWAP,
			vwapOf(
				whole.map(at),
				whole.map(() => 66_000),
				whole.map(() => 1),
			),
		);
		const labels = (results: readonly QueryResult[], view: ViewOptions, hour: number) =>
			labelsAt(results, view, hour).filter((label) => label.startsWith("Cumulative"));
		for (const [results, layout] of [
			[[ROWS], "profile"],
			[[ROWS], "timePrice"],
			[[ROWS, line], "overProfile"],
		] as const) {
			for (const view of [
				{ layout, cumulativeDelta: "day" },
				{ layout, cumulativeDelta: "session" },
				{ layout, cumulativeDelta: "anchor", anchor: "session" },
			] as const) {
				assert.deepEqual(labels(results, view, 10), ["Cumulative delta since 2026-03-29 00:00"]);
				assert.deepEqual(labels(results, view, 40), [
					"Cumulative delta since 2026-03-30 06:00 · partial",
				]);
				if (layout !== "profile") {
					const states = columnOf(content(results, view).table, "Cumulative delta, state");
					assert.deepEqual(new Set(states.slice(0, 20)), new Set([""]));
					assert.equal(states.at(-1), "partial");
				}
				assert.deepEqual(noticesIn(results, view), [
					"Cumulative delta since 2026-03-30 06:00 UTC: the answer lacks the beginning of the period. " +
						"Refresh to ask for what is missing.",
				]);
			}
		}
	});

	it("counts the intervals of the hole as missing, not as empty", () => {
		const { words } = showChart([ROWS], { layout: "timePrice" });
		assert.match(intervalCountWords(ROWS, PROFILE, words), /^38 of 48 intervals: 10 not received$/);
	});

	it("says nothing of periods where none lacks anything", () => {
		const quiet = { ...ROWS };
		delete (quiet as { covers?: unknown }).covers;
		const view = { layout: "timePrice", cumulativeDelta: "day" } as const;
		assert.deepEqual(noticesIn([quiet], view), []);
		assert.ok(!content([quiet], view).table.columns.some((name) => name.endsWith("state")));
		assert.ok(
			!content([LINE], { anchor: "first" }).table.columns.some((name) => name.endsWith("state")),
		);
	});
});
