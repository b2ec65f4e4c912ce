import assert from "node:assert/strict";
import type { QueryResult } from "../../../src/core/result/result";
import { packChunk } from "../../../src/core/result/packChunk";
import { splitResult } from "../../../src/core/result/packedResult";
import { HOUR_MS, MINUTE_MS, epochMs } from "../../../src/core/time";
import { FollowSpeech } from "../../../src/webview/following";
import { answerOf } from "../../support/answers";
import { BTC_USD_VWAP } from "../../support/queries";
import { MIDNIGHT, vwapSeries } from "../../support/series";
import { PageOnPaper } from "./pageHarness";
import { captionOf } from "./shown";

const HOURS = 24;
const prices = Array.from({ length: HOURS }, (_, hour) => 100 + hour);
const at = (hour: number) => epochMs(MIDNIGHT + hour * HOUR_MS);
const RANGE = { from: at(0), to: at(HOURS) };
/** A day whose last hour is in progress. */
const day: QueryResult = {
	...answerOf(BTC_USD_VWAP, vwapSeries(prices, undefined, { open: true })),
	range: RANGE,
};

function pageOf(): PageOnPaper {
	const page = new PageOnPaper();
	page.settings();
	page.show([day]);
	return page;
}

/** The prices of the last hours come, up to an hour that is in progress; the range has moved on with it. */
function append(page: PageOnPaper, revision: number, last: number, price: number): void {
	const times = Float64Array.of(at(last - 1), at(last));
	const series = vwapSeries([199, price], undefined, { times, open: true });
	const stretch = { from: at(last - 1), to: at(last + 1) };
	const chunk = packChunk([series], { stretch, origin: "appended", fetchedAt: at(last) });
	const range = { from: at(last + 1 - HOURS), to: at(last + 1) };
	const { query, warnings } = day;
	page.page.handlers.append({
		revision,
		part: 0,
		caption: captionOf([day]),
		news: splitResult({ query, warnings, range, fetchedAt: at(last), chunks: [chunk] }),
	});
}

const drawnBounds = (page: PageOnPaper) => page.drawn.at(-1)?.content.screen.bounds.x;
const hoursOf = (range: { readonly min: number; readonly max: number } | undefined) =>
	range && [(range.min - MIDNIGHT) / HOUR_MS, (range.max - MIDNIGHT) / HOUR_MS];

