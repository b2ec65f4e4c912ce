import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import { splitResult } from "../../../src/core/result/packedResult";
import { KEPT_STATE_VERSION } from "../../../src/protocol/messages";
import { answerOf, sampleAnswer } from "../../support/answers";
import { profileSeries, vwapSeries } from "../../support/series";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../support/queries";
import { packed } from "../../support/packed";
import { PageOnPaper } from "./pageHarness";
import { captionOf } from "./shown";

const profile = answerOf(
	BTCUSDT_PROFILE,
	profileSeries([
		[
			[100, 1, 2],
			[110, 5, 3],
		],
		[[110, 2, 2]],
	]),
);
const line = answerOf(BTC_USD_VWAP, vwapSeries([100, 101, 102]));
const withVolume = answerOf(BTC_USD_VWAP, vwapSeries([100, 101, 102], [5, 6, 7]));
const nothing = answerOf(BTC_USD_VWAP, vwapSeries([NaN, NaN]));

/** A page that shows answers under view options. */
function pageOf(results = [profile], view: ViewOptions = {}): PageOnPaper {
	const page = new PageOnPaper();
	page.settings();
	const queries = results.map(({ query }) => query);
	page.page.handlers.persist({ queries, view: { options: view, edition: 3 } });
	page.show(results);
	return page;
}
const viewsOf = (page: PageOnPaper) => page.bodiesOf("view");

describe("what a page is about", () => {
	it("is loading until the first answer, and a chart from then on", () => {
		const page = new PageOnPaper();
		assert.equal(page.state.name, "loading");
		page.settings();
		page.page.handlers.busy({ text: "page 3, 30,000 rows" });
		assert.equal(page.state.name, "loading");
		page.show([profile]);
		assert.equal(page.state.name, "chart");
		page.page.handlers.busy({ text: "" });
		assert.equal(page.state.name, "chart");
	});

	it("is a failure when nothing came, and stays the chart when something had come before", () => {
		const failed = { text: "The key was refused.", actions: [] };
		const page = new PageOnPaper();
		page.settings();
		page.page.handlers.failed(failed);
		assert.equal(page.state.name, "failed");
		page.show([profile]);
		page.page.handlers.failed(failed);
		assert.equal(page.state.name, "chart");
		assert.equal(page.state.status.kind, "failed");
	});

	it("is empty after a cancel without data, and when an answer has no prices", () => {
		const page = new PageOnPaper();
		page.settings();
		page.page.handlers.idle({});
		assert.equal(page.state.name, "empty");
		page.show([nothing]);
		assert.equal(page.state.name, "empty");
		assert.deepEqual(page.drawn, []);
	});

	it("forgets answers to other queries as soon as the host says what comes instead", () => {
		const page = pageOf();
		page.page.handlers.persist({ queries: [BTC_USD_VWAP] });
		page.page.handlers.busy({ text: "" });
		page.page.handlers.caption({ caption: captionOf([line]) });
		assert.equal(page.state.name, "loading");
	});

	it("keeps answers while one of several queries is still the same", () => {
		const page = pageOf([profile, line]);
		page.page.handlers.persist({ queries: [BTC_USD_VWAP] });
		page.page.handlers.caption({ caption: captionOf([line]) });
		assert.equal(page.state.name, "chart");
	});

	it("is a failure with an action when an answer cannot be read, and the log is told", () => {
		const page = pageOf();
		const { header } = splitResult(packed(profile));
		page.send([{ header, buffers: [new ArrayBuffer(8)] }]);
		assert.equal(page.state.name, "failed");
		const { status } = page.state;
		assert.deepEqual(status.kind === "failed" && status.actions.map(({ id }) => id), ["refresh"]);
		assert.equal(page.bodiesOf("problem").length, 1);
	});

	it("is said to be drawn once it is on the screen, with the newest revision", () => {
		const page = pageOf();
		assert.deepEqual(page.bodiesOf("drawn"), []);
		const revision = page.show([profile]);
		page.nextFrame();
		page.nextFrame();
		assert.deepEqual(page.bodiesOf("drawn"), [{ revision }]);
	});

	it("loads what fills its table once the first chart is on the screen, not before", () => {
		const page = pageOf([profile], { table: true });
		assert.deepEqual(page.loaded, []);
		page.nextFrame();
		assert.deepEqual(page.loaded, ["table.js"]);
		page.show([profile]);
		page.nextFrame();
		assert.deepEqual(page.loaded, ["table.js"]);
	});

	it("says that a part is missing when a person asks for it, and closes what stays empty", async () => {
		const page = pageOf();
		page.missing.add("options.js");
		page.hooks.press("options");
		assert.equal(page.state.areOptionsOpen, true);
		await setImmediate();
		assert.deepEqual(page.bodiesOf("partMissing"), [{ file: "options.js" }]);
		assert.equal(page.state.areOptionsOpen, false);
		assert.equal(page.state.name, "chart");
	});

	it("shows its times in the zone of the settings, unless the view names another", () => {
		const page = pageOf();
		assert.equal(page.state.zonedCaption.detail, "24 h · hourly · UTC");
		page.settings({ timeZone: "Asia/Tokyo" });
		assert.match(page.state.zonedCaption.detail, /Asia\/Tokyo$/);
		page.hooks.choose({ zone: "America/New_York" });
		assert.match(page.state.zonedCaption.detail, /America\/New_York$/);
		page.hooks.choose({ zone: undefined });
		assert.match(page.state.zonedCaption.detail, /Asia\/Tokyo$/);
	});
});

