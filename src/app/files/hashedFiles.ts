import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names that are hashes; whatever else lies in a folder is not ours. */
const NAME = /^[0-9a-f]{64}\.bin$/;

export interface HashedFile {
	readonly path: string;
	/** When it was last written or touched, epoch milliseconds. */
	readonly usedAt: number;
	readonly size: number;
}

/** How much was removed. */
export interface Removed {
	readonly files: number;
	readonly bytes: number;
}

/** What stands in a folder; nothing where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
	return readdir(folder).catch(() => []);
}

/** The files of a folder whose names are hashes, in any order. */
export async function hashedFiles(folder: string): Promise<HashedFile[]> {
	const names = (await namesIn(folder)).filter((name) => NAME.test(name));
	const found = await Promise.all(
		names.map(async (name): Promise<HashedFile[]> => {
			const path = join(folder, name);
			// Another window may have removed it meanwhile.
			const info = await stat(path).catch(() => undefined);
			return info?.isFile() === true ? [{ path, usedAt: info.mtimeMs, size: info.size }] : [];
		}),
	);
	return found.flat();
}

/** Removes a file; false where that does not work. */
export async function isRemoved(path: string): Promise<boolean> {
	return rm(path, { force: true }).then(
		() => true,
		() => false,
	);
}

/** Removes files, and returns how much went. */
export async function removeFiles(files: readonly HashedFile[]): Promise<Removed> {
	let removed: Removed = { files: 0, bytes: 0 };
	for (const { path, size } of files) {
		if (!(await isRemoved(path))) continue;
		removed = { files: removed.files + 1, bytes: removed.bytes + size };
	}
	return removed;
}
