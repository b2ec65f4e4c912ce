import { text } from "../../../text";
import type { FileHead } from "../../engine";
import { delimiterOf, splitCsv, usualLength } from "./csvRows";
import type { ColumnRef, CsvForm, TradesFormat } from "../fileLayout";
import { headText } from "./headText";
import { flatFields, isFields, isList, type JsonList, type JsonValue, readJson } from "./jsonRows";
import { orderBook } from "../refusals";
import { type Refusal, unreadable } from "../understood";

/** A cell's text; `null` where the row has no value. */
export type Cell = string | null;

/** The first rows of a file or of a table as texts, whatever they are written in. */
export interface HeadTable {
	readonly format: TradesFormat | "table";
	/** Names of the columns where rows name their values; a CSV's header is among its rows. */
	readonly names?: readonly string[];
	/** How many columns a whole row has. */
	readonly width: number;
	readonly rows: readonly (readonly Cell[])[];
	/** Lines of the file in front of each row of a CSV. */
	readonly lineNumbers?: readonly number[];
	/** Types of the columns, where they have some. */
	readonly types?: readonly string[];
	/** Values of a column that stand in other rows than these, by its position. */
	readonly others?: ReadonlyMap<number, readonly string[]>;
	/** Positions of columns that have more values than are known. */
	readonly hasMore?: ReadonlySet<number>;
}

/** The beginning of a file. */
export interface FileTable extends HeadTable {
	readonly ok: true;
	readonly format: TradesFormat;
	/** Of a CSV, but for the lines in front of the first row. */
	readonly csv?: Omit<CsvForm, "skippedLines">;
	readonly jsonPath?: readonly string[];
	/** What the document says beside its trades, by name. */
	readonly said?: ReadonlyMap<string, string>;
}

/** Rows that are looked at: enough to see each word of a side, few enough for a millisecond or two. */
const MOST_ROWS = 1_000;

/** Bytes that are looked at; a thousand rows of a CSV have about a hundred thousand. */
const MOST_BYTES = 262_144;

/** How a layout names the column at a position. */
export function refOf(table: HeadTable, position: number): ColumnRef {
	return table.names?.[position] ?? position;
}

