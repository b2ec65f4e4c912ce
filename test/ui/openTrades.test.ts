import assert from "node:assert/strict";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataSetPage } from "./harness/dataSetPage";
import { itAfter } from "./harness/itAfter";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const START = Date.parse("2024-03-05T12:00:00Z");
const NAME = "BTC-USDT-trades-2024-03-05";
const TAPE = `${NAME}.csv`;

const CANDLES = "time,open,high,low,close,volume\n1709640000000,1,2,0.5,1.5,10\n";

/** Two hours of trades, one a second, and two rows that are none. */
function tape(): string {
	const rows = Array.from({ length: 7_200 }, (_, second) => {
		const price = (65_000 + 40 * Math.sin(second / 900) + (second % 7)).toFixed(1);
		const size = (0.01 * (1 + (second % 13))).toFixed(2);
		return `${second + 1},${price},${size},${START + second * 1_000},${second % 3 === 0 ? "sell" : "buy"}`;
	});
	rows.splice(100, 0, "7201,not a price,1,1709640000000,buy", "7202,65000");
	return ["id,price,size,time,side", ...rows, ""].join("\n");
}

/** Rows that do not say who bought: a 0 or a 1 may be either. */
function tapeWithQuestion(): string {
	const rows = Array.from(
		{ length: 50 },
		(_, at) => `${START + at * 1_000},${100 + at},1,${at % 2}`,
	);
	return ["time,price,size,side", ...rows, ""].join("\n");
}

