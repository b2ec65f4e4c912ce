import assert from "node:assert/strict";
import type { Fault } from "../support/faults";
import { askProfile, askVwap } from "./harness/asks";
import { useEditor } from "./harness/useEditor";

const answer = (status: number): Fault => ({
	kind: "answer",
	status,
	headers: { "content-type": "application/json" },
	body: "{}",
});

describe("a chart that failed", () => {
	const editor = useEditor();

	it("asks again by itself once a valid key is set, wherever the key was asked for", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		services.kaiko.always(answer(401));
		await askVwap(workbench);
		const chart = await workbench.chart();
		await chart.failureMatching(/refused the API key/);
		services.kaiko.always(undefined);
		services.kaiko.clear();
		await workbench.run("Value Area: Set API key");
		await workbench.input.answer("Kaiko");
		await workbench.input.step(/Set Kaiko API key/);
		await workbench.input.enter("valid-canary-7f3b9d2c41aa");
		await workbench.told("Kaiko accepted the key.");
		await chart.state("chart");
		assert.equal(await workbench.notification(/./).count(), 0);
		const [probe, ...queries] = services.kaiko.requests;
		assert.match(probe?.query ?? "", /page_size=1(&|$)/);
		assert.equal(queries.length, 1, "the chart asks once, after the key was tried");
	});

	it("asks again when its market is opened again", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		await askProfile(workbench);
		const chart = await workbench.chart();
		await chart.state("chart");
		await workbench.openContainer("Value Area");
		await chart.press("saveMarket");
		await workbench.input.step(/Save market/);
		await workbench.input.enter("Bitcoin");
		await workbench.treeItem("Bitcoin").waitFor();
		await workbench.closeAllEditors();
		services.kiyotaka.always(answer(500));
		await workbench.treeItem("Bitcoin").click();
		const failed = await workbench.chart("Bitcoin");
		await failed.failureMatching(/problem on its side/);
		services.kiyotaka.always(undefined);
		await workbench.treeItem("Bitcoin").click();
		await failed.state("chart");
		assert.deepEqual(await workbench.editorTitles(), ["Bitcoin"]);
	});

	it("offers no command that makes no sense without data", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		services.kiyotaka.always(answer(500));
		await askProfile(workbench, { symbol: "ETHUSDT" });
		await (await workbench.chart()).failureMatching(/problem on its side/);
		// A list shows as many rows as it has room for, so each is looked for by its name.
		const ofChart = async () => {
			const found = new Set<string>();
			for (const name of ["Export data", "image of chart", "Refresh chart"]) {
				const titles = await workbench.paletteTitles(name);
				for (const title of titles) {
					if (title.startsWith("Value Area: ") && title.endsWith(name)) found.add(title);
				}
			}
			return [...found];
		};
		assert.deepEqual(await ofChart(), ["Value Area: Refresh chart"]);
		services.kiyotaka.always(undefined);
		await (await workbench.chart()).press("refresh");
		await (await workbench.chart()).state("chart");
		assert.equal((await ofChart()).length, 4);
	});
});
