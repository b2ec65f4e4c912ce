import * as read from "../core/reader";
import { type LookedRange, type MessageOf, type PointedPlace, PROTOCOL_VERSION } from "./messages";

/** Longest message in characters, as JSON, but for pictures and results. */
export const MAX_MESSAGE_LENGTH = 64 * 1024;

/** A checked message, or why it was dropped (for the log; holds nothing of the message itself). */
export type ReadMessage<Map> =
	| { readonly ok: true; readonly message: MessageOf<Map> }
	| { readonly ok: false; readonly problem: string };

/** Rebuilds a body from the fields that it may have. A message type or a field without its reader does not compile. */
export type Readers<Map> = { readonly [Type in keyof Map]: read.Reader<Map[Type]> };

/** Checks a message of one direction. Nothing but the known fields comes through. */
export function readMessage<Map>(value: unknown, readers: Readers<Map>): ReadMessage<Map> {
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

/** Whether a value would be a message of at most {@link MAX_MESSAGE_LENGTH} characters, were it sent as JSON. */
export function isSmallMessage(value: unknown): boolean {
	try {
		return (JSON.stringify(value)?.length ?? 0) <= MAX_MESSAGE_LENGTH;
	} catch {
		// A cycle or a bigint: nothing that a page ever sends.
		return false;
	}
}

/** The body of a message that says all by its type. */
export const empty = read.fields<Record<string, never>>({});

/** Longest IANA name of a zone. */
const zone = read.text(100);
/** Times, prices and whatever else is drawn. */
const finite = read.where(read.number, Number.isFinite, "a number");

/** What the charts that are linked tell each other, on their way to the host as from it. */
export const pointedPlace = read.fields<PointedPlace>({
	zone,
	time: read.optional(finite),
	price: read.optional(finite),
});
export const lookedRange = read.fields<LookedRange>({
	zone,
	range: read.optional(
		read.where(
			read.fields({ min: finite, max: finite }),
			({ min, max }) => min < max,
			"a range from its start to its end",
		),
	),
});

/** How a picture is written. */
export const pictureFormat = read.oneOf(["png", "svg"]);
