import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../editor/browser";
import { BareViews } from "../harness/bareViews";
import type { ChartPage } from "../harness/chartPage";
import { numberIn } from "../harness/numbers";
import { openView, runCommand } from "../harness/openView";
import { sample } from "../harness/queries";
import { columnsOf, dragOver, stretchBecomes, stretchOf } from "../harness/reading";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

describe("a chart over time, moved with the pointer", () => {
	const zone = { timeZone: "America/New_York" };
	let browser: Browser;
	let views: BareViews;
	let chart: ChartPage;
	let options: ViewChoices;
	let whole: { min: number; max: number };
	before(async () => {
		browser = await launchBrowser();
		views = await BareViews.open(browser);
		chart = await views.show([sample("vwap", "15m")], { brush: true }, zone);
		options = new ViewChoices(chart);
		whole = await stretchOf(chart);
	});
	after(() => browser.close());
	beforeEach(async () => {
		await chart.frame.locator("main").waitFor();
		if (await chart.byId("resetZoom").isVisible()) await chart.press("resetZoom");
		await stretchBecomes(chart, ({ min, max }) => min === whole.min && max === whole.max, "whole");
	});

	const span = ({ min, max }: { min: number; max: number }) => max - min;
	/** Share of the chart's width at which the plot ends and the price axis begins. */
	async function plotEnd(): Promise<number> {
		await chart.hover(0.4, 0.3);
		const line = await chart.frame.locator(".cross-horizontal:visible").boundingBox();
		const box = await (await chart.settledCanvas()).boundingBox();
		assert.ok(line && box);
		return (line.x + line.width - box.x) / box.width;
	}
	const shareAt = (time: number, end: number) => ((time - whole.min) / span(whole)) * end;

	it("zooms into the box that is drawn with Shift", async () => {
		const end = await plotEnd();
		const drawing = await chart.drawing();
		await dragOver(chart, [0.3, 0.2], [0.6, 0.5], "Shift");
		const zoomed = await stretchBecomes(chart, ({ span: s }) => s < span(whole), "it zooms");
		assert.ok(Math.abs(span(zoomed) / span(whole) - 0.3 / end) < 0.01);
		assert.ok(Math.abs(shareAt(zoomed.min, end) - 0.3) < 0.01);
		assert.notEqual(await chart.drawing(), drawing);
	});

	it("shows everything after a double click", async () => {
		const drawing = await chart.drawing();
		await chart.wheel(0.5, 0.4, -600);
		await stretchBecomes(chart, ({ span: s }) => s < 0.5 * span(whole), "the wheel zooms");
		await chart.canvas.page().mouse.dblclick(...(await placeOf(0.5, 0.4)));
		await stretchBecomes(chart, ({ span: s }) => s === span(whole), "everything is in view");
		await chart.drawingBecomes((now) => now === drawing, "it looks as before");
		assert.ok(await chart.byId("resetZoom").isHidden());
	});

	it("zooms its prices, and not its time, when the price axis is dragged or gets the wheel", async () => {
		const drawing = await chart.drawing();
		await chart.wheel(0.97, 0.4, -300);
		await chart.drawingBecomes((now) => now !== drawing, "the wheel stretches prices");
		const stretched = await chart.drawing();
		await dragOver(chart, [0.97, 0.3], [0.97, 0.5]);
		await chart.drawingBecomes((now) => now !== stretched, "dragging stretches prices");
		assert.deepEqual(await stretchOf(chart), whole);
		assert.ok(await chart.byId("resetZoom").isVisible());
	});

	it("follows the range strip: its window is moved, and pulled at either end", async () => {
		const end = await plotEnd();
		await chart.wheel(0.3, 0.4, -500);
		const zoomed = await stretchBecomes(chart, ({ span: s }) => s < 0.6 * span(whole), "zoomed");
		const [left, right] = [shareAt(zoomed.min, end), shareAt(zoomed.max, end)];
		const middle = (left + right) / 2;
		await dragOver(chart, [middle, 0.975], [middle + 0.1, 0.975]);
		const moved = await stretchBecomes(chart, ({ min }) => min > zoomed.min, "it moves");
		assert.ok(Math.abs(span(moved) - span(zoomed)) < 1e-6 * span(zoomed));
		assert.ok(Math.abs(shareAt(moved.min, end) - left - 0.1) < 0.01);
		await dragOver(chart, [right + 0.1, 0.975], [right + 0.2, 0.975]);
		const wider = await stretchBecomes(chart, ({ max }) => max > moved.max, "it grows");
		assert.ok(Math.abs(wider.min - moved.min) < 1);
		await dragOver(chart, [left + 0.1, 0.975], [left + 0.15, 0.975]);
		await stretchBecomes(chart, ({ min }) => min > wider.min, "it shrinks");
	});

	it("moves to where the strip is clicked beside its window", async () => {
		const end = await plotEnd();
		await chart.wheel(0.2, 0.4, -900);
		await stretchBecomes(chart, ({ max }) => shareAt(max, end) < 0.5, "zoomed");
		await chart.canvas.page().mouse.click(...(await placeOf(0.7, 0.975)));
		await stretchBecomes(
			chart,
			({ min, max }) => Math.abs(shareAt((min + max) / 2, end) - 0.7) < 0.02,
			"the window is centred where the click was",
		);
	});

	it("shows its prices on a logarithmic axis, and on a linear one again", async () => {
		const drawing = await chart.drawing();
		await options.set("log", true);
		await options.close();
		await chart.drawingBecomes((now) => now !== drawing, "the axis is logarithmic");
		await options.set("log", false);
		await options.close();
		await chart.drawingBecomes((now) => now === drawing, "the axis is even");
	});

	it("tells the time of the settings' zone, or of the one chosen for it", async () => {
		const first = async () => {
			await chart.toggleTable();
			const [title = ""] = await columnsOf(chart);
			const [time = ""] = (await chart.tableRow(0)).cells;
			await chart.toggleTable();
			return `${title} ${time}`;
		};
		assert.equal(await first(), "Time, America/New_York 2026-03-21 20:00");
		const footnote = await chart.sourceLine();
		assert.match(footnote, /2026-03-21 20:00 to 2026-03-28 20:00 America\/New_York/);
		assert.doesNotMatch(footnote, /UTC/);
		await options.choose("zone", "UTC");
		assert.equal(await first(), "Time, UTC 2026-03-22 00:00");
		await options.choose("zone", "");
		await options.close();
		assert.match(await first(), /New_York/);
		chart = await views.show([sample("vwap", "15m")], { zone: "Asia/Tokyo" }, zone);
		options = new ViewChoices(chart);
		assert.equal(await first(), "Time, Asia/Tokyo 2026-03-22 09:00");
		await options.open();
		assert.equal(await options.control("zone").inputValue(), "Asia/Tokyo");
	});

	async function placeOf(x: number, y: number): Promise<[number, number]> {
		const box = await (await chart.settledCanvas()).boundingBox();
		assert.ok(box);
		return [box.x + x * box.width, box.y + y * box.height];
	}
});

