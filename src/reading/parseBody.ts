import { parse as parseJson } from "secure-json-parse";
import { isErrorBody } from "../core/feeds/errorAnswer";
import type { Gzip, ReadBody, UnreadableCode } from "../core/feeds/windowReader";
import { recordOf } from "../core/reader";
import { isCutShort } from "./cutShort";
import { unpack } from "./unpack";

const HTML = /^\s*<(!doctype|html|head|body|title|meta|script|center|h1|\?xml)/i;

/** Whether a text looks like a web page. */
export function looksLikeHtml(text: string): boolean {
	return HTML.test(text.slice(0, 512));
}

/** JSON without a key that would reach into prototypes. Throws for anything else. */
export function parseGuarded(text: string): unknown {
	return parseJson(text, null, { protoAction: "error", constructorAction: "error" });
}

/** A body that passed the gates, or the reason why it did not. */
export type ParsedBody =
	| { readonly kind: "answer"; readonly body: Readonly<Record<string, unknown>> }
	| Extract<ReadBody, { readonly kind: "errorBody" | "unreadable" | "tooLarge" }>;

const unreadable = (code: UnreadableCode, mayPass = false) =>
	({ kind: "unreadable", code, mayPass }) as const;

/** The gates between bytes and an answer: valid UTF-8, one JSON document, an object, no key that would reach into prototypes, and no error in the place of an answer. */
export function parseBytes(bytes: Uint8Array): ParsedBody {
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		return unreadable("NOT_UTF8");
	}
	if (looksLikeHtml(text)) return unreadable("HTML");
	let parsed: unknown;
	try {
		parsed = parseGuarded(text);
	} catch {
		return text.trim() === "" ? unreadable("EMPTY") : unreadable("NOT_JSON", isCutShort(text));
	}
	const body = recordOf(parsed);
	if (body === undefined) return unreadable("NOT_AN_OBJECT");
	return isErrorBody(body) ? { kind: "errorBody", body } : { kind: "answer", body };
}

/** All gates between packed bytes and an answer: whole and no larger than they may be, and those of {@link parseBytes}. */
export function parseBody(bytes: Uint8Array, gzip?: Gzip): ParsedBody {
	if (gzip === undefined) return parseBytes(bytes);
	const unpacked = unpack(bytes, gzip);
	return unpacked.kind === "bytes" ? parseBytes(unpacked.bytes) : unpacked;
}
