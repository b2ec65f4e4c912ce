import * as v from "valibot";
import { recordOf } from "../../reader";
import { once } from "../../remembered";
import { cleanMarketName } from "../../query/marketFormat";
import type { Entries } from "../../query/schema";
import { saidLayoutSchema } from "../layout/layoutSchema";
import type { SaidLayout } from "../layout/understood";

/** Version of the file format. A file with a larger number is shown and never rewritten. */
export const DATA_SET_FORMAT = 1;
/** More paths and patterns than anybody types; a folder is one. */
export const MOST_PATHS = 10_000;
const LONGEST_PATH = 4_096;

/** What a data set is, as it stands in its file. Its id is the file's name. */
export interface DataSetDefinition {
	readonly schema: typeof DATA_SET_FORMAT;
	readonly name: string;
	/**
	 * Paths of files and folders, and patterns (`*`, `**`, `?`). In a workspace's own data sets they may be
	 * relative to its folder, with `/` between names.
	 */
	readonly files: readonly string[];
	/** What was said about the files; what is absent is found out. */
	readonly layout: SaidLayout;
}

/** Everything that a definition's file holds, including fields that this version does not know. */
export type DefinitionContent = Readonly<Record<string, unknown>>;

export type DecodedDefinition =
	| {
			readonly state: "ok";
			readonly definition: DataSetDefinition;
			readonly content: DefinitionContent;
	  }
	| { readonly state: "newer" }
	| { readonly state: "damaged" };

/** Fields that the schema does not name belong to newer versions and stay in the file. */
const definitionSchema = once(() =>
	v.object({
		schema: v.literal(DATA_SET_FORMAT),
		name: v.pipe(v.string(), v.transform(cleanMarketName), v.minLength(1)),
		files: v.pipe(
			v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PATH))),
			v.minLength(1),
			v.maxLength(MOST_PATHS),
		),
		layout: v.optional(saidLayoutSchema(), {}),
	} satisfies Entries<DataSetDefinition>),
);

/** Reads the parsed content of a definition's file. Never throws. */
export function decodeDefinition(value: unknown): DecodedDefinition {
	const content = recordOf(value);
	if (content === undefined) return { state: "damaged" };
	const { schema } = content;
	if (Number.isSafeInteger(schema) && Number(schema) > DATA_SET_FORMAT) return { state: "newer" };
	const result = v.safeParse(definitionSchema(), content, { abortEarly: true });
	return result.success
		? { state: "ok", definition: result.output, content }
		: { state: "damaged" };
}
