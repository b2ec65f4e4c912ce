import assert from "node:assert/strict";
import type { ChartPage } from "./harness/chartPage";
import { numberIn } from "./harness/numbers";
import { openView } from "./harness/openView";
import { PLOT, colorOf, colored, painted, runsOf } from "./harness/painted";
import { dayProfile } from "./harness/queries";
import { exactly, legendLabels, pressKeys, stretchOf } from "./harness/reading";
import { useViewEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

/** Left and right of zero, where zero stands in the middle of the plot. */
const LEFT = { ...PLOT, right: 0.4 };
const RIGHT = { ...PLOT, left: 0.5 };
const UPPER = { ...PLOT, top: 0.05, bottom: 0.3 };
const LOWER = { ...PLOT, top: 0.65, bottom: 0.9 };

describe("the bars of a volume profile", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [dayProfile()]);
		options = new ViewChoices(chart);
	});

	const inks = async (region = PLOT) => ({
		buy: await painted(chart, await colorOf(chart, "buy"), region),
		sell: await painted(chart, await colorOf(chart, "sell"), region),
	});

	it("stand on one another, bought volume at the axis", async () => {
		const axis = await inks({ ...PLOT, right: 0.05 });
		assert.ok(axis.buy > 0.1 && axis.buy > 10 * axis.sell, JSON.stringify(axis));
		const { buy, sell } = await inks();
		assert.ok(buy > 0.02 && sell > 0.02, `${buy} ${sell}`);
		assert.deepEqual(await legendLabels(chart), ["Buy", "Sell", "POC", "Value area"]);
	});

	it("have one colour where they show totals", async () => {
		await options.choose("bars", "total");
		const { buy, sell } = await inks();
		assert.ok(buy + sell < 0.001, `${buy} ${sell}`);
		assert.deepEqual(await legendLabels(chart), ["POC", "Value area"]);
		assert.ok((await painted(chart, await colorOf(chart, "poc"), PLOT)) > 0.001);
	});

	it("lie to the left and right of zero where they show sides", async () => {
		await options.choose("bars", "sides");
		const [left, right] = [await inks(LEFT), await inks(RIGHT)];
		assert.ok(left.sell > 0.02 && left.buy === 0, JSON.stringify(left));
		assert.ok(right.buy > 0.02 && right.sell === 0, JSON.stringify(right));
	});

	it("point to the side that took more where they show delta", async () => {
		await options.choose("bars", "delta");
		const [left, right] = [await inks(LEFT), await inks(RIGHT)];
		assert.ok(left.sell + right.buy > 0.01, JSON.stringify([left, right]));
		assert.ok(left.buy === 0 && right.sell === 0, JSON.stringify([left, right]));
	});

	it("grow with the price where they add up, to the whole at the highest", async () => {
		await options.choose("bars", "cumulative");
		assert.ok((await colored(chart, UPPER)) > 3 * (await colored(chart, LOWER)));
		await pressKeys(chart, "Home");
		assert.match(await chart.card(), /Volume up to here100(\.0)?\s?%/);
		await options.choose("bars", "stacked");
	});

	it("are joined into fewer, higher rows with the same total, and nothing is asked", async () => {
		const { services } = editor();
		const asked = services.kiyotaka.requests.length;
		const total = await exactly(chart, "total");
		await chart.toggleTable();
		const own = await chart.tableRowCount();
		await options.choose("rows", "n25");
		const joined = await chart.tableRowCount();
		assert.ok(joined <= 25 && joined > 8 && joined < own, `${joined} of ${own}`);
		assert.ok(Math.abs((await exactly(chart, "total")) - total) <= 1e-6 * total);
		const [upper, lower] = [await chart.tableRow(0), await chart.tableRow(1)];
		const step = numberIn(upper.cells[0] ?? "") - numberIn(lower.cells[0] ?? "");
		assert.equal(step, 20);
		await options.choose("rows", "x1");
		assert.equal(await chart.tableRowCount(), own);
		await chart.toggleTable();
		assert.equal(services.kiyotaka.requests.length, asked);
	});

	it("stand at exactly the prices that the tags of their levels print, and keep their bar", async () => {
		const [poc, area] = [await colorOf(chart, "poc"), await colorOf(chart, "valueArea")];
		for (const [rows, edges] of [
			["x1", false],
			["n25", false],
			["n25", true],
		] as const) {
			await options.choose("rows", rows);
			await options.set("edges", edges);
			await options.close();
			const { min, max } = await stretchOf(chart);
			const height = (await (await chart.settledCanvas()).boundingBox())?.height ?? NaN;
			// Eight pixels above the plot, the volume axis under it.
			const perPrice = (height - 32) / (max - min);
			const yOf = (price: number) => 8 + (max - price) * perPrice;
			const tags = [...(await runsOf(chart, poc, 3)), ...(await runsOf(chart, area, 3))];
			const middles = tags
				.filter(({ top, bottom }) => bottom - top > 10)
				.map(({ top, bottom }) => (top + bottom) / 2);
			const prices: number[] = [];
			for (const id of ["poc", "vah", "val"]) prices.push(numberIn(await chart.value(id)));
			for (const price of new Set(prices)) {
				const off = Math.min(...middles.map((middle) => Math.abs(middle - yOf(price))));
				assert.ok(off <= 1, `${rows} ${edges}: nothing at ${price}, ${off} pixels away`);
			}
			const [at = NaN] = prices;
			const shares = { top: (yOf(at) - 3) / height, bottom: (yOf(at) - 1) / height, right: 0.05 };
			const { buy } = await inks(shares);
			assert.ok(buy > 0.5, `${rows} ${edges}: ${buy} of the row of the POC is its bar`);
		}
		await options.choose("rows", "x1");
		await options.set("edges", false);
	});

	it("say the range of rows that are tall", async () => {
		await options.choose("rows", "n25");
		await options.close();
		await chart.hover(0.3, 0.5);
		const [, low = "", high = ""] = /^([\d,.]+)–([\d,.]+)Buy/.exec(await chart.card()) ?? [];
		assert.equal(numberIn(high) - numberIn(low), 20);
		await options.choose("rows", "x1");
	});

	it("keep their prices on a logarithmic axis", async () => {
		const even = { drawing: await chart.drawing(), stretch: await stretchOf(chart) };
		await options.set("log", true);
		// The room above and below is a ratio there.
		const { min, max } = await stretchOf(chart);
		assert.ok(Math.abs(min - even.stretch.min) + Math.abs(max - even.stretch.max) < 0.1);
		assert.notEqual(await chart.drawing(), even.drawing);
		await options.set("log", false);
		assert.equal(await chart.drawing(), even.drawing);
	});
});
