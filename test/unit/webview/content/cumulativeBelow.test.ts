import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { HOUR_MS, durationMs } from "../../../../src/core/time";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, type Row, profileSeries, vwapSeries } from "../../../support/series";
import { svgOfFrame } from "../golden/svgText";
import { frameOf, showChart } from "../shown";
import { copiedFrom } from "../copied";

/** Deltas of +3, −5, none and +4 (definitions D54), and then of +1 each hour until the next day. */
const DELTAS = [3, -5, NaN, 4, ...Array.from({ length: 26 }, () => 1)];
const HOURS = DELTAS.map((delta): Row[] =>
	Number.isNaN(delta)
		? []
		: [
				[66_000, 10 + delta, 10],
				[66_010, 1, 1],
			],
);
const PROFILE = answerOf(BTCUSDT_PROFILE, profileSeries(HOURS));
const PANE = "cumulativeDelta";
const at = (hour: number) => MIDNIGHT + hour * HOUR_MS;
const below = (view: ViewOptions = {}) =>
	showChart([PROFILE], { layout: "profile", cumulativeDelta: "range", ...view });

describe("the cumulative delta under a profile", () => {
	const { content } = below();
	const { screen } = content;
	const valueAt = (hour: number, of = screen) => of.describe({ time: at(hour) }).rows[0]?.value;

	it("runs over all of the range, of whichever intervals the profile is, with gaps as gaps", () => {
		assert.deepEqual(
			[0, 1, 2, 3].map((hour) => valueAt(hour)),
			["+3 BTC", "−2 BTC", undefined, "+2 BTC"],
		);
		const one = below({ interval: "2026-03-29T01:00:00Z" }).content.screen;
		assert.equal(valueAt(3, one), "+2 BTC");
		const marks = (hour: number) => screen.marks({ time: at(hour) }, undefined);
		assert.deepEqual(marks(1).points, [{ pane: PANE, x: at(1.5), y: -2 }]);
		assert.deepEqual(marks(2).points, []);
	});

	it("begins anew where the view says", () => {
		const day = below({ cumulativeDelta: "day" }).content.screen;
		assert.equal(valueAt(23, day), "+22 BTC");
		assert.equal(valueAt(24, day), "+1 BTC");
		const anchor = "2026-03-29T03:00:00Z";
		const anchored = below({ cumulativeDelta: "anchor", anchor }).content.screen;
		assert.equal(valueAt(1, anchored), undefined);
		assert.equal(valueAt(3, anchored), "+4 BTC");
		const lost = below({ cumulativeDelta: "anchor", anchor: "2026-04-29T03:00:00Z" }).content;
		assert.match(lost.notices?.[0]?.text ?? "", /2026-04-29 03:00/);
	});

	it("has a time axis of its own under the profile, whose prices zoom alone", () => {
		const frame = frameOf(content, { width: 900, height: 560 });
		const [profile, pane] = frame.panes;
		assert.deepEqual([profile?.id, pane?.id], ["p0", PANE]);
		assert.ok(profile && pane);
		assert.ok(profile.area.bottom + profile.axisHeight < pane.area.top);
		assert.ok(pane.area.bottom + pane.axisHeight <= 560);
		assert.equal(pane.area.right, profile.area.right);
		assert.deepEqual([pane.x.min, pane.x.max], [at(0), at(DELTAS.length)]);
		assert.ok(svgOfFrame(frame).includes("Cumulative delta, BTC · from the start of the range"));
		const zoom = { y: { min: 66_000, max: 66_005 } };
		const zoomed = frameOf(content, { width: 900, height: 560, zoom });
		assert.deepEqual(zoomed.panes[0]?.y.max, 66_005);
		assert.deepEqual(zoomed.panes[1]?.y.max, pane.y.max);
		// Where it would leave the profile no room, it is left out, which stands over the profile.
		const low = frameOf(content, { height: 200 });
		assert.deepEqual(
			low.panes.map(({ id }) => id),
			["p0"],
		);
		const [alone] = low.panes;
		assert.ok(alone && alone.area.top >= 18 && alone.area.bottom + alone.axisHeight <= 200);
		assert.ok(svgOfFrame(low).includes("No room for the cumulative delta"));
	});

	it("is walked by arrow keys: to the sides through time, down into it and up from it", () => {
		frameOf(content);
		const lowest = screen.step(undefined, 0, -Infinity);
		assert.deepEqual(lowest, { profile: 0, row: 0 });
		const last = { time: at(DELTAS.length - 1) };
		assert.deepEqual(screen.step(lowest, 0, -1), last);
		assert.deepEqual(screen.step(lowest, -1, 0), last);
		const before = screen.step(last, -1, 0);
		assert.deepEqual(before, { time: last.time - HOUR_MS });
		assert.equal(screen.step(before, 0, -1), undefined);
		assert.deepEqual(screen.step(before, 0, 1), screen.step(undefined, 0, 1));
		assert.deepEqual(screen.step(before, 0, Infinity), screen.step(undefined, 0, Infinity));
		assert.deepEqual(screen.cursorOf({ time: at(3) + 1 }), { time: at(3) });
		assert.deepEqual(screen.cursorOf({ time: at(3), price: 66_012 })?.profile, 0);
	});

	it("measures what traded between two times, and a profile as before", () => {
		const place = (pane: string, x: number, y: number) => ({ pane, at: { x, y } });
		const valueOf = (measured: ReturnType<NonNullable<typeof screen.measure>>, name: string) =>
			measured?.words.rows.find(({ label }) => label === name)?.value;
		const times = screen.measure?.(place(PANE, at(0), 0), place(PANE, at(2), 5));
		assert.equal(valueOf(times, "Delta"), "−2 BTC");
		const prices = screen.measure?.(place("p0", 0, 66_001), place("p0", 0, 66_012));
		assert.equal(valueOf(prices, "Rows"), "2");
		assert.equal(screen.measure?.(place("p0", 0, 66_012), place(PANE, at(2), 5)), undefined);
		assert.equal(screen.measure?.(place(PANE, at(2), 5), place("p0", 0, 66_012)), undefined);
	});

	it("copies the interval under the crosshair with its sum", () => {
		const { parts, view, words } = below();
		const copied = copiedFrom(
			{ parts, view, words },
			{ kind: "moment", table: "intervals", time: at(3) },
		);
		const [headings = [], cells = []] = (copied?.text ?? "")
			.split("\n")
			.map((row) => row.split("\t"));
		const column = headings.findIndex((one) => one.startsWith("Cumulative delta"));
		assert.equal(cells[column], "2");
	});

	it("stands under one profile of several intervals, and nowhere without a wish", () => {
		const panesOf = (...of: Parameters<typeof showChart>) =>
			frameOf(showChart(...of).content, { height: 560 }).panes.map(({ id }) => id);
		assert.deepEqual(panesOf([PROFILE], {}), ["p0"]);
		const view: ViewOptions = { cumulativeDelta: "range" };
		assert.deepEqual(panesOf([PROFILE], view), ["p0", PANE]);
		const single = answerOf(BTCUSDT_PROFILE, profileSeries([[[66_000, 2, 1]]]));
		assert.deepEqual(panesOf([single], view), ["p0"]);
		const other = answerOf(BTCUSDT_PROFILE, profileSeries(HOURS, { id: "OTHER" }));
		assert.deepEqual(panesOf([PROFILE, other], {}), ["p0", "p1"]);
		assert.deepEqual(panesOf([PROFILE, other], view), ["p0", "p1", PANE]);
		assert.deepEqual(panesOf([single, other], view), ["p0", "p1"]);
		const vwap = answerOf(BTC_USD_VWAP, vwapSeries(DELTAS.map((_, hour) => 66_000 + hour)));
		assert.ok(panesOf([PROFILE, vwap], view).includes("main"));
	});
});

