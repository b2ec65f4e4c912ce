import assert from "node:assert/strict";
import type { ChartPage } from "../harness/chartPage";
import { numberIn } from "../harness/numbers";
import { openView } from "../harness/openView";
import { dayProfile } from "../harness/queries";
import { columnsOf, exactly, pressKeys } from "../harness/reading";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

describe("the value area of a profile", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [dayProfile()]);
		options = new ViewChoices(chart);
	});

	const clipboardBecomes = (words: RegExp) =>
		until(`the clipboard has ${words.source}`, async () => {
			const text = await editor().session.workbench.clipboard();
			return words.test(text) ? text : undefined;
		});

	it("follows the percent that is typed, and keeps it when a value is not valid", async () => {
		assert.equal(await chart.value("method"), "pairs · 70 %");
		await options.enter("percent", "40.5");
		assert.equal(await chart.value("method"), "pairs · 40.5 %");
		await options.enter("percent", "140");
		assert.equal(await options.control("percent").getAttribute("aria-invalid"), "true");
		assert.equal(await chart.value("method"), "pairs · 40.5 %");
		await options.enter("percent", "70");
	});

	it("follows a preset by rule and one of one's own, until the options are reset", async () => {
		const { input } = editor().session.workbench;
		const presets = async () => {
			await options.open();
			await chart.press("presets");
			await input.step(/Presets/);
		};
		const single = (words: string) => words === "single rows · 70 %";
		const pairs = (words: string) => words === "pairs · 70 %";
		await presets();
		await input.pick(/^Single rows, 70 %/);
		await chart.valueBecomes("method", single);
		await options.choose("bars", "delta");
		await presets();
		await input.pick(/Save as a preset/);
		await input.step(/Save as a preset/);
		await input.enter("Night");
		await input.closed();
		await presets();
		await input.pick(/Reset view options/);
		await chart.valueBecomes("method", pairs);
		await options.open();
		assert.equal(await options.control("bars").inputValue(), "stacked");
		await presets();
		await input.pick(/^Night/);
		await chart.valueBecomes("method", single);
		assert.equal(await options.control("bars").inputValue(), "delta");
		await presets();
		await input.pick(/Reset view options/);
		await chart.valueBecomes("method", pairs);
	});

	it("has no lines when the legend switches them off", async () => {
		const drawing = await chart.drawing();
		for (const id of ["poc", "valueArea"]) {
			await chart.press(`legend-${id}`);
			assert.notEqual(await chart.drawing(), drawing);
			await chart.press(`legend-${id}`);
			assert.equal(await chart.drawing(), drawing);
		}
	});

	it("is that of the chosen intervals, added up", async () => {
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
});

/** Plain decimals, as programs read them. */
function assertData(cells: readonly string[]): void {
	for (const cell of cells) assert.match(cell, /^-?\d+(\.\d+)?$/);
}
