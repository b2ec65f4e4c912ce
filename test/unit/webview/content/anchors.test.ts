import assert from "node:assert/strict";
import { seriesCsv } from "../../../../src/core/export/csv";
import { copiedText } from "../../../../src/core/table/copied";
import { DEFAULT_BOUNDS, type ViewOptions } from "../../../../src/core/query/viewOptions";
import { HOUR_MS } from "../../../../src/core/time";
import { chartWords } from "../../../../src/protocol/columnWords";
import { withChoices } from "../../../../src/webview/content/control";
import { anchorMarkControls } from "../../../../src/webview/content/vwap/anchorControls";
import { afterAnchorWish } from "../../../../src/webview/content/vwap/anchorWishes";
import { answerOf, sampleAnswer } from "../../../support/answers";
import { BTC_USD_VWAP } from "../../../support/queries";
import { vwapSeries } from "../../../support/series";
import { PageOnPaper } from "../pageHarness";
import { columnOf, labelsOf, numberIn, valueOf } from "../reading";
import { frameOf, showChart } from "../shown";

const BEGIN = Date.UTC(2026, 2, 28);
const at = (hour: number) => BEGIN + hour * HOUR_MS;
const iso = (hour: number) => new Date(at(hour)).toISOString();
const vwap = () =>
	sampleAnswer({ kind: "vwap", symbol: "BTC-USDT", interval: "1h", range: { last: "24h" } });
const profile = () =>
	sampleAnswer({
		kind: "volumeProfile",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "24h" },
	});
const VIEW: ViewOptions = {
	anchors: [
		{ at: iso(3), bands: [1, 2] },
		{ at: iso(12), name: "US open" },
	],
};

