import assert from "node:assert/strict";
import { openView } from "../harness/openView";
import { dayProfile, dayVwap, sample } from "../harness/queries";
import { legendLabels } from "../harness/reading";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";

describe("several markets in one chart", () => {
	const editor = useViewEditor();

	it("have a title and a legend that name them", async () => {
		const { session } = editor();
		const chart = await openView(session, [
			sample("vwap", "15m"),
			sample("vwap", "15m", "ETH-USDT"),
		]);
		assert.deepEqual(await session.workbench.editorTitles(), [
			"BTC-USDT + ETH-USDT VWAPs · 15-minute · 7 d",
		]);
		assert.deepEqual(await legendLabels(chart), ["BTC-USDT", "ETH-USDT"]);
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
		await workbench.input.answer("BTC-USDT");
		await chart.byId("last1").waitFor();
		assert.deepEqual(await legendLabels(chart), ["ETH-USDT", "BTC-USDT"]);
	});

	it("are compared with those of another data set", async () => {
		const chart = await editor().session.workbench.chart();
		const { input } = editor().session.workbench;
		await chart.press("addMarket");
		await input.step(/Add market/);
		await until(
			"one of each instrument is offered",
			async () => (await input.labels()).join() === "BTC-USDT,ETH-USDT",
		);
		// Enter takes the row in front, once there is one.
		await input.inFront("BTC-USDT");
		await input.confirm();
		await chart.byId("last2").waitFor();
		assert.equal((await legendLabels(chart)).length, 3);
	});

	it("are asked for one by one, and told apart by their venues", async () => {
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
		await session.picture("compare-three");
	});

	it("are one market when the VWAP of a profile's market is added; its prompt begins with what is known", async () => {
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
