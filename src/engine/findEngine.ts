import { existsSync } from "node:fs";
import { join } from "node:path";

/**
 * Where an engine is installed: the file that its process runs, with the engine's binding beside it.
 * `undefined` where there is none, as in the package for all systems.
 *
 * @param folder the folder of the bundles, whoever has been installed with them
 */
export function findEngine(folder: string): string | undefined {
	const file = join(folder, "engine.js");
	return existsSync(file) && existsSync(join(folder, "native", "duckdb.node")) ? file : undefined;
}
