import * as v from "valibot";
import { once } from "../remembered";
import { recordOf } from "../reader";
import { formatText } from "../text";
import {
	MARKET_NAME_LENGTH,
	SAVED_MARKET_FORMAT,
	SAVED_MARKET_ID,
	cleanMarketName,
} from "./marketFormat";
import { LAST_ORDER, ORDER_KEY } from "./orderKey";
import { type Entries, keptOptionsSchema, queriesSchema } from "./schema";
import { decodeProblem } from "./words/parseProblem";
import type { ChartView } from "./query";
import { unknownOptions } from "./viewRules";

const LONG_AGO = "1970-01-01T00:00:00.000Z";

const time = once(() => v.fallback(v.pipe(v.string(), v.isoTimestamp()), LONG_AGO));
const name = once(() =>
	v.pipe(v.string(), v.transform(cleanMarketName), v.minLength(1, "nothing to show")),
);

/** A chart view under a name, as it stands in its file. */
export interface SavedMarket extends ChartView {
	readonly schema: typeof SAVED_MARKET_FORMAT;
	/** 16 hexadecimal digits; also the name of the file. */
	readonly id: string;
	/** Grows by one with each write: two windows notice each other's changes by it. */
	readonly rev: number;
	/** ISO 8601 */
	readonly createdAt: string;
	readonly updatedAt: string;
	/** Position in the list: base-36 fraction, compared as text. */
	readonly order: string;
	/** Id of the group that it belongs to. Where no group has it, the market belongs to none. */
	readonly group?: string | undefined;
	readonly name: string;
}

/**
 * Fields that are needed to show a market must be valid; those that only order the list have a default.
 * Fields that the schema does not name belong to newer versions and stay in the file (see {@link
 * changedContent}).
 */
const savedMarketSchema = once(() =>
	v.object({
		schema: v.literal(SAVED_MARKET_FORMAT),
		id: v.pipe(v.string(), v.regex(SAVED_MARKET_ID)),
		rev: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
		createdAt: time(),
		updatedAt: time(),
		order: v.fallback(v.pipe(v.string(), v.regex(ORDER_KEY)), LAST_ORDER),
		group: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(MARKET_NAME_LENGTH))), undefined),
		name: name(),
		queries: queriesSchema(),
		view: keptOptionsSchema(),
	} satisfies Entries<SavedMarket>),
);

/** Everything that a market's file holds, including fields that this version does not know. */
export type MarketContent = Readonly<Record<string, unknown>>;

export type DecodedMarket =
	| { readonly state: "ok"; readonly market: SavedMarket; readonly content: MarketContent }
	/** Written by a newer version of the extension. */
	| {
			readonly state: "newer";
			readonly name: string | undefined;
			/** Position in the list, when the file has one that this version can read. */
			readonly order: string | undefined;
			/** Id of its group, when the file has one that this version can read. */
			readonly group: string | undefined;
			readonly content: MarketContent;
	  }
	| { readonly state: "damaged"; readonly problem: string };

/**
 * Reads the parsed content of a market's file. An object with our id is never `damaged`: what this version
 * does not understand was written by a newer one. Never throws; `problem` names the field, for the log.
 *
 * @param id of the market that the file belongs to; by default the one that stands in it
 */
export function decodeSavedMarket(value: unknown, id?: string): DecodedMarket {
	const content = recordOf(value);
	if (content === undefined) return { state: "damaged", problem: "content: not an object" };
	const result = v.safeParse(savedMarketSchema(), content, { abortEarly: true });
	const isOurs = isMarketId(content["id"]) && (id === undefined || content["id"] === id);
	if (result.success && isOurs) return { state: "ok", market: result.output, content };
	if (isOurs || isNewerFormat(content["schema"])) return newerMarket(content);
	if (result.success) return { state: "damaged", problem: "id: differs from the file's name" };
	return { state: "damaged", problem: formatText(decodeProblem(result.issues[0])) };
}

function isMarketId(value: unknown): boolean {
	return typeof value === "string" && SAVED_MARKET_ID.test(value);
}

function isNewerFormat(schema: unknown): boolean {
	return Number.isSafeInteger(schema) && Number(schema) > SAVED_MARKET_FORMAT;
}

function newerMarket(content: MarketContent): DecodedMarket {
	const { name: written, order, group } = content;
	const shown = typeof written === "string" ? cleanMarketName(written) : "";
	return {
		state: "newer",
		name: shown === "" ? undefined : shown,
		order: typeof order === "string" && ORDER_KEY.test(order) ? order : undefined,
		group: typeof group === "string" && SAVED_MARKET_ID.test(group) ? group : undefined,
		content,
	};
}

/**
 * The content of a market's file after a change. Fields that the change does not name stay as they were
 * written, and so do view options that this version does not know.
 */
export function changedContent(
	content: MarketContent,
	change: Partial<SavedMarket>,
): MarketContent {
	const { view } = change;
	return {
		...content,
		...change,
		...(view === undefined ? {} : { view: { ...unknownOptions(content["view"]), ...view } }),
	};
}
