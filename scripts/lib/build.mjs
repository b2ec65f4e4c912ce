import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { OUT, ROOT, installed } from "./paths.mjs";
import { run } from "./processes.mjs";

/** Compiles the TypeScript of the rooms named, or of all, into `out/`. */
export function compile(...rooms) {
	removeStale();
	return run(process.execPath, [installed("typescript", "bin", "tsc"), "-b", ...rooms], {
		cwd: ROOT,
	});
}

/** Builds the bundles that VS Code loads into `dist/`. */
export function bundle(...flags) {
	return run(process.execPath, ["esbuild.mjs", ...flags], { cwd: ROOT });
}

/** Removes what was compiled from files that are gone: a deleted test must not run again. */
function removeStale() {
	if (!existsSync(OUT)) return;
	for (const entry of readdirSync(OUT, { recursive: true, withFileTypes: true })) {
		const path = join(entry.parentPath, entry.name);
		const match = /^((?:src|test)\/.*?)(\.d\.ts|\.js|\.js\.map)$/.exec(
			relative(OUT, path).replaceAll("\\", "/"),
		);
		if (match !== null && !existsSync(join(ROOT, `${match[1]}.ts`))) rmSync(path);
	}
}
