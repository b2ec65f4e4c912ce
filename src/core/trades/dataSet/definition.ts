import * as v from "valibot";
import { readServerAddress } from "../../access/serverAddress";
import { recordOf } from "../../reader";
import { once } from "../../remembered";
import { cleanMarketName } from "../../query/marketFormat";
import type { Entries } from "../../query/schema";
import { saidLayoutSchema, saidTableLayoutSchema } from "../layout/layoutSchema";
import type { SaidLayout, SaidTableLayout } from "../layout/understood";
import type { TableRef } from "../table/tables";

/** Version of the format of data sets of files, which every release reads. */
export const FILES_FORMAT = 1;
/** Version of the format of data sets of tables. A file with a larger number is shown and never rewritten. */
export const TABLE_FORMAT = 2;
/** More paths and patterns than anybody types; a folder is one. */
export const MOST_PATHS = 10_000;
const LONGEST_PATH = 4_096;
/** More characters than a name of a database or table can have. */
export const LONGEST_TABLE_NAME = 512;

/** What a data set of files is, as it stands in its file. Its id is the file's name. */
export interface FilesDefinition {
	readonly schema: typeof FILES_FORMAT;
	readonly name: string;
	/**
	 * Paths of files and folders, and patterns (`*`, `**`, `?`). In a workspace's own data sets they may be
	 * relative to its folder, with `/` between names.
	 */
	readonly files: readonly string[];
	/** What was said about the files; what is absent is found out. */
	readonly layout: SaidLayout;
}

/** What a data set of a table of a ClickHouse server is. Who signs in there stands somewhere else. */
export interface TableDefinition extends TableRef {
	readonly schema: typeof TABLE_FORMAT;
	readonly name: string;
	/** What was said about the table; what is absent is found out. */
	readonly layout: SaidTableLayout;
}

export type DataSetDefinition = FilesDefinition | TableDefinition;

/** The origin that an address names and nothing else; `undefined` for any other text. */
export function connectionAt(address: string): string | undefined {
	const read = readServerAddress(address);
	if (!read.ok) return undefined;
	// Without a port it is that of its scheme, as in every origin.
	const origin = address.trim().toLowerCase().replace(/\/$/, "");
	const [first, ...others] = read.addresses;
	const exact = read.addresses.find((one) => one.origin === origin);
	return (exact ?? (others.length === 0 ? first : undefined))?.origin;
}

/** Where the table of a definition stands. */
export function tableRefOf({ connection, database, table }: TableDefinition): TableRef {
	return { connection, database, table };
}

/** Paths and patterns of a definition; a table has none. */
export function filesOf(definition: DataSetDefinition): readonly string[] {
	return definition.schema === FILES_FORMAT ? definition.files : [];
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

const name = () => v.pipe(v.string(), v.transform(cleanMarketName), v.minLength(1));
const tableName = () => v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_TABLE_NAME));
/** No name, password or path may stand in it. */
const connection = () =>
	v.pipe(
		v.string(),
		v.rawTransform(({ dataset, addIssue, NEVER }): string => {
			const origin = connectionAt(dataset.value);
			if (origin !== undefined) return origin;
			addIssue({ message: "not an address" });
			return NEVER;
		}),
	);

/** Fields that the schema does not name belong to newer versions and stay in the file. */
const definitionSchema = once(() =>
	v.variant("schema", [
		v.object({
			schema: v.literal(FILES_FORMAT),
			name: name(),
			files: v.pipe(
				v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_PATH))),
				v.minLength(1),
				v.maxLength(MOST_PATHS),
			),
			layout: v.optional(saidLayoutSchema(), {}),
		} satisfies Entries<FilesDefinition>),
		v.object({
			schema: v.literal(TABLE_FORMAT),
			name: name(),
			connection: connection(),
			database: tableName(),
			table: tableName(),
			layout: v.optional(saidTableLayoutSchema(), {}),
		} satisfies Entries<TableDefinition>),
	]),
);

/** Reads the parsed content of a definition's file. Never throws. */
export function decodeDefinition(value: unknown): DecodedDefinition {
	const content = recordOf(value);
	if (content === undefined) return { state: "damaged" };
	const { schema } = content;
	if (Number.isSafeInteger(schema) && Number(schema) > TABLE_FORMAT) return { state: "newer" };
	const result = v.safeParse(definitionSchema(), content, { abortEarly: true });
	return result.success
		? { state: "ok", definition: result.output, content }
		: { state: "damaged" };
}
