import assert from "node:assert/strict";
import { askProfile, askVwap } from "./harness/asks";
import { useEditor } from "./harness/useEditor";

describe("a long fetch", () => {
	const editor = useEditor({ settings: { "valueArea.kaiko.pageSize": 500 } });
	beforeEach(() => {
		editor().services.kaiko.clear();
		editor().services.kiyotaka.clear();
	});

	it("can be cancelled in the panel", async () => {
		const { session, services } = editor();
		services.kaiko.always({ kind: "silence" });
		await askVwap(session.workbench);
		const chart = await session.workbench.chart();
		await services.kaiko.requested(1);
		await chart.state("loading");
		await session.picture("loading");
		await chart.pressAction(/Cancel/);
		await services.kaiko.idle();
		await chart.state("failed");
		await chart.failureMatching(/btc-usd.*cancelled/);
		assert.ok(await chart.hasAction());
		assert.equal(services.kaiko.requests.length, 1);
	});

	it("can be cancelled from its notification", async () => {
		const { session, services } = editor();
		services.kiyotaka.always({ kind: "silence" });
		await askProfile(session.workbench);
		await services.kiyotaka.requested(1);
		await session.workbench.pressInNotification(/BTCUSDT/, "Cancel");
		await services.kiyotaka.idle();
		const chart = await session.workbench.chart();
		await chart.state("failed");
		await chart.failureMatching(/BTCUSDT.*cancelled/);
		assert.ok(await chart.hasAction());
	});

	it("ends when its panel is closed (L3)", async () => {
		const { session, services } = editor();
		services.kaiko.always({ kind: "stall" });
		await askVwap(session.workbench, { interval: "5m" });
		await services.kaiko.requested(1);
		await session.workbench.closeActiveEditor();
		await services.kaiko.idle();
	});

	it("that was cancelled after some pages shows them as a partial answer, with the reason", async () => {
		const { session, services } = editor();
		services.kaiko.script({ kind: "delay", ms: 1 }, { kind: "delay", ms: 1 }, { kind: "silence" });
		await askVwap(session.workbench, { interval: "1m" });
		await services.kaiko.requested(3);
		const chart = await session.workbench.chart();
		await chart.pressAction(/Cancel/);
		await chart.state("chart");
		await chart.banner("partial", /Cancelled before everything had come/);
		await session.picture("partial");
	});

	it("never overwrites what a later one brought (C5)", async () => {
		const { session, services } = editor();
		await session.workbench.closeAllEditors();
		await askVwap(session.workbench, { interval: "30m" });
		const chart = await session.workbench.chart();
		await chart.state("chart");
		const revision = await chart.revision();
		services.kaiko.script({ kind: "delay", ms: 10_000 });
		await chart.press("refresh");
		await services.kaiko.requested(2);
		await session.workbench.run("Value Area: Refresh chart");
		await chart.revisionAfter(revision);
		const settled = await chart.revision();
		await services.kaiko.idle();
		assert.equal(await chart.revision(), settled);
	});
});
