import type { TypedColumn } from "../../core/trades/verdict";
import type { ColumnRef, FileLayout } from "../../core/trades/layout/fileLayout";
import type { RepeatedKeys } from "../typed/repeatedKeys";
import { codecName } from "../files/packed";
import { exactPath, join, quoted, raw, type Sql, sql, textList, textValue } from "./sql";

/** Files that are read alike, in one scan. */
export interface FileGroup {
	readonly layout: FileLayout;
	/** Where they are read from, in order. */
	readonly paths: readonly string[];
	/** The largest of them, in bytes. */
	readonly largest: number;
	/** Columns of Parquet files. */
	readonly columns?: readonly TypedColumn[];
	/** Whether lines have to be read one after the other: quoted line breaks in files with short rows. */
	readonly isSerial?: boolean;
}

/** A column of a file as SQL. */
export interface FileColumn {
	readonly value: Sql;
	/** `VARCHAR` for everything that is text. */
	readonly type: string;
}

/** The rows of files before anything is understood of them. */
export interface FileRows {
	readonly from: Sql;
	column(ref: ColumnRef): FileColumn;
	/** What is wrong with a row as such: `'cut'`, `'tooLong'`, `'unreadable'` or NULL. */
	readonly problem: Sql;
	/** The row as text, to be shown. */
	readonly text: Sql;
	/** Name of its file. */
	readonly file: Sql;
}

export interface RowOptions {
	/** Rows that cannot be read are put aside in `reject_errors`. */
	readonly rejects?: boolean;
	/** Rows that cannot be read are skipped. */
	readonly skips?: boolean;
	/** Types of columns of a CSV that are not to be text, by their number. */
	readonly types?: ReadonlyMap<number, string>;
	/** Rows have a key, `ROW.key`. */
	readonly keyed?: boolean;
	/** Every row is known to have an id, which is all that its key needs. */
	readonly identified?: boolean;
	/** Every id is known to be a whole number. */
	readonly wholeIds?: boolean;
	/** Only rows whose key is noted here are read. */
	readonly among?: RepeatedKeys;
	/** Rows of a Parquet file say their number, from 0, as `file_row_number`. */
	readonly numbered?: boolean;
}

/** What no file holds, so that an empty field is an empty text. */
const NO_NULL = "\u0001\u0003\u0001";
/** Each thread reads a CSV in such pieces: four of the longest lines that are read at all, a quarter of what is usual. */
const CSV_BUFFER = 1 << 23;
const LARGEST_DOCUMENT = 1 << 30;

/** The rows of files that are read alike. */
export function fileRows(group: FileGroup, options: RowOptions = {}): FileRows {
	switch (group.layout.format) {
		case "csv":
			return csvRows(group, options);
		case "ndjson":
			return lineRows(group, options);
		case "json":
			return documentRows(group);
		case "parquet":
			return parquetRows(group, options);
	}
}

const filesOf = ({ paths }: FileGroup) => sql`${textList(paths.map(exactPath))}`;
const withName = ({ paths }: FileGroup) => (paths.length > 1 ? ", filename=true" : "");
const fileOf = ({ paths }: FileGroup) => (paths.length > 1 ? raw("filename") : raw("NULL"));
const codecOf = ({ layout }: FileGroup) =>
	`compression='${codecName(layout.compression, layout.format)}'`;

const ENCODINGS = { "utf-8": "utf-8", "utf-16le": "utf-16", "latin-1": "latin-1" } as const;
const encodingOf = (encoding: string) =>
	encoding in ENCODINGS ? ENCODINGS[encoding as keyof typeof ENCODINGS] : "utf-8";

function errorsOf({ rejects, skips }: RowOptions): string {
	if (rejects === true) return ", store_rejects=true, rejects_limit=0";
	return skips === true ? ", ignore_errors=true" : "";
}

function csvRows(group: FileGroup, options: RowOptions): FileRows {
	const { csv } = group.layout;
	if (csv === undefined) throw new Error("a CSV without its form");
	const names = Array.from({ length: csv.columns + 1 }, (_, at) => `c${at}`);
	const types = names.map((name, at) => `'${name}': '${options.types?.get(at) ?? "VARCHAR"}'`);
	const encoding = encodingOf(csv.encoding);
	const settings = [
		"auto_detect=false",
		"header=false",
		`skip=${csv.skippedLines}`,
		"quote='\"'",
		"escape='\"'",
		`columns={${types.join(", ")}}`,
		"null_padding=true",
		"strict_mode=false",
		`nullstr=${quoted(NO_NULL)}`,
		`buffer_size=${CSV_BUFFER}`,
		codecOf(group),
		...(encoding === "utf-8" ? [] : [`encoding='${encoding}'`]),
		...(group.isSerial === true ? ["parallel=false"] : []),
	];
	const last = raw(`c${csv.columns - 1}`);
	const extra = raw(`c${csv.columns}`);
	return {
		from: sql`read_csv(${filesOf(group)}, delim=${textValue(csv.delimiter)}, ${raw(settings.join(", ") + errorsOf(options) + withName(group))})`,
		column: (ref) => ({
			value: raw(`c${Number(ref)}`),
			type: options.types?.get(Number(ref)) ?? "VARCHAR",
		}),
		problem: sql`CASE ${allRead(names, options)}WHEN ${last} IS NULL THEN 'cut' WHEN ${extra} IS NOT NULL THEN 'tooLong' END`,
		text: sql`concat_ws(${textValue(csv.delimiter)}, ${raw(names.join(", "))})`,
		file: fileOf(group),
	};
}

