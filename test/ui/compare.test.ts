import assert from "node:assert/strict";
import type { ChartPage } from "./harness/chartPage";
import { numberIn } from "./harness/numbers";
import { openView } from "./harness/openView";
import { legendColor, painted } from "./harness/painted";
import { dayProfile, dayVwap, sample } from "./harness/queries";
import { layoutOf, legendLabels } from "./harness/reading";
import { useViewEditor } from "./harness/useEditor";
import { wholeTable } from "./harness/wholeTable";

describe("several markets in one chart", () => {
	const editor = useViewEditor();
	const drawnIn = async (chart: ChartPage, label: string) =>
		painted(chart, await legendColor(chart, label), { right: 0.9 });

	it("are compared by their change where their prices are far apart, with the spread below", async () => {
		const { session } = editor();
		const chart = await openView(session, [
			sample("vwap", "15m"),
			sample("vwap", "15m", "ETH-USDT"),
		]);
		assert.deepEqual(await session.workbench.editorTitles(), [
			"BTC-USDT + ETH-USDT VWAPs · 15-minute · 7 d",
		]);
		assert.deepEqual(await legendLabels(chart), ["BTC-USDT", "ETH-USDT"]);
		const { columns, rows } = await wholeTable(session, chart);
		assert.deepEqual(columns, [
			"Time, UTC",
			"BTC-USDT, USDT",
			"ETH-USDT, USDT",
			"BTC-USDT, %",
			"ETH-USDT, %",
			"ETH-USDT: Change less that of BTC-USDT, bps",
		]);
		const both = rows.map((cells) => cells.slice(1).map(numberIn));
		const known = both.filter(([btc, eth]) => !Number.isNaN((btc ?? NaN) + (eth ?? NaN)));
		const [btc0 = NaN, eth0 = NaN] = known[0] ?? [];
		for (const [btc = NaN, eth = NaN, , ethChange = NaN, bps = NaN] of known) {
			assert.ok(Math.abs(ethChange - (eth / eth0 - 1) * 100) < 0.0051);
			const apart = (eth / eth0 - btc / btc0) * 1e4;
			assert.ok(Math.abs(bps - apart) < 0.12, `${bps} is not ${apart}`);
		}
		const [btc = NaN, eth = NaN, , , bps = NaN] = known.at(-1) ?? [];
		assert.ok(Math.abs(numberIn(await chart.value("last0")) - btc) <= 0.0051);
		assert.ok(Math.abs(numberIn(await chart.value("last1")) - eth) <= 0.0051);
		assert.ok(Math.abs(numberIn(await chart.value("spread1")) - bps) <= 0.051);
	});

	it("are switched off one by one in the legend", async () => {
		const { session } = editor();
		const chart = await session.workbench.chart();
		const drawing = await chart.drawing();
		assert.ok((await drawnIn(chart, "ETH-USDT")) > 0);
		await chart.press("legend-line ETH-USDT");
		assert.equal(await drawnIn(chart, "ETH-USDT"), 0);
		assert.ok((await drawnIn(chart, "BTC-USDT")) > 0);
		await chart.press("legend-line ETH-USDT");
		assert.equal(await chart.drawing(), drawing);
	});

	it("are taken off with a button, and added from the toolbar", async () => {
		const { session } = editor();
		const { workbench } = session;
		const chart = await workbench.chart();
		await chart.press("remove-0");
		await chart.byId("last").waitFor();
		assert.deepEqual(await workbench.editorTitles(), ["ETH-USDT VWAP · 15-minute · 7 d"]);
		await chart.press("addMarket");
		await workbench.input.answer("Another VWAP");
		await chart.byId("last1").waitFor();
		assert.deepEqual(await legendLabels(chart), ["ETH-USDT", "BTC-USDT"]);
		await chart.press("addMarket");
		await workbench.notified(/shows all markets of the sample data/);
	});

	it("have one price axis where their prices are close, each market told apart by its venue", async () => {
		const { session, services } = editor();
		services.kaiko.clear();
		const chart = await openView(session, [
			dayVwap("btc-usd", "cbse"),
			dayVwap("btc-usd", "krkn"),
			dayVwap("btc-usd", "stmp"),
		]);
		assert.equal(services.kaiko.requests.length, 3);
		const labels = await legendLabels(chart);
		assert.equal(new Set(labels).size, 3, labels.join());
		const { columns, rows } = await wholeTable(session, chart);
		assert.equal(columns.length, 6);
		const [cells = []] = rows.filter((cells) => cells.every((cell) => cell !== ""));
		const [base = NaN, second = NaN, third = NaN, ...spreads] = cells.slice(1).map(numberIn);
		const spreadOf = (price: number) => (price / base - 1) * 1e4;
		assert.ok(Math.abs((spreads[0] ?? NaN) - spreadOf(second)) < 0.06);
		assert.ok(Math.abs((spreads[1] ?? NaN) - spreadOf(third)) < 0.06);
		await session.picture("compare-three");
	});

	it("stand side by side as profiles, with the levels of each in the strip", async () => {
		const { session } = editor();
		const chart = await openView(session, [
			dayProfile("BTCUSDT", "BINANCE_FUTURES"),
			dayProfile("BTCUSDT", "BYBIT"),
		]);
		assert.equal(await layoutOf(chart), "profile");
		for (const part of [0, 1]) {
			const poc = numberIn(await chart.value(`poc${part}`));
			const area = await chart.value(`area${part}`);
			const [low = NaN, high = NaN] = area.split("–").map(numberIn);
			assert.ok(low <= poc && poc <= high, `${poc} in ${area}`);
		}
		await session.picture("profiles-side-by-side");
	});

	it("are one market when the VWAP of a profile's market is added, asked for with what is known", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		const { input } = workbench;
		const chart = await openView(session, [dayProfile()]);
		services.kaiko.clear();
		await chart.press("addMarket");
		await input.answer("VWAP of the same market");
		for (let step = 1; step <= 3; step++) {
			await input.step(new RegExp(`\\(${step}/3\\)`));
			await input.confirm();
			await input.left(new RegExp(`\\(${step}/3\\)`));
		}
		await services.kaiko.requested(1);
		assert.match(
			services.kaiko.requests[0]?.path ?? "",
			/exchanges\/binc\/perpetual-future\/btc-usdt\/aggregations\/vwap$/,
		);
		await chart.frame.locator('#app[data-layout="overProfile"]').waitFor();
		const [title] = await workbench.editorTitles();
		assert.match(title ?? "", /^BTC-USDT VWAP over BTCUSDT profile · /);
	});
});
