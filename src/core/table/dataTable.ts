import { computedText, deliveredDecimal, deliveredText } from "../plainText";
import type { TextColumn } from "../result/series";
import { epochMs, toIso } from "../time";
import type { CheckedInterval } from "../vendorCheck/vendorCheck";
import { isPartialAt, type PeriodSums } from "../vwap/anchors";

/** What a column holds. */
export type ColumnName =
	| "time"
	| "start"
	| "price"
	| "buy"
	| "sell"
	| "unknown"
	| "total"
	| "delta"
	| "share"
	| "poc"
	| "vah"
	| "val"
	| "vwap"
	| "open"
	| "high"
	| "low"
	| "close"
	| "anchored"
	| "sigma"
	| "upperBand"
	| "lowerBand"
	| "deviation"
	| "volume"
	| "trades"
	| "buyImbalances"
	| "sellImbalances"
	| "stackedImbalances"
	| "cumulativeDelta"
	| "change"
	| "spread"
	| "changeLess"
	| "implied"
	| "difference"
	| "explainedFrom"
	| "explainedTo"
	| "step"
	| "sumAbove"
	| "sumBelow"
	| "winner"
	| "captured"
	| "state"
	| "anchoredState"
	| "cumulativeState"
	| "volumeDifference"
	| "deltaDifference"
	| "pocDifference"
	| "vwapDifference"
	| "sideVwap"
	| "from"
	| "until"
	| "intervals"
	| "level"
	| "selection"
	| "deltaShare"
	| "impliedVwap";

/** A word in a cell. */
export type CellWord =
	| "poc"
	| "start"
	| "above"
	| "below"
	| "jump"
	| "complete"
	| "partial"
	| "inProgress"
	| CheckedInterval["state"];

/** A number of each row; NaN where there is none. */
export type NumberOfRow = (row: number) => number;

/** Why a cell has no number: nothing traded, or there is nothing to tell. */
export type Gap = "noTrades" | "none";

interface ColumnBase {
	readonly name: ColumnName;
	/** Unit of all its numbers: a coin, a currency, `%`, `bps`. */
	readonly unit?: string;
	/** Its market, when the table has several; the distance of a band. */
	readonly of?: string;
	/** What a difference is measured from. */
	readonly to?: string;
}

/** A number with its decimals on the screen. */
interface NumberColumn extends ColumnBase {
	readonly at: NumberOfRow;
	readonly decimals: number;
	/** Whether it is a difference, which is shown with its sign. */
	readonly isSigned?: boolean;
	/** What the screen says where there is no number; nothing when absent. */
	readonly gapAt?: (row: number) => Gap | undefined;
}

export type NumberDataColumn = Extract<DataColumn, NumberColumn>;

export type DataColumn =
	/** Epoch milliseconds. */
	| (ColumnBase & { readonly kind: "time"; readonly at: NumberOfRow })
	| (ColumnBase & { readonly kind: "count"; readonly at: NumberOfRow })
	/** Numbers as they came. */
	| (NumberColumn & { readonly kind: "delivered" })
	/** Decimal texts as they came. */
	| (ColumnBase & { readonly kind: "decimal"; readonly texts: TextColumn })
	/** Numbers that were computed; `mostPlaces` where a sum of decimals can have no more. */
	| (NumberColumn & { readonly kind: "computed"; readonly mostPlaces?: number })
	/** Texts of a person's own. */
	| (ColumnBase & { readonly kind: "text"; readonly at: (row: number) => string })
	/** Words, or whole numbers beside them; nothing where there is nothing to say. */
	| (ColumnBase & {
			readonly kind: "word";
			readonly at: (row: number) => CellWord | number | undefined;
			/** What is put into the words. */
			readonly args?: readonly string[];
	  });

/**
 * Says of each row whether its sum, which begins anew in each period, lacks the beginning of its period. There is no such column
 * where none does.
 */
export function stateColumns(
	name: "anchoredState" | "cumulativeState",
	sums: PeriodSums,
	indexOf: (row: number) => number,
): DataColumn[] {
	if (sums.partial.length === 0) return [];
	return [
		{
			kind: "word",
			name,
			at: (row) => (isPartialAt(sums, indexOf(row)) ? "partial" : undefined),
		},
	];
}

/**
 * The numbers behind a chart, row by row in the order of the screen. The screen writes them for people;
 * clipboards and files get them as data (definitions D24).
 */
export interface DataTable {
	readonly columns: readonly DataColumn[];
	readonly count: number;
}

/** A cell as data: empty where there is no number, times in UTC. */
export function cellData(
	column: DataColumn,
	row: number,
	timeText: (time: number) => string,
): string {
	switch (column.kind) {
		case "time":
			return timeText(column.at(row));
		case "count":
		case "delivered":
			return deliveredText(column.at(row));
		case "decimal": {
			const raw = column.texts.at(row);
			return raw === undefined || raw === null ? "" : deliveredDecimal(raw);
		}
		case "computed":
			return computedText(column.at(row), column.mostPlaces);
		case "word":
			return String(column.at(row) ?? "");
		case "text":
			return column.at(row);
	}
}

/** `2026-03-29 16:00:00`, UTC, as spreadsheets read times; milliseconds where they say something. */
function spreadsheetTime(time: number): string {
	if (!Number.isFinite(time)) return "";
	const iso = toIso(epochMs(time)).replace("T", " ");
	return iso.slice(0, time % 1_000 === 0 ? 19 : 23);
}

/**
 * A heading as one cell. Symbols come from outside, and a spreadsheet runs text that begins like a formula.
 */
function headingCell(heading: string): string {
	const line = heading.replace(/\s+/g, " ").trim();
	return /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(line) ? `'${line}` : line;
}

/** Rows `from` to `to`, both included, under their headings, separated by tabs as spreadsheets take them. */
export function rowsAsText(
	{ columns, count }: DataTable,
	from: number,
	to: number,
	headingOf: (column: DataColumn) => string,
): string {
	const lines = [columns.map((column) => headingCell(headingOf(column))).join("\t")];
	for (let row = Math.max(0, from); row <= Math.min(to, count - 1); row++) {
		lines.push(columns.map((column) => cellData(column, row, spreadsheetTime)).join("\t"));
	}
	return lines.join("\n");
}

/** The row of a time in a table whose rows are times, ascending. */
export function rowOfTime({ columns, count }: DataTable, time: number): number | undefined {
	const [first] = columns;
	if (first?.kind !== "time") return undefined;
	let [low, high] = [0, count];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (first.at(middle) < time) low = middle + 1;
		else high = middle;
	}
	return low < count && first.at(low) === time ? low : undefined;
}
