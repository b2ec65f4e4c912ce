import { promisify } from "node:util";
import { constants, gunzip } from "node:zlib";
import { parse as parseJson } from "secure-json-parse";
import { recordOf } from "../core/reader";
import { isCutShort } from "./cutShort";
import { AttemptFailure } from "./failure";

const unzip = promisify(gunzip);
const HTML = /^\s*<(!doctype|html|head|body|title|meta|script|center|h1|\?xml)/i;
const MEGABYTE = 1024 * 1024;

/** The failure for an answer beyond the size limit. */
export function tooLarge(maxBytes: number): AttemptFailure {
	const limit = Math.round((maxBytes / MEGABYTE) * 10) / 10;
	return new AttemptFailure("tooLarge", limit >= 1 ? { limit } : {});
}

export type Encoding = "identity" | "gzip";

/** Reads `Content-Encoding`. Only what was asked for is taken; `undefined` for anything else. */
export function readEncoding(header: unknown): Encoding | undefined {
	if (header === undefined || header === null || header === "") return "identity";
	const name = typeof header === "string" ? header.trim().toLowerCase() : undefined;
	return name === "gzip" || name === "identity" ? name : undefined;
}

/** Undoes the encoding; never makes more than `maxBytes`. */
export async function inflate(
	bytes: Buffer,
	encoding: Encoding,
	maxBytes: number,
): Promise<Buffer> {
	if (encoding === "identity") return bytes;
	try {
		return await unzip(bytes, { maxOutputLength: maxBytes });
	} catch (error) {
		if (error instanceof RangeError) throw tooLarge(maxBytes);
		throw new AttemptFailure("badBody", { code: "GZIP" }, { mayPass: true });
	}
}

/** Whether a text looks like a web page. */
export function looksLikeHtml(text: string): boolean {
	return HTML.test(text.slice(0, 512));
}

/**
 * The gates between bytes and an answer: valid UTF-8, one JSON document, an object, and no key that
 * would reach into prototypes. A web page is a `portal`; everything else that fails is `badBody`.
 */
export function parseBody(bytes: Buffer): Readonly<Record<string, unknown>> {
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new AttemptFailure("badBody", { code: "NOT_UTF8" });
	}
	if (looksLikeHtml(text)) throw new AttemptFailure("portal");
	let body: unknown;
	try {
		body = parseJson(text, null, { protoAction: "error", constructorAction: "error" });
	} catch {
		const isEmpty = text.trim() === "";
		throw new AttemptFailure(
			"badBody",
			{ code: isEmpty ? "EMPTY" : "NOT_JSON" },
			{ mayPass: !isEmpty && isCutShort(text) },
		);
	}
	const record = recordOf(body);
	if (record === undefined) throw new AttemptFailure("badBody", { code: "NOT_AN_OBJECT" });
	return record;
}

/** What can be read of an error's body: JSON if it is some, and whether it is a web page. */
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
		return { body: parseJson(text, null, { protoAction: "error" }) as unknown, isHtml: false };
	} catch {
		return { body: undefined, isHtml: looksLikeHtml(text) };
	}
}