describe("a person's changes of a view", () => {
	it("are told to the host with the edition that they started from, and drawn", () => {
		const page = pageOf([profile], { rows: 2 });
		page.hooks.choose({ bars: "delta" });
		assert.deepEqual(viewsOf(page), [{ view: { rows: 2, bars: "delta" }, edition: 3 }]);
		assert.equal(page.drawn.length, 2);
		page.page.handlers.persist({
			queries: [BTCUSDT_PROFILE],
			view: { options: { percent: 60 }, edition: 4 },
		});
		page.hooks.choose({ bars: "total" });
		assert.deepEqual(viewsOf(page).at(-1), { view: { percent: 60, bars: "total" }, edition: 4 });
	});

	it("go back to a default by leaving it out", () => {
		const page = pageOf([profile], { bars: "delta", log: true });
		page.hooks.choose({ bars: undefined });
		assert.deepEqual(page.state.view, { log: true });
	});

	it("draw nothing again when only the table opens", () => {
		const page = pageOf();
		page.hooks.press("table");
		assert.deepEqual([page.state.isTableOpen, page.drawn.length], [true, 1]);
		page.hooks.press("table");
		assert.deepEqual([page.state.isTableOpen, page.drawn.length], [false, 1]);
	});

	it("close the explanation together with the table that it replaces", () => {
		const page = pageOf();
		page.hooks.choose({ explain: true });
		assert.equal(page.state.isTableOpen, true);
		page.hooks.press("table");
		assert.deepEqual(page.state.view, { table: false });
	});

	it("switch entries of the legend off and on again", () => {
		const page = pageOf();
		page.hooks.toggleHidden("poc");
		page.hooks.toggleHidden("valueArea");
		assert.deepEqual(page.state.view, { hidden: ["poc", "valueArea"] });
		page.hooks.toggleHidden("poc");
		page.hooks.toggleHidden("valueArea");
		assert.deepEqual(page.state.view, {});
	});

	it("leave the table of a screen reader's user open until they close it", () => {
		const page = pageOf();
		page.hasScreenReader = true;
		assert.equal(page.state.isTableOpen, true);
		page.hooks.press("table");
		assert.equal(page.state.isTableOpen, false);
	});
});

