import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../editor/browser";
import { BareViews } from "../harness/bareViews";
import type { ChartPage } from "../harness/chartPage";
import { numberIn } from "../harness/numbers";
import { openView } from "../harness/openView";
import { colorOf, painted } from "../harness/pictures/painted";
import { dayVwap, sample } from "../harness/queries";
import { pressKeys, stripLabels } from "../harness/reading";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

describe("an anchored VWAP", () => {
	let browser: Browser;
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		browser = await launchBrowser();
		const views = await BareViews.open(browser);
		chart = await views.show([sample("vwap", "15m")]);
		options = new ViewChoices(chart);
	});
	after(() => browser.close());

	const ink = async (name: string) => painted(chart, await colorOf(chart, name));

	it("is drawn once an anchor is chosen, until the legend switches it off", async () => {
		assert.ok(!(await stripLabels(chart)).includes("Anchored VWAP"));
		assert.equal(await ink("anchored"), 0);
		await options.choose("anchor", "first");
		assert.ok((await ink("anchored")) > 0.0005);
		assert.equal(await chart.value("anchorName"), "First interval");
		await chart.press("legend-anchored");
		assert.equal(await ink("anchored"), 0);
		await chart.press("legend-anchored");
		assert.ok((await ink("anchored")) > 0.0005);
	});

	it("begins at the point that the keyboard has walked to", async () => {
		await options.close();
		await pressKeys(chart, "Home");
		for (let step = 0; step < 8; step++) await pressKeys(chart, "ArrowRight");
		await pressKeys(chart, "a");
		await chart.announced(/VWAP anchored at 2026-03-22 02:00/);
		assert.equal(await chart.value("anchorName"), "2026-03-22 02:00");
		await options.open();
		assert.equal(
			await options.control("anchor").locator("option:checked").textContent(),
			"2026-03-22 02:00",
		);
		await options.close();
	});

	it("begins at the point under the pointer", async () => {
		await chart.byId("chart").focus();
		await chart.hover(0.5, 0.4);
		const [time = ""] = /2026-03-\d\d \d\d:\d\d/.exec(await chart.card()) ?? [];
		await chart.byId("chart").press("a");
		await chart.announced(new RegExp(`anchored at ${time}`));
		assert.equal(await chart.value("anchorName"), time);
	});

	it("begins at the point that is clicked, after the person chose to pick one", async () => {
		await options.choose("anchor", "pick");
		await chart.announced(/Click a point of the line/);
		await options.close();
		await chart.hover(0.25, 0.4);
		const [time = ""] = /2026-03-\d\d \d\d:\d\d/.exec(await chart.card()) ?? [];
		await chart.frame.page().mouse.down();
		await chart.frame.page().mouse.up();
		await chart.announced(new RegExp(`anchored at ${time}`));
		assert.equal(await chart.value("anchorName"), time);
	});

	it("has bands at the distances that are typed, and keeps them when the typed text is not valid", async () => {
		await options.choose("anchor", "session");
		const usual = await chart.drawing();
		await options.enter("multipliers", "0.5; 1");
		const closer = await chart.drawing();
		assert.notEqual(closer, usual);
		await options.enter("multipliers", "1; 2; many");
		assert.equal(await options.control("multipliers").getAttribute("aria-invalid"), "true");
		assert.equal(await chart.drawing(), closer);
		await options.enter("multipliers", "1; 2; 3");
		assert.equal(await chart.drawing(), usual);
	});
});

describe("anchoring a VWAP that came without volume", () => {
	const editor = useViewEditor();
	const aggregations = () =>
		editor().services.kaiko.requests.map(({ path }) => path.split("/").at(-1));

	it("is refused with the reason, until the volume is loaded", async () => {
		const { session, services } = editor();
		const chart = await openView(session, [dayVwap()]);
		const options = new ViewChoices(chart);
		await options.open();
		assert.ok(await options.control("anchor").isDisabled());
		assert.match(await options.reason("anchor"), /needs volume/);
		await pressKeys(chart, "End", "a");
		await chart.announced(/needs volume/);
		assert.ok(!(await stripLabels(chart)).includes("Anchored VWAP"));
		services.kaiko.clear();
		const revision = await chart.revision();
		await chart.press("loadVolume");
		await chart.revisionAfter(revision);
		assert.deepEqual(aggregations(), ["count_ohlcv_vwap"]);
		assert.ok(await options.control("anchor").isEnabled());
		assert.equal(await options.panel.locator('[data-testid="loadVolume"]').count(), 0);
		await options.choose("anchor", "first");
		assert.ok(!Number.isNaN(numberIn(await chart.value("anchored"))));
	});

	it("stays refused when the key may not read volumes, and the chart stays", async () => {
		const { session, services } = editor();
		const chart = await openView(session, [dayVwap("eth-usd")]);
		const options = new ViewChoices(chart);
		await options.open();
		const last = await chart.value("last");
		services.kaiko.always({
			kind: "answer",
			status: 403,
			headers: { "content-type": "application/json" },
			body: '{"result":"error","message":"not authorized"}',
		});
		await chart.press("loadVolume");
		await options.panel.getByText("Your Kaiko plan does not include volumes").first().waitFor();
		assert.equal(await options.panel.locator('[data-testid="loadVolume"]').count(), 0);
		assert.ok(await options.control("anchor").isDisabled());
		assert.equal(await chart.value("last"), last);
	});
});
