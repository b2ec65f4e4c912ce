import { open, stat } from "node:fs/promises";
import type { FileVersion } from "../../core/trades/verdict";
import { fileFault, readFailure } from "../failure";

/** The state that a file is in. Rejects with `Failure` where it is gone, a folder, or may not be read. */
export async function versionOf(path: string): Promise<FileVersion> {
	try {
		const { size, mtimeMs, isDirectory } = await statOf(path);
		if (isDirectory) throw fileFault(path, "directory");
		return { path, size, mtimeMs };
	} catch (error) {
		throw readFailure(error, path);
	}
}

async function statOf(path: string) {
	const stats = await stat(path);
	return { size: stats.size, mtimeMs: stats.mtimeMs, isDirectory: stats.isDirectory() };
}

/** The first bytes of a file, fewer where it has fewer. */
export async function firstBytes(path: string, most: number): Promise<Uint8Array> {
	try {
		const file = await open(path, "r");
		try {
			const bytes = new Uint8Array(most);
			let length = 0;
			while (length < most) {
				const { bytesRead } = await file.read(bytes, length, most - length, length);
				if (bytesRead === 0) break;
				length += bytesRead;
			}
			return bytes.slice(0, length);
		} finally {
			await file.close();
		}
	} catch (error) {
		throw readFailure(error, path);
	}
}
