import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "..", "..", "..", "..");
const TEXT = readFileSync(join(REPOSITORY, "ARCHITECTURE.md"), "utf8");

/** Where names may begin, and how they may go on. */
const ROOTS = ["", "src", "src/webview", "src/engine", "test", "test/ui", "scripts/lib"];
const ENDS = ["", ".ts"];
/** Folders that a build makes. */
const MADE = /^(dist|native)\//;
/** More files than this are no way that a reader walks. */
const MOST_FILES = 40;

const pathsIn = (text: string) =>
	[...text.matchAll(/`([\w.-]+\/[\w./-]*)`/g)].flatMap(([, path]) => path ?? []);

const isThere = (path: string) =>
	ROOTS.some((root) => ENDS.some((end) => existsSync(join(REPOSITORY, root, path + end))));

describe("ARCHITECTURE.md", () => {
	it("names files and folders that there are", () => {
		const named = pathsIn(TEXT).filter((path) => !MADE.test(path));
		assert.ok(named.length > MOST_FILES);
		assert.deepEqual(
			named.filter((path) => !isThere(path)),
			[],
		);
	});

	it("leads from a command to the screen through few files, each once", () => {
		const [, way = ""] = /\*\*A query\.\*\*([^]*?)\*\*A reload\.\*\*/.exec(TEXT) ?? [];
		const files = pathsIn(way).filter((path) => !path.startsWith("src/"));
		assert.ok(files.length > 0 && files.length <= MOST_FILES, `${files.length} files`);
		assert.equal(new Set(files).size, files.length);
	});
});
