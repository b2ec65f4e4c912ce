import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CDPSession } from "playwright-core";
import type { SavedMarket } from "../../src/core/query/savedMarket";
import { openView } from "./harness/openView";
import { dayProfile } from "./harness/queries";
import { numberIn } from "./harness/numbers";
import { until } from "./harness/until";
import { useViewEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

const SLOWER = 4;

describe("a chart whose page has a quarter of the processor", () => {
	const editor = useViewEditor();
	let devTools: CDPSession | undefined;

	before(async () => {
		const { page } = editor().session.workbench;
		devTools = await page.context().newCDPSession(page);
		await devTools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
	});
	after(async () => devTools?.send("Emulation.setCPUThrottlingRate", { rate: 1 }));

	/** The market that was saved last, as it stands in its file. */
	function newestMarket(): SavedMarket | undefined {
		const storage = editor().session.folders.globalStorage("server");
		const folder = join(storage, "value-area.value-area", "markets");
		const [newest] = readdirSync(folder)
			.filter((name) => name.endsWith(".json"))
			.map((name) => join(folder, name))
			.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
		return newest === undefined
			? undefined
			: (JSON.parse(readFileSync(newest, "utf8")) as SavedMarket);
	}

	it("saves the percentage that it shows, after an arrow key was held", async () => {
		const { session } = editor();
		const { page, input } = session.workbench;
		const chart = await openView(session, [dayProfile()]);
		const choices = new ViewChoices(chart);
		await choices.open();
		await choices.control("percent").focus();
		await Promise.all(Array.from({ length: 90 }, () => page.keyboard.down("ArrowUp")));
		await page.keyboard.up("ArrowUp");
		await chart.valueBecomes("method", (method) => numberIn(method) === 79);
		await chart.press("saveMarket");
		await input.step(/Save market/);
		await input.enter("Held");
		const saved = await until("the market is saved", () => {
			const market = newestMarket();
			return Promise.resolve(market?.name === "Held" && market);
		});
		assert.equal(saved.view.percent, 79);
	});

	it("keeps what was clicked while a refresh was on its way", async () => {
		const { session, services } = editor();
		const chart = await openView(session, [dayProfile()]);
		const choices = new ViewChoices(chart);
		await choices.open();
		for (const ms of [1, 20, 40, 80, 160]) {
			const revision = await chart.revision();
			const wasOn = await choices.control("edges").isChecked();
			services.kiyotaka.script({ kind: "delay", ms });
			await chart.press("refresh");
			await choices.control("edges").setChecked(!wasOn);
			await chart.revisionAfter(revision);
			assert.equal(await choices.control("edges").isChecked(), !wasOn);
		}
	});
});
