// Which icons pages show.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";

export const CODICONS = "@vscode/codicons";

/** The character of each icon that a style sheet of icons names. */
export function codiconRules(style) {
	const rules = style.matchAll(
		/\.codicon-([a-z0-9-]+)::?before\s*\{\s*content:\s*"\\([0-9a-f]+)";?\s*\}/g,
	);
	return new Map(
		[...rules].map(([, name, code]) => [name, String.fromCodePoint(parseInt(code, 16))]),
	);
}

function textsIn(folder, ending) {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(ending) && !file.startsWith("codicon"))
		.map((file) => readFileSync(join(ROOT, folder, file), "utf8"));
}

/**
 * What pages may show: every text in their sources that is the name of an icon, whatever it stands for there, and the
 * characters of icons in their styles.
 *
 * @param {Map<string, string>} known characters by name
 * @returns {{names: Set<string>, characters: Set<string>}}
 */
export function usedIcons(known) {
	const names = new Set(
		textsIn("src/webview", ".ts")
			.flatMap((text) => [...text.matchAll(/"([a-z0-9-]+)"/g)].map(([, word]) => word))
			.filter((word) => known.has(word)),
	);
	const inStyles = textsIn("media", ".css").flatMap((text) =>
		[...text.matchAll(/content: "\\([0-9a-f]{4})"/g)].map(([, code]) =>
			String.fromCodePoint(parseInt(code, 16)),
		),
	);
	const characters = new Set([...[...names].map((name) => known.get(name)), ...inStyles]);
	return { names, characters };
}
