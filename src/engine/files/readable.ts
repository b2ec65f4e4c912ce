import { randomUUID } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { Task } from "../database";
import { fileFault, spillFailure } from "../failure";
import type { EngineSettings } from "../messages";
import { unzip } from "./zip";

/** A file of trades, and where it can be read. */
interface Asked {
	readonly path: string;
	readonly layout: FileLayout;
}

const BYTES_OF_MB = 1_000_000;
const UNPACKED = "unpacked-";

/** Deletes what processes unpacked that were ended before they could. */
export async function sweepUnpacked(spillFolder: string): Promise<void> {
	const names = await readdir(spillFolder).catch(() => []);
	for (const name of names) {
		const [, pid] = /^unpacked-(\d+)-/.exec(name) ?? [];
		if (pid === undefined || isRunning(Number(pid))) continue;
		await rm(join(spillFolder, name), { recursive: true, force: true }).catch(() => undefined);
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// A process of somebody else may not be asked, and is there.
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}

/**
 * Works with paths that can be read in place: files of a ZIP are unpacked into the spill folder for as long as the
 * work takes, all together into no more than it may hold.
 */
export async function withReadable<Result>(
	files: readonly Asked[],
	{ spillFolder, spillMb }: EngineSettings,
	{ signal }: Task,
	work: (paths: readonly string[]) => Promise<Result>,
): Promise<Result> {
	const isPacked = ({ layout }: Asked) => layout.compression === "zip";
	if (!files.some(isPacked)) return work(files.map(({ path }) => path));
	const folder = join(spillFolder, `${UNPACKED}${process.pid}-${randomUUID()}`);
	await mkdir(folder, { recursive: true }).catch((error: unknown) => {
		throw spillFailure(error);
	});
	try {
		const paths: string[] = [];
		for (const [at, file] of files.entries()) {
			if (!isPacked(file)) {
				paths.push(file.path);
				continue;
			}
			const { entry } = file.layout;
			if (entry === undefined) throw fileFault(file.path, "entry", "no file inside was named");
			const target = join(folder, String(at));
			await unzip(file.path, entry, target, { mostBytes: spillMb * BYTES_OF_MB, signal });
			paths.push(target);
		}
		return await work(paths);
	} finally {
		await rm(folder, { recursive: true, force: true }).catch(() => undefined);
	}
}
