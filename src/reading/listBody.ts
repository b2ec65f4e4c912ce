import type { Gzip, ReadBody } from "../core/feeds/windowReader";
import { parseBody } from "./parseBody";

/** Bytes of a page of a list, unpacked: thousands of rows, which are read within a few milliseconds. */
export const LIST_BYTES = 8 * 1024 * 1024;

/** Reads the body of a list as the object that it is, through the gates of every body. Larger ones are refused. */
export function readListBody(
	bytes: Uint8Array,
	gzip?: Gzip,
): Promise<ReadBody<Readonly<Record<string, unknown>>>> {
	if (bytes.length > LIST_BYTES) return Promise.resolve({ kind: "tooLarge" });
	const bound = gzip && { maxBytes: Math.min(gzip.maxBytes, LIST_BYTES) };
	const parsed = parseBody(bytes, bound);
	return Promise.resolve(parsed.kind === "answer" ? { kind: "read", facts: parsed.body } : parsed);
}
