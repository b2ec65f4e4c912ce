import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** What the scripts download, ignored by git; test-electron keeps its own download here too. */
export const PROVISIONED = join(ROOT, ".vscode-test");
/** Which tools stand where; read by the tests. */
export const TOOLS_FILE = join(PROVISIONED, "tools.json");
/** The packages that `npm test` builds and looks into: for every system, and with an engine for this machine. */
export const TEST_VSIX = join(ROOT, "out", "value-area.vsix");
export const TEST_ENGINE_VSIX = join(ROOT, "out", "value-area-engine.vsix");
/** Compiled TypeScript, in the shape of the tree. */
export const OUT = join(ROOT, "out");
export const TEST_RESULTS = join(ROOT, "test-results");

/** A program of an installed npm package, by its path under `node_modules`. */
export const installed = (...parts) => join(ROOT, "node_modules", ...parts);
