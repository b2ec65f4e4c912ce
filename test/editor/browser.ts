import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { readTools } from "./repository";
import { mintedKey } from "./mintedKey";

const FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/** Starts the provisioned browser without a window. */
export function launchBrowser(): Promise<Browser> {
	const { executablePath, env } = readTools().browser;
	return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env } });
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