describe("several anchors of a VWAP", () => {
	it("have the numbers of the single anchor, each in strip, hover card, table, copy and CSV", async () => {
		const results = [await vwap()];
		const { content, parts, words } = showChart(results, VIEW);
		const [result] = results;
		assert.ok(result);
		const [series] = result.series;
		assert.ok(series);
		for (const [id, hour, heading] of [
			["anchor1", 3, "1: Anchored VWAP"],
			["anchor2", 12, "US open: Anchored VWAP"],
		] as const) {
			const alone = showChart(results, { anchor: iso(hour) }).content;
			assert.equal(valueOf(content, id), valueOf(alone, "anchored"));
			assert.deepEqual(columnOf(content.table, heading), columnOf(alone.table, "Anchored VWAP"));
			const time = at(18);
			const row = content.screen
				.describe({ time })
				.rows.find(
					({ label }) =>
						label.startsWith("VWAP ") && label.endsWith(id === "anchor1" ? " 1" : "open"),
				);
			const own = alone.screen
				.describe({ time })
				.rows.find(({ label }) => label === "Anchored VWAP");
			assert.ok(row && own);
			assert.equal(row.value, own.value);
		}
		const rows = labelsOf(content.screen.describe({ time: at(18) }).rows);
		assert.deepEqual(
			rows.filter((label) => label.startsWith("1 ")),
			["1 ±1 σ", "1 ±2 σ"],
		);
		// Before its own anchor there is none.
		assert.ok(!labelsOf(content.screen.describe({ time: at(5) }).rows).includes("VWAP US open"));
		const chart = {
			parts,
			view: VIEW,
			area: words.valueArea,
			agreement: DEFAULT_BOUNDS,
			zoneName: "UTC",
			words: chartWords(words.say),
		};
		const copied = copiedText(
			chart,
			{ kind: "rows", table: "vwap", from: 0, to: 99 },
			({ name, of }) => `${name} ${of ?? ""}`.trim(),
		);
		const [headings = [], ...lines] =
			copied?.text.split("\n").map((line) => line.split("\t")) ?? [];
		const place = headings.indexOf("anchored US open");
		assert.equal(lines[11]?.[place], "");
		assert.equal(lines.length, 24);
		const csv = [...seriesCsv(result, series, { view: VIEW })].join("").split("\n");
		const names = (csv[0] ?? "").split(",");
		assert.deepEqual(
			names.filter((name) => /^(anchored|sigma|upper|lower)/.test(name)),
			[
				"anchored_vwap_1 [USDT]",
				"sigma_1 [USDT]",
				"upper_band_1_1_sigma [USDT]",
				"lower_band_1_1_sigma [USDT]",
				"upper_band_1_2_sigma [USDT]",
				"lower_band_1_2_sigma [USDT]",
				"anchored_vwap_US_open [USDT]",
			],
		);
		const inCsv = csv[24]?.split(",")[names.indexOf("anchored_vwap_US_open [USDT]")];
		assert.equal(inCsv, lines[23]?.[place]);
		assert.equal(Number(Number(inCsv).toFixed(2)), numberIn(valueOf(content, "anchor2")));
		const hidden = [...seriesCsv(result, series, { view: { ...VIEW, hidden: ["anchor1"] } })].join(
			"",
		);
		assert.ok(!hidden.includes("anchored_vwap_1"));
		assert.ok(hidden.includes("anchored_vwap_US_open"));
	});

	it("are drawn where a profile and a VWAP are, and in the axis of prices", async () => {
		const results = [await profile(), await vwap()];
		for (const layout of ["overProfile", "timePrice"] as const) {
			const { content } = showChart(results, { ...VIEW, layout });
			const alone = showChart([results[1] ?? null], VIEW).content;
			assert.equal(valueOf(content, "anchor2"), valueOf(alone, "anchor2"), layout);
			assert.equal(content.screen.anchors?.list.length, 2);
			const named = frameOf(content).panes.flatMap(({ y }) => y.tags.map(({ name }) => name));
			assert.ok(named.includes("VWAP 1") && named.includes("US open"), layout);
		}
	});

	it("move while they are pulled, and stand again where they were when the pull is given up", async () => {
		const { content } = showChart([await vwap()], VIEW);
		const { anchors } = content.screen;
		assert.ok(anchors);
		const second = anchors.list[1] ?? assert.fail();
		const before = anchors.placeOf(second);
		const tagOf = () =>
			frameOf(content)
				.panes[0]?.y.tags.map(({ text }) => text)
				.join("|");
		const tags = tagOf();
		anchors.preview({ ...second, at: anchors.nearest(at(6.7)) });
		const pulled = anchors.list[1] ?? assert.fail();
		assert.equal(pulled.at, at(6));
		assert.equal(anchors.placeOf(pulled).time, at(6.5));
		assert.notEqual(tagOf(), tags);
		const moved = showChart([await vwap()], { anchors: [{ at: iso(6) }] }).content;
		assert.ok(tagOf()?.includes(valueOf(moved, "anchor1")));
		anchors.preview(undefined);
		assert.deepEqual(anchors.placeOf(anchors.list[1] ?? pulled), before);
		assert.equal(tagOf(), tags);
		assert.deepEqual([anchors.stepped(at(3), -99), anchors.stepped(at(3), 1)], [at(0), at(4)]);
		assert.equal(anchors.stepped(at(3), Infinity), at(23));
	});

	it("say where they have no VWAP, and where it begins later than they are", () => {
		const series = vwapSeries([NaN, 101, NaN, 103], [0, 1, 0, 2]);
		const [start = 0] = series.times;
		const hour = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();
		const { content } = showChart([answerOf(BTC_USD_VWAP, series)], {
			anchors: [
				{ at: hour(-5), name: "early" },
				{ at: hour(2), name: "quiet" },
				{ at: hour(90), name: "late" },
			],
		});
		assert.equal(valueOf(content, "anchor1"), "–");
		assert.equal(numberIn(valueOf(content, "anchor2")), 103);
		const hints = content.figures.map(({ id, hint }) => [id, hint] as const);
		assert.match(new Map(hints).get("anchor2") ?? "", /first interval that traded since/);
		const texts = (content.notices ?? []).map(({ text }) => text);
		assert.equal(texts.length, 2);
		assert.match(texts[0] ?? "", /^Anchor early, .* lies before what is loaded/);
		assert.match(texts[1] ?? "", /^Anchor late, .* lies after the last interval/);
		assert.equal(content.notices?.[0]?.actions[0]?.id, "changeRange");
	});

	it("say their time in the strip with the year wherever it is not that of the last interval", () => {
		const turn = Date.UTC(2026, 0, 1);
		const series = vwapSeries([100, 101, 102, 103], [1, 1, 1, 1]);
		const times = series.times.map((_, index) => turn + (index - 2) * HOUR_MS);
		const { content } = showChart([answerOf(BTC_USD_VWAP, { ...series, times })], {
			anchors: [{ at: "2025-12-31T22:00:00.000Z" }, { at: "2026-01-01T01:00:00.000Z" }],
		});
		assert.deepEqual(
			content.figures.flatMap(({ id, detail }) =>
				id === "anchor1" || id === "anchor2" ? [detail?.text] : [],
			),
			["2025-12-31 22:00", "01-01 01:00"],
		);
	});

	it("are made, moved, renamed and removed as options of the view", () => {
		const mark = { name: "2", at: at(8), bands: [], color: 3 };
		const made = withChoices(
			VIEW,
			afterAnchorWish({ ...VIEW, hidden: ["anchor3", "vwap"] }, { kind: "make", mark }) ?? {},
		);
		assert.deepEqual(made.anchors?.at(-1), { at: iso(8), name: "2", color: 3 });
		assert.deepEqual(made.hidden, ["vwap"]);
		const set = withChoices(
			made,
			afterAnchorWish(made, { kind: "set", mark: { ...mark, at: at(9), bands: [1] } }) ?? {},
		);
		assert.deepEqual(set.anchors?.[2], { at: iso(9), name: "2", bands: [1], color: 3 });
		const named = afterAnchorWish(set, { kind: "rename", name: "2", to: "FOMC" });
		assert.equal(named?.anchors?.[2]?.name, "FOMC");
		assert.equal(afterAnchorWish(set, { kind: "rename", name: "2", to: "US open" }), undefined);
		assert.equal(afterAnchorWish(set, { kind: "rename", name: "2", to: "=1" }), undefined);
		// The others keep their names and colors.
		const left = afterAnchorWish(set, { kind: "remove", name: "1" });
		assert.deepEqual(
			left?.anchors?.map(({ name, color }) => [name, color]),
			[
				["US open", 2],
				["2", 3],
			],
		);
		const last = { anchors: [{ at: iso(1) }] };
		assert.deepEqual(
			withChoices(last, afterAnchorWish(last, { kind: "remove", name: "1" }) ?? {}),
			{},
		);
		const full = { anchors: [0, 1, 2, 3, 4, 5].map((hour) => ({ at: iso(hour) })) };
		assert.equal(afterAnchorWish(full, { kind: "make", mark }), undefined);
	});

	it("can be named, given bands and removed beside the chart, and not where there is no volume", async () => {
		const { words } = showChart([await vwap()], VIEW);
		const controls = anchorMarkControls(VIEW, words, undefined);
		const textOf = (id: string) => {
			const found = controls.find((control) => control.id === id);
			assert.ok(found?.kind === "text", id);
			return found;
		};
		assert.equal(textOf("anchor-1-bands").value, "1; 2");
		assert.deepEqual(textOf("anchor-1-bands").set("")?.anchors?.[0], {
			at: iso(3),
			name: "1",
			color: 1,
		});
		assert.deepEqual(textOf("anchor-2-bands").set("2 0.5")?.anchors?.[1]?.bands, [0.5, 2]);
		assert.equal(textOf("anchor-2-bands").set("wide"), undefined);
		assert.equal(textOf("anchor-2-name").set("1"), undefined);
		assert.equal(textOf("anchor-2-name").set(" NY ")?.anchors?.[1]?.name, "NY");
		const remove = controls.find(({ id }) => id === "removeAnchor");
		assert.ok(remove?.kind === "choice");
		assert.deepEqual(labelsOf(remove.options), [
			"–",
			"1 · 2026-03-28 03:00",
			"US open · 2026-03-28 12:00",
		]);
		assert.equal(remove.set("1").anchors?.length, 1);
		const [add] = anchorMarkControls({}, words, "no volume");
		assert.equal(add?.disabled, "no volume");
	});

	it("are set by keys, by Alt and a click, and from the choices, and told to the host and to a screen reader", async () => {
		const page = new PageOnPaper();
		page.settings();
		page.show([await vwap()]);
		const last = () => page.bodiesOf("view").at(-1)?.view.anchors;
		assert.ok(page.hooks.onKey("A", { time: at(9) }));
		assert.deepEqual(last(), [{ at: iso(9), name: "1", color: 1 }]);
		assert.match(page.announced.at(-1) ?? "", /^Anchor 1: 2026-03-28 09:00\. VWAP 1 71,/);
		page.hooks.onAltClick(at(12.6));
		assert.deepEqual(last()?.[1], { at: iso(12), name: "2", color: 2 });
		page.hooks.choose({ anchor: "add pick" });
		page.hooks.onPick({ time: at(14) });
		assert.deepEqual(last()?.[2], { at: iso(14), name: "3", color: 3 });
		page.hooks.choose({ anchor: "add view highestVolume" });
		assert.equal(last()?.length, 4);
		page.hooks.onAnchor({ kind: "rename", name: "1", to: "NY" });
		assert.equal(last()?.[0]?.name, "NY");
		assert.equal(page.announced.at(-1), "Anchor 1 is called NY now");
		page.hooks.onAnchor({ kind: "rename", name: "2", to: "NY" });
		assert.match(page.announced.at(-1) ?? "", /^A name has up to 16 letters/);
		for (let hour = 0; hour < 3; hour++) page.hooks.onAltClick(at(hour));
		assert.equal(last()?.length, 6);
		assert.match(page.announced.at(-1) ?? "", /at most 6 anchors/);
		page.hooks.onAnchor({ kind: "remove", name: "NY" });
		assert.equal(last()?.length, 5);
		assert.equal(page.bodiesOf("view").at(-1)?.view.anchor, undefined);
	});

	it("cannot be set without volume or without a VWAP, which is said", async () => {
		const page = new PageOnPaper();
		page.settings();
		page.show([answerOf(BTC_USD_VWAP, vwapSeries([100, 101]))]);
		page.hooks.onAltClick(at(1));
		assert.match(page.announced.at(-1) ?? "", /needs volume/);
		page.show([await profile()]);
		page.hooks.onAltClick(at(1));
		assert.match(page.announced.at(-1) ?? "", /no VWAP/);
		assert.equal(page.bodiesOf("view").length, 0);
	});
});
