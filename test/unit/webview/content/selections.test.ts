import assert from "node:assert/strict";
import fc from "fast-check";
import { copiedText } from "../../../../src/core/table/copied";
import { tableCsv } from "../../../../src/core/export/csv";
import { shownSelections } from "../../../../src/core/table/selectionTable";
import { profilesOf } from "../../../../src/core/table/parts";
import { DEFAULT_BOUNDS, type ViewOptions } from "../../../../src/core/query/viewOptions";
import { HOUR_MS } from "../../../../src/core/time";
import { chartWords } from "../../../../src/protocol/columnWords";
import { xOf } from "../../../../src/webview/charts/frame";
import { withChoices } from "../../../../src/webview/content/control";
import { profileOfControl } from "../../../../src/webview/content/profile/profileOfControl";
import { afterSpanWish } from "../../../../src/webview/content/profile/selectionWishes";
import { answerOf, sampleAnswer } from "../../../support/answers";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { profileSeries } from "../../../support/series";
import { PageOnPaper } from "../pageHarness";
import { columnOf, rowsOf, valueOf } from "../reading";
import { svgOfFrame } from "../golden/svgText";
import { frameOf, showChart, widthOf, withTables } from "../shown";

const day = () =>
	sampleAnswer({
		kind: "volumeProfile",
		symbol: "BTC-USDT",
		interval: "1h",
		range: { last: "24h" },
	});
const BEGIN = Date.UTC(2026, 2, 28);
const at = (hour: number) => BEGIN + hour * HOUR_MS;
const iso = (hour: number) => new Date(at(hour)).toISOString();
const A = { name: "A", from: iso(2), to: iso(8) };
const B = { name: "B", from: iso(12), to: iso(18) };
const VIEW: ViewOptions = {
	layout: "timePrice",
	profileOf: "selection",
	selected: "B",
	selections: [A, B],
};
const ofSpan = ({ from, to }: typeof A): ViewOptions => ({
	layout: "timePrice",
	intervals: [{ from, to }],
});

