import * as v from "valibot";
import { once } from "../once";
import { MOST_MARKETS_SHOWN } from "./combinations";
import {
	MARKET_NAME_LENGTH,
	SAVED_MARKET_FORMAT,
	SAVED_MARKET_ID,
	cleanMarketName,
} from "./marketFormat";
import { marketQuerySchema, viewOptionsSchema } from "./schema";

const isoTime = once(() => v.pipe(v.string(), v.isoTimestamp()));

export const savedMarketSchema = once(() =>
	v.object({
		schema: v.literal(SAVED_MARKET_FORMAT),
		id: v.pipe(v.string(), v.regex(SAVED_MARKET_ID)),
		/** Grows by one with each write: two windows notice each other's changes by it. */
		rev: v.pipe(v.number(), v.integer(), v.minValue(1)),
		createdAt: isoTime(),
		updatedAt: isoTime(),
		/** Position in the list: base-36 fraction, compared as text. */
		order: v.pipe(v.string(), v.regex(/^[0-9a-z]{1,256}$/)),
		group: v.optional(v.pipe(v.string(), v.maxLength(MARKET_NAME_LENGTH))),
		name: v.pipe(v.string(), v.minLength(1), v.maxLength(MARKET_NAME_LENGTH)),
		queries: v.pipe(v.array(marketQuerySchema()), v.minLength(1), v.maxLength(MOST_MARKETS_SHOWN)),
		view: viewOptionsSchema(),
	}),
);

/** A chart view under a name, as it stands in its file. */
export type SavedMarket = v.InferOutput<ReturnType<typeof savedMarketSchema>>;

export type DecodedMarket =
	| { readonly state: "ok"; readonly market: SavedMarket }
	/** Written by a newer version of the extension. */
	| { readonly state: "newer"; readonly name: string | undefined }
	| { readonly state: "damaged"; readonly problem: string };

const newerSchema = once(() =>
	v.object({
		schema: v.pipe(v.number(), v.integer(), v.minValue(SAVED_MARKET_FORMAT + 1)),
		name: v.fallback(v.optional(v.string()), undefined),
	}),
);

/** Reads the parsed content of a market's file. Never throws; `problem` names the field, for the log. */
export function decodeSavedMarket(value: unknown): DecodedMarket {
	const newer = v.safeParse(newerSchema(), value);
	if (newer.success) {
		const name = newer.output.name === undefined ? "" : cleanMarketName(newer.output.name);
		return { state: "newer", name: name === "" ? undefined : name };
	}
	const result = v.safeParse(savedMarketSchema(), value, { abortEarly: true });
	if (result.success) return { state: "ok", market: result.output };
	const [issue] = result.issues;
	return { state: "damaged", problem: `${v.getDotPath(issue) ?? "content"}: ${issue.message}` };
}
