import assert from "node:assert/strict";
import { askVwap } from "../harness/asks";
import { itAfter } from "../harness/itAfter";
import { numberIn } from "../harness/numbers";
import { inked } from "../harness/pictures/pixels";
import { useEditor } from "../harness/useEditor";
import { vwapOnTheWire } from "../harness/wire";

describe("VWAP, from the palette to the chart", () => {
	const editor = useEditor({
		settings: { "valueArea.kaiko.pageSize": 1_000 },
		kaiko: { largestPage: 400 },
	});

	it("is asked for with the keyboard alone and sent as the provider documents", async () => {
		const { session, services } = editor();
		await askVwap(session.workbench);
		const chart = await session.workbench.chart();
		await chart.state("chart");
		const [request] = services.kaiko.requests;
		assert.equal(services.kaiko.requests.length, 1);
		assert.equal(request?.path, "/v2/data/trades.v1/exchanges/cbse/spot/btc-usd/aggregations/vwap");
		const query = new URLSearchParams(request?.query);
		assert.equal(query.get("interval"), "15m");
		assert.equal(query.get("sort"), "desc");
		assert.equal(query.get("page_size"), "1000");
		assert.equal(Date.parse(query.get("start_time") ?? ""), Date.UTC(2026, 2, 29));
		assert.equal(Date.parse(query.get("end_time") ?? ""), Date.UTC(2026, 2, 30));
		assert.deepEqual(await session.workbench.editorTitles(), [
			"BTC-USD VWAP · 15-minute · 2026-03-29 – 2026-03-30",
		]);
		await session.picture("vwap-dark");
	});

	const itThen = itAfter("is asked for with the keyboard alone and sent as the provider documents");

	itThen("shows the last price and the range that the wire's numbers give", async () => {
		const { session, services } = editor();
		const chart = await session.workbench.chart();
		const rows = await vwapOnTheWire(services.kaiko);
		const prices = rows.flatMap(({ price }) => (price === null ? [] : [Number(price)]));
		const near = (shown: string, exact: number | undefined) =>
			assert.ok(Math.abs(numberIn(shown) - (exact ?? NaN)) < 0.01, `${shown} is not ${exact}`);
		near(await chart.value("last"), prices.at(-1));
		near(await chart.value("low"), Math.min(...prices));
		near(await chart.value("high"), Math.max(...prices));
	});

	itThen("draws a line over most of the width, and no line where nothing traded", async () => {
		const { session } = editor();
		const chart = await session.workbench.chart();
		const { drawn } = await inked(await chart.settledCanvas());
		assert.ok(drawn > 0.005 && drawn < 0.5, `${drawn} of the chart is drawn`);
		await session.picture("vwap-line");
	});

	itThen("has a row for each interval in the table, gaps included", async () => {
		const { session, services } = editor();
		const chart = await session.workbench.chart();
		const rows = await vwapOnTheWire(services.kaiko);
		await chart.toggleTable();
		assert.equal(await chart.tableRowCount(), rows.length);
		await session.picture("vwap-table");
		await chart.toggleTable();
	});

	itThen("zooms by the wheel, moves by dragging and comes back", async () => {
		const { session } = editor();
		const chart = await session.workbench.chart();
		const whole = await chart.drawing();
		await chart.wheel(0.5, 0.5, -600);
		await chart.drawingBecomes((drawing) => drawing !== whole, "the wheel zooms");
		const zoomed = await chart.drawing();
		await chart.drag(0.6, 0.3, 0.5);
		await chart.drawingBecomes((drawing) => drawing !== zoomed, "dragging moves");
		await session.picture("vwap-zoomed");
		await chart.press("resetZoom");
		await chart.drawingBecomes((drawing) => drawing === whole, "everything is in view again");
	});

	it("asks window by window and follows the pages of each, with the provider's tokens but never its addresses", async () => {
		const { session, services } = editor();
		services.kaiko.clear();
		await askVwap(session.workbench, { interval: "30s" });
		const chart = await session.workbench.chart();
		await chart.state("chart");
		await services.kaiko.requested(9);
		const asked = services.kaiko.requests.map(({ query }) => new URLSearchParams(query));
		// They are on their way side by side, and come in any order.
		const endOf = (query: URLSearchParams) => Date.parse(query.get("end_time") ?? "");
		const windows = asked
			.filter((query) => query.has("start_time"))
			.toSorted((a, b) => endOf(b) - endOf(a));
		assert.deepEqual(
			windows.map((query) => [query.get("page_size"), query.get("end_time")]),
			[
				["1000", "2026-03-30T00:00:00.000Z"],
				["1000", windows[0]?.get("start_time")],
				["1000", windows[1]?.get("start_time")],
			],
		);
		assert.equal(windows[2]?.get("start_time"), "2026-03-29T00:00:00.000Z");
		const tokens = services.kaiko.requests.filter(({ query }) => !query.includes("start_time"));
		assert.equal(tokens.length, 6);
		for (const { path, query } of tokens) {
			assert.equal(path, services.kaiko.requests[0]?.path);
			assert.match(query, /^continuation_token=[^&]+$/);
		}
	});
});
