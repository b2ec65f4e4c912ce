import assert from "node:assert/strict";
import { panelHtml } from "../../../../src/host/panels/html";

const RESOURCES = {
	cspSource: "https://*.vscode-cdn.net",
	script: "https://file.vscode-cdn.net/dist/page/webview.js",
	styles: [
		"https://file.vscode-cdn.net/dist/page/codicon.css",
		"https://file.vscode-cdn.net/dist/page/panel.css",
	],
	language: "en",
};

function policyOf(html: string): Map<string, string> {
	const content = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
	return new Map(
		content
			.replaceAll("&#39;", "'")
			.split("; ")
			.map((directive) => {
				const [name = "", ...sources] = directive.split(" ");
				return [name, sources.join(" ")];
			}),
	);
}

describe("page of a chart panel", () => {
	it("allows its own script by nonce, its own styles and fonts, and nothing else (W5)", () => {
		const html = panelHtml(RESOURCES);
		const nonce = /<script nonce="([\w-]+)" src=/.exec(html)?.[1];
		assert.ok(nonce !== undefined && nonce.length >= 22);
		assert.deepEqual(Object.fromEntries(policyOf(html)), {
			"default-src": "'none'",
			"script-src": `'nonce-${nonce}'`,
			"style-src": RESOURCES.cspSource,
			"img-src": `${RESOURCES.cspSource} data:`,
			"font-src": RESOURCES.cspSource,
			"connect-src": "'none'",
			"frame-src": "'none'",
			"form-action": "'none'",
			"base-uri": "'none'",
		});
	});

	it("has no inline script, style or handler (W2)", () => {
		const html = panelHtml(RESOURCES);
		assert.doesNotMatch(html, /unsafe-|\son\w+=|style=|<style|<script(?! nonce)/);
		assert.equal(html.match(/<script/g)?.length, 1);
	});

	it("has another nonce on each of 1,000 loads (W4)", () => {
		const nonces = new Set(
			Array.from({ length: 1_000 }, () => /nonce="([^"]+)"/.exec(panelHtml(RESOURCES))?.[1]),
		);
		assert.equal(nonces.size, 1_000);
	});

	it("escapes what it is given (W1)", () => {
		const html = panelHtml({ ...RESOURCES, language: `"><script>alert(1)</script>` });
		assert.doesNotMatch(html, /<script>alert/);
		assert.match(html, /lang="&quot;&gt;&lt;script&gt;/);
	});
});
