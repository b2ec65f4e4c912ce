import { promises as nodeFs, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type AtomicFs, type FileContent, writeFileAtomic } from "./atomicWrite";
import { systemCode } from "./storageError";

const MOST_LINKS = 40;
/** The system's mask removes the rights that the person does not give to others. */
const EVERYBODY = 0o666;
const RIGHTS = 0o7777;

/** The path in its real folder: a relative link starts from where the folder really is. */
async function inRealFolder(path: string): Promise<string> {
	const folder = dirname(path);
	return join(await nodeFs.realpath(folder).catch(() => folder), basename(path));
}

/** The file that a path leads to, also through symbolic links whose target does not exist yet. */
async function linkTarget(path: string): Promise<string> {
	let target = await inRealFolder(path);
	for (let links = 0; links < MOST_LINKS; links++) {
		const link = await nodeFs.readlink(target).catch(() => undefined);
		if (link === undefined) return target;
		target = await inRealFolder(resolve(dirname(target), link));
	}
	throw Object.assign(new Error(`${path} is a link to itself`), { code: "ELOOP" });
}

async function present(path: string): Promise<Stats | undefined> {
	try {
		return await nodeFs.stat(path);
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	}
}

/**
 * Writes a file that a person chose: all or nothing, through symbolic links, with the rights that the file
 * has, or with those of any new file of theirs. Rejects with the system's error.
 */
export async function writeExportFile(
	path: string,
	data: FileContent,
	fs?: AtomicFs,
): Promise<void> {
	const target = await linkTarget(path);
	const info = await present(target);
	if (info === undefined) return writeFileAtomic(target, data, fs, { newMode: EVERYBODY });
	// Replacing a file needs rights to its folder only. Opening it first makes a write-protected file fail.
	await (await nodeFs.open(target, "r+")).close();
	await writeFileAtomic(target, data, fs, { keepMode: info.mode & RIGHTS });
}
