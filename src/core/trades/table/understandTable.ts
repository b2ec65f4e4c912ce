import { at } from "../../at";
import { type Text, text } from "../../text";
import type { TimeUnit } from "../layout/fileLayout";
import { symbolInName } from "../layout/fileSymbol";
import { unitQuestion } from "../layout/genericLayout";
import type { HeadTable } from "../layout/head/headTable";
import { unitByMagnitude } from "../layout/numbers";
import { TABLE_WORDS } from "../layout/sourceWords";
import { findRows, type FoundRows, shownRows } from "../layout/understandRows";
import {
	badRequest,
	type Refusal,
	type SaidTableLayout,
	type UnderstoodRows,
	unreadable,
} from "../layout/understood";
import { type TableColumn, tableColumn } from "./columnType";
import type { TableLayout } from "./tableLayout";
import type { TableHead, TableRef, TradesTable } from "./tables";

/** What a table of trades was taken for. */
export interface UnderstoodTable extends UnderstoodRows {
	/** How its rows are read. */
	readonly table: TradesTable;
}

/** What people call a table: with its database. */
export function tableName({ database, table }: Pick<TableRef, "database" | "table">): string {
	return `${database}.${table}`;
}

/**
 * Finds out what a table holds and how it is to be read, from its columns and first rows. Types tell what rows do not:
 * words of a side, and that a `DateTime` is an instant, whatever its zone.
 *
 * @param said what is known already; it overrides what would be found, and answers questions
 */
export function understandTable(
	head: TableHead,
	said: SaidTableLayout = {},
): UnderstoodTable | Refusal {
	if (said.final === true && !head.takesFinal) return noFinal(head);
	const told = toldTime(head, said);
	if (told !== undefined && !isTime(told)) return noTime(told, "badRequest");
	const table = tableOf(head);
	const { final, ...rows } = said;
	const name = head.ref.table;
	const found = findRows({ table, name, symbol: symbolInName(name), words: TABLE_WORDS }, rows);
	if ("ok" in found) return timesAsText(head, found);
	const time = columnOf(head, found);
	if (!isTime(time)) return noTime(time, "unreadable");
	if (time.type.kind === "whole") tellUnit(found);
	found.draft.notes.push(...notesOn(head, found, final === true));
	const understood = shownRows(found, tableName(head.ref));
	const { layout } = understood;
	return {
		...understood,
		zone: text("Times are shown in UTC."),
		table: {
			ref: head.ref,
			layout: tableLayout(understood, time, final === true),
			...(layout.symbol !== undefined && { symbol: layout.symbol }),
		},
	};
}

