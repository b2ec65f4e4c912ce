// How the process that reads trades is bundled, and where its engine comes from.
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { installed } from "./paths.mjs";
import { bindingPackage, ownTarget } from "./targets.mjs";

/** What the bundle may hold, with all that it depends on. */
export const ENGINE_PACKAGES = ["@duckdb/node-api", "tinyglobby", "yauzl"];

/** What the process runs, and the threads in which it reads large files; both lie beside each other. */
export const ENGINE_ENTRIES = {
	engine: "src/engine/duckdb/main.ts",
	plainThread: "src/engine/plain/plainThread.ts",
};

/** The binding lies beside the bundle: no search through packages, and no package at all once it is shipped. */
const nativeBinding = {
	name: "native-binding",
	setup(host) {
		const namespace = "native-binding";
		host.onResolve({ filter: /^@duckdb\/node-bindings$/ }, ({ path }) => ({ path, namespace }));
		host.onLoad({ filter: /.*/, namespace }, () => ({
			contents: 'module.exports = require("./native/duckdb.node");',
		}));
		host.onResolve({ filter: /^\.\/native\/duckdb\.node$/ }, ({ path }) => ({
			path,
			external: true,
		}));
	},
};

export const ENGINE_OPTIONS = {
	plugins: [nativeBinding],
	// A package asks where it is in the way of ES modules, which a bundle for `require` has no answer to.
	define: { "import.meta.url": "__filename" },
};

/** The folder of an engine that is installed: binding and library; `undefined` where there is none. */
export function installedEngine() {
	const target = ownTarget();
	const folder = target === undefined ? undefined : installed(bindingPackage(target));
	return folder !== undefined && existsSync(folder) ? folder : undefined;
}

/** Lays an engine beside a bundle: `native/duckdb.node` and the library that it loads. */
export function copyEngine(outdir, from = installedEngine()) {
	if (from === undefined) return;
	const native = join(outdir, "native");
	mkdirSync(native, { recursive: true });
	for (const file of readdirSync(from)) {
		if (!/\.(node|so|dylib|dll)$/.test(file)) continue;
		const [source, target] = [join(from, file), join(native, file)];
		// Some 70 MB: what is there already stays.
		if (existsSync(target) && statSync(target).size === statSync(source).size) continue;
		copyFileSync(source, target);
	}
}
