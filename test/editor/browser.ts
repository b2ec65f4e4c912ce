import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { REPOSITORY, readTools } from "./repository";
import { mintedKey } from "./mintedKey";

/** The flags of every browser that a script or test starts. */
function browserFlags(): string[] {
	const file = join(REPOSITORY, "scripts", "lib", "browserFlags.json");
	return JSON.parse(readFileSync(file, "utf8")) as string[];
}

/** Starts the provisioned browser without a window. */
export function launchBrowser(): Promise<Browser> {
	const { executablePath, env } = readTools().browser;
	return chromium.launch({ executablePath, args: browserFlags(), env: { ...process.env, ...env } });
}

/** A browser profile in which the workbench can encrypt its secrets, so that they survive a reload. */
export async function workbenchContext(
	browser: Browser,
	viewport = { width: 1280, height: 800 },
): Promise<BrowserContext> {
	const context = await browser.newContext({
		viewport,
		locale: "en-US",
		timezoneId: "UTC",
		permissions: ["clipboard-read", "clipboard-write"],
	});
	await context.route("**/mint-key", (route) => route.fulfill({ status: 200, body: mintedKey() }));
	return context;
}
