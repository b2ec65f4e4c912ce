import { MOST_MARKETS_SHOWN } from "../core/query/query";
import { viewOptions } from "../core/query/viewRules";
import * as read from "../core/reader";
import { type CopyWish, TABLE_NAMES } from "../core/table/copyWish";
import { ACTION_IDS, type CopyRequest, type WebviewToHost } from "./messages";
import {
	type ReadMessage,
	type Readers,
	empty,
	isSmallMessage,
	lookedRange,
	pictureFormat,
	pointedPlace,
	readMessage,
} from "./readMessage";

/** Longest single value for the clipboard. */
const MAX_VALUE_LENGTH = 500;
/** Longest picture in characters of base64. */
export const MAX_IMAGE_LENGTH = 16 * 1024 * 1024;

/** Checks what the page sent: type, shape and size. Nothing but the known fields comes through. */
export function readWebviewMessage(value: unknown): ReadMessage<WebviewToHost> {
	const type = read.own(read.recordOf(value) ?? {}, "type");
	if (type !== "image" && !isSmallMessage(value))
		return { ok: false, problem: "message too large" };
	return readMessage(value, FROM_WEBVIEW);
}

const purpose = read.oneOf(["clipboard", "file"]);
const table = read.oneOf(TABLE_NAMES);

const wish = read.variant<CopyWish, "kind">("kind", {
	value: read.fields({ kind: read.literal("value"), text: read.text(MAX_VALUE_LENGTH) }),
	rows: read.fields({ kind: read.literal("rows"), table, from: read.count, to: read.count }),
	bar: read.fields({
		kind: read.literal("bar"),
		profile: read.count,
		from: read.count,
		to: read.count,
	}),
	moment: read.fields({ kind: read.literal("moment"), table, time: read.number }),
	cell: read.fields({ kind: read.literal("cell"), time: read.number, row: read.count }),
});

const FROM_WEBVIEW: Readers<WebviewToHost> = {
	ready: empty,
	drawn: read.fields<WebviewToHost["drawn"]>({ revision: read.count }),
	action: read.fields<WebviewToHost["action"]>({
		id: read.oneOf(ACTION_IDS),
		part: read.optional(
			read.where(read.count, (part) => part < MOST_MARKETS_SHOWN, "a part of the panel"),
		),
	}),
	view: read.fields<WebviewToHost["view"]>({ view: viewOptions, edition: read.count }),
	pointed: pointedPlace,
	looked: lookedRange,
	copy: read.fields<CopyRequest>({
		id: read.count,
		revision: read.count,
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
		format: pictureFormat,
		purpose,
	}),
	imageFailed: read.fields<WebviewToHost["imageFailed"]>({ purpose }),
	imageCopied: empty,
	partMissing: read.fields<WebviewToHost["partMissing"]>({ file: read.text(100) }),
	problem: read.fields<WebviewToHost["problem"]>({ message: read.text(2_000) }),
};
