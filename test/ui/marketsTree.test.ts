import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { saveMarkets, storedMarkets } from "./harness/savedMarkets";
import { PATIENCE_MS, until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const QUERY = {
	kind: "volumeProfile",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};

describe("the tree of saved markets", () => {
	const editor = useEditor({
		prepare: (folders) => {
			saveMarkets(folders, ["Alpha", "Beta", "Gamma", "Delta"]);
			const market = { name: "Dropped", queries: [QUERY], view: {} };
			const file = { valueAreaMarkets: 1, groups: [], markets: [market] };
			writeFileSync(join(folders.workspace, "dropped.json"), JSON.stringify(file));
		},
	});
	const begin = async () => {
		const { workbench } = editor().session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Delta").waitFor();
		return workbench;
	};
	it("takes a file of markets that is dropped on it, after a look at what it holds", async () => {
		const { session } = editor();
		const workbench = await begin();
		const { page, input } = workbench;
		const names = () => storedMarkets(session.folders).map(({ name }) => name);
		await workbench.run("Go to File...");
		await input.answer("dropped.json");
		const tab = page.locator(".tabs-container .tab").filter({ hasText: "dropped.json" });
		await tab.waitFor({ timeout: PATIENCE_MS });
		await begin();
		await until("the file was dropped on Beta", () => workbench.dragOnto(tab, "Beta"));
		await input.step(/Import markets/);
		await input.ticked("Dropped");
		assert.ok(!names().includes("Dropped"));
		await session.picture("tree-drop");
		await input.pressOk();
		await workbench.treeItem("Dropped").waitFor();
		assert.ok(names().includes("Dropped"));
	});
});
