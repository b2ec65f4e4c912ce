import { attempt } from "../core/reader";
import { viewOptions } from "../core/query/viewOptions";
import { type CopyWish, TABLE_NAMES } from "../core/table/copyWish";
import {
	ACTION_IDS,
	type ActionId,
	type GivenView,
	type HostToWebview,
	type MessageAction,
	type MessageOf,
	type PackedResult,
	type PanelCaption,
	type PanelSettings,
	type PicturePurpose,
	PROTOCOL_VERSION,
	type WebviewToHost,
} from "./messages";
import type { WebviewStrings } from "./strings";

/** Longest message in characters, as JSON. */
export const MAX_MESSAGE_LENGTH = 64 * 1024;
/** Longest single value for the clipboard. */
const MAX_VALUE_LENGTH = 500;
/** Most queries that a panel shows. */
const MOST_PARTS = 6;
/** Longest picture in characters of base64. */
export const MAX_IMAGE_LENGTH = 16 * 1024 * 1024;

/** A checked message, or why it was dropped (for the log; holds nothing of the message itself). */
export type ReadMessage<Map> =
	| { readonly ok: true; readonly message: MessageOf<Map> }
	| { readonly ok: false; readonly problem: string };

/** Rebuilds a body from the fields it may have, or gives `undefined` where it does not fit. */
type Readers<Map> = { readonly [Type in keyof Map]: (body: Fields) => Map[Type] | undefined };

/** Checks what the page sent: type, shape and size. Nothing but the known fields comes through. */
export function readWebviewMessage(value: unknown): ReadMessage<WebviewToHost> {
	const type = isFields(value) ? own(value, "type") : undefined;
	if (type !== "image" && !isSmall(value)) return { ok: false, problem: "message too large" };
	return read(value, FROM_WEBVIEW);
}

/** Checks what the host sent. The result inside `show` is checked when it is unpacked. */
export function readHostMessage(value: unknown): ReadMessage<HostToWebview> {
	return read(value, FROM_HOST);
}

function read<Map>(value: unknown, readers: Readers<Map>): ReadMessage<Map> {
	if (!isFields(value)) return { ok: false, problem: "not a message" };
	const type = own(value, "type");
	const body = own(value, "body");
	if (own(value, "version") !== PROTOCOL_VERSION) {
		return { ok: false, problem: "message of another version" };
	}
	if (typeof type !== "string" || !isTypeOf(readers, type)) {
		return { ok: false, problem: "unknown message type" };
	}
	const checked = isFields(body) ? readers[type](body) : undefined;
	if (checked === undefined) return { ok: false, problem: `malformed message ${String(type)}` };
	return { ok: true, message: { type, body: checked } };
}

function isTypeOf<Map>(readers: Readers<Map>, type: PropertyKey): type is keyof Map {
	return Object.hasOwn(readers, type);
}

const FROM_WEBVIEW: Readers<WebviewToHost> = {
	ready: empty,
	drawn: (body) => {
		const revision = own(body, "revision");
		return isCount(revision) ? { revision } : undefined;
	},
	action: (body) => {
		const id = own(body, "id");
		const part = own(body, "part");
		if (!isActionId(id)) return undefined;
		if (part === undefined) return { id };
		return isCount(part) && part < MOST_PARTS ? { id, part } : undefined;
	},
	view: (body) => {
		const view = attempt(viewOptions, own(body, "view"));
		const edition = own(body, "edition");
		return view !== undefined && isCount(edition) ? { view, edition } : undefined;
	},
	copy: (body) => {
		const id = own(body, "id");
		const revision = own(body, "revision");
		const view = attempt(viewOptions, own(body, "view"));
		const zone = own(body, "zone");
		const asked = own(body, "wish");
		const wish = isFields(asked) ? readWish(asked) : undefined;
		if (!isCount(id) || !isCount(revision) || !isText(zone, 100)) return undefined;
		return view === undefined || wish === undefined
			? undefined
			: { id, revision, view, zone, wish };
	},
	image: (body) => {
		const data = own(body, "data");
		const format = own(body, "format");
		const purpose = own(body, "purpose");
		const isBase64 = isText(data, MAX_IMAGE_LENGTH) && /^[A-Za-z0-9+/]+={0,2}$/.test(data);
		const isFormat = format === "png" || format === "svg";
		return isBase64 && isFormat && isPurpose(purpose) ? { data, format, purpose } : undefined;
	},
	imageFailed: (body) => {
		const purpose = own(body, "purpose");
		return isPurpose(purpose) ? { purpose } : undefined;
	},
	imageCopied: empty,
	problem: (body) => {
		const message = own(body, "message");
		return isText(message, 2_000) ? { message } : undefined;
	},
};

