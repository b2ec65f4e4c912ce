import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { capture } from "../lib/processes.mjs";

/**
 * Builds the bundles as they ship, each with its `NAME.meta.json`, into a folder that goes away after `work`.
 *
 * @template T
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBundles(work) {
	const folder = await mkdtemp(join(tmpdir(), "value-area-bench-"));
	try {
		const args = [join(ROOT, "esbuild.mjs"), "--production", "--metafile", "--outdir", folder];
		const { code, output } = await capture(process.execPath, args, { cwd: ROOT });
		if (code !== 0) throw new Error(`The bundles could not be built:\n${output}`);
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
