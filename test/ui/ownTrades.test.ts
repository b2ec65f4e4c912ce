import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipFile } from "../support/zipFile";
import { dataSetPage } from "./harness/dataSetPage";
import { itAfter } from "./harness/itAfter";
import { ATTEMPT_MS, until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const START = Date.parse("2024-03-05T12:00:00Z");
const NAME = "BTCUSDT-trades-2024-03-05";
const PACKED = "ETH-USDT";
const MARKET = "My own tape";

/** Room of the disk that what is unpacked lies on, and how much of it something else takes. */
const DISK_MB = 8;
const OTHERS_MB = 7;

function tape(rows: number): string {
	const lines = Array.from(
		{ length: rows },
		(_, at) =>
			`${at + 1},${(65_000 + ((at * 7) % 90)).toFixed(1)},0.5,${START + at * 20},${at % 3 === 0 ? "sell" : "buy"}`,
	);
	return ["id,price,size,time,side", ...lines, ""].join("\n");
}

/** A disk of its own for what is set aside while reading. Only root may make one, and not everywhere. */
class SmallDisk {
	readonly folder = mkdtempSync(join(tmpdir(), "value-area-disk-"));
	private isMounted = false;

	mount(): boolean {
		try {
			const options = ["-t", "tmpfs", "-o", `size=${DISK_MB}m`, "tmpfs", this.folder];
			execFileSync("mount", options, { stdio: "ignore" });
			this.isMounted = true;
		} catch {
			// Others than root, and other systems, do without.
		}
		return this.isMounted;
	}

	fill(): void {
		writeFileSync(join(this.folder, "others"), new Uint8Array(OTHERS_MB * 1024 * 1024));
	}

	makeRoom(): void {
		rmSync(join(this.folder, "others"));
	}

	remove(): void {
		if (this.isMounted) execFileSync("umount", ["-l", this.folder]);
		rmSync(this.folder, { recursive: true, force: true });
	}
}

describe("trades of one's own", () => {
	const disk = new SmallDisk();
	const spill = join(disk.folder, "spill");
	after(() => disk.remove());
	const hasDisk = disk.mount();
	const editor = useEditor({
		settings: { "valueArea.trades.spillFolder": spill },
		prepare: ({ workspace }) => {
			mkdirSync(spill);
			writeFileSync(join(workspace, `${NAME}.csv`), tape(7_200));
			const content = tape(100_000);
			writeFileSync(
				join(workspace, `${PACKED}.zip`),
				zipFile([{ name: `${PACKED}.csv`, content }]),
			);
		},
	});

	/** Drags a file from the explorer onto the view of trades, and lets it go. */
	async function drop(name: string): Promise<void> {
		const { session } = editor();
		const { workbench } = session;
		const { page } = workbench;
		const header = page.locator(".pane-header").filter({ hasText: "Trades" });
		const view = page.locator(".part.sidebar .pane").filter({ has: header }).locator(".pane-body");
		await workbench.openContainer("Explorer");
		await page.locator(".part.sidebar .monaco-list-row").filter({ hasText: name }).hover();
		await page.mouse.down();
		try {
			// The side bar changes while something is held over the icon of another one.
			const icon = page.locator(".activitybar").getByRole("tab", { name: "Value Area" });
			await until("the side bar shows the view of trades", async () => {
				await icon.hover({ timeout: ATTEMPT_MS });
				return view.isVisible();
			});
			await view.hover({ position: { x: 60, y: 100 } });
			await view.hover({ position: { x: 60, y: 120 } });
			await session.picture("trades-dropping");
		} finally {
			await page.mouse.up();
		}
	}

	it("become a data set when their file is dropped on the view of trades", async () => {
		const { session } = editor();
		const { workbench } = session;
		const side = await workbench.openContainer("Value Area");
		// The list is read a moment after the view is there.
		await side.getByText("or drop files here").waitFor();
		await session.picture("trades-empty");
		await drop(`${NAME}.csv`);
		const described = await dataSetPage(workbench, NAME);
		await described.getByText("7,200 trades").first().waitFor();
		await workbench.treeItem(NAME).waitFor();
		await session.picture("trades-dropped");
	});

	const itOnceDropped = itAfter(
		"become a data set when their file is dropped on the view of trades",
	);

	itOnceDropped("are saved as a market, which shows their chart after a reload", async () => {
		const { session } = editor();
		const { workbench } = session;
		const described = await dataSetPage(workbench, NAME);
		await described.locator('[data-testid="open-volumeProfile"]:enabled').click();
		const chart = await workbench.chart("BTCUSDT volume profile");
		await chart.state("chart");
		const total = await chart.value("total");
		assert.match(total, /BTC/);
		await chart.press("saveMarket");
		await workbench.input.step(/Save market/);
		await workbench.input.enter(MARKET);
		await workbench.treeItem(MARKET).waitFor();
		const row = workbench.treeItem(MARKET).first();
		assert.match((await row.getAttribute("aria-label")) ?? "", new RegExp(NAME));

		await workbench.reload();
		const restored = await workbench.chart(MARKET);
		await restored.state("chart");
		assert.equal(await restored.value("total"), total);
		await until("the chart names its data set", async () =>
			(await restored.sourceLine()).includes(`BTCUSDT · ${NAME}`),
		);
		await workbench.closeAllEditors();
		await workbench.openContainer("Value Area");
		await workbench.treeItem(MARKET).click();
		const opened = await workbench.chart(MARKET);
		await opened.state("chart");
		assert.equal(await opened.value("total"), total);
		await session.picture("trades-market");
	});

	it("say that no room is left for what is unpacked, and are charted once there is", async function () {
		if (!hasDisk) {
			process.stdout.write("    No disk of its own can be mounted here.\n");
			this.skip();
		}
		const { session } = editor();
		const { workbench } = session;
		await workbench.closeAllEditors();
		await workbench.openContainer("Explorer");
		await workbench.treeAction(`${PACKED}.zip`, "Open trades");
		const page = await dataSetPage(workbench, PACKED);
		await page.getByText("100,000 trades").first().waitFor();
		disk.fill();
		await page.locator('[data-testid="open-vwap"]:enabled').click();
		const chart = await workbench.chart("ETH-USDT VWAP");
		await chart.failureMatching(/there is no room left for what is set aside while reading/);
		await session.picture("trades-no-room");
		await workbench.showEditor(PACKED);
		const again = await dataSetPage(workbench, PACKED);
		await again.locator('[data-testid="judge"]').click();
		await again
			.locator('[data-testid="banner-failed"]')
			.getByText(/no room left/)
			.waitFor();
		assert.deepEqual(
			readdirSync(spill).filter((name) => name.startsWith("unpacked")),
			[],
		);
		disk.makeRoom();
		await again.locator('[data-testid="banner-failed"]').getByText("Retry").click();
		await again.locator('[data-testid="banner-failed"]').waitFor({ state: "detached" });
		await again.getByText("100,000 trades").first().waitFor();
		await workbench.showEditor("ETH-USDT VWAP");
		const shown = await workbench.chart("ETH-USDT VWAP");
		await shown.pressAction(/Retry/);
		await shown.state("chart");
	});
});
