import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { askProfile } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { useEditor } from "./harness/useEditor";

describe("saved markets", () => {
	const editor = useEditor();
	const files = () => {
		const folder = join(
			editor().session.folders.globalStorage("server"),
			"value-area.value-area",
			"markets",
		);
		return readdirSync(folder).filter((name) => name.endsWith(".json"));
	};

	it("begin with a view that leads to the first chart", async () => {
		const { session } = editor();
		const view = await session.workbench.openContainer("Value Area");
		await view.getByText("Open sample data").waitFor();
		await session.picture("welcome");
	});

	it("are saved from a chart under a name", async () => {
		const { session } = editor();
		const { workbench } = session;
		await askProfile(workbench);
		const chart = await workbench.chart();
		await chart.state("chart");
		await chart.press("saveMarket");
		await workbench.input.step(/Save market/);
		await workbench.input.enter("Bitcoin at Binance");
		await workbench.treeItem("Bitcoin at Binance").waitFor();
		assert.equal(files().length, 1);
		await session.picture("market-saved");
	});

	const itOnceSaved = itAfter("are saved from a chart under a name");
	const itOnceDuplicated = itAfter("can be renamed and duplicated");

	itOnceSaved("open by a click, and ask the provider", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		services.kiyotaka.clear();
		await workbench.treeItem("Bitcoin at Binance").click();
		await (await workbench.chart()).state("chart");
		assert.equal(services.kiyotaka.requests.length, 1);
		assert.deepEqual(await workbench.editorTitles(), ["BTCUSDT volume profile"]);
	});

	itOnceSaved("can be renamed and duplicated", async () => {
		const { workbench } = editor().session;
		await workbench.treeAction("Bitcoin at Binance", "Rename market");
		await workbench.input.enter("Bitcoin futures");
		await workbench.treeItem("Bitcoin futures").waitFor();
		await workbench.treeAction("Bitcoin futures", "Duplicate market");
		await workbench.treeItem("Bitcoin futures (copy)").waitFor();
		assert.equal(files().length, 2);
	});

	itOnceDuplicated("can be removed, and brought back", async () => {
		const { workbench } = editor().session;
		await workbench.treeAction("Bitcoin futures", "Remove market");
		await workbench.treeItem("Bitcoin futures").waitFor({ state: "detached" });
		assert.equal(files().length, 1);
		await workbench.pressInNotification(/Removed/, "Undo");
		await workbench.treeItem("Bitcoin futures").waitFor();
		assert.equal(files().length, 2);
	});

	itOnceDuplicated("are there after a reload", async () => {
		const { workbench } = editor().session;
		await workbench.reload();
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Bitcoin futures").waitFor();
	});
});
