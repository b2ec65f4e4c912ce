import { build } from "esbuild";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { capture } from "../../lib/processes.mjs";
import { ROOT } from "../../lib/paths.mjs";
import { withBundles } from "../bundles.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

/** Stands in for the editor's module, which exists only inside of it. */
const EDITOR =
	"const it = new Proxy(function () {}, { get: (_, name) => (name === Symbol.toPrimitive ? () => '' : it), apply: () => it, construct: () => it });\nmodule.exports = it;";
const PROBE = `
const Module = require("node:module");
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === "vscode" ? process.argv[3] : resolve(name, ...rest));
const from = performance.now();
require(process.argv[2]);
console.log(performance.now() - from);
process.exit(0);
`;

const NODE = {
	bundle: true,
	minify: true,
	platform: "node",
	format: "cjs",
	target: "node22",
	external: ["vscode"],
	logLevel: "warning",
	define: { VALUE_AREA_PRODUCTION: "true", navigator: "undefined" },
};

/** Activation is dominated by loading the main bundle: a fresh process per sample. */
export const loading = ({ repetitions }) =>
	withBundles(async (folder) => {
		const file = (name) => join(folder, name);
		await writeFile(file("vscode.js"), EDITOR);
		await writeFile(file("probe.cjs"), PROBE);
		await writeFile(file("empty.js"), "module.exports = {};");
		await build({
			...NODE,
			stdin: {
				contents: 'export * from "./src/host/extension"; export * from "./src/net/client";',
				resolveDir: ROOT,
				loader: "ts",
			},
			outfile: file("eager.js"),
		});
		const contestants = ["extension", "empty", "eager"];
		const samples = Object.fromEntries(contestants.map((name) => [name, []]));
		for (let repetition = 0; repetition < repetitions * 2; repetition++) {
			for (const name of contestants) {
				const args = [file("probe.cjs"), file(`${name}.js`), file("vscode.js")];
				const { code, output } = await capture(process.execPath, args);
				const time = Number(output.trim().split("\n").at(-1));
				if (code !== 0 || Number.isNaN(time))
					throw new Error(`${name}.js did not load:\n${output}`);
				samples[name].push(time);
			}
		}
		const kilobytes = async (name) => (await stat(file(`${name}.js`))).size / 1_000;
		printTable(
			"Loading the bundles",
			["bundle", "load ms", "kB minified"],
			await Promise.all(
				contestants.map(async (name) => [
					name,
					median(samples[name]).toFixed(2),
					(await kilobytes(name)).toFixed(1),
				]),
			),
		);
		const over = samples.extension.map((time, i) => time - samples.empty[i]);
		return [
			goalRow({
				id: "P15",
				what: "Main bundle: load time over an empty module",
				measured: median(over),
				bound: 3,
				unit: "ms",
			}),
			goalRow({
				id: "P15",
				what: "Main bundle: load time against the same with axios inside",
				measured: medianRatio(samples.extension, samples.eager),
				bound: 0.05,
			}),
			goalRow({
				id: "P15",
				what: "Main bundle: size",
				measured: await kilobytes("extension"),
				bound: 60,
				unit: "kB",
			}),
		];
	});
