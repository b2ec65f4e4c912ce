import type { FileHandle } from "node:fs/promises";
import { LINE_FEED, LineBlocks } from "./lineBlocks";
import type { PlainRows } from "./plainRows";

/** A part of a file: all lines that begin in it, as bytes from the beginning of the file. */
export interface FilePart {
	readonly from: number;
	readonly to: number;
}

/**
 * Reads the lines of a file that begin within a part of it.
 *
 * @param begin where the first row begins; no part begins in front of it
 * @param onRead is told how many bytes were read since the last time, and may throw
 * @returns whether all of them are plain
 */
export async function readPart(
	file: FileHandle,
	{ from, to }: FilePart,
	begin: number,
	rows: PlainRows,
	onRead: (bytes: number) => void,
): Promise<boolean> {
	// A line begins where the byte in front of it ends one.
	const isFirst = from === begin;
	let position = isFirst ? from : from - 1;
	const blocks = new LineBlocks({ skipped: isFirst ? 0 : 1, bytes: to - position });
	const readNext = async () => {
		const room = blocks.room;
		const { bytesRead } = await file.read(room, 0, room.length, position);
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
			onRead(count);
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
