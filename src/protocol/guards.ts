import { MOST_CHUNKS } from "../core/result/packedResult";
import { MOST_MARKETS_SHOWN, type MarketQuery } from "../core/query/query";
import { viewOptions } from "../core/query/viewOptions";
import * as read from "../core/reader";
import { type CopyWish, TABLE_NAMES } from "../core/table/copyWish";
import {
	ACTION_IDS,
	type CopyOutcome,
	type CopyRequest,
	type GivenView,
	type HostToWebview,
	type MessageAction,
	type MessageOf,
	type PanelCaption,
	type PanelSettings,
	type PartCaption,
	type PictureWish,
	PROTOCOL_VERSION,
	type SentResult,
	type WebviewToHost,
} from "./messages";
import type { WebviewStrings } from "./strings";

/** Longest message in characters, as JSON. */
export const MAX_MESSAGE_LENGTH = 64 * 1024;
/** Longest single value for the clipboard. */
const MAX_VALUE_LENGTH = 500;
/** Longest picture in characters of base64. */
export const MAX_IMAGE_LENGTH = 16 * 1024 * 1024;
/** Most facts and sentences that a caption and a table of words may have. */
const MOST_NOTES = 1_000;

/** A checked message, or why it was dropped (for the log; holds nothing of the message itself). */
export type ReadMessage<Map> =
	| { readonly ok: true; readonly message: MessageOf<Map> }
	| { readonly ok: false; readonly problem: string };

/** Rebuilds a body from the fields that it may have. A message type or a field without its reader does not compile. */
type Readers<Map> = { readonly [Type in keyof Map]: read.Reader<Map[Type]> };

/** Checks what the page sent: type, shape and size. Nothing but the known fields comes through. */
export function readWebviewMessage(value: unknown): ReadMessage<WebviewToHost> {
	const type = read.own(read.recordOf(value) ?? {}, "type");
	if (type !== "image" && !isSmall(value)) return { ok: false, problem: "message too large" };
	return readMessage(value, FROM_WEBVIEW);
}

/** Checks what the host sent. The result inside `show` is checked when it is read. */
export function readHostMessage(value: unknown): ReadMessage<HostToWebview> {
	return readMessage(value, FROM_HOST);
}

function readMessage<Map>(value: unknown, readers: Readers<Map>): ReadMessage<Map> {
	const message = read.recordOf(value);
	if (message === undefined) return { ok: false, problem: "not a message" };
	if (read.own(message, "version") !== PROTOCOL_VERSION) {
		return { ok: false, problem: "message of another version" };
	}
	const type = read.own(message, "type");
	if (typeof type !== "string" || !isTypeOf(readers, type)) {
		return { ok: false, problem: "unknown message type" };
	}
	try {
		return { ok: true, message: { type, body: readers[type](read.own(message, "body")) } };
	} catch (error) {
		if (!(error instanceof read.DecodeError)) throw error;
		return { ok: false, problem: `malformed message ${String(type)}: ${error.message}` };
	}
}

function isTypeOf<Map>(readers: Readers<Map>, type: PropertyKey): type is keyof Map {
	return Object.hasOwn(readers, type);
}

const empty = read.fields<Record<string, never>>({});
const text = read.text(MAX_MESSAGE_LENGTH);
const purpose = read.oneOf(["clipboard", "file"]);
const format = read.oneOf(["png", "svg"]);
const table = read.oneOf(TABLE_NAMES);
const { count } = read;

const wish = read.variant<CopyWish, "kind">("kind", {
	value: read.fields({ kind: read.literal("value"), text: read.text(MAX_VALUE_LENGTH) }),
	rows: read.fields({ kind: read.literal("rows"), table, from: count, to: count }),
	bar: read.fields({ kind: read.literal("bar"), part: count, from: count, to: count }),
	moment: read.fields({ kind: read.literal("moment"), table, time: read.number }),
	cell: read.fields({ kind: read.literal("cell"), time: read.number, row: count }),
});

