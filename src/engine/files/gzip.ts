import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { cancelled, Failure, fileFault, readFailure } from "../failure";
import { firstOf } from "./zip";

/** What Node says of a stream that ends before it should. */
const CUT = /unexpected end/i;

export function gzipFailure(error: unknown, path: string): unknown {
	const failure = readFailure(error, path);
	if (failure instanceof Failure || !(error instanceof Error)) return failure;
	return fileFault(path, CUT.test(error.message) ? "cut" : "damaged", error.message);
}

/** Reads a gzip to its end, because the database takes one that is cut or damaged for a whole one. */
export async function checkGzip(path: string, signal: AbortSignal): Promise<void> {
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	try {
		await pipeline(
			createReadStream(path, { highWaterMark: 1 << 20 }),
			createGunzip({ chunkSize: 1 << 18 }),
			nowhere,
			{ signal },
		);
	} catch (error) {
		throw signal.aborted ? cancelled() : gzipFailure(error, path);
	}
}

/** The first bytes of what is packed. */
export async function gzipHead(path: string, most: number): Promise<Uint8Array> {
	const packed = createReadStream(path);
	const unpacked = createGunzip();
	packed.once("error", (error) => unpacked.destroy(error));
	try {
		return await firstOf(packed.pipe(unpacked), most);
	} catch (error) {
		throw gzipFailure(error, path);
	} finally {
		packed.destroy();
	}
}
