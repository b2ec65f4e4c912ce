import assert from "node:assert/strict";
import { askProfile, askVwap } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { stretchBecomes, stretchOf } from "./harness/reading";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

describe("charts after the window was reloaded", () => {
	const editor = useEditor();

	it("come back with their numbers, their age and the way they were looked at, and nothing is asked (L1)", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await askVwap(workbench);
		await (await workbench.chart("BTC-USD VWAP")).state("chart");
		await askProfile(workbench);
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.state("chart");
		const poc = await chart.value("poc");
		const options = new ViewChoices(chart);
		await options.choose("bars", "delta");
		await options.enter("percent", "60");
		await options.close();
		const whole = await stretchOf(chart);
		await chart.wheel(0.4, 0.5, -300);
		const zoomed = await stretchBecomes(chart, ({ max }) => max < whole.max, "it is zoomed");
		services.kiyotaka.clear();
		services.kaiko.clear();

		await workbench.reload();
		const restored = await workbench.chart();
		await restored.state("chart");
		assert.equal(await restored.value("poc"), poc);
		assert.equal(await restored.value("method"), "pairs · 60 %");
		assert.deepEqual(await stretchOf(restored), zoomed);
		const choices = new ViewChoices(restored);
		await choices.open();
		assert.equal(await choices.control("bars").inputValue(), "delta");
		await choices.close();
		await restored.banner("stale", /Snapshot from .*(just now|min ago)/);
		assert.deepEqual((await workbench.editorTitles()).sort(), [
			"BTC-USD VWAP · 15-minute · 2026-03-29 – 2026-03-30",
			"BTCUSDT volume profile · hourly · 2026-03-29 – 2026-03-30",
		]);
		await session.picture("restored");
		await workbench.showEditor("BTC-USD VWAP");
		await (await workbench.chart("BTC-USD VWAP")).state("chart");
		assert.deepEqual([services.kiyotaka.requests, services.kaiko.requests], [[], []]);
	});

	itAfter(
		"come back with their numbers, their age and the way they were looked at, and nothing is asked (L1)",
	)("refresh when a person asks for it", async () => {
		const { session, services } = editor();
		const chart = await session.workbench.chart();
		await chart.press("refresh");
		await services.kaiko.requested(1);
		await until("the snapshot's age is gone", async () => !(await chart.hasBanner("stale")));
		assert.match(await chart.sourceLine(), /Fetched/);
	});
});
