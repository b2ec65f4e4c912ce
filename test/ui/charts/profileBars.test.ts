import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../editor/browser";
import { BareViews } from "../harness/bareViews";
import type { ChartPage } from "../harness/chartPage";
import { PLOT, colorOf, painted } from "../harness/pictures/painted";
import { sample } from "../harness/queries";
import { ViewChoices } from "../harness/viewChoices";

describe("the bars of a volume profile", () => {
	let browser: Browser;
	let views: BareViews;
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		browser = await launchBrowser();
		views = await BareViews.open(browser);
		chart = await views.show([{ ...sample("volumeProfile", "1h"), range: { last: "24h" } }]);
		options = new ViewChoices(chart);
	});
	after(() => browser.close());

	it("are painted in the colours of both sides", async () => {
		for (const side of ["buy", "sell"]) {
			const share = await painted(chart, await colorOf(chart, side), PLOT);
			assert.ok(share > 0.02, `${side} ${share}`);
		}
	});

	it("are painted again with every choice, without a request", async () => {
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
		// Only an action that the page asks its editor for leads to a request.
		assert.ok(!(await views.bare.postedTypes()).includes("action"));
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
