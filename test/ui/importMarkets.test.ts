import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { saveMarkets, storedMarkets } from "./harness/savedMarkets";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const QUERY = {
	kind: "volumeProfile",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "24h" },
};

describe("files of markets", () => {
	const editor = useEditor({
		packaged: "withoutKeys",
		prepare: (folders) => saveMarkets(folders, ["Alpha", "Beta"]),
	});
	const names = () => storedMarkets(editor().session.folders).map(({ name }) => name);
	const file = (name: string) => join(editor().session.folders.workspace, name);
	const begin = async () => {
		const { workbench } = editor().session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Alpha").waitFor();
		return workbench;
	};
	const importFile = async (path: string) => {
		const { workbench } = editor().session;
		await workbench.run("Value Area: Import markets");
		await workbench.input.enterPath(path);
	};

	it("are written from the view, with groups, and bring back what was removed", async () => {
		const workbench = await begin();
		await workbench.treeAction("Alpha", "New group");
		await workbench.input.enter("Majors");
		await workbench.treeItem("Majors").waitFor();
		await workbench.run("Value Area: Export markets");
		const path = file("kept.json");
		await workbench.input.suggestion(/markets-\d{4}-\d\d-\d\d\.json$/);
		await workbench.input.enterPath(path);
		await workbench.told(/Saved kept.json/);
		const content = JSON.parse(readFileSync(path, "utf8")) as {
			groups: { name: string; markets: { name: string }[] }[];
			markets: { name: string }[];
		};
		assert.deepEqual(
			content.groups.map((group) => [group.name, group.markets.map(({ name }) => name)]),
			[["Majors", ["Alpha"]]],
		);
		assert.deepEqual(
			content.markets.map(({ name }) => name),
			["Beta"],
		);
		await workbench.treeItem("Beta").click();
		await workbench.page.keyboard.press("Delete");
		await workbench.treeItem("Beta").waitFor({ state: "detached" });
		await importFile(path);
		await workbench.input.step(/Import markets/);
		await workbench.input.offers("saved already");
		await workbench.input.ticked("Beta");
		assert.deepEqual(names(), ["Alpha"]);
		await workbench.input.pressOk();
		await workbench.notified("Imported 1 market.");
		await workbench.treeItem("Beta").waitFor();
		assert.deepEqual(names(), ["Alpha", "Beta"]);
		rmSync(path);
	});

	it("show what they would add, cleaned, and change nothing before that is wanted (H13)", async () => {
		const workbench = await begin();
		const before = names();
		const path = file("hostile.json");
		const hostile = {
			valueAreaMarkets: 1,
			groups: [
				{
					name: "Shared",
					markets: [
						{
							name: "Bit\u202ecoin $(trash)\u0007",
							queries: [{ ...QUERY, host: "evil.example" }],
							view: {},
							command: "workbench.action.closeWindow",
						},
						{ name: "Ether", queries: [{ ...QUERY, interval: "2h" }], view: {} },
					],
				},
				{ name: "Nothing yet", markets: [] },
			],
			markets: [{ name: "Odd", queries: [{ ...QUERY, interval: "no" }], view: {} }],
		};
		writeFileSync(path, JSON.stringify(hostile));
		await importFile(path);
		await workbench.input.step(/Import markets/);
		await workbench.input.offers("left out: command, host");
		await workbench.input.offers("Odd");
		await editor().session.picture("import-preview");
		await workbench.input.escape();
		await workbench.input.closed();
		assert.deepEqual(names(), before);
		await importFile(path);
		await workbench.input.ticked("Ether");
		await workbench.input.ticked("Nothing yet");
		await workbench.input.pressOk();
		await workbench.notified("Imported 2 markets.");
		await until("the groups are there", async () => {
			const rows = await workbench.treeRows("Markets");
			return rows.includes("Nothing yet") && rows.includes("- Bitcoin $(trash)");
		});
		await editor().session.picture("imported");
		const stored = storedMarkets(editor().session.folders).find(({ name }) => /Bitcoin/.test(name));
		assert.doesNotMatch(JSON.stringify(stored), /evil|closeWindow|host|command/);
		await workbench.pressInNotification("Imported 2 markets.", "Undo");
		await workbench.treeItem("Ether").waitFor({ state: "detached" });
		await until("all is as it was", () => Promise.resolve(names().join() === before.join()));
	});

	for (const [what, content, words] of [
		["no JSON", "name,interval\nBTC,1h\n", /is not JSON/],
		["another file", '{"markets":[]}', /holds no markets of Value Area/],
		["too large", " ".repeat(1_048_577), /larger than a file of markets can be/],
		["of a newer version", '{"valueAreaMarkets":2}', /newer version of Value Area made this file/],
	] as const) {
		it(`are refused with a sentence where they are ${what} (H11)`, async () => {
			const workbench = await begin();
			const before = names();
			writeFileSync(file("bad.json"), content);
			await importFile(file("bad.json"));
			await workbench.notified(words);
			assert.deepEqual(names(), before);
		});
	}
});
