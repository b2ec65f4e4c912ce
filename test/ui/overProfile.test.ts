import assert from "node:assert/strict";
import type { ChartPage } from "./harness/chartPage";
import { numberIn } from "./harness/numbers";
import { openView, runCommand } from "./harness/openView";
import { colorOf, painted } from "./harness/painted";
import { sample } from "./harness/queries";
import { layoutOf, legendLabels, priceLabel, stripLabels } from "./harness/reading";
import { useViewEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";
import { wholeTable } from "./harness/wholeTable";

const LINE = { right: 0.64, bottom: 0.94 };
const SIDE = { left: 0.66, right: 0.9, bottom: 0.94 };

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

	it("stand beside each other: the line at the left, the bars at the right", async () => {
		const ink = async (name: string, region: object) =>
			painted(chart, await colorOf(chart, name), region);
		assert.ok((await ink("vwap", LINE)) > 0.001);
		assert.equal(await ink("buy", LINE), 0);
		assert.ok((await ink("buy", SIDE)) > 0.02 && (await ink("sell", SIDE)) > 0.02);
		// The levels go through both.
		assert.ok((await ink("poc", LINE)) > 0.0005 && (await ink("poc", SIDE)) > 0.0005);
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

	it("take an anchor, candles and panes like a VWAP alone, and a legend for each", async () => {
		const options = new ViewChoices(chart);
		const drawing = await chart.drawing();
		for (const id of ["candles", "volume", "developing"]) await options.set(id, true);
		await options.choose("anchor", "session");
		await options.set("deviation", true);
		await options.close();
		assert.ok((await stripLabels(chart)).includes("Anchored VWAP"));
		const labels = await legendLabels(chart);
		for (const label of ["VWAP", "Anchored VWAP", "Candles", "Developing levels"])
			assert.ok(labels.includes(label), labels.join());
		await editor().session.picture("over-profile-all");
		for (const id of ["candles", "volume", "developing", "deviation"]) await options.set(id, false);
		await options.choose("anchor", "none");
		await options.close();
		assert.equal(await chart.drawing(), drawing);
	});

	it("have the POCs of the profile's intervals in the view over time and price", async () => {
		await chart.byId("layout").selectOption("timePrice");
		assert.equal(await layoutOf(chart), "timePrice");
		assert.ok((await legendLabels(chart)).includes("POC of each interval"));
		await chart.byId("layout").selectOption("overProfile");
	});

	it("are checked against each other, and the strip counts what the table says", async () => {
		const { session } = editor();
		chart = await openView(session, [sample("volumeProfile", "1h"), sample("vwap", "1h")], {
			layout: "crossCheck",
		});
		assert.deepEqual(await session.workbench.editorTitles(), [
			"BTC-USDT cross-check · hourly · 7 d",
		]);
		const [, ...others] = await legendLabels(chart);
		assert.deepEqual(others, ["Implied by the profile", "Explained by row height"]);
		const { columns, rows } = await wholeTable(session, chart);
		assert.deepEqual(columns, [
			"Time, UTC",
			"Implied by the profile, USDT",
			"VWAP, USDT",
			"Difference, bps",
			"Explained from, bps",
			"Explained to, bps",
		]);
		const numbers = rows.map((cells) => cells.slice(1).map(numberIn));
		const compared = numbers.filter((row) => row.every((value) => !Number.isNaN(value)));
		for (const [implied = NaN, vwap = NaN, bps = NaN] of compared) {
			assert.ok(Math.abs((implied / vwap - 1) * 1e4 - bps) < 0.02, `${implied} ${vwap} ${bps}`);
		}
		const within = compared.filter(
			([, , bps = NaN, from = NaN, to = NaN]) => from <= bps && bps <= to,
		);
		const largest = Math.max(...compared.map(([, , bps = NaN]) => Math.abs(bps)));
		assert.equal(numberIn(await chart.value("compared")), compared.length);
		assert.equal(numberIn(await chart.value("within")), within.length);
		assert.equal(numberIn(await chart.value("beyond")), compared.length - within.length);
		assert.ok(Math.abs(Math.abs(numberIn(await chart.value("largest"))) - largest) <= 0.06);
	});

	it("cannot be checked where their intervals do not fit, and the page says what to do", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		// Four-hour profiles and daily VWAPs do not add up to each other.
		await runCommand(session.folders, "valueArea.openQuery", {
			queries: [sample("volumeProfile", "4h"), sample("vwap", "1d")],
			view: { layout: "crossCheck" },
		});
		const page = await workbench.chart();
		await page.state("empty");
		await page.failureMatching(/same interval for both/);
	});
});
