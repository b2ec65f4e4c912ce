import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { Task } from "../database";
import { cancelled, readFailure } from "../failure";
import { gzipFailure } from "../files/gzip";
import { type PlainVerdict, PlainRows } from "./plainRows";

const CHUNK_BYTES = 1 << 20;

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
): Promise<PlainVerdict | undefined> {
	const isGzip = layout.compression === "gzip";
	if (layout.compression === "zstd") return undefined;
	const rows = PlainRows.of(layout);
	if (rows === undefined) return undefined;
	const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
	const content: Readable = isGzip ? file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : file;
	file.once("error", (error) => content.destroy(error));
	try {
		for await (const chunk of content as AsyncIterable<Buffer>) {
			if (signal.aborted) throw cancelled();
			if (!rows.take(chunk)) return undefined;
			onProgress(Math.min(file.bytesRead / Math.max(size, 1), 1));
		}
	} catch (error) {
		if (signal.aborted) throw cancelled();
		throw isGzip ? gzipFailure(error, path) : readFailure(error, path);
	} finally {
		content.destroy();
		file.destroy();
	}
	return rows.finish();
}
