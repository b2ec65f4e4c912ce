import { recordOf } from "../reader";
import { cleanMarketName, SAVED_MARKET_ID } from "./marketFormat";
import { ORDER_KEY, LAST_ORDER } from "./orderKey";

/** Version of the file format. A file with a larger number is shown, and only moved and removed. */
export const MARKET_GROUP_FORMAT = 1;

/** A named group of saved markets, as it stands in its file. Its markets name it by its id. */
export interface MarketGroup {
	readonly schema: typeof MARKET_GROUP_FORMAT;
	/** 16 hexadecimal digits; also part of the file's name. */
	readonly id: string;
	/** Grows by one with each write: two windows notice each other's changes by it. */
	readonly rev: number;
	/** Position among the groups: base-36 fraction, compared as text. */
	readonly order: string;
	readonly name: string;
}

/** Everything that a group's file holds, including fields that this version does not know. */
export type GroupContent = Readonly<Record<string, unknown>>;

export type DecodedGroup =
	| { readonly state: "ok"; readonly group: MarketGroup; readonly content: GroupContent }
	/** Written by a newer version of the extension. */
	| {
			readonly state: "newer";
			readonly name: string | undefined;
			readonly order: string | undefined;
			readonly content: GroupContent;
	  }
	| { readonly state: "damaged"; readonly problem: string };

/**
 * Reads the parsed content of a group's file. An object with our id is never `damaged`: what this version does
 * not understand was written by a newer one. Never throws; `problem` names the field, for the log.
 *
 * @param id of the group that the file belongs to
 */
export function decodeMarketGroup(value: unknown, id: string): DecodedGroup {
	const content = recordOf(value);
	if (content === undefined) return { state: "damaged", problem: "content: not an object" };
	const { schema, rev, order, name: written } = content;
	const name = typeof written === "string" ? cleanMarketName(written) : "";
	const place = typeof order === "string" && ORDER_KEY.test(order) ? order : undefined;
	const isOurs = content["id"] === id && SAVED_MARKET_ID.test(id);
	if (schema === MARKET_GROUP_FORMAT && isOurs && name !== "") {
		const counted = Number.isSafeInteger(rev) && Number(rev) >= 1 ? Number(rev) : 1;
		const group = { schema, id, rev: counted, order: place ?? LAST_ORDER, name } as const;
		return { state: "ok", group, content };
	}
	const isNewer = Number.isSafeInteger(schema) && Number(schema) > MARKET_GROUP_FORMAT;
	if (isOurs || isNewer) {
		return { state: "newer", name: name === "" ? undefined : name, order: place, content };
	}
	return { state: "damaged", problem: "id: differs from the file's name" };
}