describe("what a page keeps for its next life", () => {
	it("is nothing before there is something to ask again", () => {
		const page = new PageOnPaper();
		page.settings();
		page.hooks.choose({ log: true });
		assert.equal(page.kept, undefined);
	});

	it("is its queries, its view options and its zoom", () => {
		const page = pageOf([line], { anchor: "week" });
		page.page.handlers.persist({ queries: [BTC_USD_VWAP], market: "one" });
		page.hooks.onZoom({ x: { min: 5, max: 9 } });
		assert.deepEqual(page.kept, {
			version: KEPT_STATE_VERSION,
			queries: [BTC_USD_VWAP],
			view: { anchor: "week" },
			market: "one",
			zoom: { key: "vwap cbse btc-usd", x: { min: 5, max: 9 } },
		});
		page.hooks.onZoom({});
		assert.ok(!("zoom" in (page.kept as object)));
	});

	it("restores a zoom only for the same axes", () => {
		const kept = (zoom: unknown, version: number = KEPT_STATE_VERSION) => {
			const page = new PageOnPaper({ version, queries: [], view: {}, zoom });
			page.settings();
			page.show([line]);
			return page.drawn[0]?.zoom;
		};
		const x = { min: 5, max: 9 };
		assert.deepEqual(kept({ key: "vwap cbse btc-usd", x }), { key: "vwap cbse btc-usd", x });
		assert.deepEqual(kept({ key: "vwap krkn btc-usd", x }), {});
		assert.deepEqual(kept({ key: "vwap cbse btc-usd", x }, KEPT_STATE_VERSION + 1), {});
		assert.deepEqual(kept({ key: "vwap cbse btc-usd", x: { min: 9, max: 5 } }), {
			key: "vwap cbse btc-usd",
		});
	});
});

describe("anchoring a VWAP", () => {
	const TWO = "2026-03-29T01:00:00.000Z";
	const time = Date.parse(TWO);

	it("waits for a click on the chart after the person chose to pick a point", () => {
		const page = pageOf([withVolume]);
		page.hooks.choose({ anchor: "pick" });
		assert.deepEqual([page.state.isPicking, page.state.view], [true, {}]);
		assert.deepEqual(viewsOf(page), []);
		assert.match(page.announced.at(-1) ?? "", /Click a point of the line/);
		page.hooks.onPick({ time });
		assert.equal(page.state.isPicking, false);
		assert.equal(Date.parse(page.state.view.anchor ?? ""), time);
		assert.equal(page.announced.at(-1), "VWAP anchored at 2026-03-29 01:00");
	});

	it("is at the interval that stands out among those in view, once", () => {
		const page = pageOf([withVolume]);
		const series = withVolume.series[0];
		assert.ok(series?.kind === "vwap");
		const prices = [...series.price];
		for (const [chosen, price] of [
			["view highestPrice", Math.max(...prices.filter((one) => !Number.isNaN(one)))],
			["view lowestPrice", Math.min(...prices.filter((one) => !Number.isNaN(one)))],
		] as const) {
			page.hooks.choose({ anchor: chosen });
			const found: number = series.times[prices.indexOf(price)] ?? NaN;
			assert.equal(Date.parse(page.state.view.anchor ?? ""), found);
		}
		assert.match(page.announced.at(-1) ?? "", /^VWAP anchored at/);
	});

	it("does nothing at a click that nobody asked for", () => {
		const page = pageOf([withVolume]);
		page.hooks.onPick({ time });
		assert.deepEqual(page.state.view, {});
	});

	it("is done with a key when there is volume; otherwise the page says why not", () => {
		const page = pageOf([withVolume]);
		assert.equal(page.hooks.onKey("a", { time }), true);
		assert.equal(Date.parse(page.state.view.anchor ?? ""), time);
		const without = pageOf([line]);
		assert.equal(without.hooks.onKey("a", { time }), true);
		assert.deepEqual(without.state.view, {});
		assert.match(without.announced.at(-1) ?? "", /needs volume/);
		const refused = "Your plan does not include volumes.";
		without.show([line], captionOf([line], { volumeRefused: refused }));
		without.hooks.onKey("a", { time });
		assert.equal(without.announced.at(-1), refused);
		assert.equal(pageOf([profile]).hooks.onKey("a", { profile: 0, row: 1 }), false);
	});
});

