import assert from "node:assert/strict";
import type { MarketQuery, TradesQuery } from "../../../../src/core/query/query";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import type { Series } from "../../../../src/core/result/series";
import { copiedText } from "../../../../src/core/table/copied";
import { durationMs, epochMs, HOUR_MS } from "../../../../src/core/time";
import { chartWords, columnHeading } from "../../../../src/protocol/columnWords";
import { filled, WEBVIEW_STRINGS, type WebviewStringId } from "../../../../src/protocol/strings";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, profileSeries, type Row, vwapSeries } from "../../../support/series";
import { captionOf, frameOf, show, withTables } from "../shown";

const VIEW: ViewOptions = { layout: "vendorCheck" };
const hour = (count: number) => MIDNIGHT + count * HOUR_MS;
const HOURS: readonly (readonly Row[])[] = [0, 1, 2, 3].map((at) => [
	[100 + 10 * at, 6, 2],
	[110 + 10 * at, 1, 1],
]);

const ofTrades = (kind: TradesQuery["kind"], more: Partial<TradesQuery> = {}): TradesQuery => ({
	kind,
	provider: "trades",
	dataset: "tape",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "4h" },
	...more,
});
const own = (series: Series, more: Partial<TradesQuery> = {}) =>
	answerOf(ofTrades(series.kind, more), series);
const vendor = (series: Series, query: MarketQuery = BTCUSDT_PROFILE, more = {}) =>
	answerOf(query, series, more);

function shown(results: readonly (QueryResult | null)[], view: ViewOptions = VIEW) {
	const { parts } = captionOf(results);
	const sides = ["Kiyotaka", "My tape"];
	const named = parts.map((part, at) => ({ ...part, side: sides[at] ?? "My tape" }));
	return show(results, view, { caption: { parts: named } });
}
function chart(...of: Parameters<typeof shown>) {
	const { content } = shown(...of);
	assert.ok(content.state === "chart", content.state === "empty" ? content.text : "");
	return withTables(content);
}
const figure = (content: ReturnType<typeof chart>, id: string) => {
	const found = content.figures.find((one) => one.id === id);
	return found && [found.value, found.detail?.text ?? ""].join(" ").trim();
};
/** The vendor lacks the second hour and tells twice the volume of the third. */
const wrong = () =>
	vendor(
		profileSeries(
			HOURS.map((rows, at) =>
				at === 1
					? []
					: rows.map(([price, buy, sell]): Row => [
							price,
							buy * (at === 2 ? 2 : 1),
							sell * (at === 2 ? 2 : 1),
						]),
			),
		),
	);

/** The cells of an interval as they are copied. */
function copiedLine(results: readonly (QueryResult | null)[], time: number): readonly string[] {
	const say = (id: WebviewStringId, ...args: readonly string[]) =>
		filled(WEBVIEW_STRINGS[id], args);
	const { parts, view, words } = shown(results);
	const copied = copiedText(
		{
			parts,
			view,
			area: { percent: 70, method: "pairs" },
			agreement: words.settings.agreement,
			zoneName: "UTC",
			words: chartWords(say),
		},
		{ kind: "moment", table: "vendorCheck", time: time },
		(column) => columnHeading(column, say, "UTC"),
	);
	assert.equal(copied?.rows, 1);
	return (copied.text.split("\n")[1] ?? "").split("\t");
}

