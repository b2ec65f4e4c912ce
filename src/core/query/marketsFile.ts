import * as v from "valibot";
import { recordOf } from "../reader";
import { type Text, text } from "../text";
import { canonicalJson } from "./canonical";
import { cleanMarketName } from "./marketFormat";
import { parseChartView } from "./parse";
import type { ChartView } from "./query";
import { marketQuerySchema } from "./schema";
import { unknownOptions } from "./viewRules";

/*
 * Saved markets as one file, to be kept, sent and imported again. It holds what they show, under which names and in
 * which groups: no key, no server, no path and no id.
 */

/** Version of the file's form. */
export const MARKETS_FILE_FORMAT = 1;
/** Bytes that a file may have. */
export const LARGEST_MARKETS_FILE = 1_048_576;
/** Markets that are looked at: more than a list holds, so that people can choose. */
const MOST_LOOKED_AT = 10_000;
/** The field that tells our files from others. */
const FORMAT_FIELD = "valueAreaMarkets";
/** Fields of a query that are left out before it is refused. */
const MOST_LEFT_OUT = 16;
const LONGEST_FIELD_NAME = 40;
/** Fields of a market's own file, which the import gives anew. */
const HOUSEKEEPING = ["schema", "id", "rev", "createdAt", "updatedAt", "order", "group"];

/** A chart under a name. */
export interface NamedView extends ChartView {
	readonly name: string;
}

/** Markets under the name of their group. */
export interface GroupOfViews {
	readonly name: string;
	readonly markets: readonly NamedView[];
}

/**
 * The text of a file of markets.
 *
 * @param markets those outside of groups
 * @param exportedAt ISO 8601
 */
export function marketsFileText(
	groups: readonly GroupOfViews[],
	markets: readonly NamedView[],
	exportedAt: string,
): string {
	const plain = ({ name, queries, view }: NamedView) => ({ name, queries, view });
	const content = {
		[FORMAT_FIELD]: MARKETS_FILE_FORMAT,
		exportedAt,
		groups: groups.map(({ name, markets: inside }) => ({ name, markets: inside.map(plain) })),
		markets: markets.map(plain),
	};
	return `${JSON.stringify(content, undefined, "\t")}\n`;
}

/** A market of a file. */
export interface FiledMarket extends NamedView {
	/** Name of its group. */
	readonly group: string | undefined;
	/** Whether its name had characters that nobody sees. */
	readonly isCleaned: boolean;
	/** Fields that this version does not know and that are left out: `host`, `view.footprint`. */
	readonly leftOut: readonly string[];
}

/** A market of a file that cannot be taken. */
export interface RefusedMarket {
	readonly name: string;
	readonly problem: Text;
}

export type ReadMarketsFile =
	| {
			readonly ok: true;
			/** Names of the groups, also of those without a market; each once. */
			readonly groups: readonly string[];
			readonly markets: readonly FiledMarket[];
			readonly refused: readonly RefusedMarket[];
	  }
	| { readonly ok: false; readonly problem: Text };

/** What makes two markets the same to a person: name, queries and how they are looked at. */
export function marketIdentity({ name, queries, view }: NamedView): string {
	return canonicalJson({ name, queries, view });
}

/**
 * Reads the parsed content of a file of markets. Whatever it holds is data: a market is taken where its queries and
 * its view pass the checks of saved markets, and nothing else of it is. Never throws.
 */
export function readMarketsFile(value: unknown): ReadMarketsFile {
	const content = recordOf(value);
	const format = content?.[FORMAT_FIELD];
	if (Number.isSafeInteger(format) && Number(format) > MARKETS_FILE_FORMAT) {
		return refusedFile(
			text("A newer version of Value Area made this file. Update the extension to import it."),
		);
	}
	if (content === undefined || format !== MARKETS_FILE_FORMAT) {
		return refusedFile(
			text("This file holds no markets of Value Area. Choose one that “Export markets” wrote."),
		);
	}
	const groups = listOf(content["groups"]).map((group) => {
		const { name, markets } = recordOf(group) ?? {};
		const shown = typeof name === "string" ? cleanMarketName(name) : "";
		return { name: shown === "" ? undefined : shown, markets: listOf(markets) };
	});
	const all = [...groups, { name: undefined, markets: listOf(content["markets"]) }];
	const count = all.reduce((sum, { markets }) => sum + markets.length, 0);
	if (count > MOST_LOOKED_AT) {
		return refusedFile(
			text("This file holds {0} markets. At most {1} can be looked at.", count, MOST_LOOKED_AT),
		);
	}
	const read = all.flatMap(({ name, markets }) => markets.map((one) => readMarket(one, name)));
	return {
		ok: true,
		groups: [...new Set(groups.flatMap(({ name }) => name ?? []))],
		markets: read.flatMap((one) => ("problem" in one ? [] : [one])),
		refused: read.flatMap((one) => ("problem" in one ? [one] : [])),
	};
}

function refusedFile(problem: Text): ReadMarketsFile {
	return { ok: false, problem };
}

function listOf(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

function readMarket(value: unknown, group: string | undefined): FiledMarket | RefusedMarket {
	const record = recordOf(value) ?? {};
	const written = typeof record["name"] === "string" ? record["name"] : "";
	const name = cleanMarketName(written);
	if (name === "") return { name: "", problem: text("It has no name that shows.") };
	const leftOut = Object.keys(record).filter(
		(field) => !["name", "queries", "view", ...HOUSEKEEPING].includes(field),
	);
	leftOut.push(...Object.keys(unknownOptions(record["view"])).map((option) => `view.${option}`));
	const queries = listOf(record["queries"]).map((query) => withoutUnknown(query, leftOut));
	const parsed = parseChartView({ queries, view: recordOf(record["view"]) ?? {} });
	if (!parsed.ok) return { name, problem: parsed.problem };
	const names = [...new Set(leftOut.map((field) => cleanMarketName(field)))];
	return {
		name,
		...parsed.view,
		group,
		isCleaned: name !== written,
		leftOut: names.map((field) => field.slice(0, LONGEST_FIELD_NAME)),
	};
}

/** A query without the fields that no query of its provider has; their names are added to `leftOut`. */
function withoutUnknown(query: unknown, leftOut: string[]): unknown {
	let current = query;
	for (let count = 0; count < MOST_LEFT_OUT; count++) {
		const field = unknownField(current);
		if (field === undefined) break;
		leftOut.push(field);
		current = Object.fromEntries(
			Object.entries(current as object).filter(([key]) => key !== field),
		);
	}
	return current;
}

/** A field that makes the check of a query fail because no such query has it. */
function unknownField(query: unknown): string | undefined {
	if (recordOf(query) === undefined) return undefined;
	const { issues } = v.safeParse(marketQuerySchema(), query, { abortEarly: true });
	const [issue] = issues ?? [];
	const [part, ...deeper] = issue?.path ?? [];
	const isUnknown = issue?.expected === "never" && deeper.length === 0;
	return isUnknown && typeof part?.key === "string" ? part.key : undefined;
}
