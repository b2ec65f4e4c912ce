import { randomBytes } from "node:crypto";

/** Addresses of the page's files as the webview reaches them, and its content source. */
export interface PageResources {
	readonly cspSource: string;
	readonly script: string;
	readonly styles: readonly string[];
	readonly language: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};
const escape = (value: string) => value.replace(/[&<>"']/g, (character) => ESCAPES[character]);

/** The page of a panel. It holds no data: data comes by message, after `ready`. */
export function panelHtml({ cspSource, script, styles, language }: PageResources): string {
	const nonce = randomBytes(16).toString("base64url");
	const policy = [
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src ${cspSource}`,
		`img-src ${cspSource} data:`,
		`font-src ${cspSource}`,
		"connect-src 'none'",
		"frame-src 'none'",
		"form-action 'none'",
		"base-uri 'none'",
	].join("; ");
	const links = styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join("\n");
	return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${links}
<title>Value Area</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>`;
}
