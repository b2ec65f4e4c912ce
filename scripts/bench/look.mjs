// Pictures of the chart page in every theme, size and state: `node scripts/bench/look.mjs [filter]`.
// Results go to test-results/look; a chart is looked at before a number about it is believed.
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT, TEST_RESULTS } from "../lib/paths.mjs";
import { launchChromium } from "./chromium.mjs";
import { bundleForPage, importTypeScript, panelPage, servePages } from "./pages.mjs";
import { scenes } from "./scenes.mjs";

const filter = new RegExp(process.argv[2] ?? "");
const folder = join(TEST_RESULTS, "look");
await mkdir(folder, { recursive: true });
const themes = JSON.parse(
	await readFile(join(ROOT, "test", "bench", "pages", "themes.json"), "utf8"),
);
const results = await importTypeScript("test/bench/pages/results.ts");
const { WEBVIEW_STRINGS } = await importTypeScript("src/protocol/strings.ts");
const { DEFAULT_SETTINGS } = await importTypeScript("src/webview/words.ts");
const { origin, stop } = await servePages({
	"webview.js": await bundleForPage("src/webview/main.ts"),
	"panel.html": panelPage(),
});
const browser = await launchChromium();
let violations = 0;

/** Plays the editor: remembers what the page posts and dresses the document in a theme. */
function playEditor({ classes, tokens }) {
	window.posted = [];
	let state;
	window.acquireVsCodeApi = () => ({
		postMessage: (message) => window.posted.push(message),
		getState: () => state,
		setState: (next) => (state = next),
	});
	window.dress = () => {
		document.body.className = classes;
		const { style } = document.documentElement;
		style.setProperty("--vscode-font-family", "'Inter', system-ui, sans-serif");
		style.setProperty("--vscode-font-size", "13px");
		for (const [name, value] of Object.entries(tokens))
			style.setProperty(`--vscode-${name}`, value);
	};
	document.addEventListener("DOMContentLoaded", window.dress);
	const post = (type, body) => window.postMessage({ version: 2, type, body }, window.origin);
	window.send = (type, { view, ...body }) => {
		if (type === "show") {
			const queries = body.results.map(({ header }) => header.result.query);
			post("persist", { queries, view: { options: view ?? {}, edition: 0 } });
			body.results = body.results.map(({ header, base64 }) => ({
				header,
				buffers: base64.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer),
			}));
		}
		post(type, body);
	};
}

for (const scene of await scenes(results, { ...DEFAULT_SETTINGS, strings: WEBVIEW_STRINGS })) {
	for (const theme of scene.themes) {
		const name = `${scene.name}-${theme}`;
		if (!filter.test(name)) continue;
		const context = await browser.newContext({
			viewport: scene.size,
			deviceScaleFactor: scene.pixelRatio ?? 1,
		});
		const page = await context.newPage();
		page.on("console", (message) => {
			if (message.type() === "error") violations += 1;
			console.log(`  ${message.text()}`);
		});
		page.on("pageerror", (error) => console.log(`  ${error.stack}`));
		await page.addInitScript(playEditor, themes[theme]);
		await page.goto(`${origin}/panel.html`);
		for (const [type, body] of scene.messages) {
			await page.evaluate(([t, b]) => window.send(t, b), [type, body]);
		}
		if (scene.state !== undefined) {
			await page
				.waitForSelector(`#app[data-state="${scene.state}"]`, { timeout: 5_000, state: "attached" })
				.catch((error) => console.log(`  ${error.message}`));
		}
		await scene.act?.(page);
		await page.screenshot({ path: join(folder, `${name}.png`) });
		const problems = await page.evaluate(() =>
			window.posted.filter(({ type }) => type === "problem"),
		);
		for (const { body } of problems) console.log(`  problem: ${body.message}`);
		console.log(name);
		await context.close();
	}
}
await browser.close();
await stop();
if (violations > 0) throw new Error(`${violations} errors on the console`);