describe("keys that are about a place", () => {
	it("say so where nothing is pointed at yet, and are no keys where the chart has no use for them", () => {
		const said = /Point at a place in the chart first/;
		for (const [answer, view, used, unused] of [
			[withVolume, {}, "abcmA%", "sxy"],
			[profile, {}, "bcm", "asA%"],
			[profile, { layout: "timePrice" }, "bcms%", "aA"],
		] as const) {
			for (const key of used) {
				const page = pageOf([answer], view);
				assert.equal(page.hooks.onKey(key, undefined), true, key);
				assert.match(page.announced.at(-1) ?? "", said, key);
				assert.deepEqual(page.state.view, view);
			}
			for (const key of unused) {
				const page = pageOf([answer], view);
				assert.equal(page.hooks.onKey(key, undefined), false, key);
				assert.deepEqual(page.announced, [], key);
			}
		}
	});
});

describe("keys that are about an interval", () => {
	it("say so over the profile at the side, which has none", () => {
		const page = pageOf([profile], { layout: "timePrice" });
		for (const key of ["s", "%"]) {
			assert.equal(page.hooks.onKey(key, { profile: 0, row: 1 }), true, key);
			assert.match(page.announced.pop() ?? "", /^Point at an interval first/, key);
		}
		assert.equal(page.hooks.onKey("c", { profile: 0, row: 1 }), true);
		assert.deepEqual([page.announced, page.bodiesOf("copy").length], [[], 1]);
		assert.equal(page.hooks.onKey("x", { profile: 0, row: 1 }), false);
	});
});

describe("copying out of a page", () => {
	it("asks the host for the numbers under the cursor, as they are shown", async () => {
		const page = pageOf([profile], { zone: "Asia/Tokyo" });
		page.hooks.onKey("c", { profile: 0, row: 1 });
		const [{ wish, view, zone, revision } = { wish: undefined }] = page.bodiesOf("copy");
		assert.deepEqual(wish, { kind: "bar", profile: 0, from: 1, to: 1 });
		assert.deepEqual([view, zone, revision], [{ zone: "Asia/Tokyo" }, "Asia/Tokyo", 1]);
		const moment = pageOf([line]);
		const time = line.series[0]?.times[1];
		moment.hooks.onKey("c", { time: time ?? NaN });
		assert.deepEqual(moment.bodiesOf("copy")[0]?.wish, { kind: "moment", table: "vwap", time });
		const hours = { symbol: "BTC-USDT", interval: "1h", range: { last: "4h" } };
		const sample = await sampleAnswer({ kind: "volumeProfile", ...hours });
		const cells = pageOf([sample], { layout: "timePrice" });
		const start = sample.series[0]?.times[2] ?? NaN;
		cells.hooks.onKey("c", { time: start, row: 7 });
		assert.deepEqual(cells.bodiesOf("copy")[0]?.wish, { kind: "cell", time: start, row: 7 });
		const below = pageOf([sample], { layout: "profile", cumulativeDelta: "range" });
		below.hooks.onKey("c", { time: start });
		const [copied] = below.bodiesOf("copy");
		assert.deepEqual(copied?.wish, { kind: "moment", table: "intervals", time: start });
	});

	it("says how much is on the clipboard once the host has answered, or why nothing is", () => {
		const page = pageOf();
		page.hooks.onKey("c", { profile: 0, row: 1 });
		page.hooks.onCopyRows({ kind: "rows", table: "profile", from: 0, to: 1 });
		const [first, second] = page.bodiesOf("copy").map(({ id }) => id);
		assert.deepEqual(page.announced, []);
		page.page.handlers.copied({ id: second ?? NaN, isCopied: true, rows: 2 });
		page.page.handlers.copied({ id: first ?? NaN, isCopied: true, rows: 1 });
		assert.deepEqual(page.announced, ["2 rows copied", "Row copied"]);
		page.hooks.onKey("c", { profile: 0, row: 1 });
		page.page.handlers.copied({ id: 3, isCopied: false, text: "The clipboard is locked." });
		assert.equal(page.announced.at(-1), "The clipboard is locked.");
	});

	it("shows a tick on a figure only once its number is on the clipboard", () => {
		const page = pageOf();
		const figure = page.drawn[0]?.content.figures[0];
		assert.ok(figure);
		let ticks = 0;
		page.hooks.copyFigure(figure, () => ticks++);
		assert.deepEqual(page.bodiesOf("copy")[0]?.wish, { kind: "value", text: "110" });
		assert.equal(ticks, 0);
		page.page.handlers.copied({ id: 1, isCopied: true, rows: 1 });
		assert.equal(ticks, 1);
	});

	it("ignores other keys", () => {
		const page = pageOf();
		assert.equal(page.hooks.onKey("x", { profile: 0, row: 1 }), false);
		assert.equal(page.hooks.onKey("x", undefined), false);
		page.hooks.onKey("c", undefined);
		assert.deepEqual(page.bodiesOf("copy"), []);
	});
});

