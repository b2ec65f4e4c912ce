import { gunzipSync } from "node:zlib";
import type { Gzip, ReadBody } from "../core/feeds/windowReader";

/** What packed bytes hold, or the reason why they cannot be unpacked. */
export type Unpacked =
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| Extract<ReadBody, { readonly kind: "unreadable" | "tooLarge" }>;

/** A packed byte stands for no more than so many: the bound of the format. */
const MOST_PER_BYTE = 1_032;
const LEAST_ROOM = 16 * 1024;

/**
 * Room for all that packed bytes say that they hold, so that it is unpacked in one piece. They are not believed: the
 * bound is kept, and what is longer is unpacked in several pieces.
 */
function roomFor(bytes: Uint8Array, maxBytes: number): number {
	if (bytes.length < 4) return LEAST_ROOM;
	const { buffer, byteOffset, byteLength } = bytes;
	const told = new DataView(buffer, byteOffset, byteLength).getUint32(byteLength - 4, true);
	const most = Math.min(maxBytes, byteLength * MOST_PER_BYTE);
	// One byte more, for the end to be seen without another piece.
	return Math.max(LEAST_ROOM, Math.min(told, most) + 1);
}

/** Undoes the encoding of a body; never makes more than `maxBytes`. */
export function unpack(bytes: Uint8Array, { maxBytes }: Gzip): Unpacked {
	try {
		const chunkSize = roomFor(bytes, maxBytes);
		return { kind: "bytes", bytes: gunzipSync(bytes, { maxOutputLength: maxBytes, chunkSize }) };
	} catch (error) {
		if (error instanceof RangeError) return { kind: "tooLarge" };
		return { kind: "unreadable", code: "GZIP", mayPass: true };
	}
}
