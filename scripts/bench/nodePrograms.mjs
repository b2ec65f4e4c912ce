import { build } from "esbuild";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";

/**
 * Bundles programs of the bench as the product's own are, without the editor, beside the reading thread (`thread.cjs`).
 *
 * @param {string} folder where the bundles go
 * @param {string} room folder of test/bench that the programs lie in
 * @param {string[]} names
 * @returns {Promise<Record<string, string>>} the bundles by name
 */
export async function bundlePrograms(folder, room, names) {
	await build({
		entryPoints: {
			...Object.fromEntries(
				names.map((name) => [name, join(ROOT, "test", "bench", room, `${name}.ts`)]),
			),
			thread: join(ROOT, "src", "reading", "thread.ts"),
		},
		outdir: folder,
		outExtension: { ".js": ".cjs" },
		bundle: true,
		minify: true,
		platform: "node",
		format: "cjs",
		target: "node20",
		external: ["supports-color"],
		define: { VALUE_AREA_PRODUCTION: "true", navigator: "undefined", XMLHttpRequest: "undefined" },
		logLevel: "warning",
	});
	return Object.fromEntries(names.map((name) => [name, join(folder, `${name}.cjs`)]));
}
