import assert from "node:assert/strict";
import type { QueryResult } from "../../../../src/core/result/result";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { sourceLine, sourceNotes } from "../../../../src/webview/content/sourceLine";
import { wordsAround } from "../../../../src/webview/pictures";
import { FETCHED_AT, answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, profileSeries, type Row, vwapSeries } from "../../../support/series";
import { showChart } from "../shown";

const DAY: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);
const ROWS: readonly Row[] = [
	[100, 2, 1],
	[110, 4, 3],
];
const at = (hour: number) => epochMs(MIDNIGHT + hour * HOUR_MS);
const range = { from: at(0), to: at(24) };
const profile = answerOf(BTCUSDT_PROFILE, profileSeries(DAY.map(() => ROWS)), { range });
const pricesUntil = (hour: number) => DAY.slice(0, hour).map((one) => 100 + one);
/** A VWAP of the day of which only the first hours came; nothing traded in its third. */
function partialVwap(hours: number, more: Partial<QueryResult> = {}): QueryResult {
	const prices = pricesUntil(hours).map((price, hour) => (hour === 2 ? NaN : price));
	const partial = { code: "requestFailed", completeUntil: at(hours) } as const;
	return answerOf(BTC_USD_VWAP, vwapSeries(prices), { range, partial, ...more });
}

describe("what an answer lacks", () => {
	it("is not called quiet beside a profile that traded then", () => {
		const { content } = showChart([profile, partialVwap(10)], { layout: "timePrice" });
		const { screen } = content;
		const told = (hour: number) => ({
			card: screen.describe({ time: at(hour) }).rows.find(({ label }) => label === "VWAP")?.value,
			strip: screen.readings?.({ time: at(hour) })?.values.find(({ id }) => id === "last")?.value,
		});
		assert.equal(told(9).strip, "109.0000");
		assert.deepEqual(told(2), { card: "no trades", strip: "no trades" });
		for (const hour of [10, 23])
			assert.deepEqual(told(hour), { card: "not in this answer", strip: "not in this answer" });
		assert.equal(
			screen.resting?.values.find(({ id }) => id === "last")?.value,
			"not in this answer",
		);
	});

	it("has no time of its own in a session that the answer has nothing of", () => {
		const two = [...DAY, ...DAY].map(() => ROWS);
		const days = answerOf(BTCUSDT_PROFILE, profileSeries(two));
		const view = { layout: "timePrice", profileOf: "sessions", session: "day" } as const;
		const { screen } = showChart([days, partialVwap(10)], view).content;
		const cardOf = (hour: number) =>
			screen.describe({ time: at(hour) }).rows.map(({ label, value }) => `${label} ${value}`);
		assert.ok(cardOf(0).includes("Last interval 03-29 09:00"), cardOf(0).join());
		const lacking = cardOf(24);
		assert.ok(lacking.includes("VWAP not in this answer"), lacking.join());
		assert.ok(!lacking.some((row) => row.startsWith("Last interval")), lacking.join());
	});

	it("is said under the chart of every market that lacks it, with the times of all answers", () => {
		const whole = answerOf(BTC_USD_VWAP, vwapSeries(pricesUntil(24)), { range });
		const other = { ...BTC_USD_VWAP, exchange: "krkn" };
		const late = partialVwap(10, { query: other, fetchedAt: epochMs(FETCHED_AT - 2 * HOUR_MS) });
		const lineOf = (...results: readonly QueryResult[]) => {
			const { caption, parts, view, words } = showChart(results);
			const [first, ...others] = parts;
			assert.ok(first);
			return sourceLine(caption, [first, ...others], view, words, FETCHED_AT);
		};
		assert.match(lineOf(whole), /Fetched 14:02:11 UTC · 24 intervals$/);
		const line = lineOf(whole, late);
		assert.match(line, /Fetched 12:02:11 – 14:02:11 UTC · 24 intervals · .+: 9 of 13 intervals/);
		assert.match(line, /1 empty, 3 not received$/);
		// What came in one load has one time.
		const soon = { ...whole, query: other, fetchedAt: epochMs(FETCHED_AT + 900) };
		assert.match(lineOf(whole, soon), /Fetched 14:02:11 UTC · 24 intervals$/);
	});

	it("is said in a picture, which has no line above its chart", () => {
		const text = "Kraken: A request failed, so a part is missing.";
		const { content, caption } = showChart(
			[profile],
			{},
			{
				caption: { notes: [{ kind: "partial", text, actions: [] }] },
			},
		);
		assert.equal(wordsAround(caption, content, "Source").footnote, `${text} · Source`);
	});

	it("counts beyond its range under the name of its market", () => {
		const strays = { outOfRange: 3 };
		const whole = vwapSeries(pricesUntil(24));
		const second = { ...whole, rejected: { ...whole.rejected, ...strays } };
		const { caption, parts, words } = showChart([
			answerOf(BTC_USD_VWAP, whole),
			answerOf({ ...BTC_USD_VWAP, exchange: "krkn" }, second),
		]);
		const [first, other] = parts;
		assert.ok(first && other);
		const [note] = sourceNotes(caption, [first, other], words);
		assert.ok(note?.startsWith(`${other.name}: `) === true, note);
		const [alone] = sourceNotes(caption, [other], words);
		assert.equal(`${other.name}: ${alone}`, note);
	});
});
