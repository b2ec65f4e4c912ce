import { signedText } from "../../core/chart/format";
import {
	type ColumnName,
	type DataColumn,
	type DataTable,
	rowOfTime,
} from "../../core/table/dataTable";
import type { NumbersAt } from "../charts/screen";
import { CELL_WORDS, columnHeading } from "../../protocol/columnWords";
import type { Words } from "../words";
import type { TableName } from "../../core/table/copyWish";

/** A row that stands out. */
export type RowMark = "poc" | "vah" | "val" | "open";

export interface TableRow {
	/** The first is the row's header. */
	readonly cells: readonly string[];
	readonly marks?: readonly RowMark[];
	/** Whether it belongs to the value area. */
	readonly isInside?: boolean;
	/** Whether it is one of those that are looked for, because something is wrong in it. */
	readonly isOff?: boolean;
}

/** The numbers behind a chart, row by row. Only visible rows are ever built. */
export interface TableContent {
	/** Which of the tables it is. */
	readonly name: TableName;
	/** Name of the table, for screen readers; visible when it says more than the page around it. */
	readonly caption: string;
	readonly showsCaption?: true;
	readonly columns: readonly string[];
	/** Columns of texts, by their positions: they begin at one line, where numbers end at one. */
	readonly textColumns?: readonly number[];
	readonly count: number;
	row(index: number): TableRow;
	/** The row that the table opens at, where it is not the first. */
	readonly start?: number;
	/** The row of what the crosshair is on; `undefined` where the table has none for it. */
	readonly rowOf?: (place: NumbersAt) => number | undefined;
}

/** What a table shows besides its numbers. */
interface TableLook {
	readonly caption?: string;
	readonly marksOf?: (row: number) => readonly RowMark[];
	/** Rows of the value area, or those that are within what is uncertain. */
	readonly isInside?: (row: number) => boolean;
	readonly isOff?: (row: number) => boolean;
	/** The row that the table opens at. */
	readonly start?: number;
	/** The row of rows of a profile, where the table is of those. */
	readonly rowOfBar?: (from: number, to: number) => number;
}

/** Columns that hold words alone. */
const STATES: ReadonlySet<ColumnName> = new Set(["state", "anchoredState", "cumulativeState"]);

/** A table with its numbers as people read them: rounded, grouped, with signs (definitions D24). */
export function tableContent(
	name: TableName,
	{ columns, count }: DataTable,
	words: Words,
	{ caption, marksOf, isInside, isOff, start, rowOfBar }: TableLook = {},
): TableContent {
	const textColumns = columns.flatMap(({ name, kind }, at) =>
		STATES.has(name) || kind === "text" ? [at] : [],
	);
	const texts = columns.map((column) => cellText(column, words));
	return {
		name,
		rowOf: (place) => {
			if (!("profile" in place)) return rowOfTime({ columns, count }, place.time);
			return place.profile === 0 ? rowOfBar?.(place.from, place.to) : undefined;
		},
		caption: caption ?? words.say("table"),
		...(caption === undefined ? {} : { showsCaption: true }),
		columns: columns.map((column) => columnHeading(column, words.say, words.zone.name)),
		...(textColumns.length > 0 && { textColumns }),
		count,
		...(start === undefined ? {} : { start }),
		row: (row) => ({
			cells: texts.map((text) => text(row)),
			...(marksOf === undefined ? {} : { marks: marksOf(row) }),
			...(isInside === undefined ? {} : { isInside: isInside(row) }),
			...(isOff === undefined ? {} : { isOff: isOff(row) }),
		}),
	};
}

function cellText(column: DataColumn, words: Words): (row: number) => string {
	switch (column.kind) {
		case "time":
			return (row) => words.time(column.at(row));
		case "count":
			return (row) => words.full(column.at(row));
		case "text":
			return column.at;
		case "word":
			return (row) => {
				const cell = column.at(row);
				if (cell === undefined) return "";
				return typeof cell === "number"
					? words.full(cell)
					: words.say(CELL_WORDS[cell], ...(column.args ?? []));
			};
		case "decimal":
			return (row) => {
				const raw = column.texts.at(row);
				return raw === undefined || raw === null ? words.say("noTrades") : words.rawPrice(raw);
			};
		case "delivered":
		case "computed": {
			const { at, decimals, isSigned = false, gapAt } = column;
			const text = isSigned ? signedText(words.volume(decimals)) : words.volume(decimals);
			const gaps = { noTrades: words.say("noTrades"), none: "–" };
			return (row) => {
				const value = at(row);
				const gap = Number.isNaN(value) ? gapAt?.(row) : undefined;
				return gap === undefined ? text(value) : gaps[gap];
			};
		}
	}
}
