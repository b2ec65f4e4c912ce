import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { Task } from "../database";
import { cancelled, readFailure } from "../failure";
import { gzipFailure } from "../files/gzip";
import { LineBlocks } from "./lineBlocks";
import { bytesRead, partsOf, shareParts, stopReading } from "./plainParts";
import { PlainRows } from "./plainRows";
import type { PlainThreads } from "./plainThreads";
import { addTally, type PlainTally, type PlainVerdict, verdictOfTally } from "./plainTally";
import { rowsBegin } from "./readPart";

const PACKED_BYTES = 1 << 18;
/** What one thread takes at once of a file. */
const PART_BYTES = 1 << 23;

/** How much more has been read when it is told again. */
const TOLD_SHARE = 1 / 200;

/** How a file is read. */
export interface ReadOptions {
	readonly threads: PlainThreads;
	/** What one of them takes at once, in bytes. */
	readonly partBytes?: number;
}

/** Is told how many bytes of a file have been read, and says whether to go on. */
type OnRead = (bytes: number) => boolean;

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
	{ signal, onProgress }: Task,
	options: ReadOptions,
): Promise<PlainVerdict | undefined> {
	const { compression } = layout;
	if (compression === "zstd" || PlainRows.of(layout) === undefined) return undefined;
	let told = 0;
	const onRead = (bytes: number) => {
		const share = Math.min(bytes / Math.max(size, 1), 1);
		// Each time a message goes to another process.
		if (share - told >= TOLD_SHARE) {
			told = share;
			onProgress(share);
		}
		return !signal.aborted;
	};
	const isGzip = compression === "gzip";
	try {
		const tally = isGzip
			? await packedTally(path, layout, onRead)
			: await fileTally(path, size, layout, options, signal, onRead);
		if (signal.aborted) throw cancelled();
		return tally && verdictOfTally(tally, layout);
	} catch (error) {
		if (signal.aborted) throw cancelled();
		throw isGzip ? gzipFailure(error, path) : readFailure(error, path);
	}
}

const skippedLines = ({ csv }: FileLayout) => csv?.skippedLines ?? 0;

async function fileTally(
	path: string,
	size: number,
	layout: FileLayout,
	{ threads, partBytes = PART_BYTES }: ReadOptions,
	signal: AbortSignal,
	onRead: OnRead,
): Promise<PlainTally | undefined> {
	const file = await open(path);
	try {
		const begin = await rowsBegin(file, skippedLines(layout));
		const order = shareParts(path, layout, partsOf({ begin, size, partBytes }));
		const stop = () => stopReading(order);
		signal.addEventListener("abort", stop, { once: true });
		try {
			const found = await threads.read(file, order, () => onRead(bytesRead(order)));
			return found?.reduce(addTally);
		} finally {
			signal.removeEventListener("abort", stop);
		}
	} finally {
		await file.close();
	}
}

async function packedTally(
	path: string,
	layout: FileLayout,
	onRead: OnRead,
): Promise<PlainTally | undefined> {
	const rows = PlainRows.of(layout);
	const blocks = new LineBlocks({ skipped: skippedLines(layout) });
	const areRead = (count: number) => {
		const lines = blocks.take(count);
		return lines !== undefined && rows?.read(lines) === true;
	};
	const file = createReadStream(path, { highWaterMark: PACKED_BYTES });
	const content = file.pipe(createGunzip({ chunkSize: PACKED_BYTES }));
	file.once("error", (error) => content.destroy(error));
	try {
		for await (const chunk of content as AsyncIterable<Buffer>) {
			for (let at = 0; at < chunk.length;) {
				const { room } = blocks;
				const some = chunk.subarray(at, at + room.length);
				room.set(some);
				at += some.length;
				if (!areRead(some.length)) return undefined;
			}
			if (!onRead(file.bytesRead)) return undefined;
		}
		return areRead(0) ? rows?.tally : undefined;
	} finally {
		content.destroy();
		file.destroy();
	}
}
