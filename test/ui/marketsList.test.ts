import assert from "node:assert/strict";
import { saveMarket, saveMarkets } from "./harness/savedMarkets";
import { soon, until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

describe("the list of saved markets", () => {
	const editor = useEditor({
		packaged: "withoutKeys",
		prepare: (folders) => saveMarkets(folders, ["Alpha", "Beta", "Gamma"]),
	});
	const begin = async () => {
		const { workbench } = editor().session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem("Gamma").waitFor();
		return workbench;
	};
	/** What stands behind a market's name. */
	const description = (name: string) =>
		editor().session.workbench.treeItem(name).locator(".label-description").textContent();

	it("finds a market by name, symbol, venue and group, shows its row and opens its chart", async () => {
		const workbench = await begin();
		await workbench.treeAction("Beta", "New group");
		await workbench.input.enter("Majors");
		await workbench.treeItem("Majors").waitFor();
		// A list that is drawn anew takes no click.
		await until("the group is closed", async () => {
			await workbench.treeItem("Majors").locator(".monaco-tl-twistie").click();
			return soon(async () => (await workbench.treeItem("Beta").count()) === 0);
		});
		await workbench.run("Value Area: Find market");
		await workbench.input.type("majors");
		await workbench.input.offers("Beta");
		await workbench.input.type("sample data");
		await workbench.input.offers("Gamma");
		await editor().session.picture("find-market");
		await workbench.input.answer("Beta");
		await workbench.treeItem("Beta").waitFor();
		await (await workbench.chart("Beta")).state("chart");
		await until("the row is selected", async () => {
			const selected = await workbench.treeItem("Beta").getAttribute("aria-selected");
			return selected === "true";
		});
	});

	it("shows the last values beside the names when it is asked to, and takes them away", async () => {
		const { session } = editor();
		const workbench = await begin();
		assert.doesNotMatch((await description("Alpha")) ?? "", /POC|VWAP/);
		await workbench.run("Value Area: Show last values");
		await until("all markets have their value", async () => {
			const [alpha, beta] = [await description("Alpha"), await description("Beta")];
			return /^POC \d/.test(alpha ?? "") && /^VWAP \d/.test(beta ?? "");
		});
		assert.match((await description("Alpha")) ?? "", /^POC 7\d,\d{3} USDT · /);
		await workbench.treeItem("Alpha").hover();
		const hover = workbench.page.locator(".monaco-hover:visible, .workbench-hover:visible");
		await hover
			.filter({ hasText: /2026-03-\d\d \d\d:\d\d UTC/ })
			.first()
			.waitFor();
		await session.picture("last-values-dark");
		for (const theme of ["Light Modern", "Dark High Contrast", "Dark Modern"]) {
			await workbench.setTheme(theme);
			await session.picture(`last-values-${theme.toLowerCase().replaceAll(" ", "-")}`);
		}
		await workbench.run("Value Area: Hide last values");
		await until("no value is shown", async () => !/POC/.test((await description("Alpha")) ?? ""));
	});

	it("says per row why there is none", async () => {
		const { session } = editor();
		const workbench = await begin();
		saveMarket(session.folders, "Delta", {
			kind: "vwap",
			provider: "trades",
			dataset: "nowhere",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		});
		await workbench.treeItem("Delta").waitFor();
		await workbench.treeAction("Delta", "Show last values");
		await until("the row says that there is none", async () => {
			return /no value/.test((await description("Delta")) ?? "");
		});
		await session.picture("last-value-missing");
		await workbench.run("Value Area: Hide last values");
		await until(
			"nothing is said",
			async () => !/no value/.test((await description("Delta")) ?? ""),
		);
	});
});

describe("the first steps", () => {
	const editor = useEditor({ packaged: "withoutKeys" });

	/** Steps of the open walkthrough that are ticked. */
	const ticked = async () => {
		const done = editor().session.workbench.page.locator(
			'.getting-started-step[aria-checked="true"]',
		);
		const ids = await done.evaluateAll((steps) =>
			steps.map((step) => step.getAttribute("data-step-id")?.split("#").at(-1) ?? ""),
		);
		return ids.join();
	};
	const shows = (ids: string) =>
		until(`the steps ${ids} are ticked`, async () => (await ticked()) === ids);

	it("open from the welcome of the list, and tick what has been done", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { page } = workbench;
		const view = await workbench.openContainer("Value Area");
		await view.getByText("first steps").first().click();
		const steps = page.locator(".getting-started-step");
		await until("four steps are shown", async () => (await steps.count()) === 4);
		await session.picture("first-steps-dark");
		assert.equal(await ticked(), "");
		await workbench.run("Value Area: Open sample data");
		await workbench.input.answer("Time × price");
		await (await workbench.chart()).state("chart");
		const chart = await workbench.chart();
		await chart.press("saveMarket");
		await workbench.input.step(/Save market/);
		await workbench.input.confirm();
		await workbench.run("Value Area: Open first steps");
		await shows("sample,save");
		await workbench.run("Value Area: Query VWAP");
		await workbench.input.step(/Query VWAP/);
		await workbench.input.escape();
		await workbench.run("Value Area: Open first steps");
		await shows("sample,query,save");
		// Only a wide window has room for the pictures beside the steps.
		await page.setViewportSize({ width: 1_700, height: 900 });
		for (const theme of ["Light Modern", "Dark High Contrast", "Dark Modern"]) {
			await workbench.setTheme(theme);
			await session.picture(`first-steps-${theme.toLowerCase().replaceAll(" ", "-")}`);
		}
	});
});