export function headTable(head: FileHead): FileTable | Refusal {
	if (head.parquet !== undefined) {
		const { columns, rows } = head.parquet;
		return {
			ok: true,
			format: "parquet",
			names: columns.map(({ name }) => name),
			types: columns.map(({ type }) => type),
			width: columns.length,
			rows: rows.slice(0, MOST_ROWS),
		};
	}
	const bytes = head.bytes.subarray(0, MOST_BYTES);
	const isWhole = head.isWhole && bytes.length === head.bytes.length;
	const decoded = headText(bytes, isWhole);
	if (!decoded.ok) return decoded;
	const content = decoded.content.replace(/^\ufeff/, "");
	const first = content.trimStart();
	if (first === "") return unreadable(text("The file is empty. Choose one that holds trades."));
	if (/^<(!doctype|html|\?xml)/i.test(first)) {
		return unreadable(
			text("The file is a web page, not trades. The download may have failed: load it again."),
		);
	}
	if (!/^(\{|\[\s*[[{\]])/.test(first) && !/^\[\s*(-?\d|"[^"]*"\s*,)/.test(first)) {
		return csvTable(content, decoded.encoding, isWhole);
	}
	if (decoded.encoding !== "utf-8") {
		return unreadable(text("JSON is read in UTF-8 alone. Save the file in UTF-8."));
	}
	return jsonTable(content, isWhole);
}

function csvTable(
	content: string,
	encoding: CsvForm["encoding"],
	isWhole: boolean,
): FileTable | Refusal {
	const delimiter = delimiterOf(content, isWhole);
	const lines = splitCsv(content, delimiter, { isWhole, most: MOST_ROWS });
	const width = usualLength(lines);
	return {
		ok: true,
		format: "csv",
		csv: { delimiter, encoding, columns: width },
		width,
		rows: lines.map(({ cells }) => cells),
		lineNumbers: lines.map(({ lineNumber }) => lineNumber),
	};
}

const notJson = () =>
	unreadable(text("The file begins like JSON and does not go on like it. Save the trades again."));

function jsonTable(content: string, isWhole: boolean): FileTable | Refusal {
	const whole = readJson(content, 0, MOST_ROWS);
	const isList1 = whole.value !== undefined && isList(whole.value);
	const isLines =
		whole.state === "whole" && content.slice(whole.end).trim() !== "" && !isListOfRows(whole.value);
	if (isLines) return linesTable(content, isWhole);
	if (whole.state === "wrong" || whole.value === undefined) return notJson();
	if (isList1 && isRow(whole.value)) return rowsTable("ndjson", [whole.value]);
	const lists = listsOf(whole.value);
	if (lists.some(({ path }) => ["bids", "asks"].includes(path.at(-1) ?? ""))) return orderBook();
	if (lists.length > 1) {
		return unreadable(
			text(
				"The document holds several lists of trades ({0}). Save each in a file of its own.",
				lists.map(({ path }) => path.join(".")).join(", "),
			),
		);
	}
	const [list] = lists;
	if (list !== undefined) {
		return rowsTable("json", list.list.items, list.path, documentSays(whole.value));
	}
	// One line with one trade, or nothing at all.
	return rowsTable("ndjson", isFields(whole.value) ? [whole.value] : []);
}

/** A list of plain values is a row; a list of rows is a table. */
function isRow(value: JsonValue | undefined): value is JsonList {
	return value !== undefined && isList(value) && value.items.length > 0 && !isListOfRows(value);
}

function isListOfRows(value: JsonValue | undefined): boolean {
	return (
		value !== undefined &&
		isList(value) &&
		value.items.some((item) => isList(item) || isFields(item))
	);
}

function linesTable(content: string, isWhole: boolean): FileTable | Refusal {
	const lines = content.split("\n");
	if (!isWhole) lines.pop();
	const rows: JsonValue[] = [];
	let wrong = 0;
	for (const line of lines) {
		if (rows.length >= MOST_ROWS) break;
		if (line.trim() === "") continue;
		const { value, state } = readJson(line);
		if (value !== undefined && state === "whole") rows.push(value);
		else wrong++;
	}
	return wrong > rows.length ? notJson() : rowsTable("ndjson", rows);
}

interface FoundList {
	readonly path: readonly string[];
	readonly list: JsonList;
}

/** Lists of rows in a document, with the names on the way to them. */
function listsOf(value: JsonValue, path: readonly string[] = []): readonly FoundList[] {
	if (isList(value)) return isListOfRows(value) ? [{ path, list: value }] : [];
	if (!isFields(value)) return [];
	return [...value.fields].flatMap(([name, inner]) => listsOf(inner, [...path, name]));
}

/** Texts of a document beside its lists, by their own names. */
function documentSays(value: JsonValue): ReadonlyMap<string, string> {
	const says = new Map<string, string>();
	if (!isFields(value)) return says;
	for (const [name, scalar] of flatFields(value)) {
		if (scalar.text !== null) says.set(name.slice(name.lastIndexOf(".") + 1), scalar.text);
	}
	return says;
}

function rowsTable(
	format: "json" | "ndjson",
	values: readonly JsonValue[],
	jsonPath: readonly string[] = [],
	said: ReadonlyMap<string, string> = new Map(),
): FileTable {
	const common = { ok: true, format, said, ...(format === "json" ? { jsonPath } : {}) } as const;
	const lists = values.filter(isList);
	if (lists.length > values.length / 2) {
		const scalars = lists.map(({ items }) =>
			items.map((item) => (isList(item) || isFields(item) ? undefined : item)),
		);
		const width = Math.max(...scalars.map(({ length }) => length));
		return { ...common, width, rows: scalars.map((row) => row.map((item) => item?.text ?? null)) };
	}
	const records = values.filter(isFields).map((value) => flatFields(value));
	const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
	return {
		...common,
		names,
		width: names.length,
		rows: records.map((record) => names.map((name) => record.get(name)?.text ?? null)),
	};
}
