import assert from "node:assert/strict";
import { MOST_SPANS, type ViewOptions } from "../../../src/core/query/viewOptions";
import { viewOptions } from "../../../src/core/query/viewRules";
import { attempt } from "../../../src/core/reader";
import type { QueryResult } from "../../../src/core/result/result";
import {
	type Choices,
	type Control,
	takesNumber,
	withChoices,
} from "../../../src/webview/content/control";
import { CONTROL_TOOLS } from "../../../src/webview/content/controlTools";
import { controlsOf, optionButtons } from "../../../src/webview/content/controls";
import { answerOf } from "../../support/answers";
import { ofUnknownHeight, profileSeries, vwapSeries } from "../../support/series";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../support/queries";
import { showChart } from "./shown";

const profile = answerOf(
	BTCUSDT_PROFILE,
	profileSeries(
		[0, 1, 2].map(() => Array.from({ length: 120 }, (_, i) => [100 + 10 * i, 1 + (i % 9), 2])),
	),
);
const hour = answerOf(BTCUSDT_PROFILE, ofUnknownHeight(profileSeries([[[66_108.5, 3, 0]]])));
const bare = answerOf(BTC_USD_VWAP, vwapSeries([690, 691, 692]));
const column = Float64Array.of(690, 691, 692);
const full = answerOf(
	BTC_USD_VWAP,
	vwapSeries([690, 691, 692], [5, 6, 7], {
		openPrice: column,
		high: column,
		low: column,
		close: column,
	}),
);

const controlled = (
	results: readonly QueryResult[],
	view: ViewOptions = {},
	volumeRefused?: string,
): Control[] => {
	const { content, parts, words } = showChart(results, view);
	return controlsOf(content, parts, view, words, volumeRefused, CONTROL_TOOLS);
};
const idsOf = (controls: readonly Control[]) => controls.map(({ id }) => id);
const PROFILE_IDS = [
	...["bars", "rows", "rowsJoined", "percent", "method", "explain", "edges", "naked", "nodes"],
	"chosen",
];

function find<Kind extends Control["kind"]>(
	controls: readonly Control[],
	id: string,
	kind: Kind,
): Extract<Control, { kind: Kind }> {
	const found = controls.find((one) => one.id === id);
	assert.ok(found?.kind === kind, `${id} of ${idsOf(controls).join()}`);
	return found as Extract<Control, { kind: Kind }>;
}

