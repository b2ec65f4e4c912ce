import assert from "node:assert/strict";
import type { ChartPage } from "../harness/chartPage";
import { numberIn } from "../harness/numbers";
import { openView } from "../harness/openView";
import { type Region, barEnds, legendColor, painted } from "../harness/pictures/painted";
import { dayProfile } from "../harness/queries";
import { layoutOf, pressKeys } from "../harness/reading";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

/** Where the intervals are; the bar of colors stands above, the composite to the right. */
const CELLS: Region = { right: 0.64, top: 0.12, bottom: 0.94 };

describe("a profile's intervals over time", () => {
	const editor = useViewEditor();
	let chart: ChartPage;
	let options: ViewChoices;
	before(async () => {
		chart = await openView(editor().session, [dayProfile()]);
		options = new ViewChoices(chart);
	});

	it("are one of the profile's views, without a request", async () => {
		const { services } = editor();
		const asked = services.kiyotaka.requests.length;
		await chart.byId("layout").selectOption({ label: "Time × price" });
		assert.equal(await layoutOf(chart), "timePrice");
		assert.equal(services.kiyotaka.requests.length, asked);
	});

	it("are painted as shades of volume, and in the colours of the sides as delta", async () => {
		const [, volume] = await barEnds(chart);
		const largest = await painted(chart, volume, CELLS);
		assert.ok(largest > 0, "no cell has the colour of the largest volume");
		await options.choose("cells", "delta");
		assert.equal(await painted(chart, volume, CELLS), 0);
		const [sold, bought] = await barEnds(chart);
		assert.equal(sold, await legendColor(chart, "More sold"));
		const full = [await painted(chart, bought, CELLS), await painted(chart, sold, CELLS)];
		assert.ok(Math.max(...full) > 0, "no cell has the full colour of the largest delta");
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
});