/** Columns whose values say something about trades, or why they do not. */
const isShown = ({ type, typeName }: TableColumn) =>
	type.kind !== "other" || /^(Nullable\()?Date(32)?\b/.test(typeName);

function tableOf({ columns, rows, venues }: TableHead): HeadTable {
	const shown = columns.flatMap(({ name, type }, position) =>
		isShown(tableColumn(name, type)) ? [{ name, type, position }] : [],
	);
	const ofVenues = shown.findIndex(({ name }) => name === venues?.column);
	return {
		format: "table",
		names: shown.map(({ name }) => name),
		types: shown.map(({ type }) => type),
		...(venues !== undefined && {
			others: new Map([[ofVenues, venues.values]]),
			hasMore: new Set(venues.hasMore ? [ofVenues] : []),
		}),
		width: shown.length,
		rows: rows.map((row) => shown.map(({ position }) => row[position] ?? null)),
	};
}

/** The column that was said to be that of times, where there is one of its name. */
function toldTime({ columns }: TableHead, said: SaidTableLayout): TableColumn | undefined {
	const found = columns.find(({ name }) => name === said.columns?.time);
	return found && tableColumn(found.name, found.type);
}

/** The column of times. */
function columnOf({ columns }: TableHead, { body, draft }: FoundRows): TableColumn {
	const name = body.names[draft.columns.time ?? -1];
	const found = columns.find((one) => one.name === name) ?? at(columns, 0);
	return tableColumn(found.name, found.type);
}

const isTime = ({ type }: TableColumn) =>
	type.kind === "seconds" || type.kind === "ticks" || (type.kind === "whole" && type.bits <= 64);

function noTime({ name, typeName }: TableColumn, kind: Refusal["kind"]): Refusal {
	const problem = text(
		"The column {0} is of type {1}. Times of a table are read from a DateTime, a DateTime64 or whole numbers: choose such a column, or add one.",
		name,
		typeName,
	);
	return kind === "badRequest" ? badRequest(problem) : unreadable(problem);
}

/** Why there is no time: it may stand in a column that cannot be read as one. */
function timesAsText(head: TableHead, refusal: Refusal): Refusal {
	if (refusal.kind !== "unreadable" || head.rows.length === 0) return refusal;
	const columns = head.columns.map(({ name, type }) => tableColumn(name, type));
	if (columns.some(isTime)) return refusal;
	const position = columns.findIndex(
		({ type }, column) =>
			(type.kind === "text" || type.kind === "double" || type.kind === "decimal") &&
			head.rows.every((row) => looksLikeTime(row[column] ?? "")),
	);
	const column = columns[position];
	return column === undefined ? refusal : noTime(column, "unreadable");
}

const looksLikeTime = (value: string) =>
	/^\d{4}-\d\d-\d\d[T D]\d\d:\d\d/.test(value) || unitByMagnitude(value) !== undefined;

/** Whole numbers of a table count in one unit, told by their size or asked. */
function tellUnit({ body, draft, said }: FoundRows): void {
	if (said.timeUnit !== undefined) return;
	if (draft.questions.some(({ id }) => id === "timeUnit")) {
		draft.timeUnit ??= UNTIL_ANSWERED;
		return;
	}
	if (draft.timeUnit !== undefined) return;
	const facts = at(body.facts, draft.columns.time ?? -1);
	const units = new Set(facts.filled.map(unitByMagnitude));
	const [unit] = units;
	if (units.size === 1 && unit !== undefined) {
		draft.timeUnit = unit;
		return;
	}
	const asked = unitQuestion(facts);
	const sentence =
		units.size > 1
			? text(
					"The column {0} seems to count in several units. A table is read in one: which is it?",
					body.names[facts.position] ?? "",
				)
			: asked.sentence;
	draft.questions.push({ ...asked, sentence });
	draft.timeUnit = unit ?? UNTIL_ANSWERED;
}

/** Stands where a unit is asked for. */
const UNTIL_ANSWERED: TimeUnit = "ms";

function tableLayout(
	{ layout }: UnderstoodRows,
	{ type }: TableColumn,
	final: boolean,
): TableLayout {
	const { columns, time, side, priceScale, only } = layout;
	const unit: TimeUnit | undefined =
		type.kind === "whole" && time !== "text" && time !== "byMagnitude" ? time : undefined;
	return {
		columns: {
			time: String(columns.time),
			price: String(columns.price),
			size: String(columns.size),
			// A column that says nothing is not read.
			...(columns.side !== undefined && "buy" in side && { side: String(columns.side) }),
			...(columns.symbol !== undefined && { symbol: String(columns.symbol) }),
			...(columns.id !== undefined && { id: String(columns.id) }),
		},
		...(unit !== undefined && { timeUnit: unit }),
		side,
		priceScale,
		...(only !== undefined && { only: { column: String(only.column), values: only.values } }),
		...(final && { final }),
	};
}

/** What the reader of the table's charts should know of how it is read. */
function notesOn(head: TableHead, { draft }: FoundRows, final: boolean): readonly Text[] {
	return [
		...(head.takesFinal ? [final ? FINAL_USED : finalUnused(head.engine)] : []),
		...(draft.trades === undefined
			? []
			: [text("Rows add up several trades; in a table each row counts as one.")]),
	];
}

const FINAL_USED = text("Rows that others have replaced are left out while they are read (FINAL).");
const finalUnused = (engine: string) =>
	text(
		"The engine {0} takes rows that others have replaced away when it merges. Until then they count. Choose FINAL to leave them out.",
		engine,
	);

const noFinal = ({ engine, ref }: TableHead) =>
	badRequest(
		text(
			"FINAL leaves out rows that others have replaced. {0} is of the engine {1}, which replaces none: leave it off.",
			tableName(ref),
			engine,
		),
	);
