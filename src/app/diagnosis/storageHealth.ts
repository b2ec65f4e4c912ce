import { mkdir, open, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { FolderHealth, StorageHealth } from "../../core/diagnosis/facts";
import { systemCode } from "../files/storageError";
import { randomHex } from "../files/randomHex";

/** Below a folder, files that could not be read. */
const DAMAGED = "damaged";

/** Looks into the extension's own storage: writes a small file and removes it, and counts what is there. Never rejects. */
export async function storageHealth(folder: string): Promise<StorageHealth> {
	const [writable, freeBytes, folders] = await Promise.all([
		tryWriting(folder),
		freeBytesOf(folder),
		foldersOf(folder),
	]);
	return { writable, freeBytes, folders };
}

async function tryWriting(folder: string): Promise<string> {
	const file = join(folder, `.diagnose-${randomHex()}`);
	try {
		await mkdir(folder, { recursive: true });
		const handle = await open(file, "wx", 0o600);
		try {
			await handle.writeFile("value-area");
			await handle.sync();
		} finally {
			await handle.close();
		}
		return "yes";
	} catch (error) {
		return systemCode(error) ?? "unknown";
	} finally {
		await rm(file, { force: true }).catch(() => undefined);
	}
}

async function freeBytesOf(folder: string): Promise<number | undefined> {
	try {
		const { bavail, bsize } = await statfs(folder);
		return bavail * bsize;
	} catch {
		return undefined;
	}
}

async function foldersOf(folder: string): Promise<FolderHealth[]> {
	const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
	const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
	return Promise.all(names.sort().map((name) => folderHealth(folder, name)));
}

async function folderHealth(folder: string, name: string): Promise<FolderHealth> {
	const files = await filesBelow(join(folder, name));
	const sizes = await Promise.all(
		files.map((file) =>
			stat(file).then(
				({ size }) => size,
				// It has gone meanwhile.
				() => 0,
			),
		),
	);
	const isDamaged = (file: string) => file.startsWith(join(folder, name, DAMAGED));
	return {
		name,
		files: files.length,
		bytes: sizes.reduce((sum, size) => sum + size, 0),
		damaged: files.filter(isDamaged).length,
	};
}

async function filesBelow(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
}
