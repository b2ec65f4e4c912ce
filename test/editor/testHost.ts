import { EventEmitter, once } from "node:events";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser, workbenchContext } from "./browser";
import { EditorFolders } from "./folders";
import { TEST_RESULTS } from "./repository";
import { EditorServer } from "./server";
import { workbenchAddress } from "./workbenchAddress";

/** Environment that the suite inside VS Code reads. */
export const SETTINGS_VARIABLE = "VALUE_AREA_TEST_SETTINGS";
const SUITE_DEADLINE_MS = 10 * 60_000;

/** The arguments that `@vscode/test-electron` gives to the executable it starts. */
function argument(args: readonly string[], name: string): string[] {
	return args
		.filter((arg) => arg.startsWith(`--${name}=`))
		.map((arg) => arg.slice(name.length + 3));
}

/** Everything that the window and its extension host said in the last run. */
const LOG_FILE = join(TEST_RESULTS, "integration.log");

/** Begins the lines that the suite prints; the workbench's own chatter goes to the log file alone. */
const SUITE_MARK = "\u2502";

/** Receives the console of the window and of its extension host. */
function printArguments(type: string, args: readonly unknown[]): void {
	const text = args.map((arg) => (typeof arg === "string" ? arg : JSON.stringify(arg))).join(" ");
	appendFileSync(LOG_FILE, `${type}: ${text}\n`);
	if (text.startsWith(SUITE_MARK)) process.stdout.write(`${text.slice(SUITE_MARK.length)}\n`);
}

/**
 * Runs a suite inside VS Code's extension host, in a browser, and resolves to its exit code: the
 * part of desktop VS Code that `@vscode/test-electron` talks to.
 *
 * @param args `--extensionDevelopmentPath=…` (one or more) and `--extensionTestsPath=…`
 */
export async function runTestHost(args: readonly string[]): Promise<number> {
	const [tests] = argument(args, "extensionTestsPath");
	const [extension, ...others] = argument(args, "extensionDevelopmentPath");
	if (tests === undefined || extension === undefined) {
		throw new Error("The test host needs --extensionDevelopmentPath and --extensionTestsPath.");
	}
	mkdirSync(TEST_RESULTS, { recursive: true });
	writeFileSync(LOG_FILE, "");
	const settings = JSON.parse(process.env[SETTINGS_VARIABLE] ?? "{}") as Record<string, unknown>;
	const folders = new EditorFolders({ settings });
	for (const other of others) folders.addExtension(other);
	const server = await EditorServer.start({
		folders,
		env: {
			VALUE_AREA_TEST_USER_DATA: folders.userData,
			VALUE_AREA_TEST_GLOBAL_STORAGE: folders.globalStorage("server"),
		},
	});
	const browser = await launchBrowser();
	try {
		const page = await (await workbenchContext(browser)).newPage();
		const suite = await watchSuite(page);
		await page.goto(
			workbenchAddress({
				origin: server.origin,
				folder: folders.workspace,
				extension: folders.linkExtension(extension),
				tests,
			}),
		);
		return await suite.exitCode();
	} finally {
		await browser.close();
		await server.stop();
		folders.remove();
	}
}

/** The workbench calls two functions of the page while a suite runs, if they are there. */
async function watchSuite(page: Page): Promise<{ exitCode(): Promise<number> }> {
	const suite = new EventEmitter();
	const ended = once(suite, "ended", { signal: AbortSignal.timeout(SUITE_DEADLINE_MS) });
	ended.catch(() => undefined);
	page.once("crash", () => suite.emit("error", new Error("The page that runs VS Code crashed.")));
	await page.exposeFunction("codeAutomationLog", printArguments);
	await page.exposeFunction("codeAutomationExit", (code: number) => suite.emit("ended", code));
	return { exitCode: async () => ((await ended) as [number])[0] };
}
