import assert from "node:assert/strict";
import { askProfile, askVwap } from "./harness/asks";
import { storedMarkets } from "./harness/savedMarkets";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("an extension host that crashes", () => {
	const editor = useEditor({ packaged: "withKeys" });

	it("leaves the chart with its numbers, which says that nothing answers it, and a reload brings it back (L9)", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await askProfile(workbench);
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.state("chart");
		const poc = await chart.value("poc");
		await chart.press("saveMarket");
		await workbench.input.step(/Save market/);
		await workbench.input.enter("Bitcoin");
		await until("the market is saved", async () =>
			(await workbench.editorTitles()).includes("Bitcoin"),
		);
		services.kiyotaka.clear();

		session.crashExtensionHost();
		await chart.press("refresh");
		await chart.frame
			.getByText(/Nothing answers this chart any more/)
			.first()
			.waitFor();
		assert.equal(await chart.value("poc"), poc);
		await session.picture("host-crashed");

		// The editor starts another host by itself, and what is asked anew is answered.
		await askVwap(workbench);
		await (await workbench.chart("BTC-USD VWAP")).state("chart");
		assert.deepEqual(
			storedMarkets(session.folders).map(({ name }) => name),
			["Bitcoin"],
		);

		await workbench.reload();
		await workbench.showEditor("Bitcoin");
		const restored = await workbench.chart("Bitcoin");
		await restored.state("chart");
		assert.equal(await restored.value("poc"), poc);
		assert.equal(services.kiyotaka.requests.length, 0);
		await restored.press("refresh");
		await services.kiyotaka.requested(1);
	});
});
