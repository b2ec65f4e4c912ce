import type { Judged, LookedAt, LookedAtTable } from "../../app/dataSets/dataSet";
import { fileStates } from "../../app/dataSets/fileStates";
import { formatDecimal } from "../../core/decimal";
import { fileName } from "../../core/trades/dataSet/fileName";
import { spanOf } from "../../core/trades/dataSet/judgedSymbols";
import { type NoteCode, notesOn } from "../../core/trades/dataSet/notes";
import type { RowsLayout } from "../../core/trades/layout/fileLayout";
import type { PreviewRow, UnderstoodRows } from "../../core/trades/layout/understood";
import type { BadRow, FileVerdict } from "../../core/trades/verdict";
import {
	COLUMN_ROLES,
	MOST_BAD_ROWS,
	MOST_FILES,
	MOST_SYMBOLS,
	type ShownBadRow,
	type ShownDataSet,
	type ShownFields,
	type ShownFile,
	type ShownJudgement,
	type ShownRow,
	type ShownSymbol,
} from "../../protocol/dataSet/messages";
import { markedUnseen } from "../../core/unseen";
import { sizeWords } from "../words/amounts";
import { shownTable, tableJudgement, tableNotes } from "./tableDescription";
import { badRowWords } from "../words/badRowWords";
import { translate } from "../words/uiText";

/** Notes of charts that the page counts and explains in its judgement. */
const COUNTED: ReadonlySet<string> = new Set([
	"badRows",
	"duplicateRows",
	"equalRows",
	"repeatedIds",
	"unknownSides",
] satisfies readonly NoteCode[]);

/**
 * What the page of a data set shows, before and after all rows were read.
 *
 * @param files the same as {@link describeFiles} gives
 */
export function describeDataSet(
	known: LookedAt | Judged,
	files: readonly ShownFile[],
	sql: string | undefined,
): ShownDataSet {
	const { entry, understood } = known;
	const { id, definition } = entry;
	const symbols = symbolsOf(known);
	const layoutNotes = understood.notes.map((note) => ({
		kind: "info" as const,
		text: translate(note),
	}));
	const found =
		"verdicts" in known ? notesOn(known.verdicts).filter(({ code }) => !COUNTED.has(code)) : [];
	return {
		id,
		name: definition.name,
		canRename: true,
		canChangeId: entry.workspace === undefined,
		...(known.kind === "table" && { table: shownTable(known.state) }),
		fileCount: known.kind === "files" ? known.files.length : 0,
		files,
		source: translate(understood.sourceName),
		columns: understood.columns.map(({ ref, name }) => {
			const role = COLUMN_ROLES.find((one) => understood.layout.columns[one] === ref);
			return { ref, name, ...(role !== undefined && { role }) };
		}),
		rows: understood.rows.map(shownRow),
		rowsLookedAt: understood.rowsLookedAt,
		words: {
			side: translate(understood.sideRule),
			size: translate(understood.sizeUnit),
			time: translate(understood.timeUnit),
			zone: translate(understood.zone),
		},
		fields: {
			...fieldsOf(understood),
			...(known.kind === "table" && finalField(known)),
		},
		questions: understood.questions.map(({ id: question, sentence, choices, recommended }) => ({
			id: question,
			sentence: translate(sentence),
			choices: choices.map(({ label, examples, answer }) => ({
				label: translate(label),
				examples,
				answer,
			})),
			...(recommended !== undefined && { recommended }),
		})),
		symbolCount: symbols.length,
		symbols: symbols.slice(0, MOST_SYMBOLS),
		notes: [
			...layoutNotes,
			...found.map((note) => ({ kind: "warning" as const, text: translate(note.text) })),
			...(known.kind === "table" ? tableNotes(known.state, known.understood.table) : []),
		],
		...("verdicts" in known && { judgement: judgementOf(known.verdicts, sql) }),
		...("verdict" in known && { judgement: tableJudgement(known.verdict, sql) }),
	};
}

/**
 * What became of the files of a data set since they were looked at.
 *
 * @param unreadable name of the one whose content could not be read
 */