/**
 * Where lines may be left out all columns are read: DuckDB 1.5.6 fails with an internal error over a line that it
 * leaves out for its bytes and that is short of columns, where it reads some of them alone.
 */
function allRead(names: readonly string[], { rejects, skips }: RowOptions): Sql {
	return rejects === true || skips === true
		? raw(`WHEN coalesce(${names.join(", ")}) IS NULL THEN 'cut' `)
		: raw("");
}

/** JSON pointers to a value: the name as it stands, then as a way down. */
function pointersTo(ref: ColumnRef): readonly string[] {
	const escaped = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");
	if (typeof ref === "number") return [`/${ref}`];
	const nested = `/${ref.split(".").map(escaped).join("/")}`;
	return ref.includes(".") ? [`/${escaped(ref)}`, nested] : [nested];
}

function jsonColumn(json: Sql, ref: ColumnRef): FileColumn {
	const texts = pointersTo(ref).map((pointer) => sql`(${json} ->> ${textValue(pointer)})`);
	return { value: sql`coalesce(${join(texts, ", ")})`, type: "VARCHAR" };
}

function lineRows(group: FileGroup, options: RowOptions): FileRows {
	// Lines are read whole and taken apart afterwards, because a broken one would swallow the next.
	const from = sql`(SELECT c0 AS line, CASE WHEN json_valid(c0) THEN c0::JSON END AS j${raw(withName(group) === "" ? "" : ", filename")} FROM read_csv(${filesOf(group)}, auto_detect=false, header=false, delim='\u0002', quote='', escape='', columns={'c0': 'VARCHAR'}, strict_mode=false, nullstr=${raw(quoted(NO_NULL))}, max_line_size=16777216, ${raw(codecOf(group) + errorsOf(options) + withName(group))}) WHERE trim(c0) <> '')`;
	return {
		from,
		column: (ref) => jsonColumn(raw("j"), ref),
		problem: sql`CASE WHEN j IS NULL THEN 'unreadable' END`,
		text: raw("line"),
		file: fileOf(group),
	};
}

function documentRows(group: FileGroup): FileRows {
	const { layout, largest } = group;
	const path = layout.jsonPath ?? [];
	const most = Math.min(Math.max(largest * 16, 1 << 24), LARGEST_DOCUMENT);
	const read = (format: string) =>
		sql`read_json_objects(${filesOf(group)}, format='${raw(format)}', ${raw(`maximum_object_size=${format === "array" ? 1 << 24 : most}, ${codecOf(group)}${withName(group)}`)})`;
	const pointer = textValue(path.map((name) => pointersTo(name)[0] ?? "").join(""));
	const name = raw(withName(group) === "" ? "" : ", filename");
	const from =
		path.length === 0
			? sql`(SELECT json AS j${name} FROM ${read("array")})`
			: sql`(SELECT unnest(json_extract(json, ${pointer})::JSON[]) AS j${name} FROM ${read("unstructured")})`;
	return {
		from,
		column: (ref) => jsonColumn(raw("j"), ref),
		problem: raw("NULL"),
		text: raw("j::VARCHAR"),
		file: fileOf(group),
	};
}

function parquetRows(group: FileGroup, { numbered }: RowOptions): FileRows {
	const { columns = [] } = group;
	const names = columns.map((_, at) => `c${at}`);
	return {
		from: sql`read_parquet(${filesOf(group)}, hive_partitioning=false${raw(withName(group) + (numbered === true ? ", file_row_number=true" : ""))}) AS file(${raw(names.join(", "))})`,
		column: (ref) => parquetColumn(columns, String(ref)),
		problem: raw("NULL"),
		text: sql`concat_ws(', ', ${raw(names.map((name) => `${name}::VARCHAR`).join(", "))})`,
		file: fileOf(group),
	};
}

function parquetColumn(columns: readonly TypedColumn[], name: string): FileColumn {
	const at = columns.findIndex((column) => column.name === name);
	if (at >= 0) return { value: raw(`c${at}`), type: columns[at]?.type ?? "VARCHAR" };
	// A field of a structure: the longest name in front that is a column, then its fields.
	const parts = name.split(".");
	for (let length = parts.length - 1; length > 0; length--) {
		const outer = parts.slice(0, length).join(".");
		const found = columns.findIndex((column) => column.name === outer);
		if (found < 0) continue;
		const fields = parts.slice(length).map((field) => `, ${quoted(field)})`);
		const value = `${"struct_extract(".repeat(fields.length)}c${found}${fields.join("")}`;
		return { value: raw(`${value}::VARCHAR`), type: "VARCHAR" };
	}
	return { value: raw("NULL::VARCHAR"), type: "VARCHAR" };
}
