import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { launchBrowser, workbenchContext } from "../editor/browser";
import { REPOSITORY, TEST_RESULTS } from "../editor/repository";
import { ChartPage } from "./harness/chartPage";
import { dataSetPage } from "./harness/dataSetPage";
import { until } from "./harness/until";
import { Workbench } from "./harness/workbench";

const START_MS = 240_000;
const BUILD_MS = 180_000;

/** A stand-in for desktop VS Code: writes down how it was called and stays open until it is ended. */
const STAND_IN_CODE = `#!${process.execPath}
const { writeFileSync, existsSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const args = process.argv.slice(2);
const value = (name) => args[args.indexOf(name) + 1];
const user = join(value("--user-data-dir"), "User");
writeFileSync(process.env.STAND_IN_RECORD, JSON.stringify({
	args,
	settings: JSON.parse(readFileSync(join(user, "settings.json"), "utf8")),
	markets: readdirSync(join(user, "globalStorage", "value-area.value-area", "markets"))
		.filter((name) => name.endsWith(".json")).length,
	extensions: readdirSync(value("--extensions-dir")),
	workspace: existsSync(args.at(-1)),
}));
setInterval(() => undefined, 1000);
`;

interface Record {
	readonly args: string[];
	readonly settings: { [id: string]: unknown };
	readonly markets: number;
	readonly extensions: string[];
	readonly workspace: boolean;
}

/** `npm start`, with what it printed. */
class Start {
	output = "";
	private constructor(private readonly child: ChildProcess) {
		const collect = (chunk: Buffer) => (this.output += chunk.toString());
		child.stdout?.on("data", collect);
		child.stderr?.on("data", collect);
	}

	static run(env: NodeJS.ProcessEnv, ...args: string[]): Start {
		const script = join(REPOSITORY, "scripts", "start.mjs");
		return new Start(
			spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env } }),
		);
	}

	async printed(words: RegExp): Promise<RegExpExecArray> {
		// It builds the extension first.
		const look = () => Promise.resolve(words.exec(this.output) ?? undefined);
		return until(`${words.source} is printed`, look, BUILD_MS).catch((error: unknown) => {
			throw new Error(`npm start printed:\n${this.output}`, { cause: error });
		});
	}

	/** What Ctrl+C does. @returns the exit code */
	async interrupt(): Promise<number | null> {
		const ended = once(this.child, "exit");
		this.child.kill("SIGINT");
		const [code] = (await ended) as [number | null];
		return code;
	}
}

const isListening = (origin: string): Promise<boolean> =>
	fetch(origin).then(
		() => true,
		() => false,
	);

