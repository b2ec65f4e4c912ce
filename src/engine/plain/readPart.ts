import type { FileHandle } from "node:fs/promises";
import { LINE_FEED, LineBlocks, type twoBuffers } from "./lineBlocks";
import type { PlainRows } from "./plainRows";

/** Most lines are shorter. */
const TAIL_BYTES = 1 << 12;

/** A part of a file, in bytes from its beginning: all lines that begin in it. */
export interface FilePart {
	readonly from: number;
	readonly to: number;
	/** Whether a line begins where the part does; else it may be anywhere in one. */
	readonly beginsLine: boolean;
}

/**
 * Reads the lines of a part of a file.
 *
 * @param onRead is told how many bytes were read since the last time, and says whether to go on
 * @returns whether all of them were read and are plain
 */
export async function readPart(
	file: FileHandle,
	{ from, to, beginsLine }: FilePart,
	rows: PlainRows,
	buffers: ReturnType<typeof twoBuffers>,
	onRead: (bytes: number) => boolean,
): Promise<boolean> {
	// A line begins where the byte in front of it ends one.
	let position = beginsLine ? from : from - 1;
	const blocks = new LineBlocks({ skipped: beginsLine ? 0 : 1, bytes: to - position }, buffers);
	const readNext = async () => {
		const { room } = blocks;
		// What follows the part is read by others, but for the end of its last line.
		const most = Math.min(room.length, Math.max(to - position, 0) + TAIL_BYTES);
		const { bytesRead } = await file.read(room, 0, most, position);
		position += bytesRead;
		return bytesRead;
	};
	let reading = readNext();
	try {
		for (;;) {
			const count = await reading;
			const lines = blocks.take(count);
			if (lines === undefined) return false;
			// The next bytes come while these are looked at.
			if (!blocks.isDone) reading = readNext();
			if (!rows.read(lines)) return false;
			if (!onRead(count)) return false;
			if (blocks.isDone) return true;
		}
	} finally {
		// Nobody is told of what was read in advance.
		await reading.catch(() => undefined);
	}
}

/** Where the first line behind so many others begins, in bytes; the end of the file where there is none. */
export async function rowsBegin(file: FileHandle, skipped: number): Promise<number> {
	const bytes = new Uint8Array(1 << 16);
	let position = 0;
	for (let left = skipped; left > 0;) {
		const { bytesRead } = await file.read(bytes, 0, bytes.length, position);
		if (bytesRead === 0) break;
		const read = bytes.subarray(0, bytesRead);
		let at = 0;
		for (; left > 0; left--) {
			const end = read.indexOf(LINE_FEED, at);
			if (end < 0) break;
			at = end + 1;
		}
		position += left > 0 ? bytesRead : at;
	}
	return position;
}
