import assert from "node:assert/strict";
import type { ChartPage } from "./harness/chartPage";
import { numberIn } from "./harness/numbers";
import { openView } from "./harness/openView";
import { type Region, colorOf, legendColor, painted } from "./harness/painted";
import { dayProfile } from "./harness/queries";
import { columnsOf, exactly, layoutOf, legendLabels, pressKeys } from "./harness/reading";
import { until } from "./harness/until";
import { profileOnTheWire } from "./harness/wire";
import { useViewEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

/** Where the intervals are; the composite of them stands to the right of it. */
const CELLS: Region = { right: 0.64, bottom: 0.94 };
const SIDE: Region = { left: 0.66, right: 0.9, bottom: 0.94 };

describe("a profile's intervals over time", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [dayProfile()]);
		options = new ViewChoices(chart);
	});

	const ink = async (name: string, region: Region) =>
		painted(chart, await colorOf(chart, name), region);

	it("are one of the profile's views, without a request", async () => {
		const { services } = editor();
		const asked = services.kiyotaka.requests.length;
		await chart.byId("layout").selectOption({ label: "Time × price" });
		assert.equal(await layoutOf(chart), "timePrice");
		assert.equal(services.kiyotaka.requests.length, asked);
	});

	it("are shades of volume, and the composite beside them keeps both sides", async () => {
		const brightest = await ink("vwap", CELLS);
		assert.ok(brightest > 0, "no cell has the full colour of the largest volume");
		assert.ok((await ink("sell", CELLS)) === 0);
		assert.ok((await ink("buy", SIDE)) > 0.02 && (await ink("sell", SIDE)) > 0.02);
		assert.ok((await ink("poc", CELLS)) > 0.001, "the way of the POCs is not drawn");
	});

	it("say the numbers of the cell under the pointer", async () => {
		await chart.hover(0.3, 0.4);
		const card = await chart.card();
		assert.match(card, /^[\d,.]+ · 2026-03-29 \d\d:00 UTC/);
		for (const word of ["Buy", "Sell", "Total", "Delta", "POC of the interval"])
			assert.ok(card.includes(word), card);
		await chart.hover(0.75, 0.4);
		assert.match(await chart.card(), /Share of total/);
	});

	it("have the colours of the sides as delta, and their volumes as small profiles", async () => {
		await options.choose("cells", "delta");
		assert.ok((await ink("vwap", CELLS)) === 0);
		const full = [
			await painted(chart, await legendColor(chart, "More bought"), CELLS),
			await painted(chart, await legendColor(chart, "More sold"), CELLS),
		];
		assert.ok(Math.max(...full) > 0, "no cell has the full colour of the largest delta");
		await options.choose("cells", "profiles");
		const profiles = [await ink("buy", CELLS), await ink("sell", CELLS)];
		assert.ok(
			profiles.every((share) => share > 0.01),
			JSON.stringify(profiles),
		);
		await options.choose("cells", "volume");
	});

	it("are walked cell by cell with the arrow keys, and copied", async () => {
		await options.close();
		await pressKeys(chart, "Home");
		const first = await chart.card();
		assert.match(first, /2026-03-29 00:00 UTC/);
		await pressKeys(chart, "ArrowRight");
		assert.match(await chart.card(), /2026-03-29 01:00 UTC/);
		await pressKeys(chart, "ArrowUp");
		assert.equal(numberIn(await chart.card()), numberIn(first) + 10);
		const [price, total] = [numberIn(await chart.card()), /Total([^B]*)/.exec(await chart.card())];
		await pressKeys(chart, "c");
		await chart.announced(/Row copied/);
		const { workbench } = editor().session;
		const [head, cell = "", ...more] = await until("the cell is on the clipboard", async () => {
			const text = await workbench.clipboard();
			return text.startsWith("Time, UTC\tPrice\t") ? text.split("\n") : undefined;
		});
		assert.deepEqual(head?.split("\t").slice(2, 4), ["Buy, BTC", "Sell, BTC"]);
		const [time, ...numbers] = cell.split("\t");
		assert.equal(time, "2026-03-29 01:00:00");
		assert.equal(Number(numbers[0]), price);
		assert.equal(Number(numbers[3]), numberIn(total?.[1] ?? ""));
		assert.deepEqual(more, []);
	});

	it("have their levels and totals in the table, which add up to the strip", async () => {
		await chart.toggleTable();
		const columns = await columnsOf(chart);
		assert.deepEqual(columns.slice(0, 4), ["Time, UTC", "POC", "VAH", "VAL"]);
		const count = await chart.tableRowCount();
		assert.equal(count, 24);
		let sum = 0;
		for (let row = 0; row < count; row++)
			sum += numberIn((await chart.tableRow(row)).cells[4] ?? "");
		await chart.toggleTable();
		const rows = await profileOnTheWire(editor().services.kiyotaka);
		const total = rows.reduce((all, { buy, sell }) => all + buy + sell, 0);
		assert.ok(Math.abs(sum - total) < 1e-4 * total, `${sum} is not ${total}`);
		assert.ok(Math.abs((await exactly(chart, "total")) - total) < 1e-4 * total);
	});

	it("show how POC and value area came about, and which POCs are naked", async () => {
		for (const [id, label] of [
			["developing", "Developing levels"],
			["naked", "Naked POCs"],
		] as const) {
			const without = await chart.drawing();
			await options.set(id, true);
			await options.close();
			assert.ok((await legendLabels(chart)).includes(label));
			// Another entry may take the legend a line more, and the chart a line less.
			const shown = await chart.drawing();
			await chart.press(`legend-${id}`);
			const hidden = await chart.drawing();
			assert.notEqual(hidden, shown);
			await chart.press(`legend-${id}`);
			assert.equal(await chart.drawing(), shown);
			await options.set(id, false);
			await options.close();
			assert.equal(await chart.drawing(), without);
		}
		await chart.press("legend-path");
		assert.equal(await ink("poc", { ...CELLS, bottom: 0.3 }), 0);
	});
});
