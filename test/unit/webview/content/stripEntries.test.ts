import assert from "node:assert/strict";
import { stripEntries } from "../../../../src/webview/content/stripEntries";
import type { ChartContent } from "../../../../src/webview/content/types";
import { sampleAnswer } from "../../../support/answers";
import type { QueryResult } from "../../../../src/core/result/result";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { showChart } from "../shown";

describe("the strip", () => {
	let profile: QueryResult;
	let vwap: QueryResult;
	let other: QueryResult;
	before(async () => {
		const hourly = { interval: "1h", range: { last: "24h" } };
		profile = await sampleAnswer({ kind: "volumeProfile", symbol: "BTC-USDT", ...hourly });
		vwap = await sampleAnswer({ kind: "vwap", symbol: "BTC-USDT", ...hourly });
		other = await sampleAnswer({ kind: "vwap", symbol: "ETH-USDT", ...hourly });
	});

	const chartOf = (results: readonly QueryResult[], view: ViewOptions = {}) =>
		showChart(results, view).content;
	const entriesOf = ({ figures, legend, screen }: ChartContent) =>
		stripEntries(figures, legend, screen.resting?.values ?? []);

	it("names nothing twice: what has a figure has its mark there, and its switch once", () => {
		const content = chartOf([profile, vwap], { anchor: "session", developing: true });
		const entries = entriesOf(content);
		const names = entries.map(({ figure, item }) => figure?.label ?? item?.label);
		assert.deepEqual(names, [...new Set(names)]);
		const switches = entries.filter(({ isSwitch }) => isSwitch).map(({ item }) => item?.id);
		const ids = content.legend.map(({ id }) => id).filter((id) => id !== "");
		assert.deepEqual(switches.toSorted(), ids.toSorted());
		const marked = (id: string) => entries.find(({ figure }) => figure?.id === id)?.item?.id;
		assert.deepEqual(["vah", "val", "last"].map(marked), ["valueArea", "valueArea", "vwap"]);
		for (const item of content.legend)
			assert.ok(
				entries.some((entry) => entry.item === item),
				item.label,
			);
	});

	it("has switches for what no figure stands for, and for a figure that is not there", () => {
		const { figures, legend } = chartOf([profile, vwap], { nodes: true });
		const without = figures.filter(({ id }) => id !== "last");
		const alone = stripEntries(without, legend, []).filter(({ figure }) => figure === undefined);
		assert.deepEqual(
			alone.map(({ item, isSwitch }) => [item?.id, isSwitch]),
			[
				["vwap", true],
				["nodes", true],
			],
		);
	});

	it("keeps POC, VAH, VAL and delta of a profile when it is folded, and the last values of lines", () => {
		const keys = (content: ChartContent) =>
			entriesOf(content).flatMap(({ isKey, figure }) => (isKey ? [figure?.id] : []));
		assert.deepEqual(keys(chartOf([profile])), ["poc", "vah", "val", "delta"]);
		assert.deepEqual(keys(chartOf([vwap], { anchor: "first" })), ["last", "anchored"]);
		assert.deepEqual(keys(chartOf([vwap, other])), ["last0", "last1"]);
	});

	it("goes with the crosshair where lines have values, and says where it is", () => {
		const content = chartOf([vwap], { anchor: "first" });
		const { screen, table } = content;
		const follows = entriesOf(content).filter((entry) => entry.follows);
		assert.deepEqual(
			follows.map(({ reads }) => reads),
			["last", "anchored", "sigma", "deviation"],
		);
		const first = screen.step(undefined, -Infinity, 0);
		assert.ok(first !== undefined);
		const read = screen.readings?.(first);
		const row = table.row(0);
		assert.equal(read?.place, row.cells[0]);
		const valueOf = (id: string) => read?.values.find((one) => one.id === id)?.value;
		assert.equal(
			Number(valueOf("last")?.replace(",", "")).toFixed(1),
			Number(row.cells[1]?.replace(",", "")).toFixed(1),
		);
		// At the anchor the running VWAP is the price itself.
		assert.equal(valueOf("anchored"), valueOf("last"));
	});

	it("rests at the last interval, as its figures do", () => {
		const content = chartOf([profile], { layout: "timePrice", developing: true });
		const [path, developing] = ["path", "developing"].map((id) =>
			content.screen.resting?.values.find((one) => one.id === id),
		);
		const poc = content.figures.find(({ id }) => id === "poc")?.value;
		assert.equal(developing?.value, poc);
		assert.match(path?.value ?? "", /^\d/);
	});

	it("says in words what the answer does not have at the crosshair", () => {
		const content = chartOf([vwap]);
		const none = content.screen.readings?.({ time: 0 });
		assert.equal(none?.values[0]?.value, "not in this answer");
	});
});
