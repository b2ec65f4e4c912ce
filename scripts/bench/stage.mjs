// Where contestants are brought up: one browser, one loopback server, a fresh page per sample.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { launchChromium } from "./chromium.mjs";
import { bundleForPage, servePages } from "./pages.mjs";

const VIEWPORT = { width: 1240, height: 760 };

/** Each contestant gets the room, its own style sheet and the editor's light theme. */
async function style() {
	const themes = await readFile(join(ROOT, "test", "bench", "pages", "themes.json"), "utf8");
	const tokens = Object.entries(JSON.parse(themes).light.tokens)
		.map(([name, value]) => `--vscode-${name}:${value}`)
		.join(";");
	const uplot = await readFile(
		join(ROOT, "node_modules", "uplot", "dist", "uPlot.min.css"),
		"utf8",
	);
	return (
		`:root{${tokens};--vscode-font-family:"Inter",system-ui,sans-serif}` +
		"html,body{margin:0;background:#fff}" +
		`#room{width:1200px;height:700px;position:relative}.chart{height:100%}${uplot}`
	);
}

/**
 * Bundles the pages of the contestants, starts the browser and hands over the way to open a page.
 *
 * @template T
 * @param {{contestants: string[], uncapped?: boolean}} options names of test/bench/pages
 * @param {(open: (name: string) => Promise<import("playwright-core").Page>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function onStage({ contestants, uncapped = false }, work) {
	const files = {};
	const css = await style();
	for (const name of new Set(contestants)) {
		files[`${name}.js`] = await bundleForPage(`test/bench/pages/${name}.ts`);
		files[`${name}.html`] =
			`<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="panel.css">` +
			`<style>${css}</style><body class="vscode-light"><script src="${name}.js"></script></body>`;
	}
	const { origin, stop } = await servePages(files);
	const browser = await launchChromium({ uncapped });
	try {
		return await work(async (name) => {
			const page = await browser.newPage({ viewport: VIEWPORT, locale: "en-US" });
			page.on("pageerror", (error) => process.stderr.write(`${name}: ${error.stack}\n`));
			await page.goto(`${origin}/${name}.html`);
			return page;
		});
	} finally {
		await browser.close();
		await stop();
	}
}

/** Makes the data of a task in a page and brings the chart up. @returns {Promise<number>} milliseconds to the first painted frame */
export async function bringUp(page, { task, count }) {
	await prepare(page, { task, count });
	return page.evaluate(() => globalThis.bench.first());
}

export const prepare = (page, { task, count }) =>
	page.evaluate(([t, n]) => globalThis.bench.prepare(t, n), [task, count]);

/** What went wrong inside of a page, in one sentence. */
export const reasonOf = (error) =>
	error.message.split("\n")[0].replace(/^page\.evaluate: (Error: )?/, "");