describe("what can be chosen about a chart", () => {
	it("has what belongs to cells of a kind, and the numbers of imbalances where they are shown", () => {
		const cellIds = (view: ViewOptions) => {
			const ids = idsOf(controlled([profile], { layout: "timePrice", ...view }));
			return ids.slice(0, ids.indexOf("profileOf"));
		};
		assert.deepEqual(cellIds({ cells: "delta" }), [
			...["cells", "heatScale", "numbers", "totals", "imbalances"],
		]);
		assert.deepEqual(cellIds({ cells: "profiles", imbalances: true }), [
			...["cells", "ramp", "totals", "imbalances", "imbalanceRatio", "imbalanceLeast"],
		]);
		const shown = controlled([profile], { layout: "timePrice", imbalances: true });
		const ratio = find(shown, "imbalanceRatio", "number");
		assert.equal(ratio.value, 300);
		assert.deepEqual(ratio.set(250), { imbalanceSettings: { ratio: 2.5, least: 0 } });
		const least = find(shown, "imbalanceLeast", "number");
		assert.match(least.label, /BTC/);
		assert.deepEqual(least.set(5), { imbalanceSettings: { ratio: 3, least: 5 } });
	});

	it("offers the anchor for the cumulative delta where there is one", () => {
		const offered = (view: ViewOptions) =>
			find(controlled([profile, full], view), "cumulativeDelta", "choice").options.map(
				({ value }) => value,
			);
		assert.deepEqual(offered({}), ["none", "range", "day", "week", "session"]);
		assert.ok(offered({ anchor: "first" }).includes("anchor"));
		assert.ok(idsOf(controlled([profile, profile])).includes("cumulativeDelta"));
		const control = find(controlled([profile, full]), "cumulativeDelta", "choice");
		assert.deepEqual(control.set("day"), { cumulativeDelta: "day" });
		assert.deepEqual(control.set("none"), { cumulativeDelta: undefined });
	});

	it("depends on the layout", () => {
		const ends = ["log", "zone", "link"];
		const counted = ["percentFrom", "distances"];
		const sessions = ["session", "lastSessions"];
		const carried = ["carried", "openingRange", "initialBalance", "extensions"];
		assert.deepEqual(idsOf(controlled([profile])), [
			"cumulativeDelta",
			...PROFILE_IDS,
			...sessions,
			...ends,
		]);
		assert.deepEqual(idsOf(controlled([profile], { layout: "timePrice" })), [
			...["cells", "ramp", "heatScale", "numbers", "totals", "imbalances"],
			...["profileOf", "cumulativeDelta"],
			...PROFILE_IDS,
			...[
				"developing",
				...sessions,
				"separators",
				...carried,
				"brush",
				"snap",
				...counted,
				...ends,
			],
		]);
		assert.deepEqual(idsOf(controlled([full])), [
			...["anchor", "addAnchor", "volume", "candles", "session", "separators", ...carried],
			...["brush", "snap", ...counted, ...ends],
		]);
		assert.deepEqual(idsOf(controlled([profile, full])), [
			"profileOf",
			"cumulativeDelta",
			...PROFILE_IDS,
			...["developing", "anchor", "addAnchor", "volume", "candles"],
			...[...sessions, "separators", ...carried, "brush", "snap", ...counted, ...ends],
		]);
		assert.deepEqual(idsOf(controlled([profile, bare], { layout: "crossCheck" })), [
			"brush",
			"snap",
			...ends,
		]);
		assert.deepEqual(idsOf(controlled([bare, full])), [
			"session",
			"separators",
			"brush",
			"snap",
			...ends,
		]);
	});

	it("is more when more is shown: bands with an anchor, settings of nodes with nodes", () => {
		const anchored = idsOf(controlled([full], { anchor: "week" }));
		assert.deepEqual(anchored.slice(0, 4), ["anchor", "bands", "multipliers", "deviation"]);
		const nodes = idsOf(controlled([profile], { nodes: true })).filter((id) =>
			id.startsWith("node-"),
		);
		assert.deepEqual(
			nodes,
			["reach", "smoothing", "highPercent", "lowPercent"].map((id) => `node-${id}`),
		);
	});

	it("has no list of intervals when there is only one", () => {
		assert.ok(!idsOf(controlled([hour])).includes("chosen"));
	});

	it("says why something cannot be chosen", () => {
		const reasonOf = (controls: readonly Control[], id: string) =>
			controls.find((one) => one.id === id)?.disabled;
		const without = controlled([bare]);
		assert.match(reasonOf(without, "anchor") ?? "", /needs volume/);
		assert.match(reasonOf(without, "volume") ?? "", /has no volume/);
		assert.match(reasonOf(without, "candles") ?? "", /has no candles/);
		assert.match(reasonOf(controlled([hour]), "edges") ?? "", /height of the rows is not known/);
		const refused = "Your plan does not include volumes.";
		assert.equal(reasonOf(controlled([bare], {}, refused), "anchor"), refused);
		for (const id of ["anchor", "volume", "candles"])
			assert.equal(reasonOf(controlled([full]), id), undefined, id);
		const low = answerOf(
			BTCUSDT_PROFILE,
			profileSeries([
				[
					[-10, 1, 1],
					[0, 1, 1],
				],
			]),
		);
		assert.notEqual(reasonOf(controlled([low]), "log"), undefined);
	});

	it("offers the bars that sessions can have, and shows the ones that are drawn", () => {
		const view: ViewOptions = { layout: "timePrice", profileOf: "sessions", bars: "sides" };
		const bars = find(controlled([profile], view), "bars", "choice");
		assert.equal(bars.value, "stacked");
		assert.deepEqual(
			bars.options.map(({ value }) => value),
			["stacked", "total", "delta"],
		);
		const cells = find(
			controlled([profile], { layout: "timePrice", bars: "sides" }),
			"bars",
			"choice",
		);
		assert.equal(cells.value, "sides");
	});

	it("shows what is chosen now, the defaults of settings included", () => {
		const view: ViewOptions = { bars: "delta", rowCount: 50, zone: "Asia/Tokyo", edges: true };
		const controls = controlled([profile], view);
		assert.equal(find(controls, "bars", "choice").value, "delta");
		assert.equal(find(controls, "rows", "choice").value, "n50");
		assert.equal(find(controls, "edges", "flag").value, true);
		assert.equal(find(controls, "percent", "number").value, 70);
		const zone = find(controls, "zone", "choice");
		assert.equal(zone.value, "Asia/Tokyo");
		assert.ok(zone.options.some(({ value }) => value === "Asia/Tokyo"));
		const anchor = find(controlled([full], { anchor: "2026-03-29T01:00:00Z" }), "anchor", "choice");
		assert.equal(anchor.options.at(-1)?.label, "2026-03-29 01:00");
	});

	it("offers every value that is chosen, wherever it came from", () => {
		const odd: ViewOptions = { rows: 77 };
		const few: ViewOptions = { rowCount: 3 };
		for (const view of [odd, few, {}]) {
			const { value, options } = find(controlled([profile], view), "rows", "choice");
			assert.ok(
				options.some((one) => one.value === value),
				`${value}`,
			);
		}
	});

	it("always gives a valid view, whichever choice is made", () => {
		const looks: readonly (readonly [readonly QueryResult[], ViewOptions])[] = [
			[[profile], { nodes: true }],
			[[profile], { layout: "timePrice" }],
			[[full], { anchor: "week" }],
			[[profile, full], {}],
		];
		for (const [results, view] of looks) {
			for (const control of controlled(results, view)) {
				for (const made of choicesOf(control)) {
					const changed = withChoices(view, made);
					const isRead = attempt(viewOptions, changed) !== undefined;
					assert.ok(
						isRead || changed.anchor === "pick",
						`${control.id}: ${JSON.stringify(changed)}`,
					);
					assert.ok(
						Object.keys(changed).every((key) => changed[key as keyof ViewOptions] !== undefined),
					);
				}
			}
		}
	});

	it("leaves an option out of the view when its default is chosen", () => {
		const view: ViewOptions = { anchor: "week", zone: "UTC", rows: 5, edges: true };
		const controls = [...controlled([profile], view), ...controlled([full], view)];
		const made = [
			find(controls, "anchor", "choice").set("none"),
			find(controls, "zone", "choice").set(""),
			find(controls, "rows", "choice").set("x1"),
			find(controls, "edges", "flag").set(false),
		];
		let left = view;
		for (const one of made) left = withChoices(left, one);
		assert.deepEqual(left, {});
	});

	it("chooses what the profile beside a chart over time is of in one place only", () => {
		const intervals = [{ from: "2026-03-29T00:00:00.000Z", to: "2026-03-29T02:00:00.000Z" }];
		const view: ViewOptions = { layout: "timePrice", intervals };
		const visible = withChoices(
			view,
			find(controlled([profile], view), "profileOf", "choice").set("visible"),
		);
		assert.deepEqual(visible, { layout: "timePrice", profileOf: "visible" });
		const { value, set } = find(controlled([profile], visible), "profileOf", "choice");
		assert.equal(value, "visible");
		assert.deepEqual(withChoices(visible, set("range")), { layout: "timePrice" });
		const chosen = find(controlled([profile], visible), "chosen", "many").set(["0"]);
		assert.equal(withChoices(visible, chosen ?? {}).profileOf, undefined);
	});

	it("sets rows in one way only: the most that are left, or how many are joined", () => {
		const { set } = find(controlled([profile], { rows: 5 }), "rows", "choice");
		assert.deepEqual(withChoices({ rows: 5 }, set("n25")), { rowCount: 25 });
		assert.deepEqual(withChoices({ rowCount: 25 }, set("x10")), { rows: 10 });
		const joined = find(controlled([profile], { rowCount: 25 }), "rowsJoined", "number");
		assert.deepEqual(withChoices({ rowCount: 25 }, joined.set(7)), { rows: 7 });
	});

	it("takes only numbers that fit, and says which do", () => {
		const controls = controlled([profile], { nodes: true });
		const takes = (id: string, value: number) => takesNumber(find(controls, id, "number"), value);
		const percents = [1, 40.5, 100].map((value) => takes("percent", value));
		assert.deepEqual(percents, [true, true, true]);
		assert.deepEqual(
			[0, 140, NaN].map((value) => takes("percent", value)),
			[false, false, false],
		);
		assert.deepEqual(
			[1, 3, 2].map((value) => takes("node-smoothing", value)),
			[true, true, false],
		);
		assert.equal(find(controls, "percent", "number").problem, "Enter a number from 1 to 100.");
		assert.match(find(controls, "node-smoothing", "number").problem, /odd number/);
	});

	it("reads distances of bands as people write them, sorted and each once", () => {
		const { set, value } = find(controlled([full], { anchor: "week" }), "multipliers", "text");
		assert.equal(value, "1; 2; 3");
		assert.deepEqual(set("3; 0,5; 1"), { multipliers: [0.5, 1, 3] });
		assert.deepEqual(set("2 1 2"), { multipliers: [1, 2] });
		for (const text of ["1; 2; many", "", "1; 2; 3; 4", "0", "-1", "200"])
			assert.equal(set(text), undefined, text);
	});

	it("keeps chosen intervals as spans, and nothing when all are chosen", () => {
		const { set, options } = find(controlled([profile]), "chosen", "many");
		assert.equal(options.length, 3);
		assert.deepEqual(set(["0", "1"]), {
			interval: undefined,
			profileOf: undefined,
			lastSessions: undefined,
			intervals: [{ from: "2026-03-29T00:00:00.000Z", to: "2026-03-29T02:00:00.000Z" }],
		});
		assert.deepEqual(set(["0", "1", "2"]), {
			interval: undefined,
			intervals: undefined,
			profileOf: undefined,
			lastSessions: undefined,
		});
		const again = withChoices({}, set(["0", "2"]) ?? {});
		assert.deepEqual(find(controlled([profile], again), "chosen", "many").values, ["0", "2"]);
		const long = answerOf(
			BTCUSDT_PROFILE,
			profileSeries(Array.from({ length: 2 * MOST_SPANS + 4 }, () => [[100, 1, 1] as const])),
		);
		const every = find(controlled([long]), "chosen", "many");
		const second = every.options.map(({ value }) => value).filter((_, i) => i % 2 === 0);
		assert.equal(every.set(second), undefined);
		assert.match(every.problem, new RegExp(String(MOST_SPANS)));
	});

	it("has a button that loads volume only if that would help", () => {
		const buttons = (results: readonly QueryResult[], volumeRefused?: string) => {
			const { content, parts, caption } = showChart(results);
			const more = volumeRefused === undefined ? {} : { volumeRefused };
			return optionButtons(content, parts, { ...caption, ...more }, CONTROL_TOOLS);
		};
		const always = ["presets", "saveImage", "showKeys"];
		assert.deepEqual(buttons([bare]), ["loadVolume", ...always]);
		assert.deepEqual(buttons([bare], "Not with this key."), always);
		assert.deepEqual(buttons([full]), always);
		assert.deepEqual(buttons([profile]), always);
	});
});

/** What a person can make of a control. */
function choicesOf(control: Control): Partial<Choices>[] {
	switch (control.kind) {
		case "choice":
			return control.options.map(({ value }) => control.set(value));
		case "flag":
			return [control.set(true), control.set(false)];
		case "number":
			return [control.set(control.min), control.set(control.max), control.set(control.value)];
		case "text":
			return [control.set("1; 2")].flatMap((made) => made ?? []);
		case "many":
			return [control.set(["0"]), control.set([])].flatMap((made) => made ?? []);
	}
}
