import assert from "node:assert/strict";
import type { ChartPage } from "../harness/chartPage";
import { numberIn } from "../harness/numbers";
import { layoutOf, priceLabel } from "../harness/reading";
import { useViewEditor } from "../harness/useEditor";

describe("a VWAP and a profile of one market", () => {
	const editor = useViewEditor();
	let chart: ChartPage;

	it("are opened with the sample data, which asks what to show", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Open sample data");
		await workbench.input.offers("Time × price");
		await workbench.input.answer("VWAP over profile");
		chart = await workbench.chart("BTC-USDT VWAP over profile");
		await chart.state("chart");
		assert.equal(await layoutOf(chart), "overProfile");
		assert.deepEqual(await chart.byId("layout").locator("option").allTextContents(), [
			"VWAP over profile",
			"Cross-check",
			"Time × price",
		]);
		assert.deepEqual([services.kaiko.requests, services.kiyotaka.requests], [[], []]);
	});

	it("have one price axis: the crosshair reads the same over both", async () => {
		for (const y of [0.25, 0.5, 0.75]) {
			await chart.hover(0.3, y);
			const overLine = numberIn(await priceLabel(chart));
			assert.match(await chart.card(), /2026-03-\d\d \d\d:\d\d UTC/);
			await chart.hover(0.75, y);
			const overBars = numberIn(await priceLabel(chart));
			assert.match(await chart.card(), /Share of total/);
			// Bars are named by the price of their row, or by the range of several.
			const bar = /^([\d,.]+)(?:–([\d,.]+))?Buy/.exec(await chart.card());
			const low = numberIn(bar?.[1] ?? "");
			const high = bar?.[2] === undefined ? low + 10 : numberIn(bar[2]);
			assert.equal(overBars, low);
			assert.ok(overLine >= low - 5 && overLine <= high + 5, `${overLine} in ${low}–${high}`);
		}
		const cross = chart.frame.locator(".cross-horizontal");
		const width = (await cross.boundingBox())?.width ?? 0;
		const whole = (await (await chart.settledCanvas()).boundingBox())?.width ?? NaN;
		assert.ok(width > 0.85 * whole, `${width} of ${whole}`);
	});
});
