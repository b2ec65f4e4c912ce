import assert from "node:assert/strict";
import type { ChartPage } from "./harness/chartPage";
import { numberIn } from "./harness/numbers";
import { openView } from "./harness/openView";
import { colorOf, legendColor, painted } from "./harness/painted";
import { dayVwap, sample } from "./harness/queries";
import { columnsOf, legendLabels, pressKeys, stripLabels } from "./harness/reading";
import { useViewEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

/** The main pane, above those of volume and deviation. */
const PRICES = { right: 0.85, bottom: 0.4 };

const near = (a: number, b: number, within: number) =>
	assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`);

describe("an anchored VWAP", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [sample("vwap", "15m")]);
		options = new ViewChoices(chart);
	});

	/** Numbers of a row of the table by their column's title. */
	async function rowOf(index: number): Promise<(title: string) => number> {
		const columns = await columnsOf(chart);
		const { cells } = await chart.tableRow(index);
		return (title) =>
			numberIn(cells[columns.findIndex((column) => column.startsWith(title))] ?? "");
	}
	const ink = async (name: string) => painted(chart, await colorOf(chart, name));

	it("is off to begin with, and then drawn with bands and named in strip and legend", async () => {
		assert.ok(!(await stripLabels(chart)).includes("Anchored VWAP"));
		assert.equal(await ink("anchored"), 0);
		await options.choose("anchor", "first");
		assert.ok((await ink("anchored")) > 0.0005);
		assert.deepEqual((await stripLabels(chart)).slice(-3), ["Anchored VWAP", "σ", "Deviation"]);
		assert.deepEqual(await legendLabels(chart), ["VWAP", "Anchored VWAP"]);
		assert.equal(await chart.value("anchorName"), "First interval");
	});

	it("is the volume-weighted average of the table's own numbers", async () => {
		await chart.toggleTable();
		let [money, volume] = [0, 0];
		for (let index = 0; index < 4; index++) {
			const at = await rowOf(index);
			if (Number.isNaN(at("VWAP"))) continue;
			money += at("VWAP") * at("Volume");
			volume += at("Volume");
			near(at("Anchored VWAP"), money / volume, 0.1);
		}
		await chart.toggleTable();
	});

	it("begins where each anchor says", async () => {
		const values = new Set<string>();
		for (const [anchor, label] of [
			["session", "Each day"],
			["week", "Each week"],
			["month", "Each month"],
			["first", "First interval"],
			["highestVolume", "Highest volume"],
		] as const) {
			await options.choose("anchor", anchor);
			assert.equal(await chart.value("anchorName"), label);
			values.add(await chart.value("anchored"));
		}
		// The week begins on a Sunday and within a month, so that month and first agree.
		assert.equal(values.size, 4, [...values].join());
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

	it("begins at the point that is clicked, once that was chosen", async () => {
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

	it("has bands of its own deviation, of a percentage, or none", async () => {
		const bands = async () => {
			await chart.hover(0.4, 0.4);
			return (await chart.card()).match(/±[\d.]+ [σ%]/g) ?? [];
		};
		await options.choose("anchor", "session");
		const sigma = await chart.drawing();
		assert.deepEqual(await bands(), ["±1 σ", "±2 σ", "±3 σ"]);
		await options.choose("bands", "percent");
		await options.enter("multipliers", "0.5; 1");
		assert.notEqual(await chart.drawing(), sigma);
		assert.deepEqual(await bands(), ["±0.5 %", "±1 %"]);
		await options.choose("bands", "none");
		assert.ok((await ink("anchored")) > 0);
		assert.deepEqual(await bands(), []);
		await options.choose("bands", "sigma");
		await options.enter("multipliers", "1; 2; many");
		assert.equal(await options.control("multipliers").getAttribute("aria-invalid"), "true");
		await options.enter("multipliers", "1; 2; 3");
		assert.equal(await chart.drawing(), sigma);
	});

	it("has the deviation in the strip that its table ends with", async () => {
		await chart.toggleTable();
		const at = await rowOf((await chart.tableRowCount()) - 1);
		await chart.toggleTable();
		near(numberIn(await chart.value("deviation")), at("Deviation, %"), 0.006);
		near(numberIn(await chart.value("deviationSigma")), at("Deviation, σ"), 0.006);
		near(at("Deviation, %"), (at("VWAP") / at("Anchored VWAP") - 1) * 100, 0.002);
	});

	it("stands over panes of volume and deviation, and before candles", async () => {
		const alone = await chart.drawing();
		for (const id of ["volume", "deviation", "candles", "brush"]) {
			const before = await chart.drawing();
			await options.set(id, true);
			assert.notEqual(await chart.drawing(), before, id);
		}
		const candles = await legendColor(chart, "Candles");
		assert.ok((await painted(chart, candles, PRICES)) > 0.001, "bands cover the candles");
		await options.close();
		await chart.hover(0.5, 0.3);
		const card = await chart.card();
		for (const word of ["Open", "Close", "Volume", "Trades", "Deviation", "±3 σ"])
			assert.ok(card.includes(word), card);
		await editor().session.picture("vwap-panes");
		for (const id of ["volume", "deviation", "candles", "brush"]) await options.set(id, false);
		assert.equal(await chart.drawing(), alone);
	});

	it("leaves the picture where the legend switches it off", async () => {
		await chart.press("legend-anchored");
		assert.equal(await ink("anchored"), 0);
		await chart.press("legend-anchored");
		assert.ok((await ink("anchored")) > 0);
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
		for (const [id, why] of [
			["anchor", /needs volume/],
			["volume", /has no volume/],
			["candles", /has no candles/],
		] as const) {
			assert.ok(await options.control(id).isDisabled(), id);
			assert.match(await options.reason(id), why);
		}
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

	it("stays refused where the key may not read volumes, and the chart stays", async () => {
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