const FROM_HOST: Readers<HostToWebview> = {
	settings: readSettings,
	show: (body) => {
		const revision = own(body, "revision");
		const caption = readCaption(own(body, "caption"));
		const results = readResults(own(body, "results"));
		return isCount(revision) && caption !== undefined && results !== undefined
			? { revision, caption, results }
			: undefined;
	},
	busy: (body) => {
		const text = own(body, "text");
		return isText(text) ? { text } : undefined;
	},
	idle: empty,
	failed: (body) => {
		const text = own(body, "text");
		const actions = listOf(own(body, "actions"), readAction);
		return isText(text) && actions !== undefined ? { text, actions } : undefined;
	},
	caption: (body) => {
		const caption = readCaption(own(body, "caption"));
		return caption === undefined ? undefined : { caption };
	},
	copied: (body) => {
		const id = own(body, "id");
		const isCopied = own(body, "isCopied");
		const rows = own(body, "rows");
		const text = own(body, "text");
		if (!isCount(id)) return undefined;
		if (isCopied === true && isCount(rows)) return { id, isCopied, rows };
		return isCopied === false && isText(text) ? { id, isCopied, text } : undefined;
	},
	copyImage: empty,
	picture: (body) => {
		const format = own(body, "format");
		const look = own(body, "look");
		const isFormat = format === "png" || format === "svg";
		return isFormat && (look === "theme" || look === "print") ? { format, look } : undefined;
	},
	// The page only keeps these; the host checks them again when it restores.
	persist: (body) => {
		const queries = own(body, "queries");
		const given = own(body, "view");
		const view = given === undefined ? undefined : readGivenView(given);
		const market = own(body, "market");
		if (!Array.isArray(queries) || (given !== undefined && view === undefined)) return undefined;
		if (market !== undefined && !isText(market, 64)) return undefined;
		return {
			queries: queries as HostToWebview["persist"]["queries"],
			...(market === undefined ? {} : { market }),
			...(view === undefined ? {} : { view }),
		};
	},
};

function readWish(wish: Fields): CopyWish | undefined {
	const kind = own(wish, "kind");
	const table = TABLE_NAMES.find((name) => name === own(wish, "table"));
	const [from, to, part] = [own(wish, "from"), own(wish, "to"), own(wish, "part")];
	const [time, row] = [own(wish, "time"), own(wish, "row")];
	const text = own(wish, "text");
	switch (kind) {
		case "value":
			return isText(text, MAX_VALUE_LENGTH) ? { kind, text } : undefined;
		case "rows":
			return table !== undefined && isCount(from) && isCount(to)
				? { kind, table, from, to }
				: undefined;
		case "bar":
			return isCount(part) && isCount(from) && isCount(to) ? { kind, part, from, to } : undefined;
		case "moment":
			return table !== undefined && isFinite(time) ? { kind, table, time } : undefined;
		case "cell":
			return isFinite(time) && isCount(row) ? { kind, time, row } : undefined;
		default:
			return undefined;
	}
}

function readGivenView(value: unknown): GivenView | undefined {
	if (!isFields(value)) return undefined;
	const options = attempt(viewOptions, own(value, "options"));
	const edition = own(value, "edition");
	return options !== undefined && isCount(edition) ? { options, edition } : undefined;
}

function readSettings(body: Fields): PanelSettings | undefined {
	const strings = readStrings(own(body, "strings"));
	const locale = own(body, "locale");
	const timeZone = own(body, "timeZone");
	const palette = own(body, "palette");
	const valueAreaPercent = own(body, "valueAreaPercent");
	const valueAreaMethod = own(body, "valueAreaMethod");
	if (strings === undefined || !isText(locale, 100) || !isText(timeZone, 100)) return undefined;
	if (palette !== "colorBlindSafe" && palette !== "classic") return undefined;
	if (valueAreaMethod !== "pairs" && valueAreaMethod !== "single") return undefined;
	if (typeof valueAreaPercent !== "number" || !(valueAreaPercent >= 1 && valueAreaPercent <= 100)) {
		return undefined;
	}
	return { strings, locale, timeZone, palette, valueAreaPercent, valueAreaMethod };
}

