import assert from "node:assert/strict";
import { askProfile, askVwap } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("charts after the window was reloaded", () => {
	const editor = useEditor();

	it("come back with their numbers and their age, and nothing is asked", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await askVwap(workbench);
		await (await workbench.chart("BTC-USD VWAP")).state("chart");
		await askProfile(workbench);
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.state("chart");
		const poc = await chart.value("poc");
		services.kiyotaka.clear();
		services.kaiko.clear();

		await workbench.reload();
		const restored = await workbench.chart();
		await restored.state("chart");
		assert.equal(await restored.value("poc"), poc);
		await restored.banner("stale", /Snapshot from .*(just now|min ago)/);
		assert.deepEqual((await workbench.editorTitles()).sort(), [
			"BTC-USD VWAP",
			"BTCUSDT volume profile",
		]);
		await session.picture("restored");
		await workbench.showEditor("BTC-USD VWAP");
		await (await workbench.chart("BTC-USD VWAP")).state("chart");
		assert.deepEqual([services.kiyotaka.requests, services.kaiko.requests], [[], []]);
	});

	itAfter("come back with their numbers and their age, and nothing is asked")(
		"refresh when a person asks for it",
		async () => {
			const { session, services } = editor();
			const chart = await session.workbench.chart();
			await chart.press("refresh");
			await services.kaiko.requested(1);
			await until("the snapshot's age is gone", async () => !(await chart.hasBanner("stale")));
			assert.match(await chart.sourceLine(), /Fetched/);
		},
	);
});
