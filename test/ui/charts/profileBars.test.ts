import assert from "node:assert/strict";
import type { ChartPage } from "../harness/chartPage";
import { openView } from "../harness/openView";
import { PLOT, colorOf, painted } from "../harness/pictures/painted";
import { dayProfile } from "../harness/queries";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

describe("the bars of a volume profile", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [dayProfile()]);
		options = new ViewChoices(chart);
	});

	it("are painted in the colours of both sides", async () => {
		for (const side of ["buy", "sell"]) {
			const share = await painted(chart, await colorOf(chart, side), PLOT);
			assert.ok(share > 0.02, `${side} ${share}`);
		}
	});

	it("are painted again with every choice, without a request", async () => {
		const { services } = editor();
		const asked = services.kiyotaka.requests.length;
		// The panel of choices takes room from the chart.
		await options.open();
		const stacked = await chart.drawing();
		const drawings = new Set([stacked]);
		for (const bars of ["total", "sides", "delta", "cumulative"]) {
			await options.choose("bars", bars);
			drawings.add(await chart.drawing());
		}
		assert.equal(drawings.size, 5);
		await options.choose("bars", "stacked");
		await options.set("log", true);
		assert.notEqual(await chart.drawing(), stacked);
		await options.set("log", false);
		assert.equal(await chart.drawing(), stacked);
		assert.equal(services.kiyotaka.requests.length, asked);
	});

	it("are joined into fewer rows, in the table too", async () => {
		await chart.toggleTable();
		const own = await chart.tableRowCount();
		await options.choose("rows", "n25");
		const joined = await chart.tableRowCount();
		assert.ok(joined <= 25 && joined > 8 && joined < own, `${joined} of ${own}`);
		await options.choose("rows", "x1");
		assert.equal(await chart.tableRowCount(), own);
		await chart.toggleTable();
	});
});
