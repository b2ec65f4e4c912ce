import assert from "node:assert/strict";
import { saveMarkets } from "./harness/savedMarkets";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("saved markets whose charts a reload brought back", () => {
	const editor = useEditor({
		prepare: (folders) => saveMarkets(folders, ["Alpha", "Beta", "Gamma"]),
	});

	const open = async (...names: string[]) => {
		const { workbench } = editor().session;
		await workbench.openContainer("Value Area");
		for (const name of names) {
			await workbench.treeItem(name).waitFor();
			await workbench.treeItem(name).dblclick();
			await (await workbench.chart(name)).state("chart");
		}
		return workbench;
	};
	/** The tab in front of each group. */
	const inFront = async () => {
		const tabs = editor().session.workbench.page.locator(
			".editor-group-container .tab.active .label-name",
		);
		return (await tabs.allTextContents()).map((title) => title.trim());
	};

	it("come to the front of their group, and no second tab is made", async () => {
		const workbench = await open("Alpha", "Beta");
		await workbench.reload();
		await workbench.chart("Beta");
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Alpha").click();
		await (await workbench.chart("Alpha")).state("chart");
		assert.deepEqual(await workbench.editorTitles(), ["Alpha", "Beta"]);
		// A click leaves the focus in the list.
		await until("the list has the focus", async () => {
			return (await workbench.focusedPart()) === "sidebar";
		});
		await workbench.treeItem("Beta").click();
		await (await workbench.chart("Beta")).state("chart");
		assert.deepEqual(await workbench.editorTitles(), ["Alpha", "Beta"]);
	});

	it("are found in another group, too", async () => {
		const { workbench } = editor().session;
		await workbench.closeAllEditors();
		await open("Alpha", "Beta");
		await workbench.run("View: Move Editor into Next Group");
		await open("Gamma");
		await until("Gamma stands before Beta", async () => (await inFront()).join() === "Alpha,Gamma");
		await workbench.run("View: Focus First Editor Group");
		await workbench.reload();
		await workbench.chart("Alpha");
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Beta").dblclick();
		await (await workbench.chart("Beta")).state("chart");
		assert.deepEqual(await inFront(), ["Alpha", "Beta"]);
		assert.deepEqual((await workbench.editorTitles()).sort(), ["Alpha", "Beta", "Gamma"]);
	});

	it("are opened anew where their tab was closed", async () => {
		const { workbench } = editor().session;
		await workbench.closeAllEditors();
		await open("Alpha", "Beta");
		await workbench.reload();
		await workbench.chart("Beta");
		await workbench.closeAllEditors();
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Alpha").click();
		await (await workbench.chart("Alpha")).state("chart");
		assert.deepEqual(await workbench.editorTitles(), ["Alpha"]);
	});
});
