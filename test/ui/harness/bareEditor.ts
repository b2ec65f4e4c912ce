import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { REPOSITORY } from "../../editor/repository";

const ORIGIN = "http://page.test";
/** What the pages of panels may load. */
const PAGE_FOLDER = join(REPOSITORY, "dist", "page");
const TYPES: Readonly<Record<string, string>> = {
	".js": "text/javascript",
	".css": "text/css",
	".ttf": "font/ttf",
};

export type ThemeName = "dark" | "light" | "highContrast" | "highContrastLight";

interface Theme {
	readonly classes: string;
	readonly tokens: Readonly<Record<string, string>>;
}

/** A page of a panel, and how it is looked at. */
export interface BarePanel {
	/** Files of the page. */
	readonly script: string;
	readonly style: string;
	readonly viewport: { readonly width: number; readonly height: number };
	/** Device pixels per CSS pixel. */
	readonly zoom?: number;
	readonly theme?: ThemeName;
	/** Runs in the page before its own script. */
	readonly prepare?: () => void;
}

/** Opens a page of a panel alone in a browser, its editor played by a script. */
export async function openBarePanel(
	browser: Browser,
	{ script, style, viewport, zoom = 1, theme = "dark", prepare }: BarePanel,
): Promise<{ readonly context: BrowserContext; readonly page: Page }> {
	const context = await browser.newContext({
		viewport,
		deviceScaleFactor: zoom,
		locale: "en-US",
		timezoneId: "UTC",
	});
	const body = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Value Area</title>
<link rel="stylesheet" href="codicon.css"><link rel="stylesheet" href="${style}"></head>
<body><div id="app"></div><script src="${script}"></script></body></html>`;
	await context.route(`${ORIGIN}/**`, (route) => {
		const { pathname } = new URL(route.request().url());
		const contentType = TYPES[extname(pathname)];
		return contentType === undefined
			? route.fulfill({ contentType: "text/html", body })
			: route.fulfill({ contentType, body: readFileSync(join(PAGE_FOLDER, pathname)) });
	});
	const themes = JSON.parse(
		readFileSync(join(REPOSITORY, "test", "bench", "pages", "themes.json"), "utf8"),
	) as Record<ThemeName, Theme>;
	await context.addInitScript(playEditor, themes[theme]);
	if (prepare !== undefined) await context.addInitScript(prepare);
	const page = await context.newPage();
	await page.goto(`${ORIGIN}/`);
	return { context, page };
}

/** Sends a message to the page as the editor does. */
export async function sendTo(page: Page, message: object): Promise<void> {
	await page.evaluate((sent) => {
		window.postMessage(sent, window.origin);
	}, message);
}

/** Gives the page the editor's interface, and the document the look of a theme. */
function playEditor(theme: Theme): void {
	let state: unknown;
	const posted: unknown[] = [];
	Object.assign(window, {
		posted,
		kept: () => state,
		acquireVsCodeApi: () => ({
			postMessage: (message: unknown) => {
				posted.push(message);
			},
			getState: () => state,
			setState: (next: unknown) => (state = next),
		}),
	});
	document.addEventListener("DOMContentLoaded", () => {
		document.body.className = theme.classes;
		const { style } = document.documentElement;
		style.setProperty("--vscode-font-family", "'Open Sans', system-ui, sans-serif");
		style.setProperty("--vscode-font-size", "13px");
		style.setProperty("--vscode-editor-font-family", "'JetBrains Mono', monospace");
		for (const [name, value] of Object.entries(theme.tokens)) {
			style.setProperty(`--vscode-${name}`, value);
		}
	});
}
