import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { bootstrap } from "../lib/bootstrap.mjs";
import { ROOT } from "../lib/paths.mjs";

/** Flags that let a frame be shorter than the screen's. */
const UNCAPPED = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/** Starts the provisioned browser with the flags that tests start it with. */
export async function launchChromium({ uncapped = false } = {}) {
	const { browser } = await bootstrap({ browser: true });
	const flags = await readFile(join(ROOT, "scripts", "lib", "browserFlags.json"), "utf8");
	return chromium.launch({
		executablePath: browser.executablePath,
		env: { ...process.env, ...browser.env },
		args: [...JSON.parse(flags), ...(uncapped ? UNCAPPED : [])],
		headless: true,
	});
}