describe("a profile, moved with the pointer", () => {
	let browser: Browser;
	before(async () => {
		browser = await launchBrowser();
	});
	after(() => browser.close());

	it("zooms its prices at the pointer, in a box, and comes back", async () => {
		const views = await BareViews.open(browser);
		const chart = await views.show([sample("volumeProfile", "1h")]);
		const whole = await stretchOf(chart);
		await chart.hover(0.3, 0.4);
		const title = chart.frame.locator(".card:not([hidden]) .card-title");
		await title.waitFor();
		const priceUnder = async () => numberIn((await title.textContent()) ?? "");
		const under = await priceUnder();
		await chart.wheel(0.3, 0.4, -500);
		await stretchBecomes(chart, ({ span }) => span < whole.max - whole.min, "the wheel zooms");
		await until("the same price is under the pointer", async () => {
			const now = await priceUnder();
			return Math.abs(now - under) <= 0.01 * (whole.max - whole.min);
		});
		await chart.press("resetZoom");
		await stretchBecomes(chart, ({ min }) => min === whole.min, "everything is in view");
		await dragOver(chart, [0.2, 0.3], [0.5, 0.6], "Shift");
		await stretchBecomes(
			chart,
			({ span }) => Math.abs(span / (whole.max - whole.min) - 0.31) < 0.03,
			"the box is in view",
		);
	});
});

describe("linked charts", () => {
	const editor = useViewEditor();

	it("of the same market in two editor groups move together, with their crosshairs", async () => {
		const { session } = editor();
		const run = (command: string, ...args: unknown[]) =>
			runCommand(session.folders, command, ...args);
		const inGroup = async (which: "First" | "Second") => {
			await run(`workbench.action.focus${which}EditorGroup`);
			const page = await session.workbench.chart();
			await page.state("chart");
			return page;
		};
		await openView(session, [sample("vwap", "15m")], { link: "market" });
		await run("valueArea.openQuery", {
			queries: [sample("volumeProfile", "1h")],
			view: { layout: "timePrice", link: "market" },
		});
		await run("workbench.action.moveEditorToNextGroup");
		const second = await inGroup("Second");
		const chart = await inGroup("First");
		const whole = await stretchOf(chart);
		await chart.wheel(0.3, 0.4, -600);
		const zoomed = await stretchBecomes(
			chart,
			({ span }) => span < 0.6 * (whole.max - whole.min),
			"it zooms",
		);
		await stretchBecomes(
			second,
			({ min, max }) => Math.abs(min - zoomed.min) < 1 && Math.abs(max - zoomed.max) < 1,
			"the other chart shows the same time",
		);
		await chart.hover(0.4, 0.4);
		const timeOf = (page: ChartPage) => page.frame.locator(".cross-bottom:visible").textContent();
		const time = (await timeOf(chart)) ?? "";
		// The other chart has longer intervals: its crosshair stands on the hour.
		const hour = `${time.slice(0, -2)}00`;
		await until("its crosshair stands there", async () => (await timeOf(second)) === hour);
		assert.equal(await second.frame.locator(".card:visible").count(), 0);
		await chart.hover(0.99, 0.99);
		await second.frame.locator(".cross-bottom").waitFor({ state: "hidden" });
	});
});
