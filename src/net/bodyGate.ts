import { promisify } from "node:util";
import { constants, gunzip } from "node:zlib";
import { looksLikeHtml, parseGuarded } from "../reading/parseBody";
import { AttemptFailure } from "./failure";

const unzip = promisify(gunzip);
const MEGABYTE = 1024 * 1024;

/** The failure for an answer beyond the size limit. */
export function tooLarge(maxBytes: number): AttemptFailure {
	const limit = Math.round((maxBytes / MEGABYTE) * 10) / 10;
	return new AttemptFailure("tooLarge", limit >= 1 ? { limit } : {});
}

export type Encoding = "identity" | "gzip";

/** Reads `Content-Encoding`. `undefined` for an encoding that was not asked for. */
export function readEncoding(header: unknown): Encoding | undefined {
	if (header === undefined || header === null || header === "") return "identity";
	const name = typeof header === "string" ? header.trim().toLowerCase() : undefined;
	return name === "gzip" || name === "identity" ? name : undefined;
}

/** What an error's body tells: its JSON, if it is JSON, and whether it is a web page. */
export async function parseErrorBody(
	bytes: Buffer,
	encoding: Encoding | undefined,
	maxBytes: number,
): Promise<{ body: unknown; isHtml: boolean }> {
	let text = "";
	try {
		const plain =
			encoding === "gzip"
				? await unzip(bytes, { maxOutputLength: maxBytes, finishFlush: constants.Z_SYNC_FLUSH })
				: bytes;
		text = new TextDecoder().decode(plain);
	} catch {
		return { body: undefined, isHtml: false };
	}
	try {
		return { body: parseGuarded(text), isHtml: false };
	} catch {
		return { body: undefined, isHtml: looksLikeHtml(text) };
	}
}