/** The host sends every sentence of the table, so the page needs no copy of it. */
function readStrings(value: unknown): WebviewStrings | undefined {
	if (!isFields(value)) return undefined;
	const sentences = Object.entries(value).filter(([, sentence]) => isText(sentence));
	return Object.fromEntries(sentences) as WebviewStrings;
}

function readCaption(value: unknown): PanelCaption | undefined {
	if (!isFields(value)) return undefined;
	const market = own(value, "market");
	const source = own(value, "source");
	const detail = own(value, "detail");
	const footnote = own(value, "footnote");
	const fromSnapshot = own(value, "fromSnapshot");
	const notes = listOf(own(value, "notes"), readNote);
	if (!isText(market) || !isText(source) || !isText(detail) || !isText(footnote)) return undefined;
	const parts = listOf(own(value, "parts"), readPart);
	const volumeRefused = own(value, "volumeRefused");
	const savedAs = own(value, "savedAs");
	if (!isFlag(fromSnapshot) || notes === undefined || parts === undefined) return undefined;
	return {
		...{ market, source, detail, footnote, notes, fromSnapshot, parts },
		...(isText(savedAs) ? { savedAs } : {}),
		...(isText(volumeRefused) ? { volumeRefused } : {}),
	};
}

function readPart(value: Fields): PanelCaption["parts"][number] | undefined {
	const market = own(value, "market");
	const source = own(value, "source");
	const kind = own(value, "kind");
	const problem = own(value, "problem");
	if (!isText(market) || !isText(source) || !isText(kind)) return undefined;
	return { market, source, kind, ...(isText(problem) ? { problem } : {}) };
}

function readResults(value: unknown): HostToWebview["show"]["results"] | undefined {
	if (!Array.isArray(value) || value.length > MOST_PARTS) return undefined;
	const results: (PackedResult | null)[] = [];
	for (const one of value as readonly unknown[]) {
		const data = isFields(one) ? own(one, "data") : undefined;
		if (isFields(one) && data instanceof ArrayBuffer)
			results.push({ header: own(one, "header"), data });
		else if (one === null) results.push(null);
		else return undefined;
	}
	return results;
}

function readNote(value: Fields): PanelCaption["notes"][number] | undefined {
	const kind = own(value, "kind");
	const text = own(value, "text");
	const actions = own(value, "actions");
	const isKind = kind === "partial" || kind === "warning" || kind === "info";
	if (!isKind || !isText(text)) return undefined;
	if (actions === undefined) return { kind, text };
	const offered = listOf(actions, readAction);
	return offered && { kind, text, actions: offered };
}

function readAction(value: Fields): MessageAction | undefined {
	const id = own(value, "id");
	const label = own(value, "label");
	return isActionId(id) && isText(label) ? { id, label } : undefined;
}

type Fields = Readonly<Record<PropertyKey, unknown>>;

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Inherited names such as `constructor` are not fields. */
function own(fields: Fields, name: string): unknown {
	return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function empty(): Record<string, never> {
	return {};
}

function isText(value: unknown, longest = MAX_MESSAGE_LENGTH): value is string {
	return typeof value === "string" && value.length <= longest;
}

function isFlag(value: unknown): value is boolean {
	return typeof value === "boolean";
}

function isCount(value: unknown): value is number {
	return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isFinite(value: unknown): value is number {
	return typeof value === "number" && Number.isFinite(value);
}

function isPurpose(value: unknown): value is PicturePurpose {
	return value === "clipboard" || value === "file";
}

function isActionId(value: unknown): value is ActionId {
	return ACTION_IDS.some((id) => id === value);
}

function listOf<T>(value: unknown, item: (fields: Fields) => T | undefined): T[] | undefined {
	if (!Array.isArray(value)) return undefined;
	const items: T[] = [];
	for (const one of value as readonly unknown[]) {
		const checked = isFields(one) ? item(one) : undefined;
		if (checked === undefined) return undefined;
		items.push(checked);
	}
	return items;
}

function isSmall(value: unknown): boolean {
	try {
		return (JSON.stringify(value)?.length ?? 0) <= MAX_MESSAGE_LENGTH;
	} catch {
		// A cycle or a bigint: nothing that the page ever sends.
		return false;
	}
}
