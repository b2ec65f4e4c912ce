import { build } from "esbuild";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyEngine, ENGINE_OPTIONS, installedEngine } from "../../lib/engineBundle.mjs";
import { ROOT } from "../../lib/paths.mjs";
import { capture } from "../../lib/processes.mjs";
import { withBundles } from "../bundles.mjs";
import { PROGRAM } from "../nodePrograms.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** As many threads as the plans were measured with; fewer where there are fewer. */
export const THREADS = 2;

/**
 * Builds the engine as it ships, with its binding, the programs that ask it, and DuckDB's own profile in the same
 * way, so that both begin alike.
 *
 * @template T
 * @param {string[]} names files of test/bench/trades
 * @param {(programs: Record<string, string> & {engineFile: string}) => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withEngine = (names, work) =>
	withBundles(async (folder) => {
		if (installedEngine() === undefined) throw new Error("No engine is installed for this system.");
		copyEngine(folder);
		for (const name of ["measuredEngine.cjs", "measuring.cjs"])
			await copyFile(here(name), join(folder, name));
		const ours = names.map((name) => join(ROOT, "test", "bench", "trades", `${name}.ts`));
		await build({
			...PROGRAM,
			...ENGINE_OPTIONS,
			entryPoints: [...ours, here("bareProfile.mjs")],
			entryNames: "[name]",
			outdir: folder,
			define: { ...ENGINE_OPTIONS.define, VALUE_AREA_PRODUCTION: "true" },
		});
		return work({
			engineFile: join(folder, "measuredEngine.cjs"),
			bareProfile: join(folder, "bareProfile.cjs"),
			...Object.fromEntries(names.map((name) => [name, join(folder, `${name}.cjs`)])),
		});
	});

/** @returns {Promise<any>} the JSON that a program prints as its last line */
async function answerOf(command, args) {
	const { code, output } = await capture(command, args);
	if (code !== 0) throw new Error(`${args[0]} failed:\n${output}`);
	return JSON.parse(output.trim().split("\n").at(-1));
}

/** Runs a program of {@link withEngine} to its end. @returns {Promise<any>} the JSON that it prints */
export const answerTo = (program, order) =>
	answerOf(process.execPath, [program, JSON.stringify(order)]);

const python = () => process.env.VALUE_AREA_PYTHON ?? "python3";

/** Why pandas cannot be measured here; `undefined` where it can. */
export async function missingPandas() {
	const { code } = await capture(python(), ["-c", "import pandas"]);
	return code === 0 ? undefined : `not measured: ${python()} has no pandas`;
}

/** Both results as pandas makes them from a CSV. */
export const pandasSums = (path) => answerOf(python(), [here("pandas_sums.py"), path]);
