import { gunzipSync } from "node:zlib";
import type { Gzip, ReadBody } from "../core/feeds/windowReader";

/** What packed bytes hold, or the reason why they cannot be unpacked. */
export type Unpacked =
	| { readonly kind: "bytes"; readonly bytes: Uint8Array }
	| Extract<ReadBody, { readonly kind: "unreadable" | "tooLarge" }>;

/** Undoes the encoding of a body; never makes more than `maxBytes`. */
export function unpack(bytes: Uint8Array, { maxBytes }: Gzip): Unpacked {
	try {
		return { kind: "bytes", bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }) };
	} catch (error) {
		if (error instanceof RangeError) return { kind: "tooLarge" };
		return { kind: "unreadable", code: "GZIP", mayPass: true };
	}
}
