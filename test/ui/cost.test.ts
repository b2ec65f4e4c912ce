import assert from "node:assert/strict";
import { askProfile, DAY } from "./harness/asks";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("what a query costs", () => {
	const editor = useEditor({
		settings: { "valueArea.statusBar.limits": true },
		kiyotaka: { weightPerMinute: 10 },
	});

	it("stands beside each range and in the last question", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer("BINANCE_FUTURES");
		await input.step(/\(2\/5\)/);
		await input.answer("BTCUSDT");
		await input.step(/\(3\/5\)/);
		await input.answer("MINUTE");
		await input.step(/\(4\/5\)/);
		await input.offers(/Last 24 hours.*2 requests · 1,440 intervals · weight 4/s);
		await session.picture("cost-range");
		await input.answer("24h");
		await input.step(/\(5\/5\)/);
		await until("the cost stands in the question", async () =>
			/2 requests · 1,440 intervals · weight 4/.test(
				(await input.input.getAttribute("placeholder")) ?? "",
			),
		);
		await session.picture("cost-options");
		await input.escape();
		assert.deepEqual(services.kiyotaka.requests, []);
	});

	it("is told by Refresh, and the status bar says what is left of the limit", async () => {
		const { session } = editor();
		const { workbench } = session;
		await askProfile(workbench);
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.state("chart");
		await until("Refresh says what it costs", async () =>
			/^Refresh · 1 request · 24 intervals · weight 2$/.test(
				(await chart.byId("refresh").getAttribute("title")) ?? "",
			),
		);
		const status = workbench.page.locator(".statusbar-item").filter({ hasText: /Kiyotaka/ });
		await status.filter({ hasText: /Kiyotaka \d+\/20/ }).waitFor();
		await status.hover();
		await workbench.page
			.locator(".monaco-hover")
			.filter({ hasText: /weight\s\d+\sof\s20\sleft/ })
			.waitFor();
		await session.picture("cost-status");
	});

	it("is waited for with a countdown, which can be cancelled", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		const chart = await workbench.chart("BTCUSDT volume profile");
		services.kiyotaka.clear();
		services.kiyotaka.script({
			kind: "answer",
			status: 429,
			headers: { "retry-after": "45" },
			body: JSON.stringify({ error: "RATE_LIMITED", message: "weight limit exceeded" }),
		});
		await chart.press("refresh");
		await chart.banner("busy", /Waiting 4\d s for Kiyotaka's limit/);
		await chart.banner("busy", /Waiting (4[0-3]|3\d) s for Kiyotaka's limit/);
		await session.picture("cost-countdown");
		await chart.pressAction(/Cancel/);
		await chart.byId("banner-busy").waitFor({ state: "hidden" });
		assert.equal(services.kiyotaka.requests.length, 1);
		await workbench.page
			.locator(".statusbar-item")
			.filter({ hasText: /Kiyotaka waits until/ })
			.waitFor();
	});
});

describe("a query that the plan cannot give", () => {
	const editor = useEditor({
		settings: { "valueArea.kiyotaka.plan": "free" },
		kiyotaka: { weightPerMinute: 10 },
	});

	it("is explained before it is sent, and what fits is one click away", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await askProfile(workbench, { interval: "MINUTE", range: "7d" });
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.failureMatching(/was not asked: this needs a weight of 22, and 20 can be used/);
		await session.picture("cost-fits");
		assert.deepEqual(services.kiyotaka.requests, []);
		await chart.pressAction(/Use 5-minute intervals \(6\)/);
		await chart.state("chart");
		assert.equal(services.kiyotaka.requests.length, 3);
	});

	it("is sent where the person insists", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		services.kiyotaka.clear();
		await askProfile(workbench, { interval: "DAY", range: DAY });
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.failureMatching(/your plan has 7 days of history, and this range begins/);
		await session.picture("cost-history");
		await chart.pressAction(/Send anyway/);
		await chart.state("chart");
		assert.equal(services.kiyotaka.requests.length, 1);
	});
});