const FROM_WEBVIEW: Readers<WebviewToHost> = {
	ready: empty,
	drawn: read.fields<WebviewToHost["drawn"]>({ revision: count }),
	action: read.fields<WebviewToHost["action"]>({
		id: read.oneOf(ACTION_IDS),
		part: read.optional(
			read.where(count, (part) => part < MOST_MARKETS_SHOWN, "a part of the panel"),
		),
	}),
	view: read.fields<WebviewToHost["view"]>({ view: viewOptions, edition: count }),
	copy: read.fields<CopyRequest>({
		id: count,
		revision: count,
		view: viewOptions,
		zone: read.text(100),
		wish,
	}),
	image: read.fields<WebviewToHost["image"]>({
		data: read.where(
			read.text(MAX_IMAGE_LENGTH),
			(data) => /^[A-Za-z0-9+/]+={0,2}$/.test(data),
			"base64",
		),
		format,
		purpose,
	}),
	imageFailed: read.fields<WebviewToHost["imageFailed"]>({ purpose }),
	imageCopied: empty,
	problem: read.fields<WebviewToHost["problem"]>({ message: read.text(2_000) }),
};

const actions = read.list(
	read.fields<MessageAction>({ id: read.oneOf(ACTION_IDS), label: text }),
	ACTION_IDS.length,
);

const caption = read.fields<PanelCaption>({
	market: text,
	source: text,
	detail: text,
	footnote: text,
	notes: read.list(
		read.fields<PanelCaption["notes"][number]>({
			kind: read.oneOf(["partial", "warning", "info"]),
			text,
			actions: read.optional(actions),
		}),
		MOST_NOTES,
	),
	fromSnapshot: read.flag,
	savedAs: read.tolerant(text),
	parts: read.list(
		read.fields<PartCaption>({
			market: text,
			source: text,
			kind: text,
			problem: read.tolerant(text),
		}),
		MOST_MARKETS_SHOWN,
	),
	volumeRefused: read.tolerant(text),
});

const sentResult = read.fields<SentResult>({
	header: read.anything,
	buffers: read.list(read.instance(ArrayBuffer, "a buffer"), MOST_CHUNKS),
});

/** The host sends every sentence of the table, so the page needs no copy of it. */
const strings = read.map(
	read.record(read.tolerant(text), MOST_NOTES),
	(sentences) => sentences as WebviewStrings,
);

const isCopied = read.fields({ isCopied: read.flag });
const copied = read.fields<Extract<CopyOutcome, { readonly isCopied: true }>>({
	id: count,
	isCopied: read.literal(true),
	rows: count,
});
const notCopied = read.fields<Extract<CopyOutcome, { readonly isCopied: false }>>({
	id: count,
	isCopied: read.literal(false),
	text,
});

const FROM_HOST: Readers<HostToWebview> = {
	settings: read.fields<PanelSettings>({
		strings,
		locale: read.text(100),
		timeZone: read.text(100),
		palette: read.oneOf(["colorBlindSafe", "classic"]),
		valueAreaPercent: read.between(1, 100),
		valueAreaMethod: read.oneOf(["pairs", "single"]),
	}),
	show: read.fields<HostToWebview["show"]>({
		revision: count,
		caption,
		results: read.list(read.nullable(sentResult), MOST_MARKETS_SHOWN),
	}),
	busy: read.fields<HostToWebview["busy"]>({ text }),
	idle: empty,
	failed: read.fields<HostToWebview["failed"]>({ text, actions }),
	caption: read.fields<HostToWebview["caption"]>({ caption }),
	copied: (body) => (isCopied(body).isCopied ? copied : notCopied)(body),
	copyImage: empty,
	picture: read.fields<PictureWish>({ format, look: read.oneOf(["theme", "print"]) }),
	persist: read.fields<HostToWebview["persist"]>({
		// The page only keeps these; the host checks them again when it restores.
		queries: read.list((query) => query as MarketQuery, MOST_MARKETS_SHOWN),
		market: read.optional(read.text(64)),
		view: read.optional(read.fields<GivenView>({ options: viewOptions, edition: count })),
	}),
};

function isSmall(value: unknown): boolean {
	try {
		return (JSON.stringify(value)?.length ?? 0) <= MAX_MESSAGE_LENGTH;
	} catch {
		// A cycle or a bigint: nothing that the page ever sends.
		return false;
	}
}
