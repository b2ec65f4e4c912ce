import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";

const CHECKSUM = /^[0-9a-f]{64}$/;
const NEWLINE = 0x0a;

/** Lines that a file begins with, before its bytes. */
export const HEAD_LINES = 2;

export function sha256(text: string): string {
	return createHash("sha256").update(text).digest("hex");
}

/** Bytes that are hashed at once: fractions of a millisecond on most processors, a few milliseconds on the slowest. */
const HASHED_AT_ONCE = 1_048_576;

/** The hash of much data. Others have their turn in between. */
async function sha256InTurns(...parts: readonly Uint8Array[]): Promise<string> {
	const hash = createHash("sha256");
	let sinceTurn = 0;
	for (const part of parts) {
		for (let at = 0; at < part.byteLength; at += HASHED_AT_ONCE) {
			const some = part.subarray(at, at + HASHED_AT_ONCE);
			hash.update(some);
			sinceTurn += some.byteLength;
			if (sinceTurn < HASHED_AT_ONCE) continue;
			sinceTurn = 0;
			await turn();
		}
	}
	return hash.digest("hex");
}

/** What a file is: a word that names its kind, and the number of its format. */
export interface FileKind {
	readonly name: string;
	readonly format: number;
}

/** What a file holds: a header of plain JSON, and bytes. */
export interface CheckedFile {
	/** The format that the first line names: that of the kind, or an earlier one. */
	readonly format: number;
	readonly header: unknown;
	readonly data: Buffer;
}

/** The file does not hold what was written. */
export class DamagedFile extends Error {}

/**
 * The pieces of a file: a line with its kind, format and checksum, a line with the header, then the buffers one
 * after another.
 */
export async function encodeChecked(
	{ name, format }: FileKind,
	header: object,
	buffers: readonly ArrayBuffer[],
): Promise<readonly Uint8Array[]> {
	const bytes = buffers.map((buffer) => new Uint8Array(buffer));
	const headerText = JSON.stringify(header);
	const checksum = await sha256InTurns(Buffer.from(headerText), ...bytes);
	return [Buffer.from(`${name} ${format} ${checksum}\n${headerText}\n`), ...bytes];
}

/**
 * Reads what {@link encodeChecked} made. Rejects with {@link DamagedFile} where the file is not as it was
 * written, and a `TypeError` where it is of a later format.
 */
export async function decodeChecked(kind: FileKind, file: Buffer): Promise<CheckedFile> {
	const { format, checksum, headerText, end } = linesOf(kind, file);
	const data = file.subarray(end);
	if ((await sha256InTurns(headerText, data)) !== checksum) {
		throw new DamagedFile("checksum differs");
	}
	return { format, header: jsonOf(headerText), data };
}

/**
 * The header of a file of which only the beginning is at hand, not held against its checksum. Throws {@link DamagedFile}
 * where it is not of that kind or not whole, a `TypeError` where it is of another format, and a `SyntaxError` where it
 * is no JSON.
 */
export function headerOf(kind: FileKind, head: Buffer): unknown {
	const { format, headerText } = linesOf(kind, head);
	if (format !== kind.format) throw new TypeError(`format ${format}`);
	return jsonOf(headerText);
}

const jsonOf = (text: Buffer) => JSON.parse(text.toString("utf8")) as unknown;

/** The two lines that a file begins with, and where its bytes begin. */
function linesOf({ name: kind, format: newest }: FileKind, file: Buffer) {
	const firstLine = file.indexOf(NEWLINE);
	const [name, number = "", checksum = ""] = file
		.toString("latin1", 0, Math.max(firstLine, 0))
		.split(" ");
	if (name !== kind || !/^[1-9]\d{0,8}$/.test(number)) {
		throw new DamagedFile(`not a ${kind}`);
	}
	const format = Number(number);
	// A later version may write anything behind its name and number.
	if (format > newest) throw new TypeError(`format ${format}`);
	const secondLine = file.indexOf(NEWLINE, firstLine + 1);
	if (!CHECKSUM.test(checksum) || secondLine < 0) throw new DamagedFile("cut off");
	const headerText = file.subarray(firstLine + 1, secondLine);
	return { format, checksum, headerText, end: secondLine + 1 };
}

/** Buffers of these lengths, one after another. Each is a copy, because columns need aligned memory. */
export function buffersOf(lengths: readonly number[], data: Buffer): ArrayBuffer[] {
	let at = 0;
	return lengths.map((length) => {
		const buffer = new Uint8Array(data.subarray(at, at + length)).buffer;
		at += length;
		return buffer;
	});
}