export async function describeFiles(
	known: LookedAt,
	unreadable?: string,
): Promise<readonly ShownFile[]> {
	const shown = known.kind === "files" ? known.files.slice(0, MOST_FILES) : [];
	const states = await fileStates(shown);
	// A name that two files have says of neither.
	const isNamedOnce = shown.filter(({ path }) => fileName(path) === unreadable).length === 1;
	return shown.map(({ path }, at): ShownFile => {
		const { state = "missing", size } = states[at] ?? {};
		const name = fileName(path);
		const isMeant = isNamedOnce && name === unreadable && state !== "missing";
		return {
			name,
			...(size !== undefined && { size: sizeWords(size) }),
			state: isMeant ? "unreadable" : state,
		};
	});
}

function symbolsOf(known: LookedAt | Judged): readonly ShownSymbol[] {
	return "symbols" in known
		? known.symbols.map(({ symbol, trades, span, tick, step }) => ({
				symbol,
				trades,
				span,
				tick: formatDecimal(tick),
				step: formatDecimal(step),
			}))
		: known.understood.symbols.map((symbol) => ({ symbol }));
}

function shownRow({ cells, reading }: PreviewRow): ShownRow {
	return {
		cells: cells.map((cell) => (cell === null ? null : markedUnseen(cell))),
		reading:
			reading.kind === "bad" ? { kind: "bad", problem: badRowWords(reading.problem) } : reading,
	};
}

/** Choices that make sense for the files, as they are read now. */
function fieldsOf({ layout, header, symbolFrom, sideWords }: UnderstoodRows): ShownFields {
	const { time, zone, side, priceScale, sizeUnit, decimalComma, symbol, only } = layout;
	return {
		...("format" in layout && layout.format === "csv" && { header, decimalComma }),
		...(time !== "text" && { timeUnit: time }),
		...("format" in layout && hasWallClock(layout) && { zone }),
		sideOf: side.of,
		...("buy" in side && { sideWords: { buy: side.buy, sell: side.sell } }),
		...(sideWords !== undefined && { shownSideWords: sideWords }),
		priceScale,
		sizeUnit,
		...(symbolFrom !== "column" && { symbol: symbol ?? "" }),
		...(only !== undefined && { only }),
	};
}

/** Whether replaced rows are left out is asked of engines that take some away when they merge. */
function finalField({ state, understood }: LookedAtTable): Pick<ShownFields, "final"> {
	return state.takesFinal ? { final: understood.table.layout.final === true } : {};
}

/** Numbers count from 1970 in UTC; only written times can be in another zone. */
function hasWallClock({ time, timeBase }: RowsLayout): boolean {
	return time === "text" || timeBase !== undefined;
}

/** How many lines a page shows, and a clipboard holds, of the rows that were left out. */
export function badRowsOf(verdicts: readonly FileVerdict[]): readonly ShownBadRow[] {
	return verdicts
		.flatMap(({ version, bad }) =>
			bad.first.map(({ line, text, problem }: BadRow) => ({
				...(verdicts.length > 1 && { file: fileName(version.path) }),
				line,
				text,
				problem: badRowWords(problem),
			})),
		)
		.slice(0, MOST_BAD_ROWS);
}

function judgementOf(verdicts: readonly FileVerdict[], sql: string | undefined): ShownJudgement {
	const total = (of: (verdict: FileVerdict) => number) =>
		verdicts.reduce((sum, verdict) => sum + of(verdict), 0);
	const spans = verdicts.flatMap(({ symbols }) => symbols.map(({ span }) => span));
	return {
		trades: total(({ trades }) => trades),
		bad: {
			count: total(({ bad }) => bad.count),
			first: badRowsOf(verdicts).map((row) => ({ ...row, text: markedUnseen(row.text) })),
		},
		duplicates: total(({ duplicates }) => duplicates),
		equalRows: total(({ equalRows }) => equalRows),
		repeatedIds: total(({ repeatedIds }) => repeatedIds),
		outOfOrder: total(({ outOfOrder }) => outOfOrder),
		unknownSide: total(({ unknownSide }) => unknownSide),
		...(spans.length > 0 && { span: spanOf(spans) }),
		size: sizeWords(total(({ version }) => version.size)),
		...(sql !== undefined && sql !== "" && { sql }),
	};
}
