import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ROOT } from "../../lib/paths.mjs";
import { withBundles } from "../bundles.mjs";
import { goalRow, printTable } from "../table.mjs";

const NAME = "webview";
/** Parts of the webview script by the path of a file; the first that fits takes it. */
const PARTS = [
	["chart.js, its core", /node_modules\/chart\.js\/dist\/chart\.js$/],
	["chart.js, its helpers", /node_modules\/chart\.js\//],
	["@kurkle/color", /node_modules\/@kurkle\/color\//],
	["valibot", /node_modules\/valibot\//],
	["other packages", /node_modules\//],
	["our charts (src/webview/charts)", /^src\/webview\/charts\//],
	["the rest of our page (src/webview)", /^src\/webview\//],
	["our core code (src/core)", /^src\/core\//],
	["our messages and words (src/protocol)", /^src\/protocol\//],
	["anything else", /./],
];

/** What the webview script weighs and what each part adds to it. */
export const size = () =>
	withBundles(async (folder) => {
		const { outputs } = JSON.parse(await readFile(join(folder, `${NAME}.meta.json`), "utf8"));
		const [file, { bytes, inputs }] = Object.entries(outputs).find(([file]) =>
			file.endsWith(`${NAME}.js`),
		);
		// What ships is what terser leaves of esbuild's bundle.
		const { size: shipped } = await stat(resolve(ROOT, file));
		const sums = new Map(PARTS.map(([part]) => [part, 0]));
		for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
			const [part] = PARTS.find(([, pattern]) => pattern.test(file));
			sums.set(part, sums.get(part) + bytesInOutput);
		}
		const named = [...sums.values()].reduce((sum, part) => sum + part, 0);
		const rows = [
			...sums,
			["around the modules", bytes - named],
			["all, before terser", bytes],
			["what ships", shipped],
		];
		printTable(
			"Webview script",
			["part", "kB minified", "share"],
			rows
				.filter(([, part]) => part > 0)
				.map(([part, of]) => [
					part,
					(of / 1_000).toFixed(1),
					`${((of / bytes) * 100).toFixed(0)} %`,
				]),
		);
		return [
			goalRow({
				id: "P16",
				what: "Webview script: size",
				measured: shipped / 1_000,
				bound: 400,
				unit: "kB",
			}),
		];
	});
