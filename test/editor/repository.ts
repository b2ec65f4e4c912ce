import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository, seen from `out/test/editor`. */
export const REPOSITORY = resolve(__dirname, "..", "..", "..");
export const TEST_RESULTS = join(REPOSITORY, "test-results");
/** The package for every system that `npm test` makes (scripts/lib/paths.mjs). */
export const PACKAGE = join(REPOSITORY, "out", "value-area.vsix");

/** What scripts/lib/tools.mjs provisioned and wrote down. */
export interface Tools {
	/** Node 24, which VS Code's server needs. */
	readonly node: string;
	/** Folder of VS Code's own server. */
	readonly server: string;
	readonly browser: {
		readonly executablePath: string;
		readonly env: Readonly<Record<string, string>>;
	};
}

/** Reads where the tools stand. Throws a sentence with the way forward where none were provisioned. */
export function readTools(): Tools {
	const file = join(REPOSITORY, ".vscode-test", "tools.json");
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (error) {
		throw new Error(
			'Run "node scripts/bootstrap.mjs" first: there is no .vscode-test/tools.json.',
			{
				cause: error,
			},
		);
	}
	return JSON.parse(text) as Tools;
}
