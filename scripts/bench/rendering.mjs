// What the subjects about drawing share: a fresh page per sample, repetitions outside, contestants inside.
import { mkdir, readFile } from "node:fs/promises";
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
		`:root{${tokens};--vscode-font-family:"Open Sans",system-ui,sans-serif}` +
		"html,body{margin:0;background:#fff}" +
		`#room{width:1200px;height:700px;position:relative}.chart{height:100%}${uplot}`
	);
}

/**
 * Measures each contestant on the same data, one after the other, `repetitions` times.
 *
 * @param {{task: "vwap" | "profile", count: number, contestants: string[], repetitions: number, pictures: string}} options
 * @returns {Promise<Record<string, {first: number[], mean: number[], p95: number[]}>>} milliseconds per sample
 */
export async function measureDrawing({ task, count, contestants, repetitions, pictures }) {
	await mkdir(pictures, { recursive: true });
	const files = {};
	const css = await style();
	for (const name of contestants) {
		files[`${name}.js`] = await bundleForPage(`test/bench/pages/${name}.ts`);
		files[`${name}.html`] =
			`<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="panel.css">` +
			`<style>${css}</style><body class="vscode-light"><script src="${name}.js"></script></body>`;
	}
	const { origin, stop } = await servePages(files);
	const browser = await launchChromium({ uncapped: true });
	const samples = Object.fromEntries(
		contestants.map((name) => [name, { first: [], mean: [], p95: [] }]),
	);
	try {
		for (let repetition = 0; repetition < repetitions; repetition++) {
			for (const name of contestants) {
				const page = await browser.newPage({ viewport: VIEWPORT, locale: "en-US" });
				page.on("pageerror", (error) => process.stderr.write(`${name}: ${error.stack}\n`));
				await page.goto(`${origin}/${name}.html`);
				await page.evaluate(([t, n]) => globalThis.bench.prepare(t, n), [task, count]);
				const first = await page.evaluate((t) => globalThis.bench.first(t), task);
				const picture = (state) => join(pictures, `${task}-${count}-${name}-${state}.png`);
				if (repetition === 0) await page.screenshot({ path: picture("first") });
				const frames = await page.evaluate(() => globalThis.bench.panAndZoom());
				if (repetition === 0) await page.screenshot({ path: picture("zoomed") });
				samples[name].first.push(first);
				samples[name].mean.push(frames.meanMs);
				samples[name].p95.push(frames.p95Ms);
				await page.close();
			}
		}
	} finally {
		await browser.close();
		await stop();
	}
	return samples;
}