describe("the chart of a vendor check", () => {
	it("says first what it comes to, then the largest differences", () => {
		const content = chart([wrong(), own(profileSeries(HOURS))]);
		assert.equal(
			figure(content, "verdict"),
			"2 of 4 intervals agree 1 differs; 1 is missing at Kiyotaka",
		);
		assert.equal(figure(content, "largestVolume"), "+100.000 % 2026-03-29 02:00");
		assert.equal(figure(content, "largestDelta"), "+4 BTC 2026-03-29 02:00");
		assert.equal(figure(content, "largestPoc"), "0.0 rows");
		assert.equal(figure(content, "largestVwap"), "0.00 bps");
		assert.match(content.summary, /^Kiyotaka held against My tape\. 2 of 4 intervals agree; 1/);
		assert.deepEqual(content.notices, []);
	});

	it("has a pane for each figure that both sides have, with marks of their own shapes", () => {
		const frame = frameOf(chart([wrong(), own(profileSeries(HOURS))]));
		assert.deepEqual(
			frame.panes.map(({ id }) => id),
			["main", "check-volume", "check-delta", "check-poc", "check-vwap"],
		);
		const { legend } = chart([wrong(), own(profileSeries(HOURS))]);
		assert.deepEqual(
			legend.map(({ label, glyph, look }) => [label, glyph ?? look ?? "line"]),
			[
				["Kiyotaka", "dashed"],
				["My tape", "line"],
				["agrees within", "dotted"],
				["differs", "◆"],
				["missing at Kiyotaka", "×"],
			],
		);
		const lines = [vendor(vwapSeries([100, 101]), BTC_USD_VWAP), own(vwapSeries([100, 101]))];
		assert.deepEqual(
			frameOf(chart(lines)).panes.map(({ id }) => id),
			["main", "check-vwap"],
		);
	});

	it("reads both sides, the difference and what explains it under the crosshair", () => {
		const { screen } = chart([wrong(), own(profileSeries(HOURS))]);
		const differing = screen.describe({ time: hour(2) });
		assert.equal(differing.title, "2026-03-29 02:00 UTC · differs");
		const rows = Object.fromEntries(differing.rows.map(({ label, value }) => [label, value]));
		assert.equal(rows["Volume, BTC"], "Kiyotaka 20 · My tape 10");
		assert.equal(rows["Volume difference"], "+10 BTC · +100.000 %");
		assert.equal(rows["POC"], "Kiyotaka 120 · My tape 120");
		assert.equal(rows["POC difference"], "0.0 rows");
		assert.match(
			rows["VWAP difference"] ?? "",
			/^0\.00 bps · explained −[\d,]+\.\d\d to \+[\d,]+\.\d\d bps$/,
		);
		const missing = screen.describe({ time: hour(1) });
		assert.equal(missing.title, "2026-03-29 01:00 UTC · missing at Kiyotaka");
		const labels = missing.rows.map(({ label }) => label);
		assert.ok(labels.includes("VWAP My tape") && !labels.includes("VWAP Kiyotaka"));
		assert.ok(!labels.some((label) => label.endsWith("difference")), labels.join());
	});

	it("has a table of all intervals, which is copied as data", () => {
		const results = [wrong(), own(profileSeries(HOURS))];
		const { table } = chart(results);
		assert.deepEqual(
			table.textColumns?.map((at) => table.columns[at]),
			["State"],
		);
		assert.deepEqual(table.columns, [
			"Time, UTC",
			"State",
			"Volume difference, BTC",
			"Volume difference, %",
			"Delta difference, BTC",
			"POC difference, rows",
			"VWAP difference, bps",
			"Explained from, bps",
			"Explained to, bps",
			"Kiyotaka: Volume, BTC",
			"My tape: Volume, BTC",
			"Kiyotaka: Delta, BTC",
			"My tape: Delta, BTC",
			"Kiyotaka: POC, USDT",
			"My tape: POC, USDT",
			"Kiyotaka: VWAP, USDT",
			"My tape: VWAP, USDT",
		]);
		assert.deepEqual(table.row(2).cells.slice(0, 6), [
			"2026-03-29 02:00",
			"differs",
			"+10",
			"+100.0000",
			"+4",
			"0.00",
		]);
		assert.deepEqual(table.row(1).cells.slice(1, 4), ["missing at Kiyotaka", "–", "–"]);
		assert.deepEqual(
			[0, 1, 2, 3].map((row) => table.row(row).isOff),
			[false, true, true, false],
		);
		assert.deepEqual(copiedLine(results, hour(1)).slice(0, 3), [
			"2026-03-29 01:00:00",
			"missingAtVendor",
			"",
		]);
	});

	it("copies sums without the noise of their doubles", () => {
		const tenths = profileSeries([
			[
				[100, 0.1, 0.7],
				[110, 0.2, 0],
			],
		]);
		const results = [vendor(tenths), own(profileSeries([[[100, 0.3, 0.7]]]))];
		const line = copiedLine(results, hour(0));
		assert.deepEqual(line.slice(1, 5), ["agrees", "0", "0", "0"]);
		assert.deepEqual(line.slice(9, 13), ["1", "1", "-0.4", "-0.4"]);
	});

	it("counts by the bounds of the view, else by those of the settings", () => {
		const agreement = { volumePercent: 100, pocRows: 1, vwapBps: 0 };
		const content = chart([wrong(), own(profileSeries(HOURS))], { ...VIEW, agreement });
		assert.equal(figure(content, "verdict"), "3 of 4 intervals agree 1 is missing at Kiyotaka");
		const [volume] = content.controls ?? [];
		assert.ok(volume?.kind === "number");
		assert.equal(volume.value, 100);
		// What the settings say already is no choice of the view.
		assert.deepEqual(volume.set(0.1), { agreement: undefined });
		assert.deepEqual(volume.set(5), { agreement: { volumePercent: 5, pocRows: 1, vwapBps: 0 } });
	});

	it("takes the exact VWAP of one's own trades where it came", () => {
		const exact = own(vwapSeries([102, 112, 122, 132], [10, 10, 10, 10]));
		const content = chart([wrong(), own(profileSeries(HOURS)), exact]);
		assert.equal(content.table.columns.at(-1), "My tape: VWAP, USDT");
		assert.equal(content.table.row(0).cells.at(-1), "102.00");
	});

	it("says before the numbers what makes the sides unequal", () => {
		const notices = (...results: readonly QueryResult[]) =>
			(chart(results).notices ?? []).map(({ text }) => text).join("\n");
		const hours = profileSeries(HOURS);
		const usd = vendor(profileSeries(HOURS, { unit: "USD" }), { ...BTCUSDT_PROFILE, quote: "USD" });
		assert.match(notices(usd, own(hours)), /Kiyotaka counts volume in USD and My tape in BTC/);
		const summed: MarketQuery = {
			kind: "volumeProfile",
			provider: "kiyotaka",
			exchange: ["BINANCE", "BYBIT"],
			coin: "BTC",
			aggregate: "sum",
			interval: "HOUR",
			range: { last: "4h" },
		};
		assert.match(notices(vendor(hours, summed), own(hours)), /adds up several markets/);
		assert.match(
			notices(vendor(hours), own(hours, { symbol: "BTC-EUR" })),
			/Kiyotaka is priced in USDT and My tape in EUR/,
		);
		assert.match(notices(vendor(hours), own(hours, { size: { min: 1 } })), /trades of all sizes/);
		const spot = vendor({ ...hours, market: { symbol: "BTCUSDT", category: "SPOT" } });
		const swap = own(hours, { symbol: "BTC-USDT-SWAP" });
		assert.match(notices(spot, swap), /spot market and the other of a swap/);
		assert.equal(notices(vendor(hours), swap), "");
		const elsewhere = profileSeries(
			HOURS.map((rows) => rows.map(([price, buy, sell]): Row => [price, buy * 1.1, sell * 1.1])),
		);
		assert.match(
			notices(vendor(elsewhere), own(hours)),
			/differ by 10\.0.% in the median: My tape may be of another venue/,
		);
		const line = vendor(vwapSeries([100, 101]), BTC_USD_VWAP);
		assert.match(notices(line, own(vwapSeries([100, 101], [1, 1]))), /sent no volume: VWAP alone/);
		const perpetual = vendor(vwapSeries([100, 101], [1, 1]), {
			...BTC_USD_VWAP,
			instrumentClass: "perpetual-future",
		});
		assert.match(
			notices(perpetual, own(vwapSeries([100, 101], [1, 1]))),
			/does not say what it counts volume in/,
		);
		const several = { ...vendor(hours), series: [hours, { ...hours, id: "another" }] };
		assert.match(notices(several, own(hours)), /sent 2 series\. Compared is TEST BTCUSDT/);
	});

	it("says nothing of time that an answer does not speak for, or that a plan does not hold", () => {
		const hours = profileSeries(HOURS);
		const short = profileSeries(HOURS.slice(0, 2));
		const covers = [{ from: epochMs(hour(0)), to: epochMs(hour(2)) }];
		assert.equal(
			figure(chart([vendor(short, BTCUSDT_PROFILE, { covers }), own(hours)]), "verdict"),
			"2 of 2 intervals agree",
		);
		const access = { from: epochMs(hour(3)) };
		const late = profileSeries([[], [], [], HOURS[3] ?? []]);
		const range = { from: epochMs(hour(0)), to: epochMs(hour(4)) };
		assert.equal(
			figure(chart([vendor(late, BTCUSDT_PROFILE, { access, range }), own(hours)]), "verdict"),
			"1 of 1 intervals agree",
		);
	});

	it("is a sentence with a way on where the sides cannot be compared", () => {
		const refused = (...results: readonly (QueryResult | null)[]) => {
			const { content } = shown(results);
			assert.ok(content.state === "empty");
			return [content.text, ...content.actions];
		};
		const hours = profileSeries(HOURS);
		const [longer, ...edit] = refused(
			vendor(profileSeries(HOURS, { interval: durationMs(4 * HOUR_MS) })),
			own(hours),
		);
		assert.match(longer ?? "", /of Kiyotaka and My tape have different lengths.*same interval/);
		assert.deepEqual(edit, ["editQuery", "refresh"]);
		const tomorrow = hours.times.map((time) => time + 24 * HOUR_MS);
		const [apart, change] = refused(vendor(profileSeries(HOURS, { times: tomorrow })), own(hours));
		assert.match(apart ?? "", /no finished interval .* in common\. Choose a range/);
		assert.equal(change, "changeRange");
		const [prices] = refused(
			vendor(
				profileSeries(HOURS.map((rows) => rows.map(([price, ...row]): Row => [price * 9, ...row]))),
			),
			own(hours),
		);
		assert.match(prices ?? "", /more than twice apart/);
		assert.match(refused(null, own(hours)).join(), /no answer yet.*refresh/);
		assert.match(refused(vendor(hours), null).join(), /no answer yet/);
	});

	it("stands for choice beside the lines of both, where it is one of several views", () => {
		const lines = [vendor(vwapSeries([100, 101]), BTC_USD_VWAP), own(vwapSeries([100, 101]))];
		const { content } = shown(lines, {});
		assert.ok(content.state === "chart" && content.layout === "line");
	});
});
