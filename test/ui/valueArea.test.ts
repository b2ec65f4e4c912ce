import assert from "node:assert/strict";
import type { ChartPage } from "./harness/chartPage";
import { numberIn } from "./harness/numbers";
import { openView } from "./harness/openView";
import { dayProfile } from "./harness/queries";
import { columnsOf, exactly, legendLabels, pressKeys } from "./harness/reading";
import { until } from "./harness/until";
import { useViewEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

describe("the value area of a profile", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [dayProfile()]);
		options = new ViewChoices(chart);
	});

	const levels = async () => ({
		low: numberIn(await chart.value("val")),
		high: numberIn(await chart.value("vah")),
	});
	const clipboardBecomes = (words: RegExp) =>
		until(`the clipboard has ${words.source}`, async () => {
			const text = await editor().session.workbench.clipboard();
			return words.test(text) ? text : undefined;
		});

	it("follows its percent and how it grows, and says both beside the numbers", async () => {
		const usual = await levels();
		assert.equal(await chart.value("method"), "pairs · 70 %");
		await options.enter("percent", "40.5");
		assert.equal(await chart.value("method"), "pairs · 40.5 %");
		const narrow = await levels();
		assert.ok(narrow.high - narrow.low < usual.high - usual.low);
		await options.choose("method", "single");
		assert.equal(await chart.value("method"), "single rows · 40.5 %");
		await options.enter("percent", "70");
		await options.choose("method", "pairs");
		assert.deepEqual(await levels(), usual);
	});

	it("keeps its percent where a value cannot be one", async () => {
		await options.enter("percent", "140");
		assert.equal(await options.control("percent").getAttribute("aria-invalid"), "true");
		assert.equal(await chart.value("method"), "pairs · 70 %");
		await options.enter("percent", "70");
	});

	it("is explained from the POC to the levels of the strip", async () => {
		await options.set("explain", true);
		const columns = await columnsOf(chart);
		const at = (cells: readonly string[], title: string) =>
			numberIn(cells[columns.indexOf(title)] ?? "");
		const first = await chart.tableRow(0);
		assert.equal(first.cells[0], "POC");
		const poc = numberIn(await chart.value("poc"));
		assert.deepEqual([at(first.cells, "VAL"), at(first.cells, "VAH")], [poc, poc]);
		const count = await chart.tableRowCount();
		const last = await chart.tableRow(count - 1);
		const before = await chart.tableRow(count - 2);
		assert.ok(at(last.cells, "Share, %") >= 70, last.cells.join(" "));
		assert.ok(at(before.cells, "Share, %") < 70, before.cells.join(" "));
		const { low, high } = await levels();
		assert.deepEqual([at(last.cells, "VAL"), at(last.cells, "VAH")], [low, high]);
		await options.set("explain", false);
	});

	it("can be read at the edges of its rows: the upper one is a step higher", async () => {
		const { low, high } = await levels();
		const drawing = await chart.drawing();
		await options.set("edges", true);
		const edges = await levels();
		assert.deepEqual(edges, { low, high: high + 10 });
		assert.notEqual(await chart.drawing(), drawing);
		await options.set("edges", false);
		assert.equal(await chart.drawing(), drawing);
	});

	it("implies the same VWAP however its rows are joined or drawn, and says between which prices", async () => {
		const read = async () => [await chart.value("impliedVwap"), await chart.value("impliedBand")];
		const implied = await read();
		const [low = NaN, high = NaN] = (implied[1] ?? "").split(" – ").map(numberIn);
		// A row's price may be its lower edge or its middle.
		assert.ok(Math.abs(high - numberIn(implied[0] ?? "") - 10) < 0.02, implied.join());
		assert.ok(Math.abs(numberIn(implied[0] ?? "") - low - 5) < 0.02, implied.join());
		await options.choose("rows", "n25");
		assert.deepEqual(await read(), implied);
		await options.choose("rows", "x1");
		assert.deepEqual(await read(), implied);
	});

	for (const [id, label] of [
		["nodes", "Volume nodes"],
		["naked", "Naked POCs"],
	] as const) {
		it(`has ${label} drawn over it, which the legend switches off`, async () => {
			const drawing = await chart.drawing();
			await options.set(id, true);
			const marked = await chart.drawing();
			assert.notEqual(marked, drawing);
			assert.ok((await legendLabels(chart)).includes(label));
			await chart.press(`legend-${id}`);
			assert.equal(await chart.drawing(), drawing);
			await chart.press(`legend-${id}`);
			assert.equal(await chart.drawing(), marked);
			await options.set(id, false);
		});
	}

	it("is without its lines where the legend switches them off", async () => {
		const drawing = await chart.drawing();
		for (const id of ["poc", "valueArea"]) {
			await chart.press(`legend-${id}`);
			assert.notEqual(await chart.drawing(), drawing);
			await chart.press(`legend-${id}`);
			assert.equal(await chart.drawing(), drawing);
		}
	});

	it("is that of the chosen intervals, whose volumes add up", async () => {
		const whole = await exactly(chart, "total");
		const parts: number[] = [];
		for (let count = 0; count < 3; count++) {
			await chart.press("nextInterval");
			parts.push(await exactly(chart, "total"));
		}
		await options.chooseMany("chosen", [0, 1, 2]);
		const sum = parts.reduce((total, part) => total + part, 0);
		const total = await exactly(chart, "total");
		assert.ok(Math.abs(total - sum) < 1e-6 * sum, `${total} is not ${sum}`);
		await chart.press("intervalLabel");
		assert.equal(await exactly(chart, "total"), whole);
	});

	it("has its rows copied as data, from the chart and from the table", async () => {
		await options.close();
		await chart.toggleTable();
		const columns = await columnsOf(chart);
		const shown = await chart.tableRow(3);
		await chart.toggleTable();
		await pressKeys(chart, "ArrowDown", "c");
		await chart.announced(/Row copied|rows copied/);
		const [heading, ...bar] = (await clipboardBecomes(/^Price\t/)).split("\n");
		assert.deepEqual(heading?.split("\t"), columns);
		assert.ok(bar.length > 0);
		for (const line of bar) assertData(line.split("\t"));
		await chart.toggleTable();
		await chart.frame.locator('tr[aria-rowindex="5"] td').first().click();
		await chart.frame.locator(".table").press("Shift+ArrowDown");
		await chart.frame.locator(".table").press("ControlOrMeta+c");
		await chart.announced(/2 rows copied/);
		const isTwoRows = /^Price\t[^\n]*\n[^\n]*\n[^\n]*$/;
		const [head, first = "", ...others] = (await clipboardBecomes(isTwoRows)).split("\n");
		assert.deepEqual(head?.split("\t"), columns);
		const cells = first.split("\t");
		assertData(cells);
		cells.forEach((cell, at) => {
			const text = shown.cells[at] ?? "";
			// The screen rounds what is copied in full.
			const decimals = text.split(".")[1]?.length ?? 0;
			assert.ok(
				Math.abs(Number(cell) - numberIn(text)) <= 0.5001 * 10 ** -decimals,
				`${cell} ${text}`,
			);
		});
		assert.equal(others.length, 1);
		await chart.toggleTable();
	});

	it("of one price has no edge, and the page says why", async () => {
		const { services, session } = editor();
		const time = Date.parse("2026-03-29T00:00:00Z") / 1_000;
		const id = {
			type: "VOLUME_PROFILE_AGG",
			exchange: "BINANCE_FUTURES",
			rawSymbol: "BTCUSDT",
			interval: "HOUR",
		};
		const points = [{ Point: { profile: [66_108.5, 3, 0], timestamp: { s: time } } }];
		services.kiyotaka.always({
			kind: "answer",
			status: 200,
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ series: [{ id, points }] }),
		});
		const hour = {
			...dayProfile(),
			range: { from: "2026-03-29T00:00:00Z", to: "2026-03-29T01:00:00Z" },
		};
		chart = await openView(session, [hour], { edges: true });
		assert.equal(await chart.value("vah"), "66,108.5");
		assert.equal(await chart.value("vahEdge"), "no edge");
		options = new ViewChoices(chart);
		await options.open();
		assert.match(await options.reason("edges"), /height of the rows is not known/);
		assert.match(
			(await chart.byId("impliedVwap").locator("..").getAttribute("title")) ?? "",
			/height of the rows is not known/,
		);
	});
});

/** Plain decimals, as programs read them. */
function assertData(cells: readonly string[]): void {
	for (const cell of cells) assert.match(cell, /^-?\d+(\.\d+)?$/);
}
