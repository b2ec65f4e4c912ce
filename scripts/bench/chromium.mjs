import { chromium } from "playwright-core";
import { bootstrap } from "../lib/bootstrap.mjs";

/** Flags that keep a headless browser off the network and let frames be shorter than the screen's. */
const FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const UNCAPPED = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/** Starts the provisioned browser. */
export async function launchChromium({ uncapped = false } = {}) {
	const { browser } = await bootstrap({ browser: true });
	return chromium.launch({
		executablePath: browser.executablePath,
		env: { ...process.env, ...browser.env },
		args: uncapped ? [...FLAGS, ...UNCAPPED] : FLAGS,
		headless: true,
	});
}