describe("npm start", function () {
	this.timeout(START_MS);
	let folder: string;
	let start: Start | undefined;
	before(() => (folder = mkdtempSync(join(tmpdir(), "value-area-start-"))));
	after(() => rmSync(folder, { recursive: true }));
	afterEach(async () => {
		await start?.interrupt().catch(() => undefined);
	});

	it("opens a desktop window with folders of its own where there is one", async () => {
		const record = join(folder, "record.json");
		writeFileSync(join(folder, "code"), STAND_IN_CODE);
		chmodSync(join(folder, "code"), 0o755);
		start = Start.run({
			PATH: [folder, process.env.PATH].join(delimiter),
			STAND_IN_RECORD: record,
		});
		await start.printed(/VS Code is open/);
		const called = await until("the window was opened", () => Promise.resolve(readRecord(record)));
		const after = (name: string) => called.args[called.args.indexOf(name) + 1] ?? "";
		assert.ok(called.args.includes(`--extensionDevelopmentPath=${REPOSITORY}`));
		for (const option of ["--user-data-dir", "--extensions-dir"]) {
			assert.ok(after(option).startsWith(join(tmpdir(), "value-area-")), after(option));
		}
		assert.match(
			String(called.settings["valueArea.kaiko.customOrigin"]),
			/^http:\/\/127\.0\.0\.1:/,
		);
		assert.equal(called.settings["valueArea.kiyotaka.host"], "custom");
		assert.equal(called.markets, 3);
		assert.deepEqual(called.extensions, ["value-area.value-area-start-0.0.0"]);
		assert.ok(called.workspace);
		assert.equal(await start.interrupt(), 0);
		assert.equal(await isListening(String(called.settings["valueArea.kaiko.customOrigin"])), false);
		start = undefined;
	});

	it("serves a browser elsewhere: both sample charts, saved markets, a key that survives", async () => {
		start = Start.run({}, "--browser");
		const [, address = ""] = await start.printed(/(http:\/\/127\.0\.0\.1:\d+\/\S+)/);
		for (const words of [/Query volume profile/, /Query VWAP/, /BINANCE_FUTURES/, /Ctrl\+C/]) {
			await start.printed(words);
		}
		const browser = await launchBrowser();
		try {
			const context = await workbenchContext(browser, { width: 1600, height: 900 });
			await context.unroute("**/mint-key");
			const minted = await fetch(new URL("/mint-key", address), { method: "POST" });
			assert.equal((await minted.arrayBuffer()).byteLength, 32);
			const page = await context.newPage();
			const workbench = new Workbench(page, address);
			await workbench.open();
			const titles = ["BTC-USDT volume profile", "BTC-USDT VWAP"];
			await until("both charts are open", async () => {
				const open = await workbench.editorTitles();
				return titles.every((title) => open.some((one) => one.startsWith(`${title} · `)));
			});
			await (await workbench.chart(titles[1])).state("chart");
			await workbench.showEditor("BTC-USDT volume profile");
			await (await ChartPage.active(page)).state("chart");
			await workbench.treeItem("BTC VWAP, Coinbase").waitFor();
			await workbench.setTheme("Dark Modern");
			const theme = page.locator(".monaco-workbench.vs-dark");
			await theme.waitFor();
			const profile = await workbench.chart("BTC-USDT volume profile");
			await profile.looks(({ background }) => background < 60, "the chart is dark");
			await page.screenshot({ path: join(TEST_RESULTS, "readme-both-charts.png") });
			await workbench.treeItem("BTC profile, Binance Futures").click();
			await (await workbench.chart("BTC profile, Binance Futures")).state("chart");
			const answers = suggested(start.output, "Query VWAP");
			await workbench.run("Value Area: Query VWAP");
			for (const [at, answer] of answers.entries()) {
				await workbench.input.step(new RegExp(`\\(${at + 1}/${answers.length}\\)`));
				await workbench.input.answer(answer);
			}
			await (await workbench.chart("BTC-USD VWAP · hourly")).state("chart");
			const [, tape = ""] = await start.printed(/menu of (\S+) and choose/);
			await workbench.openContainer("Explorer");
			await workbench.treeAction(tape, "Open trades");
			const described = await dataSetPage(workbench, tape.replace(".csv", ""));
			await described.locator('[data-testid="open-volumeProfile"]:enabled').click();
			await (await workbench.chart("BTCUSDT volume profile")).state("chart");
			await page.screenshot({ path: join(TEST_RESULTS, "start-own-trades.png") });
		} finally {
			await browser.close();
		}
		assert.equal(await start.interrupt(), 0);
		assert.equal(await isListening(new URL(address).origin), false);
		start = undefined;
	});
});

/** The answers that are printed under a command, in the order of its prompts. */
function suggested(output: string, command: string): string[] {
	const [, answers = ""] = output.split(`Value Area: ${command}\n`);
	const [block = ""] = answers.split("\n\n");
	return [...block.matchAll(/[a-z]+ +(\S+)/g)].flatMap(([, answer]) => answer ?? []);
}

function readRecord(file: string): Record | undefined {
	try {
		return JSON.parse(readFileSync(file, "utf8")) as Record;
	} catch {
		// Not there yet, or half written.
		return undefined;
	}
}
