import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { saveMarkets, storedMarkets } from "./harness/savedMarkets";
import { PATIENCE_MS } from "./harness/until";
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
	const middle = async (place: Locator) => {
		const box = await place.boundingBox();
		assert.ok(box !== null);
		return { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
	};

	it("takes a file of markets that is dropped on it, after a look at what it holds", async () => {
		const { session } = editor();
		const workbench = await begin();
		const { page, input } = workbench;
		const names = () => storedMarkets(session.folders).map(({ name }) => name);
		await workbench.run("Go to File...");
		await input.enter("dropped.json");
		const tab = page.locator(".tabs-container .tab").filter({ hasText: "dropped.json" });
		await tab.waitFor({ timeout: PATIENCE_MS });
		await begin();
		const [from, to] = [await middle(tab), await middle(workbench.treeItem("Beta"))];
		await page.mouse.move(from.x, from.y);
		await page.mouse.down();
		await page.mouse.move(from.x - 6, from.y + 6, { steps: 3 });
		await page.mouse.move(to.x, to.y, { steps: 12 });
		await page.mouse.move(to.x + 1, to.y);
		await page.mouse.up();
		await input.step(/Import markets/);
		await input.offers("Dropped");
		assert.ok(!names().includes("Dropped"));
		await session.picture("tree-drop");
		await input.pressOk();
		await workbench.treeItem("Dropped").waitFor();
		assert.ok(names().includes("Dropped"));
	});
});
