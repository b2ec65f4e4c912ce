import { MOST_MARKETS_SHOWN, type MarketQuery } from "../core/query/query";
import type { AgreementBounds, ViewOptions } from "../core/query/viewOptions";
import * as read from "../core/reader";
import { MOST_OWN_SESSIONS } from "../core/session/offered";
import { session } from "../core/session/readSession";
import { MOST_CHUNKS, type ResultHeader, type SplitResult } from "../core/result/packedResult";
import {
	ACTION_IDS,
	type CopyOutcome,
	type FollowingState,
	type GivenView,
	type HostToWebview,
	type MessageAction,
	type PanelCaption,
	type PanelSettings,
	type PartCaption,
	type PictureWish,
} from "./messages";
import {
	MAX_MESSAGE_LENGTH,
	type ReadMessage,
	type Readers,
	empty,
	lookedRange,
	pictureFormat,
	pointedPlace,
	readMessage,
} from "./readMessage";
import type { WebviewStrings } from "./strings";

/** Most facts and sentences that a caption and a table of words may have. */
const MOST_NOTES = 1_000;

/** Checks what the host sent, but for the numbers of results and what is said of them. */
export function readHostMessage(value: unknown): ReadMessage<HostToWebview> {
	return readMessage(value, FROM_HOST);
}

const text = read.text(MAX_MESSAGE_LENGTH);

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
	cost: read.tolerant(text),
	savedAs: read.tolerant(text),
	parts: read.list(
		read.fields<PartCaption>({
			market: text,
			source: text,
			kind: text,
			side: read.tolerant(text),
			problem: read.tolerant(text),
		}),
		MOST_MARKETS_SHOWN,
	),
	volumeRefused: read.tolerant(text),
});

/** What the host has made, or has read field by field where it came from outside, is not read again. */
function readByHost<T extends object>(value: unknown): T {
	read.object(value);
	return value as T;
}

const sentResult = read.fields<SplitResult>({
	header: readByHost<ResultHeader>,
	buffers: read.list(read.instance(ArrayBuffer, "a buffer"), MOST_CHUNKS),
});

/** The host sends every sentence of the table, so the page needs no copy of it. */
const strings = read.map(
	read.record(read.tolerant(text), MOST_NOTES),
	(sentences) => sentences as WebviewStrings,
);

const isCopied = read.fields({ isCopied: read.flag });
const copied = read.fields<Extract<CopyOutcome, { readonly isCopied: true }>>({
	id: read.count,
	isCopied: read.literal(true),
	rows: read.count,
});
const notCopied = read.fields<Extract<CopyOutcome, { readonly isCopied: false }>>({
	id: read.count,
	isCopied: read.literal(false),
	text,
});

/** The settings bound it more narrowly. */
const bound = read.between(0, 1_000);

const FROM_HOST: Readers<HostToWebview> = {
	settings: read.fields<PanelSettings>({
		strings,
		locale: read.text(100),
		timeZone: read.text(100),
		palette: read.oneOf(["colorBlindSafe", "classic"]),
		valueAreaPercent: read.between(1, 100),
		valueAreaMethod: read.oneOf(["pairs", "single"]),
		agreement: read.fields<AgreementBounds>({
			volumePercent: bound,
			pocRows: bound,
			vwapBps: bound,
		}),
		sessions: read.list(session, MOST_OWN_SESSIONS),
	}),
	show: read.fields<HostToWebview["show"]>({
		revision: read.count,
		caption,
		results: read.list(read.nullable(sentResult), MOST_MARKETS_SHOWN),
	}),
	append: read.fields<HostToWebview["append"]>({
		revision: read.count,
		part: read.where(read.count, (part) => part < MOST_MARKETS_SHOWN, "a part of the panel"),
		caption,
		news: sentResult,
	}),
	following: read.fields<FollowingState>({
		isOn: read.flag,
		refusal: read.optional(text),
		answeredAt: read.optional(read.number),
		nextAt: read.optional(read.number),
		isAsking: read.optional(read.flag),
		cost: read.optional(text),
		delayed: read.optional(text),
		note: read.optional(
			read.fields<NonNullable<FollowingState["note"]>>({
				kind: read.oneOf(["question", "ended", "over"]),
				text,
				actions,
			}),
		),
	}),
	busy: read.fields<HostToWebview["busy"]>({ text }),
	idle: empty,
	heard: empty,
	failed: read.fields<HostToWebview["failed"]>({ text, actions }),
	caption: read.fields<HostToWebview["caption"]>({ caption }),
	copied: (body) => (isCopied(body).isCopied ? copied : notCopied)(body),
	pointed: pointedPlace,
	looked: lookedRange,
	copyImage: empty,
	picture: read.fields<PictureWish>({
		format: pictureFormat,
		look: read.oneOf(["theme", "print"]),
	}),
	persist: read.fields<HostToWebview["persist"]>({
		queries: read.list(readByHost<MarketQuery>, MOST_MARKETS_SHOWN),
		market: read.optional(read.text(64)),
		view: read.optional(
			read.fields<GivenView>({ options: readByHost<ViewOptions>, edition: read.count }),
		),
	}),
};
