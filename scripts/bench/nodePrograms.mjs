import { build } from "esbuild";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";

/** How a program of the bench is bundled: as the product's own are, without the editor. */
export const PROGRAM = {
	outExtension: { ".js": ".cjs" },
	bundle: true,
	minify: true,
	platform: "node",
	format: "cjs",
	target: "node20",
	logLevel: "warning",
};

/**
 * Bundles programs of the bench beside the reading thread (`thread.cjs`).
 *
 * @param {string} folder where the bundles go
 * @param {string} room folder of test/bench that the programs lie in
 * @param {string[]} names
 * @returns {Promise<Record<string, string>>} the bundles by name
 */
export async function bundlePrograms(folder, room, names) {
	await build({
		...PROGRAM,
		entryPoints: {
			...Object.fromEntries(
				names.map((name) => [name, join(ROOT, "test", "bench", room, `${name}.ts`)]),
			),
			thread: join(ROOT, "src", "reading", "thread.ts"),
		},
		outdir: folder,
		external: ["supports-color"],
		define: { VALUE_AREA_PRODUCTION: "true", navigator: "undefined", XMLHttpRequest: "undefined" },
	});
	return Object.fromEntries(names.map((name) => [name, join(folder, `${name}.cjs`)]));
}
