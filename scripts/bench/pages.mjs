// The chart page outside of VS Code: the real bundle and style sheet under the host's content policy.
import { build } from "esbuild";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { WEBVIEW_OPTIONS } from "../lib/webviewBundle.mjs";

const TYPES = { js: "text/javascript", css: "text/css", ttf: "font/ttf", html: "text/html" };

/** Bundles a browser script that may import any room. @returns {Promise<string>} its source */
export async function bundleForPage(entry, options = {}) {
	const { outputFiles } = await build({
		entryPoints: [join(ROOT, entry)],
		...WEBVIEW_OPTIONS,
		write: false,
		minify: true,
		format: "iife",
		logLevel: "warning",
		define: { VALUE_AREA_PRODUCTION: "true" },
		...options,
	});
	return outputFiles[0].text;
}

/** Loads a TypeScript module of ours into this process. */
export async function importTypeScript(entry) {
	const source = await bundleForPage(entry, { format: "esm", platform: "node", target: "node20" });
	return import(`data:text/javascript;base64,${Buffer.from(source).toString("base64")}`);
}

/**
 * Serves `files` (name to content), and the panel's own assets, on loopback.
 *
 * @returns {Promise<{origin: string, stop: () => Promise<void>}>}
 */
export async function servePages(files) {
	const assets = {
		"panel.css": join(ROOT, "media", "panel.css"),
		"base.css": join(ROOT, "media", "base.css"),
		"codicon.css": join(ROOT, "media", "codicon", "codicon.css"),
		"codicon.ttf": join(ROOT, "media", "codicon", "codicon.ttf"),
	};
	const server = createServer((request, response) => {
		const name = new URL(request.url, "http://loopback").pathname.slice(1);
		const asset = assets[name];
		const content = files[name] ?? (asset === undefined ? undefined : readFile(asset));
		if (content === undefined) {
			response.writeHead(404).end();
			return;
		}
		Promise.resolve(content).then((body) => {
			response.setHeader("content-type", TYPES[name.split(".").at(-1)]);
			// A page that is alone in its process has a clock of 5 µs; any other reads tenths of a millisecond.
			response.setHeader("cross-origin-opener-policy", "same-origin");
			response.setHeader("cross-origin-embedder-policy", "require-corp");
			response.end(body);
		});
	});
	await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		origin: `http://127.0.0.1:${server.address().port}`,
		stop: () => new Promise((resolve) => server.close(resolve)),
	};
}

/** The page that the host builds, with the editor's side of the line played by a script. */
export function panelPage() {
	const policy =
		"default-src 'none'; script-src 'nonce-look'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'";
	return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="codicon.css"><link rel="stylesheet" href="panel.css"></head>
<body><div id="app"></div><script nonce="look" src="webview.js"></script></body></html>`;
}
