import assert from "node:assert/strict";
import type { ChartPage } from "../harness/chartPage";
import { openView } from "../harness/openView";
import { dayProfile, sample } from "../harness/queries";
import { legendLabels, pressKeys, stretchBecomes, stretchOf } from "../harness/reading";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

const HOUR_MS = 3_600_000;

describe("a chart, with the keyboard alone", () => {
	const editor = useViewEditor();

	/** Test id of the element that has the focus. */
	const focused = (chart: ChartPage) =>
		chart.frame.evaluate(() => document.activeElement?.getAttribute("data-testid") ?? "");
	/** Presses a key until an element of the page has the focus. */
	async function goTo(chart: ChartPage, testId: string, key: "Tab" | "Shift+Tab"): Promise<void> {
		const { keyboard } = chart.frame.page();
		for (let press = 0; press < 40; press++) {
			if ((await focused(chart)) === testId) return;
			await keyboard.press(key);
		}
		assert.fail(`${key} does not lead to ${testId}`);
	}

	it("is reached, walked, zoomed, changed and left", async () => {
		const { session } = editor();
		const { keyboard } = session.workbench.page;
		const chart = await openView(session, [dayProfile()]);
		await chart.byId("layout").focus();
		await goTo(chart, "chart", "Tab");
		await keyboard.press("ArrowDown");
		const atPoc = await chart.card();
		await chart.announced(/buy .*, sell .*, total/);
		await keyboard.press("ArrowUp");
		assert.notEqual(await chart.card(), atPoc);
		const whole = await stretchOf(chart);
		await keyboard.press("+");
		await stretchBecomes(chart, ({ span }) => span < whole.max - whole.min, "plus zooms");
		await keyboard.press("0");
		await stretchBecomes(chart, ({ min, max }) => min === whole.min && max === whole.max, "0");
		await goTo(chart, "options", "Shift+Tab");
		await keyboard.press("Enter");
		await until("the first choice has the focus", async () => {
			return (await focused(chart)) === "option-bars";
		});
		await keyboard.press("ArrowDown");
		await until("bars show totals", async () => !(await legendLabels(chart)).includes("Buy"));
		assert.equal(await focused(chart), "option-bars");
		await keyboard.press("Escape");
		await new ViewChoices(chart).panel.waitFor({ state: "hidden" });
		assert.equal(await focused(chart), "options");
	});

	it("lists its keys, and gives the focus back", async () => {
		const chart = await editor().session.workbench.chart();
		const help = chart.byId("keyHelp");
		await pressKeys(chart, "?");
		await help.waitFor();
		assert.equal(await focused(chart), "keyHelp");
		for (const words of ["Walk along rows", "Anchor the VWAP", "Double click"])
			assert.ok((await help.textContent())?.includes(words), words);
		await help.press("Escape");
		await help.waitFor({ state: "hidden" });
		assert.equal(await focused(chart), "chart");
		const options = new ViewChoices(chart);
		await options.open();
		await chart.press("showKeys");
		await help.waitFor();
		await help.press("?");
		await help.waitFor({ state: "hidden" });
		await options.close();
	});

	it("zooms into the box between two points that b has marked", async () => {
		const chart = await openView(editor().session, [sample("vwap", "15m")]);
		const walk = Array.from({ length: 20 }, () => "ArrowRight");
		await pressKeys(chart, "Home", ...walk, "b");
		await chart.announced(/First corner set/);
		await pressKeys(chart, ...walk, "b");
		const { min, max } = await stretchBecomes(
			chart,
			({ span }) => span < 24 * HOUR_MS,
			"the box is in view",
		);
		assert.deepEqual(
			[new Date(min).toISOString(), max - min],
			["2026-03-22T05:07:30.000Z", 5 * HOUR_MS],
		);
	});

	it("moves by half of the visible range, and zooms its prices alone", async () => {
		const chart = await editor().session.workbench.chart();
		const before = await stretchOf(chart);
		await pressKeys(chart, "PageUp");
		await stretchBecomes(
			chart,
			({ min }) => Math.abs(min - before.min - 2.5 * HOUR_MS) < 0.02 * HOUR_MS,
			"it moves by half",
		);
		const [drawing, stretch] = [await chart.drawing(), await stretchOf(chart)];
		await pressKeys(chart, "]");
		await chart.drawingBecomes((now) => now !== drawing, "prices are zoomed");
		assert.deepEqual(await stretchOf(chart), stretch);
	});
});
