import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { askProfile } from "./harness/asks";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("intervals that were asked for before", () => {
	const editor = useEditor({ settings: { "valueArea.cache.megabytes": 256 } });

	it("come from the disk after a reload, with their age, until everything is asked for anew or cleared", async () => {
		const { session, services } = editor();
		const { workbench, folders } = session;
		const storage = join(folders.globalStorage("server"), "value-area.value-area", "answers");
		const kept = () => {
			const folder = join(storage, "kiyotaka");
			return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".bin")) : [];
		};
		await askProfile(workbench);
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.state("chart");
		const poc = await chart.value("poc");
		assert.doesNotMatch(await chart.sourceLine(), /cache/);
		await until("the day is kept", () => Promise.resolve(kept().length > 0));
		const refreshSays = (page: typeof chart, words: RegExp) =>
			until(`Refresh says ${String(words)}`, async () =>
				words.test((await page.byId("refresh").getAttribute("title")) ?? ""),
			);
		await refreshSays(chart, /^Refresh · costs nothing: all of it is in the cache$/);
		await chart.press("editQuery");
		for (const step of [1, 2, 3]) {
			await workbench.input.step(new RegExp(`\\(${step}/5\\)`));
			await workbench.input.confirm();
		}
		await workbench.input.step(/\(4\/5\)/);
		await workbench.input.offers(/2026-03-29.*costs nothing: all of it is in the cache/s);
		await session.picture("cached-ranges");
		await workbench.input.escape();
		await askProfile(workbench, { range: "2026-03-29..2026-03-31" });
		await until("the longer chart says what of it is from the cache", async () =>
			/24 of 48 intervals from the cache, as of \d{4}-/.test(
				await (await workbench.chart()).sourceLine(),
			),
		);
		await session.picture("cached-part");
		await workbench.closeActiveEditor();
		await until("one chart is open", async () => (await workbench.editorTitles()).length === 1);
		services.kiyotaka.clear();

		await workbench.reload();
		const again = await workbench.chart();
		await again.state("chart");
		await again.press("refresh");
		await until("the chart says that it is from the cache", async () =>
			/from the cache, as of \d{4}-\d\d-\d\d \d\d:\d\d UTC/.test(await again.sourceLine()),
		);
		assert.equal(await again.value("poc"), poc);
		assert.deepEqual(services.kiyotaka.requests, []);
		await session.picture("cached");

		await workbench.run("Value Area: Refresh chart without cache");
		await services.kiyotaka.requested(1);
		await until(
			"the chart is from the provider again",
			async () => !/cache/.test(await again.sourceLine()),
		);
		await workbench.run("Value Area: Clear cached answers");
		await workbench.told(/Cleared answers of .*B( and \d+ market lists?)?\./);
		assert.deepEqual(kept(), []);
		await refreshSays(again, /^Refresh · 1 request · 24 intervals · weight 2$/);
		await again.press("refresh");
		await services.kiyotaka.requested(2);
	});
});
