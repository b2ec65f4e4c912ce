import { realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { glob } from "tinyglobby";
import type { FileVersion } from "../../core/trades/verdict";
import type { Task } from "../database";
import { cancelled, fileFault, fileGone, readFailure } from "../failure";
import { versionOf } from "../files/version";

/** Endings of the files that a folder is searched for. */
const ENDINGS = [
	"csv",
	"csv.gz",
	"csv.zst",
	"txt",
	"txt.gz",
	"zip",
	"parquet",
	"ndjson",
	"ndjson.gz",
	"ndjson.zst",
	"jsonl",
	"jsonl.gz",
	"jsonl.zst",
	"json",
	"json.gz",
];
const IN_FOLDER = ENDINGS.map((ending) => `**/*.${ending}`);
const URI = /^[a-z][a-z0-9+.-]+:\/\//i;

/**
 * Files that paths, folders and patterns name, each once, sorted by name. A path that exists is itself, whatever
 * characters it holds. Rejects with `Failure` for what is not there and for a link that leads out of its folder.
 */
export async function expandFiles(
	files: readonly string[],
	{ signal }: Task,
): Promise<readonly FileVersion[]> {
	const paths = new Set<string>();
	for (const asked of files) {
		if (signal.aborted) throw cancelled();
		if (URI.test(asked)) throw fileFault(asked, "remote");
		for (const path of await pathsOf(resolve(asked))) paths.add(path);
	}
	const sorted = [...paths].sort((a, b) => (a < b ? -1 : Number(a > b)));
	return Promise.all(sorted.map(versionOf));
}

async function pathsOf(path: string): Promise<readonly string[]> {
	const found = await stat(path).catch(() => undefined);
	if (found?.isDirectory() === true) {
		const inside = await filesIn(path, IN_FOLDER);
		if (inside.length === 0) throw fileFault(path, "directory");
		return inside;
	}
	if (found !== undefined) return [path];
	const { folder, pattern } = patternOf(path);
	if (pattern === undefined) throw fileGone(path);
	const matches = await filesIn(folder, [pattern]);
	if (matches.length === 0) throw fileGone(path);
	return matches;
}

/** The part of a path in front of its first pattern, and the pattern, in which only `*`, `**` and `?` are one. */
function patternOf(path: string): {
	readonly folder: string;
	readonly pattern: string | undefined;
} {
	const parts = path.split(sep);
	const first = parts.findIndex((part) => /[*?]/.test(part));
	if (first < 0) return { folder: path, pattern: undefined };
	return {
		folder: parts.slice(0, first).join(sep) || sep,
		pattern: parts
			.slice(first)
			.map((part) => part.replace(/[[\]{}()!+@\\]/g, "\\$&"))
			.join("/"),
	};
}

async function filesIn(folder: string, patterns: readonly string[]): Promise<readonly string[]> {
	const found = await glob([...patterns], {
		cwd: folder,
		onlyFiles: true,
		followSymbolicLinks: true,
		expandDirectories: false,
		extglob: false,
		braceExpansion: false,
		caseSensitiveMatch: false,
	}).catch(() => []);
	const paths = found.map((name) => join(folder, name));
	const home = await realpath(folder).catch(() => folder);
	for (const path of paths) {
		const real = await realpath(path).catch((error: unknown) => {
			throw readFailure(error, path);
		});
		if (!isInside(home, real)) throw fileFault(path, "linkOut");
	}
	return paths;
}

/** A name may begin with two dots; only a whole step `..` leads out of a folder. */
function isInside(folder: string, path: string): boolean {
	const way = relative(folder, path);
	return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
