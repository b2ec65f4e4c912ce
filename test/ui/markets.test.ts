import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { SavedMarket } from "../../src/core/query/savedMarket";
import { askProfile } from "./harness/asks";
import { itAfter } from "./harness/itAfter";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

const NAME = "Bitcoin at Binance";

describe("saved markets", () => {
	const editor = useEditor({ packaged: "withKeys" });
	const folder = () =>
		join(editor().session.folders.globalStorage("server"), "value-area.value-area", "markets");
	const files = () => readdirSync(folder()).filter((name) => name.endsWith(".json"));
	/** The only market, as it stands in its file. */
	const saved = () => {
		const [file] = files();
		assert.ok(file);
		return JSON.parse(readFileSync(join(folder(), file), "utf8")) as SavedMarket;
	};
	/** What stands behind a row of the tree, at its right end. */
	const mark = async (name: string) => {
		const label = editor().session.workbench.treeItem(name).locator(".monaco-icon-label").first();
		return label.evaluate((element) => getComputedStyle(element, "::after").content);
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
		await workbench.input.enter(NAME);
		await workbench.treeItem(NAME).waitFor();
		assert.equal(files().length, 1);
		await until("the chart has the market's name", async () =>
			(await workbench.editorTitles()).includes(NAME),
		);
		await chart.byId("saveMarket").locator(".codicon-star-full").waitFor();
		await until("the market is marked as open", async () => /●/.test(await mark(NAME)));
		await session.picture("market-saved");
	});

	const itOnceSaved = itAfter("are saved from a chart under a name");
	const itOnceDuplicated = itAfter("can be renamed and duplicated");

	itOnceSaved("open by a click, and ask the provider", async () => {
		const { session, services } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		services.kiyotaka.clear();
		await workbench.treeItem(NAME).click();
		await (await workbench.chart()).state("chart");
		assert.equal(services.kiyotaka.requests.length, 1);
		assert.deepEqual(await workbench.editorTitles(), [NAME]);
	});

	itOnceSaved("take over what their chart shows, and stay tied to it over a reload", async () => {
		const { workbench } = editor().session;
		await workbench.closeAllEditors();
		await until("no market is marked as open", async () => !/●/.test(await mark(NAME)));
		await workbench.treeItem(NAME).click();
		const chart = await workbench.chart(NAME);
		await chart.state("chart");
		const choices = new ViewChoices(chart);
		await choices.enter("percent", "60");
		await choices.close();
		await chart.press("saveMarket");
		await until("the market is saved", () => Promise.resolve(saved().view.percent === 60));
		assert.equal(files().length, 1);

		await workbench.reload();
		await workbench.openContainer("Value Area");
		const restored = await workbench.chart(NAME);
		await restored.state("chart");
		assert.equal(await restored.value("method"), "pairs · 60 %");
		await restored.byId("saveMarket").locator(".codicon-star-full").waitFor();
		await until("the market is marked as open", async () => /●/.test(await mark(NAME)));
		await workbench.treeItem(NAME).click();
		assert.deepEqual(await workbench.editorTitles(), [NAME]);
		await editor().session.picture("market-tied");
	});

	itOnceSaved("are not replaced unawares by a chart that shows another query by now", async () => {
		const { workbench } = editor().session;
		const { input } = workbench;
		const before = saved();
		const chart = await workbench.chart(NAME);
		await chart.press("addMarket");
		await input.answer("Another volume profile");
		await input.step(/\(1\//);
		await input.answer("BINANCE_FUTURES");
		await input.step(/\(2\//);
		await input.answer("ETHUSDT");
		await chart.byId("remove-1").waitFor();
		await chart.press("saveMarket");
		await input.step(/Save market/);
		await input.answer("Save as a new market");
		await input.enter("Both coins");
		await workbench.treeItem("Both coins").waitFor();
		await until("the chart belongs to the new one", async () =>
			(await workbench.editorTitles()).includes("Both coins"),
		);
		assert.equal(files().length, 2);
		const kept = readFileSync(join(folder(), `${before.id}.json`), "utf8");
		assert.deepEqual(JSON.parse(kept), before);
		await workbench.treeAction("Both coins", "Remove market");
		await workbench.treeItem("Both coins").waitFor({ state: "detached" });
		await until("the chart belongs to none", async () =>
			(await workbench.editorTitles()).every((title) => !title.includes("Both coins")),
		);
	});

	itOnceSaved("can be renamed and duplicated", async () => {
		const { workbench } = editor().session;
		await workbench.treeAction(NAME, "Rename market");
		await workbench.input.enter("Bitcoin futures");
		await workbench.treeItem("Bitcoin futures").waitFor();
		await workbench.treeAction("Bitcoin futures", "Duplicate market");
		await workbench.treeItem("Bitcoin futures (copy)").waitFor();
		assert.equal(files().length, 2);
	});

	itOnceDuplicated(
		"open by a click that leaves the focus in the list; a double click takes it",
		async () => {
			const { workbench } = editor().session;
			await workbench.closeAllEditors();
			await workbench.treeItem("Bitcoin futures").click();
			await (await workbench.chart()).state("chart");
			assert.equal(await workbench.focusedPart(), "sidebar");
			await workbench.treeItem("Bitcoin futures").dblclick();
			await until(
				"the chart has the focus",
				async () => (await workbench.focusedPart()) === "editor",
			);
		},
	);

	itOnceDuplicated(
		"are renamed, opened and removed by keys, also where only the arrows point",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			const { page, input } = workbench;
			await workbench.closeAllEditors();
			// Another market between two clicks, however soon they follow each other, makes them no double click.
			await workbench.treeItem("Bitcoin futures (copy)").click();
			await (await workbench.chart("Bitcoin futures (copy)")).state("chart");
			await workbench.treeItem("Bitcoin futures").first().click();
			await (await workbench.chart()).state("chart");
			assert.equal(await workbench.focusedPart(), "sidebar");
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("F2");
			await input.step(/Rename market/);
			assert.equal(await input.value(), "Bitcoin futures (copy)");
			await session.picture("market-renamed-by-key");
			await input.enter("Second");
			await workbench.treeItem("Second").waitFor();
			await input.closed();
			await page.keyboard.press("Enter");
			await until(
				"the chart has the focus",
				async () => (await workbench.focusedPart()) === "editor",
			);
			assert.match((await workbench.editorTitles()).join(), /Second/);
			await workbench.treeItem("Bitcoin futures").click();
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("Delete");
			await workbench.treeItem("Second").waitFor({ state: "detached" });
			await workbench.treeItem("Bitcoin futures").waitFor();
			await workbench.pressInNotification(/Removed Second/, "Undo");
			await workbench.treeItem("Second").waitFor();
			await workbench.treeAction("Second", "Rename market");
			await input.enter("Bitcoin futures (copy)");
			await workbench.treeItem("Bitcoin futures (copy)").waitFor();
		},
	);

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

	it("suggest a file for their numbers also where no folder is open", async () => {
		const { session } = editor();
		const workbench = await session.windowWithoutFolder();
		try {
			await workbench.run("Value Area: Open sample data");
			await workbench.input.answer("Time × price");
			const chart = await workbench.chart();
			await chart.state("chart");
			await chart.press("exportData");
			await workbench.input.pick("CSV");
			const file = await workbench.input.suggestion(/\.csv$/);
			assert.equal(dirname(file), homedir());
			assert.match(basename(file), /^btc-.*-volume-profile-sample-.*\.csv$/);
			await workbench.input.escape();
		} finally {
			await workbench.page.close();
		}
	});
});
