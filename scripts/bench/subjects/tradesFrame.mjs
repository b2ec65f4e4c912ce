import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../../lib/paths.mjs";
import { launchChromium } from "../chromium.mjs";
import { bundleForPage, importTypeScript, panelPage, servePages } from "../pages.mjs";
import { answerTo, THREADS, withEngine } from "../trades/programs.mjs";
import { tapeFiles } from "../trades/tape.mjs";
import { tapeGoal } from "../trades/tapeGoal.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { printTable } from "../table.mjs";

const MEMORY_MB = 1024;
const VIEWPORT = { width: 1_200, height: 760 };
const WAYS = ["fresh", "snapshot"];
const KINDS = { volumeProfile: "profile by the hour", vwap: "VWAP by the minute" };

/** Runs in the page before its script: plays the editor's side of the line. */
function playEditor({ classes, tokens }) {
	let state;
	window.acquireVsCodeApi = () => ({
		postMessage: () => undefined,
		getState: () => state,
		setState: (next) => (state = next),
	});
	document.addEventListener("DOMContentLoaded", () => {
		document.body.className = classes;
		const { style } = document.documentElement;
		for (const [name, value] of Object.entries(tokens))
			style.setProperty(`--vscode-${name}`, value);
	});
	window.frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Runs in the page: from the posted message to the frame after the painted one, in milliseconds. */
async function timeShow({ before, message, base64 }) {
	for (const one of before) window.postMessage(one, window.origin);
	const buffers = base64.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
	for (let frame = 0; frame < 4; frame++) await window.frame();
	const app = document.getElementById("app");
	const shown = new Promise((resolve) => {
		new MutationObserver(() => {
			if (app.dataset.state === "chart") resolve();
		}).observe(app, { attributes: true, attributeFilter: ["data-state"] });
	});
	message.body.results[0].buffers = buffers;
	const from = performance.now();
	window.postMessage(message, window.origin, buffers);
	await shown;
	await window.frame();
	await window.frame();
	return performance.now() - from;
}

function messagesOf({ query, posted, isSnapshot }, { sealed, strings }) {
	const caption = {
		market: query.symbol,
		source: "Bench",
		detail: query.interval,
		footnote: "Bench",
		notes: [],
		fromSnapshot: isSnapshot,
		parts: [{ market: query.symbol, source: "Bench", kind: query.kind }],
	};
	const settings = {
		strings,
		locale: "en",
		timeZone: "UTC",
		palette: "colorBlindSafe",
		valueAreaPercent: 70,
		valueAreaMethod: "pairs",
	};
	return {
		before: [
			sealed("settings", settings),
			sealed("persist", { queries: [query], view: { options: {}, edition: 0 } }),
		],
		message: sealed("show", { revision: 1, caption, results: [{ header: posted.header }] }),
		base64: posted.base64,
	};
}

/** @returns {Promise<Record<string, Record<string, {hostMs: number, pageMs: number}[]>>>} by kind and way */
async function measure(repetitions, pictures, file) {
	const samples = Object.fromEntries(
		Object.keys(KINDS).map((kind) => [kind, { fresh: [], snapshot: [] }]),
	);
	const themes = JSON.parse(
		await readFile(join(ROOT, "test", "bench", "pages", "themes.json"), "utf8"),
	);
	const { sealed } = await importTypeScript("src/protocol/messages.ts");
	const { WEBVIEW_STRINGS: strings } = await importTypeScript("src/protocol/strings.ts");
	const { origin, stop } = await servePages({
		"webview.js": await bundleForPage("src/webview/main.ts"),
		"panel.html": panelPage(),
	});
	const browser = await launchChromium({ uncapped: true });
	await mkdir(pictures, { recursive: true });
	const show = async (asked, picture) => {
		const page = await browser.newPage({ viewport: VIEWPORT, locale: "en-US" });
		try {
			await page.addInitScript(playEditor, themes.light);
			await page.goto(`${origin}/panel.html`);
			const time = await page.evaluate(timeShow, messagesOf(asked, { sealed, strings }));
			if (picture !== undefined) await page.screenshot({ path: join(pictures, picture) });
			return time;
		} finally {
			await page.close();
		}
	};
	try {
		await withEngine(["answers"], async ({ engineFile, answers }) => {
			const order = { engineFile, files: [file], threads: THREADS, memoryMb: MEMORY_MB };
			let isWarm = false;
			for (let repetition = 0; repetition < repetitions; repetition++) {
				for (const one of await answerTo(answers, order)) {
					// The first page of a browser is slower than all others.
					if (!isWarm) await show({ query: one.query, posted: one.fresh, isSnapshot: false });
					isWarm = true;
					const inTurn = repetition % 2 === 0 ? WAYS : WAYS.toReversed();
					for (const way of inTurn) {
						const { query, [way]: posted } = one;
						const picture = repetition === 0 ? `trades-${query.kind}-${way}.png` : undefined;
						const isSnapshot = way === "snapshot";
						const pageMs = await show({ query, posted, isSnapshot }, picture);
						samples[query.kind][way].push({ hostMs: posted.hostMs, pageMs });
					}
				}
			}
		});
	} finally {
		await browser.close();
		await stop();
	}
	return samples;
}

/** From the sums of the engine to the painted chart, against showing the same answer from its snapshot. */
export async function tradesFrame({ repetitions, pictures, tape }) {
	const { doubles } = await tapeFiles(tape.trades);
	const samples = await measure(repetitions, pictures, doubles);
	const totals = (kind, way) => samples[kind][way].map(({ hostMs, pageMs }) => hostMs + pageMs);
	const of = (kind, way, part) => median(samples[kind][way].map((one) => one[part])).toFixed(1);
	printTable(
		"An answer from trades, from the sums of the engine or the snapshot to the painted frame",
		["chart", "from", "host ms", "page ms", "sum ms"],
		Object.entries(KINDS).flatMap(([kind, what]) =>
			WAYS.map((way) => [
				what,
				way === "fresh" ? "sums" : "snapshot",
				of(kind, way, "hostMs"),
				of(kind, way, "pageMs"),
				median(totals(kind, way)).toFixed(1),
			]),
		),
	);
	const goal = tapeGoal(tape);
	return Object.entries(KINDS).map(([kind, what]) =>
		goal({
			what: `Trades, ${what}: result to painted frame, against the same from a snapshot`,
			measured: medianRatio(totals(kind, "fresh"), totals(kind, "snapshot")),
			bound: 1.3,
			aim: 1.1,
		}),
	);
}