describe("the cumulative deltas under profiles side by side", () => {
	/** Sells 2 where the first market buys, and trades in the hour that it does not. */
	const sold: Row[][] = DELTAS.map((_, hour) => [[66_000 + (hour % 2) * 10, 1, 3]]);
	const bybit = (more: Partial<VolumeProfileSeries> = {}, hours = sold) =>
		answerOf(
			{ ...BTCUSDT_PROFILE, exchange: ["BYBIT"] },
			profileSeries(hours, { id: "BYBIT BTCUSDT", ...more }),
		);
	const sideBySide = (other = bybit(), view: ViewOptions = {}) =>
		showChart(
			[PROFILE, other],
			{ cumulativeDelta: "range", ...view },
			{
				caption: {
					parts: ["Binance Futures", "Bybit"].map((source) => ({
						...{ market: "BTCUSDT", source, kind: "Volume profile" },
					})),
				},
			},
		);
	const rowsAt = ({ content }: ReturnType<typeof sideBySide>, time: number) =>
		content.screen.describe({ time }).rows.map(({ label, value }) => `${label}: ${value}`);
	const since = "Cumulative delta: since 2026-03-29 00:00";

	it("have one pane under all, and a row of the card for each market, with gaps as gaps", () => {
		const shown = sideBySide();
		const frame = frameOf(shown.content, { width: 900, height: 560 });
		const [first, second, pane] = frame.panes;
		assert.ok(first && second && pane && frame.panes.length === 3);
		assert.deepEqual([pane.id, pane.area.left], [PANE, first.area.left]);
		assert.equal(pane.area.right, second.area.right);
		assert.equal(pane.x.title, "UTC");
		assert.match(svgOfFrame(frame), /Cumulative delta, BTC · from the start of the range/);
		assert.deepEqual(
			pane.y.tags.map(({ name, text }) => `${name} ${text}`),
			[" ", "Binance Futures +28", "Bybit −60"],
		);
		assert.deepEqual(rowsAt(shown, at(0)), [since, "Binance Futures: +3 BTC", "Bybit: −2 BTC"]);
		assert.deepEqual(rowsAt(shown, at(2)), [since, "Binance Futures: no trades", "Bybit: −6 BTC"]);
	});

	it("have names beside the axis where it has room, and keep those of the profiles where there is none for the pane", () => {
		const { content } = sideBySide();
		const wide = frameOf(content, { width: 900, height: 560 });
		const namesOf = ({ panes }: typeof wide) => panes.at(-1)?.y.tags.map(({ short }) => short);
		assert.deepEqual(namesOf(wide), [undefined, "Binance Futur…", "Bybit"]);
		const [upper, lower] = wide.panes.slice(1);
		assert.equal(upper?.axisWidth, lower?.axisWidth);
		const narrow = frameOf(content, { width: 300, height: 560 });
		assert.deepEqual(
			narrow.panes.at(-1)?.y.tags.map(({ name }) => name),
			["", "", ""],
		);
		const low = svgOfFrame(frameOf(content, { width: 900, height: 200 }));
		for (const words of ["No room for the cumulative delta", ">Binance Futures<", ">Bybit<"])
			assert.ok(low.includes(words), words);
	});

	it("have the colors of their markets, in lines, card and legend", () => {
		const { content } = sideBySide();
		const { theme, panes } = frameOf(content);
		const [one, other] = theme.lines;
		assert.ok(one !== undefined && other !== undefined && one !== other);
		assert.deepEqual(
			panes
				.at(-1)
				?.y.tags.slice(1)
				.map(({ color }) => color),
			[one, other],
		);
		const { rows } = content.screen.describe({ time: at(1) });
		assert.deepEqual(
			rows.slice(1).map(({ color }) => color),
			[one, other],
		);
		const legend = (of: typeof content) =>
			of.legend.filter(({ part }) => part !== undefined).map(({ color }) => color(theme));
		assert.deepEqual(legend(content), [one, other]);
		const without = showChart([PROFILE, bybit()], {}).content;
		assert.deepEqual(legend(without), [theme.poc, theme.poc]);
	});

	it("begin anew where the view says, each market where it has an interval", () => {
		const day = sideBySide(undefined, { cumulativeDelta: "day" });
		const next = "Cumulative delta: since 2026-03-30 00:00";
		assert.deepEqual(rowsAt(day, at(24)), [next, "Binance Futures: +1 BTC", "Bybit: −2 BTC"]);
		const late = bybit({ times: Float64Array.from(sold, (_, hour) => at(hour + 2)) });
		assert.deepEqual(rowsAt(sideBySide(late), at(3)), [
			...[since, "Binance Futures: +2 BTC"],
			...["Cumulative delta: since 2026-03-29 02:00", "Bybit: −4 BTC"],
		]);
	});

	it("are what they were at the end of what is pointed at, where intervals differ", () => {
		const interval = durationMs(2 * HOUR_MS);
		const pairs = sold.slice(0, 15);
		const times = Float64Array.from(pairs, (_, pair) => at(2 * pair));
		const shown = sideBySide(bybit({ interval, times }, pairs));
		assert.deepEqual(rowsAt(shown, at(4)), [since, "Binance Futures: +3 BTC"]);
		assert.deepEqual(rowsAt(shown, at(5)), [since, "Binance Futures: +4 BTC", "Bybit: −6 BTC"]);
	});

	it("never share an axis between units: a notice names the markets without a line", () => {
		const ether = bybit({ market: { symbol: "ETHUSDT", coin: "ETH" } });
		const { content } = sideBySide(ether);
		const [notice] = content.notices ?? [];
		assert.equal(
			notice?.text,
			"Cumulative delta is in BTC, the unit of the first market. Markets of other units have no line: Bybit (ETH).",
		);
		const tags = frameOf(content, { height: 560 }).panes.at(-1)?.y.tags ?? [];
		assert.deepEqual(
			tags.map(({ name }) => name),
			["", "Binance Futures"],
		);
		const dollars = sideBySide(bybit({ unit: "USD" })).content;
		assert.match(dollars.notices?.[0]?.text ?? "", /no line: Bybit \(USD\)/);
		const contracts = answerOf(BTCUSDT_PROFILE, profileSeries(HOURS, { unit: "contracts" }));
		const untold = showChart([contracts, bybit({ unit: "contracts" })], {
			cumulativeDelta: "range",
		});
		assert.match(untold.content.notices?.[0]?.text ?? "", /contracts, not known to be the same/);
		const alike = sideBySide().content;
		assert.deepEqual(alike.notices ?? [], []);
	});

	it("say which market lacks its beginning, or has volume of unknown takers", () => {
		const anchor = "2026-03-29T01:00:00Z";
		const view: ViewOptions = { cumulativeDelta: "anchor", anchor };
		const late = bybit({ times: Float64Array.from(sold, (_, hour) => at(hour + 48)) });
		const { notices = [] } = sideBySide(late, view).content;
		assert.match(notices[0]?.text ?? "", /^Bybit: .*2026-03-29 01:00/);
		const unknown = Float64Array.from(sold, () => 1);
		const untold = frameOf(sideBySide(bybit({ unknown })).content, { width: 900, height: 560 });
		assert.match(untold.panes.at(-1)?.name ?? "", /Bybit: without 20.*of unknown takers/);
	});

	it("are measured, walked and copied with all markets", () => {
		const shown = sideBySide();
		const { screen } = shown.content;
		frameOf(shown.content, { height: 560 });
		const place = (hour: number) => ({ pane: PANE, at: { x: at(hour), y: 0 } });
		assert.deepEqual(
			screen.measure?.(place(0), place(2))?.words.rows.map(({ label, value }) => [label, value]),
			[
				["Time", "2h · 2 intervals"],
				["Delta Binance Futures", "−2 BTC"],
				["Delta Bybit", "−4 BTC"],
			],
		);
		const lowest = screen.step(undefined, 0, -Infinity);
		assert.deepEqual(screen.step(lowest, 1, 0)?.profile, 1);
		const last = { time: at(DELTAS.length - 1) };
		assert.deepEqual(screen.step(lowest, 0, -1), last);
		assert.deepEqual(screen.step(last, -1, 0), { time: last.time - HOUR_MS });
		const copied = copiedFrom(shown, { kind: "moment", table: "intervals", time: at(3) });
		assert.deepEqual(
			copied?.text.split("\n").map((row) => row.split("\t")),
			[
				["Time, UTC", "Binance Futures: Cumulative delta, BTC", "Bybit: Cumulative delta, BTC"],
				["2026-03-29 03:00:00", "2", "-8"],
			],
		);
	});
});
