import { sealed } from "../../src/protocol/messages";
import { askVwap } from "./harness/asks";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import type { Workbench } from "./harness/workbench";

describe("a chart whose page kept nothing that can be read", () => {
	const editor = useEditor();

	/** Opens a chart, damages what its page keeps for the next window, and reloads the window. */
	async function loseChart(workbench: Workbench) {
		await askVwap(workbench);
		const { frame } = await workbench.chart("BTC-USD VWAP");
		await frame.locator('#app[data-state="chart"][data-revision]').waitFor();
		await frame.evaluate(
			(message) => {
				window.postMessage(message, window.origin);
			},
			sealed("persist", { queries: [{ provider: "nobody" }] }),
		);
		await workbench.reload();
		const lost = await workbench.chart("BTC-USD VWAP");
		await lost.failureMatching(/cannot be restored.*Query it again/);
		return lost;
	}

	it("says so and asks nothing, and a new query takes its place (L2)", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		const lost = await loseChart(workbench);
		await session.picture("restored-without-state");
		await lost.pressAction(/Query again/);
		await workbench.input.step(/Query again/);
		await workbench.input.answer("Volume profile");
		await workbench.input.step(/\(1\/5\)/);
		await workbench.input.answer("BINANCE_FUTURES");
		await workbench.input.step(/\(2\/5\)/);
		await workbench.input.answer("BTCUSDT");
		await workbench.input.step(/\(3\/5\)/);
		await workbench.input.answer("HOUR");
		await workbench.input.step(/\(4\/5\)/);
		await workbench.input.answer("2026-03-29..2026-03-30");
		await workbench.input.step(/\(5\/5\)/);
		services.kaiko.clear();
		await workbench.input.confirm();
		await (await workbench.chart("BTCUSDT volume profile")).state("chart");
		await until("the lost chart is gone", async () => {
			const titles = await workbench.editorTitles();
			return titles.length === 1 && titles[0]?.includes("volume profile") === true;
		});
	});

	it("gives way to the sample data", async () => {
		const { workbench } = editor().session;
		await workbench.closeAllEditors();
		const lost = await loseChart(workbench);
		await lost.pressAction(/Use sample data/);
		await (await workbench.chart("BTC-USDT volume profile")).state("chart");
		await until(
			"the lost chart is gone",
			async () => (await workbench.editorTitles()).length === 1,
		);
	});
});
