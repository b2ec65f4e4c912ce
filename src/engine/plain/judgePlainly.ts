import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { Task } from "../database";
import { cancelled, readFailure } from "../failure";
import { gzipFailure } from "../files/gzip";
import { LineBlocks } from "./lineBlocks";
import { PlainRows } from "./plainRows";
import { type PlainVerdict, verdictOfTally } from "./plainTally";
import { readPart, rowsBegin } from "./readPart";

const PACKED_BYTES = 1 << 18;

/**
 * Judges a file whose rows are written plainly, several times faster than the database does; a gzip is checked on
 * the way. `undefined` where it is not such a file, however far it was read.
 *
 * @param path where it can be read
 * @param size its bytes on disk
 */
export async function judgePlainly(
	path: string,
	size: number,
	layout: FileLayout,
	task: Task,
): Promise<PlainVerdict | undefined> {
	const { compression } = layout;
	if (compression === "zstd") return undefined;
	const rows = PlainRows.of(layout);
	if (rows === undefined) return undefined;
	const isGzip = compression === "gzip";
	const { signal, onProgress } = task;
	let read = 0;
	const onRead = (bytes: number) => {
		if (signal.aborted) throw cancelled();
		read += bytes;
		onProgress(Math.min(read / Math.max(size, 1), 1));
	};
	const skipped = layout.csv?.skippedLines ?? 0;
	try {
		const isPlain = isGzip
			? await readPacked(path, skipped, rows, onRead)
			: await readWhole(path, skipped, rows, onRead);
		return isPlain ? verdictOfTally(rows.tally, layout) : undefined;
	} catch (error) {
		if (signal.aborted) throw cancelled();
		throw isGzip ? gzipFailure(error, path) : readFailure(error, path);
	}
}

async function readWhole(
	path: string,
	skipped: number,
	rows: PlainRows,
	onRead: (bytes: number) => void,
): Promise<boolean> {
	const file = await open(path);
	try {
		const begin = await rowsBegin(file, skipped);
		return await readPart(file, { from: begin, to: Infinity }, begin, rows, onRead);
	} finally {
		await file.close();
	}
}

async function readPacked(
	path: string,
	skipped: number,
	rows: PlainRows,
	onRead: (bytes: number) => void,
): Promise<boolean> {
	const file = createReadStream(path, { highWaterMark: PACKED_BYTES });
	const content = file.pipe(createGunzip({ chunkSize: PACKED_BYTES }));
	file.once("error", (error) => content.destroy(error));
	const blocks = new LineBlocks({ skipped });
	let told = 0;
	try {
		for await (const chunk of content as AsyncIterable<Buffer>) {
			for (let at = 0; at < chunk.length;) {
				const { room } = blocks;
				const some = chunk.subarray(at, at + room.length);
				room.set(some);
				at += some.length;
				const lines = blocks.take(some.length);
				if (lines === undefined || !rows.read(lines)) return false;
			}
			onRead(file.bytesRead - told);
			told = file.bytesRead;
		}
		const last = blocks.take(0);
		return last !== undefined && rows.read(last);
	} finally {
		content.destroy();
		file.destroy();
	}
}