describe("trades in files", () => {
	const editor = useEditor({
		prepare: ({ workspace }) => {
			writeFileSync(join(workspace, TAPE), tape());
			writeFileSync(join(workspace, "ETH-USDT.csv"), tapeWithQuestion());
			writeFileSync(join(workspace, "candles.csv"), CANDLES);
		},
	});

	/** Opens the trades of a file by its menu in the explorer. */
	async function openInExplorer(file: string): Promise<void> {
		const { workbench } = editor().session;
		await workbench.openContainer("Explorer");
		await workbench.treeAction(file, "Open trades");
	}

	it("have a section in the side bar that leads to them", async () => {
		const { session } = editor();
		const view = await session.workbench.openContainer("Value Area");
		await view.getByText(/Chart your own trades/).waitFor();
		await session.picture("trades-welcome");
	});

	it("are described when they are opened from the explorer, before any chart", async () => {
		const { session } = editor();
		await openInExplorer(TAPE);
		const page = await dataSetPage(session.workbench, NAME);
		await page.getByText("7,200 trades").first().waitFor();
		await page.getByText("not a price").first().waitFor();
		assert.equal(await page.locator('[data-testid="field-buyWords"]').inputValue(), "buy");
		assert.equal(await page.locator('[data-testid="field-sellWords"]').inputValue(), "sell");
		// What was left out is counted and explained once.
		const leftOut = page.locator('[data-testid="judgement"] [data-figure="left_out"]');
		assert.match(await leftOut.innerText(), /2/);
		assert.equal(await page.getByText("were left out: 2").count(), 0);
		await session.picture("trades-described");
	});

	const itOnceOpen = itAfter(
		"are described when they are opened from the explorer, before any chart",
	);

	itOnceOpen("are not read with a column that is two things, which the field says", async () => {
		const { session } = editor();
		const page = await dataSetPage(session.workbench, NAME);
		await page.locator('[data-testid="field-idColumn"]').selectOption("price");
		await page.getByText(/The column price cannot be both price and id/).waitFor();
		await session.picture("trades-two-things");
		assert.equal(await page.locator('[data-testid="field-idColumn"]').inputValue(), "#0");
		await page.getByText("7,200 trades").first().waitFor();
	});

	itOnceOpen("have an id that can be chosen while nothing finds them by it", async () => {
		const { session } = editor();
		const page = await dataSetPage(session.workbench, NAME);
		await page.locator('[data-testid="rename"]').click();
		const id = page.locator('[data-testid="idInput"]');
		assert.equal(await id.inputValue(), "btc-usdt-trades-2024-03-05");
		await id.fill("sample");
		await id.press("Enter");
		await page.getByText(/Some words, such as sample, are taken/).waitFor();
		await session.picture("trades-id");
		await id.fill("btc-tape");
		await id.press("Enter");
		await page.locator('[data-testid="facts"]').getByText("id btc-tape").waitFor();
		await page.getByText("7,200 trades").first().waitFor();
		assert.equal(await id.isVisible(), false);
	});

	itOnceOpen("are charted as volume profile and as VWAP by one press each", async () => {
		const { session } = editor();
		const { workbench } = session;
		for (const [kind, title] of [
			["volumeProfile", "BTC-USDT volume profile"],
			["vwap", "BTC-USDT VWAP"],
		] as const) {
			await workbench.showEditor(NAME);
			const page = await dataSetPage(workbench, NAME);
			await page.locator(`[data-testid="open-${kind}"]:enabled`).click();
			await (await workbench.chart(title)).state("chart");
			await session.picture(`trades-${kind}`);
		}
	});

	itOnceOpen("are called by their name in charts, also once that is another one", async () => {
		const { workbench } = editor().session;
		const chart = await workbench.chart("BTC-USDT VWAP");
		assert.match(await chart.sourceLine(), new RegExp(`BTC-USDT · ${NAME} · VWAP`));
		await workbench.openContainer("Value Area");
		for (const name of ["My tape", NAME]) {
			await workbench.treeAction(name === NAME ? "My tape" : NAME, "Rename data set");
			await workbench.input.enter(name);
			await workbench.treeItem(name).waitFor();
			await until(`the chart says ${name}`, async () =>
				(await chart.sourceLine()).includes(`BTC-USDT · ${name} · VWAP`),
			);
		}
	});

	itOnceOpen("keep their id once a chart has it, and say so", async () => {
		const { workbench } = editor().session;
		await workbench.showEditor(NAME);
		const page = await dataSetPage(workbench, NAME);
		await page.locator('[data-testid="open-vwap"]:enabled').click();
		await workbench.chart("BTC-USDT VWAP");
		await workbench.showEditor(NAME);
		const again = await dataSetPage(workbench, NAME);
		await again.locator('[data-testid="rename"]').click();
		await again.locator('[data-testid="idInput"]').fill("another");
		await again.locator('[data-testid="saveName"]').click();
		await again.getByText(/A chart or a saved market finds the data set by its id/).waitFor();
		await again.locator('[data-testid="cancelName"]').click();
	});

	itOnceOpen(
		"show the statement behind their last chart, which can be copied and run",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			await workbench.showEditor(NAME);
			const page = await dataSetPage(workbench, NAME);
			await page.locator('[data-testid="copySql"]').click();
			await until("the statement is in the clipboard", async () =>
				/^(WITH|SELECT)\b[\s\S]*read_csv\([\s\S]*BTC-USDT-trades-2024-03-05\.csv/.test(
					await workbench.clipboard(),
				),
			);
			await session.picture("trades-sql");
		},
	);

	itOnceOpen("change their interval, height of rows and sizes from the chart", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.showEditor("BTC-USDT volume profile");
		const chart = await workbench.chart("BTC-USDT volume profile");
		await chart.state("chart");
		await chart.press("editQuery");
		await input.step(/\(1\/5\)/);
		assert.equal((await input.labels())[0], "BTC-USDT");
		await input.confirm();
		await input.step(/\(2\/5\)/);
		await input.answer("1h");
		await input.step(/\(3\/5\)/);
		await session.picture("trades-step-prompt");
		await input.answer("2.5");
		await input.step(/\(4\/5\)/);
		await input.answer("≥ 0.1");
		await input.step(/\(5\/5\)/);
		await input.confirm();
		const changed = await workbench.chart("BTC-USDT volume profile · trades ≥ 0.1 BTC · hourly");
		await changed.state("chart");
		await session.picture("trades-large");
	});

	itOnceOpen("stand in the side bar with what is known of them", async () => {
		const { session } = editor();
		const view = await session.workbench.openContainer("Value Area");
		await view.getByText("BTC-USDT · 2024-03-05").waitFor();
		await session.picture("trades-tree");
	});

	itOnceOpen("are the data set that is there when they are opened again", async () => {
		const { workbench } = editor().session;
		await workbench.closeAllEditors();
		await openInExplorer(TAPE);
		await dataSetPage(workbench, NAME);
		await workbench.openContainer("Value Area");
		await workbench.treeItem(NAME).first().waitFor();
		assert.equal(await workbench.treeItem(NAME).count(), 1);
		await workbench.showEditor(NAME);
		const page = await dataSetPage(workbench, NAME);
		await page.locator('[data-testid="open-vwap"]:enabled').click();
		await workbench.chart("BTC-USDT VWAP");
	});

	const itOnceOpenAgain = itAfter("are the data set that is there when they are opened again");

	itOnceOpenAgain("come back after a reload of the window, page and charts", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.reload();
		await workbench.showEditor(NAME);
		const page = await dataSetPage(workbench, NAME);
		await page.getByText("7,200 trades").first().waitFor();
		await workbench.showEditor("BTC-USDT VWAP");
		await (await workbench.chart("BTC-USDT VWAP")).state("chart");
	});

	it("ask what they do not tell, and are charted once that is answered", async () => {
		const { session } = editor();
		const { workbench } = session;
		await openInExplorer("ETH-USDT.csv");
		const page = await dataSetPage(workbench, "ETH-USDT");
		await page.locator('[data-testid="choice-side-0"]').check();
		await session.picture("trades-question");
		await page.locator('[data-testid="use-side"]').click();
		await page.locator('[data-testid="open-volumeProfile"]:enabled').click();
		await (await workbench.chart("ETH-USDT volume profile")).state("chart");
	});

	itOnceOpen(
		"are said to be missing once they are, and found again when they are back",
		async () => {
			const { session } = editor();
			const { workbench, folders } = session;
			const path = join(folders.workspace, TAPE);
			renameSync(path, `${path}.away`);
			await workbench.closeAllEditors();
			const view = await workbench.openContainer("Value Area");
			await view.getByText(`${TAPE} is missing`).waitFor();
			await workbench.treeAction(NAME, "Describe data set");
			const page = await dataSetPage(workbench, NAME);
			await page
				.getByText(/is not there\. It was moved/)
				.first()
				.waitFor();
			await session.picture("trades-missing");
			renameSync(`${path}.away`, path);
			await page.getByRole("button", { name: "Retry" }).first().click();
			await page.getByText("7,200 trades").first().waitFor();
			const file = page.locator('[data-testid="files"] li').filter({ hasText: TAPE });
			assert.equal(await file.getAttribute("data-state"), "ok");
			renameSync(path, `${path}.away`);
			await page.locator('[data-testid="judge"]').click();
			await file.getByText("missing").waitFor();
			await session.picture("trades-missing-file");
			renameSync(`${path}.away`, path);
			await page.getByRole("button", { name: "Retry" }).first().click();
			await page.locator('[data-testid="files"] li[data-state="ok"]').waitFor();
		},
	);

	itOnceOpen("are forgotten without being touched", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		await workbench.openContainer("Value Area");
		await workbench.treeAction(NAME, "Forget data set");
		await workbench.dialog(/Forget/);
		await workbench.pressInDialog("Forget");
		await until(
			"the list has forgotten it",
			async () => (await workbench.treeItem(NAME).count()) === 0,
		);
		assert.ok(existsSync(join(session.folders.workspace, TAPE)));
	});

	it("are refused in words where a file holds candles", async () => {
		const { workbench } = editor().session;
		await openInExplorer("candles.csv");
		await workbench.notified(/holds candles .*, not trades/);
	});
});
