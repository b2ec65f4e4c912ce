import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EditorFolders } from "./folders";
import { readTools } from "./repository";

/** Those of the extensions that VS Code brings which windows of ours show: themes, icons of files, and languages. */
const NEEDED = ["json", "markdown-basics", "sql", "theme-defaults", "theme-seti"];

/**
 * The needed ones, and those which can run in the page: it knows them without the server, and tells a person that one
 * fails where the server does not have it. The others are two thirds of what a window reads about extensions.
 */
function fewNames(folder: string): string[] {
	const runsInPage = (name: string) => {
		const manifest = join(folder, name, "package.json");
		return (
			existsSync(manifest) && "browser" in (JSON.parse(readFileSync(manifest, "utf8")) as object)
		);
	};
	return readdirSync(folder).filter((name) => NEEDED.includes(name) || runsInPage(name));
}

let compiled: string | undefined;

/** A folder in which the Node processes of every start from this process find what the one before compiled. */
function compiledFolder(): string {
	if (compiled === undefined) {
		const folder = mkdtempSync(join(tmpdir(), "value-area-compiled-"));
		process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
		compiled = folder;
	}
	return compiled;
}

/** The environment in which Node keeps what it has compiled. */
export function compileCache(): Readonly<Record<string, string>> {
	return { NODE_COMPILE_CACHE: compiledFolder() };
}

/** Arguments of VS Code's server that leave out all but the needed ones of the extensions that it brings. */
export function fewBuiltins(folders: EditorFolders): string[] {
	const [all, few] = [join(readTools().server, "extensions"), join(folders.root, "builtin")];
	mkdirSync(few, { recursive: true });
	for (const name of fewNames(all)) symlinkSync(join(all, name), join(few, name));
	return ["--builtin-extensions-dir", few];
}
