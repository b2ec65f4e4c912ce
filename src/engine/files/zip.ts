import { createWriteStream } from "node:fs";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Entry, openPromise } from "yauzl";
import { cancelled, Failure, fileFault, readFailure, spillFailure } from "../failure";

/** No text packs down to less than this: what does was made to fill a disk. */
const MOST_TIMES_SMALLER = 1_100;
/** Files that other programs add, which hold no trades. */
const BESIDE = /^__MACOSX\/|(^|\/)\.[^/]*$/;

/** A file inside of a ZIP. */
export interface ZipEntry {
	readonly name: string;
	readonly size: number;
}

/** Works with the entries of a ZIP and closes it. */
async function withZip<Result>(
	path: string,
	work: (entries: readonly Entry[], read: (entry: Entry) => Promise<Readable>) => Promise<Result>,
): Promise<Result> {
	const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(
		(error: unknown) => {
			const failure = readFailure(error, path);
			throw failure instanceof Failure ? failure : fileFault(path, "cut", messageOf(error));
		},
	);
	try {
		const entries: Entry[] = [];
		for await (const entry of zip.eachEntry()) {
			if (!entry.fileName.endsWith("/") && !BESIDE.test(entry.fileName)) entries.push(entry);
		}
		return await work(entries, (entry) => zip.openReadStreamPromise(entry));
	} catch (error) {
		if (error instanceof Failure) throw error;
		throw fileFault(path, "damaged", messageOf(error));
	} finally {
		zip.close();
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The files inside of a ZIP, in its order. */
export function zipEntries(path: string): Promise<readonly ZipEntry[]> {
	return withZip(path, (entries) =>
		Promise.resolve(
			entries.map(({ fileName, uncompressedSize }) => ({ name: fileName, size: uncompressedSize })),
		),
	);
}

async function streamOf(
	path: string,
	entry: Entry,
	read: (entry: Entry) => Promise<Readable>,
): Promise<Readable> {
	if (entry.isEncrypted() || !entry.canDecodeFileData()) {
		throw fileFault(path, "entry", `compression ${entry.compressionMethod}`);
	}
	return read(entry);
}

function entryOf(path: string, entries: readonly Entry[], name: string): Entry {
	const found = entries.find(({ fileName }) => fileName === name);
	if (found === undefined) throw fileFault(path, "changed", `no ${name} inside`);
	return found;
}

/** The first bytes of a file inside of a ZIP. */
export function zipHead(path: string, name: string, most: number): Promise<Uint8Array> {
	return withZip(path, async (entries, read) =>
		firstOf(await streamOf(path, entryOf(path, entries, name), read), most),
	);
}

/** The first bytes of a stream, which is ended then. */
export async function firstOf(stream: Readable, most: number): Promise<Uint8Array> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		chunks.push(chunk);
		length += chunk.length;
		if (length >= most) break;
	}
	stream.destroy();
	return new Uint8Array(Buffer.concat(chunks).subarray(0, most));
}

/**
 * Unpacks a file of a ZIP. What it says it unpacks to bounds it as well as `mostBytes`, and its check sum has to
 * be right. What was written so far is left to whoever gave the target.
 */
export function unzip(
	path: string,
	name: string,
	target: string,
	{ mostBytes, signal }: { readonly mostBytes: number; readonly signal: AbortSignal },
): Promise<void> {
	return withZip(path, async (entries, read) => {
		const entry = entryOf(path, entries, name);
		const { uncompressedSize, compressedSize } = entry;
		if (
			uncompressedSize > mostBytes ||
			uncompressedSize > compressedSize * MOST_TIMES_SMALLER + 1_024
		) {
			throw fileFault(path, "tooBig", `${compressedSize} bytes unpack to ${uncompressedSize}`);
		}
		let sum = 0;
		// yauzl ends a stream that has more or fewer bytes than were declared.
		const check = new Transform({
			transform: (chunk: Buffer, _encoding, done) => {
				sum = crc32(chunk, sum);
				done(null, chunk);
			},
		});
		let writing: unknown;
		const file = createWriteStream(target);
		file.once("error", (error) => (writing = error));
		try {
			await pipeline(await streamOf(path, entry, read), check, file, { signal });
		} catch (error) {
			if (signal.aborted) throw cancelled();
			throw writing === undefined ? error : spillFailure(writing);
		}
		if (sum !== entry.crc32) throw fileFault(path, "damaged", "wrong check sum");
	});
}