describe("selections of a chart over time", () => {
	it("have the profile of their intervals, which the strip and the side show of the chosen one", async () => {
		const results = [await day()];
		const { content } = showChart(results, VIEW);
		const alone = showChart(results, ofSpan(B)).content;
		for (const id of ["poc", "vah", "val", "total", "delta", "impliedVwap"])
			assert.equal(valueOf(content, id), valueOf(alone, id), id);
		assert.ok(valueOf(content, "profileOf").startsWith("B · 2026-03-28 12:00"));
		// Without a name it is the first.
		const first = withChoices(VIEW, { selected: undefined });
		const one = showChart(results, first).content;
		assert.equal(valueOf(one, "poc"), valueOf(showChart(results, ofSpan(A)).content, "poc"));
	});

	it("have the labels of their levels in their own stretch, or behind it in nobody's", async () => {
		const results = [await day()];
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 0, max: 24 }), { minLength: 2, maxLength: 5 }),
				fc.integer({ min: 320, max: 1_400 }),
				(edges, width) => {
					const hours = edges.toSorted((a, b) => a - b);
					const selections = hours.slice(1).map((to, i) => ({
						name: "ABCD".charAt(i),
						from: iso(hours[i] ?? NaN),
						to: iso(to),
					}));
					const { content } = showChart(results, { ...VIEW, selected: "A", selections });
					const frame = frameOf(content, { width });
					const [main] = frame.panes;
					assert.ok(main);
					const labels = svgOfFrame(frame).matchAll(
						/ x="([\d.]+)"[^>]*>((?:POC|VAH|VAL) [\d,.]+)</g,
					);
					for (const [, x, text = ""] of labels) {
						const [left, right] = [Number(x), Number(x) + widthOf(text, "11px")];
						for (const { name, from, to } of selections) {
							const [start, end] = [xOf(main, Date.parse(from)), xOf(main, Date.parse(to))];
							const isIn = left >= start && right <= end;
							const isOut = right <= start || left >= end;
							assert.ok(
								isIn || isOut,
								`${text} from ${left} to ${right}, ${name} from ${start} to ${end}`,
							);
						}
					}
				},
			),
			{ numRuns: 60 },
		);
	});

	it("write no labels behind a narrow one that lies in a wider one", async () => {
		const [result] = [await day()];
		const nested = { name: "B", from: iso(8), to: iso(9) };
		const behind = (selections: readonly (typeof A)[]) => {
			const { content } = showChart([result], { ...VIEW, selected: "B", selections });
			const frame = frameOf(content);
			const [main] = frame.panes;
			assert.ok(main);
			const place = xOf(main, at(9));
			return [...svgOfFrame(frame).matchAll(/ x="([\d.]+)"[^>]*>(?:POC|VAH|VAL) [\d,.]+</g)].filter(
				([, x]) => Math.abs(Number(x) - place) < 6,
			).length;
		};
		assert.ok(behind([nested]) > 0);
		assert.equal(behind([{ ...A, to: iso(20) }, nested]), 0);
	});

	it("stand in a table of their own, which is copied and exported with the same numbers", async () => {
		const results = [await day()];
		const { content, parts, words } = showChart(results, VIEW);
		const { table } = content;
		assert.equal(table.name, "selections");
		assert.deepEqual(columnOf(table, "Selection"), ["A", "B"]);
		assert.deepEqual(columnOf(table, "Intervals"), ["6", "6"]);
		for (const [row, span] of [A, B].entries()) {
			const alone = showChart(results, ofSpan(span)).content;
			for (const [column, id] of [
				["POC", "poc"],
				["VAH", "vah"],
				["VAL", "val"],
				["Implied VWAP", "impliedVwap"],
			] as const)
				assert.equal(columnOf(table, column)[row], valueOf(alone, id), `${span.name} ${id}`);
		}
		const copied = copiedText(
			{
				parts,
				view: content.shownView ?? {},
				area: words.valueArea,
				agreement: DEFAULT_BOUNDS,
				zoneName: "UTC",
				words: chartWords(words.say),
			},
			{ kind: "rows", table: "selections", from: 0, to: 9 },
			({ name }) => name,
		);
		const lines = copied?.text.split("\n").map((line) => line.split("\t")) ?? [];
		assert.equal(copied?.rows, 2);
		assert.deepEqual(lines[1]?.slice(0, 4), [
			"A",
			"2026-03-28 02:00:00",
			"2026-03-28 08:00:00",
			"6",
		]);
		const pocAt = lines[0]?.indexOf("poc") ?? -1;
		assert.equal(Number(lines[2]?.[pocAt]), Number(columnOf(table, "POC")[1]?.replaceAll(",", "")));
		const [part] = profilesOf(parts);
		assert.ok(part);
		const exported = shownSelections(part, VIEW, words.valueArea, "BTC");
		assert.ok(exported);
		const [source = "", heading = "", first = ""] = [
			...tableCsv(exported, { result: part.result, source: "Sample" }),
		]
			.join("")
			.split("\n");
		assert.ok(source.startsWith("# Sample"));
		assert.ok(
			heading.startsWith(
				"selection,from,to,intervals,state,poc,vah,val,implied_vwap,total [BTC],buy [BTC]",
			),
		);
		assert.ok(first.startsWith("A,2026-03-28T02:00:00.000Z,2026-03-28T08:00:00.000Z,6,complete,"));
		assert.equal(first.split(",")[5], lines[1]?.[pocAt]);
	});

	it("have their whole names in a chart up to the next one, also where they are narrow, and none twice", async () => {
		const spans = [
			{ name: "Asia", from: iso(2), to: iso(3) },
			{ name: "Liquidation", from: iso(7), to: iso(8) },
			{ name: "Rebound", from: iso(11), to: iso(12) },
		];
		const { content } = showChart([await day()], { ...VIEW, selected: "Asia", selections: spans });
		const drawn = svgOfFrame(frameOf(content, { width: 640, height: 320 }));
		const names = [...drawn.matchAll(/fill="[^n][^>]*>(Asia|Liq[^<]*|Reb[^<]*)<\/text>/g)];
		assert.match(names.map(([, name]) => name).join(), /^Asia,Liq[a-z]*…,Rebound$/);
	});

	it("count whole intervals alone, and say so where there is none or rows do not add up", () => {
		const ramp = (step: number) =>
			Array.from({ length: 30 }, (_, i) => [100 + i * step, 1 + (i % 3), 2] as const);
		const series = profileSeries([ramp(2), ramp(2), ramp(3), []]);
		const [start = 0] = series.times;
		const hour = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();
		const selections = [
			{ name: "two", from: hour(0), to: hour(2.5) },
			{ name: "none", from: hour(0.2), to: hour(0.9) },
			{ name: "both", from: hour(1), to: hour(3) },
			{ name: "quiet", from: hour(3), to: hour(4) },
		];
		const answer = answerOf(BTCUSDT_PROFILE, series);
		const view: ViewOptions = { layout: "timePrice", profileOf: "selection", selections };
		const { content } = showChart([answer], view);
		assert.deepEqual(columnOf(content.table, "Intervals"), ["2", "0", "2", "1"]);
		assert.deepEqual(
			columnOf(content.table, "POC").map((text) => text === "–"),
			[false, true, true, true],
		);
		for (const selected of ["none", "both", "quiet"]) {
			const { content: chart } = showChart([answer], { ...view, selected });
			assert.equal(valueOf(chart, "poc"), "–", selected);
			assert.ok(chart.summary.length > 20);
			assert.equal(chart.explanation, undefined);
		}
	});

	it("follow a pull before it is kept: levels, side and strip", async () => {
		const results = [await day()];
		const { content } = showChart(results, VIEW);
		const { spans } = content.screen;
		assert.ok(spans);
		frameOf(content);
		const moved = { ...B, ...spans.moved({ name: "B", from: at(12), to: at(18) }, at(2)) };
		spans.preview({ ...moved, name: "B" });
		frameOf(content);
		const poc = content.followed?.figures.find(({ id }) => id === "poc")?.value;
		assert.equal(
			poc,
			valueOf(showChart(results, ofSpan({ ...B, from: iso(2), to: iso(8) })).content, "poc"),
		);
		assert.equal(content.followed?.isSettled, false);
		spans.preview(undefined);
		frameOf(content);
		assert.equal(content.followed?.isSettled, true);
	});

	it("are made, moved, renamed and removed as options of the view", () => {
		const span = { name: "C", from: at(20), to: at(21) };
		const made = withChoices(VIEW, afterSpanWish(VIEW, { kind: "make", span }) ?? {});
		assert.deepEqual(made.selections?.at(-1), { name: "C", from: iso(20), to: iso(21) });
		assert.equal(made.selected, "C");
		const set = afterSpanWish(VIEW, { kind: "set", span: { name: "A", from: at(1), to: at(2) } });
		assert.deepEqual(set, { selections: [{ name: "A", from: iso(1), to: iso(2) }, B] });
		const renamed = withChoices(
			VIEW,
			afterSpanWish(VIEW, { kind: "rename", name: "B", to: "US" }) ?? {},
		);
		assert.deepEqual([renamed.selected, renamed.selections?.[1]?.name], ["US", "US"]);
		assert.equal(afterSpanWish(VIEW, { kind: "rename", name: "B", to: "A" }), undefined);
		assert.equal(afterSpanWish(VIEW, { kind: "rename", name: "B", to: "=1" }), undefined);
		const one = withChoices(VIEW, afterSpanWish(VIEW, { kind: "remove", name: "B" }) ?? {});
		assert.deepEqual([one.selected, one.selections], [undefined, [A]]);
		const none = withChoices(one, afterSpanWish(one, { kind: "remove", name: "A" }) ?? {});
		assert.deepEqual(none, { layout: "timePrice" });
		const chosen = withChoices(
			{ ...VIEW, profileOf: "visible" },
			afterSpanWish(VIEW, { kind: "choose", name: "A" }) ?? {},
		);
		assert.deepEqual([chosen.profileOf, chosen.selected], ["selection", "A"]);
		const full: ViewOptions = {
			selections: Array.from({ length: 26 }, (_, i) => ({
				...A,
				name: String.fromCharCode(65 + i),
			})),
		};
		assert.equal(afterSpanWish(full, { kind: "make", span }), undefined);
	});

	it("are offered before there is one: the next pull makes it, and nothing else changes until then", async () => {
		const page = new PageOnPaper();
		page.settings();
		page.hooks.changeView({ layout: "timePrice" });
		page.show([await day()]);
		const { content } = page.drawn.at(-1) ?? assert.fail();
		const offered = profileOfControl(content, page.state.view, page.state.words);
		assert.ok(offered.kind === "choice");
		const { value = "" } =
			offered.options.find(({ label }) => label === "A selection that I make") ?? {};
		const before = page.bodiesOf("view").length;
		page.hooks.choose(offered.set(value));
		assert.ok(page.hooks.isSelecting());
		assert.match(page.announced.at(-1) ?? "", /^Drag over the chart/);
		assert.equal(page.bodiesOf("view").length, before);
		page.hooks.onSpan({ kind: "make", span: { name: "A", from: at(2), to: at(8) } });
		assert.equal(page.hooks.isSelecting(), false);
		const { view } = page.bodiesOf("view").at(-1) ?? {};
		assert.deepEqual([view?.profileOf, view?.selected], ["selection", "A"]);
	});

	it("are made by keys at both ends, and told to the host and to a screen reader", async () => {
		const page = new PageOnPaper();
		page.settings();
		page.hooks.changeView({ layout: "timePrice" });
		page.show([await day()]);
		assert.ok(page.hooks.onKey("s", { time: at(9) }));
		assert.ok(page.hooks.onKey("s", { time: at(4) }));
		const { view } = page.bodiesOf("view").at(-1) ?? {};
		assert.deepEqual(view?.selections, [{ name: "A", from: iso(4), to: iso(10) }]);
		assert.equal(view?.profileOf, "selection");
		assert.ok(page.announced.at(-1)?.includes("POC"), page.announced.join());
		page.hooks.onSpan({ kind: "remove", name: "A" });
		assert.deepEqual(page.bodiesOf("view").at(-1)?.view, { layout: "timePrice" });
		const { content } = page.drawn.at(-1) ?? assert.fail();
		assert.equal(rowsOf(withTables(content).table).length, 24);
	});
});