describe("buttons of a page", () => {
	it("ask the host, each for its own action", () => {
		const page = pageOf([profile, line]);
		page.hooks.press("refresh");
		page.hooks.act("changeRange");
		page.hooks.removeMarket(1);
		assert.deepEqual(page.bodiesOf("action"), [
			{ id: "refresh" },
			{ id: "changeRange" },
			{ id: "removeMarket", part: 1 },
		]);
	});

	it("say that no picture can be made when there is no chart", () => {
		const page = pageOf([nothing]);
		page.hooks.press("copyImage");
		page.page.handlers.picture({ format: "svg", look: "print" });
		assert.deepEqual(page.bodiesOf("imageFailed"), [{ purpose: "clipboard" }, { purpose: "file" }]);
	});
});

describe("a page whose host does not answer", () => {
	it("says so once some seconds have passed, until the host is heard again", () => {
		const page = pageOf();
		page.hooks.press("refresh");
		assert.equal(page.state.isUnheard, false);
		page.passTime();
		assert.equal(page.state.isUnheard, true);
		assert.match(page.announced.at(-1) ?? "", /^Nothing answers this chart any more/);
		page.page.handlers.heard({});
		assert.equal(page.state.isUnheard, false);
	});

	it("says nothing where each wish is heard, and where nobody wished for anything", () => {
		const page = pageOf();
		page.hooks.press("refresh");
		page.page.handlers.heard({});
		page.passTime();
		assert.equal(page.state.isUnheard, false);
		page.hooks.press("table");
		page.passTime();
		assert.equal(page.state.isUnheard, false);
	});
});

describe("a page that is linked with other charts", () => {
	const TIME = line.series[0]?.times[1] ?? NaN;
	const RANGE = { x: { min: TIME, max: TIME + 3_600_000 } };

	it("tells them what is pointed at and which range is shown, with its zone", () => {
		const page = pageOf([line], { link: "market", zone: "Europe/Berlin" });
		page.hooks.onPoint({ time: TIME });
		page.hooks.onPoint(undefined);
		page.hooks.onPoint(undefined);
		page.hooks.onZoom(RANGE);
		page.hooks.onZoom({});
		const zone = "Europe/Berlin";
		assert.deepEqual(page.bodiesOf("pointed"), [{ zone, time: TIME }, { zone }]);
		assert.deepEqual(page.bodiesOf("looked"), [{ zone, range: RANGE.x }, { zone }]);
	});

	it("tells nobody while it is not linked", () => {
		const page = pageOf([line]);
		page.hooks.onPoint({ time: TIME });
		page.hooks.onZoom(RANGE);
		assert.deepEqual([...page.bodiesOf("pointed"), ...page.bodiesOf("looked")], []);
	});

	it("tells no range of time where there is none", () => {
		const page = pageOf([profile], { link: "all", layout: "profile" });
		page.hooks.onZoom({ y: { min: 100, max: 110 } });
		assert.deepEqual(page.bodiesOf("looked"), []);
		page.hooks.onPoint({ profile: 0, row: 1 });
		assert.deepEqual(page.bodiesOf("pointed"), [{ zone: "UTC", price: 115 }]);
	});
});