describe("a page whose chart follows the market", () => {
	it("draws what came behind what it has, and says that it drew it", () => {
		const page = pageOf();
		append(page, 2, HOURS, 207.5);
		const [series] = page.state.shown?.results[0]?.series ?? [];
		assert.equal(series?.kind, "vwap");
		assert.deepEqual([...series.price].slice(-3), [122, 199, 207.5]);
		assert.equal(series.times[0], at(1));
		assert.deepEqual(hoursOf(drawnBounds(page)), [1, HOURS + 1]);
		page.nextFrame();
		assert.deepEqual(page.bodiesOf("drawn").at(-1), { revision: 2 });
		assert.equal(page.state.chart?.figures[0]?.value, "207.5000");
	});

	it("replaces the interval in progress while it lasts", () => {
		const page = pageOf();
		append(page, 2, HOURS - 1, 150);
		append(page, 3, HOURS - 1, 151);
		const [series] = page.state.shown?.results[0]?.series ?? [];
		assert.equal(series?.times.length, HOURS);
		assert.equal(series.kind === "vwap" && series.price.at(-1), 151);
	});

	it("stays where a person has zoomed to", () => {
		const page = pageOf();
		page.hooks.onZoom({ x: { min: at(6), max: at(12) }, y: { min: 1, max: 2 } });
		append(page, 2, HOURS, 207.5);
		const { x, y } = page.drawn.at(-1)?.zoom ?? {};
		assert.deepEqual(hoursOf(x), [6, 12]);
		assert.deepEqual(y, { min: 1, max: 2 });
	});

	it("goes on with the right edge where that was in view", () => {
		const page = pageOf();
		page.hooks.onZoom({ x: { min: at(18), max: at(HOURS) } });
		append(page, 2, HOURS, 207.5);
		assert.deepEqual(hoursOf(page.drawn.at(-1)?.zoom.x), [19, HOURS + 1]);
		append(page, 3, HOURS, 208);
		assert.deepEqual(hoursOf(page.drawn.at(-1)?.zoom.x), [19, HOURS + 1]);
	});

	it("asks for all of it where what came does not fit", () => {
		const page = pageOf();
		page.show([null]);
		append(page, 3, HOURS, 207.5);
		assert.equal(page.bodiesOf("ready").length, 1);
	});

	it("tells a screen reader of one change a minute, and when it begins and ends", () => {
		const page = pageOf();
		page.page.handlers.following({ isOn: true });
		for (let revision = 2; revision < 8; revision++) append(page, revision, HOURS, 200 + revision);
		page.page.handlers.following({ isOn: true, nextAt: 5 });
		page.page.handlers.following({ isOn: false });
		assert.deepEqual(page.announced, [
			"Following the market",
			"Last: 202.0000",
			"Not following the market any more",
		]);
	});

	it("tells why requests come later than usual, at most once a minute", () => {
		const page = pageOf();
		page.page.handlers.following({ isOn: true });
		for (const delayed of [
			"later: no connection",
			"later: no connection",
			"later: the server failed",
		])
			page.page.handlers.following({ isOn: true, delayed });
		page.page.handlers.following({ isOn: true });
		assert.deepEqual(page.announced, [
			"Following the market",
			"Following the market: later: no connection",
		]);
		const { words } = page.state;
		const [well, ill] = [{ isOn: true }, { isOn: true, delayed: "later" }];
		const speech = new FollowSpeech();
		const times = [0, MINUTE_MS - 1, MINUTE_MS];
		const said = times.map((now) => speech.ofDelay(well, ill, now, words));
		assert.deepEqual(said, [
			"Following the market: later",
			undefined,
			"Following the market: later",
		]);
	});

	it("says nothing of a value that has not changed", () => {
		const { words } = pageOf().state;
		const speech = new FollowSpeech();
		const said = [202, 202, 202, 203].map((value, minute) =>
			speech.ofNews({ label: "Last", value: String(value) }, minute * MINUTE_MS, words),
		);
		assert.deepEqual(said, ["Last: 202", undefined, undefined, "Last: 203"]);
	});

	it("goes on in the same way with trades of one's own, whose answers come whole", () => {
		const page = pageOf();
		page.page.handlers.following({ isOn: true });
		const later: QueryResult = {
			...answerOf(BTC_USD_VWAP, vwapSeries([...prices, 207.5], undefined, { open: true })),
			range: { from: at(0), to: at(HOURS + 1) },
		};
		page.hooks.onZoom({ x: { min: at(6), max: at(12) } });
		page.show([later]);
		assert.deepEqual(hoursOf(page.drawn.at(-1)?.zoom.x), [6, 12]);
		page.show([day]);
		page.hooks.onZoom({ x: { min: at(18), max: at(HOURS) } });
		page.show([later]);
		assert.deepEqual(hoursOf(page.drawn.at(-1)?.zoom.x), [19, HOURS + 1]);
		assert.deepEqual(page.announced.slice(0, 2), ["Following the market", "Last: 207.5000"]);
		page.page.handlers.following({ isOn: false });
		page.show([day]);
		page.hooks.onZoom({ x: { min: at(18), max: at(HOURS) } });
		page.show([later]);
		assert.deepEqual(hoursOf(page.drawn.at(-1)?.zoom.x), [18, HOURS]);
	});

	it("asks the host to follow, but not where the chart cannot be followed", () => {
		const page = pageOf();
		page.hooks.press("follow");
		assert.deepEqual(page.bodiesOf("action"), [{ id: "follow" }]);
		page.page.handlers.following({ isOn: false, refusal: "This range is over." });
		page.hooks.press("follow");
		assert.equal(page.bodiesOf("action").length, 1);
		assert.equal(page.announced.at(-1), "This range is over.");
	});
});
