import assert from "node:assert/strict";
import { askProfile } from "./harness/asks";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("a query that the provider cannot answer", () => {
	const editor = useEditor({ packaged: "withKeys" });

	it("is corrected from the panel, in prompts that are filled in with its answers", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		services.kiyotaka.always({
			kind: "answer",
			status: 404,
			headers: { "content-type": "application/json" },
			body: "{}",
		});
		await askProfile(workbench, { symbol: "BTCUSDTX" });
		const wrong = await workbench.chart("BTCUSDTX volume profile");
		await wrong.failureMatching(/does not know this symbol/);
		services.kiyotaka.always(undefined);
		await wrong.pressAction(/Edit query/);
		const { input } = workbench;
		assert.match(await input.step(/\(1\/5\)/), /Edit query/);
		assert.equal((await input.labels())[0], "BINANCE_FUTURES");
		await input.confirm();
		await input.step(/\(2\/5\)/);
		assert.equal((await input.labels())[0], "BTCUSDTX");
		await input.answer("BTCUSDT");
		await input.step(/\(3\/5\)/);
		await input.confirm();
		await input.step(/\(4\/5\)/);
		await input.confirm();
		await input.step(/\(5\/5\)/);
		await input.confirm();
		await (await workbench.chart("BTCUSDT volume profile")).state("chart");
		await until("the panel of the wrong symbol is gone", async () => {
			const titles = await workbench.editorTitles();
			return titles.length === 1;
		});
	});
});

describe("a custom origin that is not usable", () => {
	const editor = useEditor({
		packaged: "withoutKeys",
		settings: { "valueArea.kiyotaka.customOrigin": "http://example.com" },
	});

	it("is named, with an example of a usable one, and the settings are one click away", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await askProfile(workbench);
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.failureMatching(/custom origin http:\/\/example\.com is not usable\. Use https/);
		await session.picture("error-custom-origin");
		await chart.pressAction(/Open settings/);
		await workbench.page.locator(".settings-editor").waitFor();
		assert.deepEqual(services.kiyotaka.requests, []);
	});
});
