import * as read from "../../core/reader";
import type { TimeRange } from "../../core/result/series";
import { epochMs } from "../../core/time";
import {
	MAX_MESSAGE_LENGTH,
	type ReadMessage,
	type Readers,
	empty,
	readMessage,
} from "../readMessage";
import * as layout from "./layoutReader";
import {
	COLUMN_ROLES,
	DATA_SET_ACTIONS,
	FILE_STATES,
	type DataSetButton,
	type DataSetSettings,
	type HostToDataSet,
	MOST_BAD_ROWS,
	MOST_COLUMNS,
	MOST_FILES,
	MOST_PREVIEW_ROWS,
	MOST_SYMBOLS,
	MOST_TABLE_FACTS,
	type ShownBadRow,
	type ShownChoice,
	type ShownColumn,
	type ShownDataSet,
	type ShownFields,
	type ShownFile,
	type ShownJudgement,
	type ShownNote,
	type ShownQuestion,
	type ShownReading,
	type ShownRow,
	type ShownSymbol,
	type ShownTable,
} from "./messages";
import type { DataSetStrings } from "./strings";

/** Checks what the host sent to the page of a data set. */
export function readHostToDataSet(value: unknown): ReadMessage<HostToDataSet> {
	return readMessage(value, TO_DATA_SET);
}

/** Most sentences, notes, choices and examples. */
const MOST_NOTES = 1_000;
/** The longest SQL names every file of a data set. */
const LONGEST_SQL = 4 * 1024 * 1024;

const text = read.text(MAX_MESSAGE_LENGTH);
const actions = read.list(
	read.fields<DataSetButton>({ id: read.oneOf(DATA_SET_ACTIONS), label: text }),
	DATA_SET_ACTIONS.length,
);
const time = read.map(read.number, epochMs);
const span = read.fields<TimeRange>({ from: time, to: time });

/** The host sends every sentence of the table, so the page needs no copy of it. */
const strings = read.map(
	read.record(read.tolerant(text), MOST_NOTES),
	(sentences) => sentences as DataSetStrings,
);

const file = read.fields<ShownFile>({
	name: text,
	size: read.optional(text),
	state: read.oneOf(FILE_STATES),
});

const table = read.fields<ShownTable>({
	name: text,
	facts: read.list(
		read.fields<ShownTable["facts"][number]>({ label: text, value: text }),
		MOST_TABLE_FACTS,
	),
});

const column = read.fields<ShownColumn>({
	ref: layout.columnRef,
	name: text,
	role: read.optional(read.oneOf(COLUMN_ROLES)),
});

const reading = read.variant<ShownReading, "kind">("kind", {
	trade: read.fields<Extract<ShownReading, { readonly kind: "trade" }>>({
		kind: read.literal("trade"),
		time: text,
		price: text,
		size: text,
		side: read.oneOf(["buy", "sell", "unknown"]),
		symbol: text,
		id: read.optional(text),
		count: read.number,
	}),
	other: read.fields({ kind: read.literal("other") }),
	bad: read.fields({ kind: read.literal("bad"), problem: text }),
});

const row = read.fields<ShownRow>({
	cells: read.list(read.nullable(text), MOST_COLUMNS),
	reading,
});

const fields = read.fields<ShownFields>({
	header: read.optional(read.flag),
	timeUnit: read.optional(read.oneOf(["s", "ms", "us", "ns", "byMagnitude"])),
	zone: read.optional(layout.zone),
	sideOf: read.oneOf(["taker", "maker", "amountSign", "nobody"]),
	sideWords: read.optional(layout.sideWords),
	shownSideWords: read.optional(layout.sideWords),
	priceScale: layout.priceScale,
	sizeUnit: layout.sizeUnit,
	decimalComma: read.optional(read.flag),
	symbol: read.optional(layout.symbol),
	only: read.optional(layout.only),
	final: read.optional(read.flag),
});

const question = read.fields<ShownQuestion>({
	id: read.oneOf([
		"time",
		"timeUnit",
		"zone",
		"price",
		"size",
		"side",
		"sideOf",
		"symbol",
		"exchange",
	]),
	sentence: text,
	choices: read.list(
		read.fields<ShownChoice>({
			label: text,
			examples: read.list(text, MOST_NOTES),
			answer: layout.saidLayout,
		}),
		MOST_COLUMNS,
	),
	recommended: read.optional(read.count),
});

const symbol = read.fields<ShownSymbol>({
	symbol: layout.symbol,
	trades: read.optional(read.count),
	span: read.optional(span),
	tick: read.optional(text),
	step: read.optional(text),
});

const note = read.fields<ShownNote>({
	kind: read.oneOf(["warning", "info"]),
	text,
	actions: read.optional(actions),
});

const badRow = read.fields<ShownBadRow>({
	file: read.optional(text),
	line: read.count,
	text,
	problem: text,
});

const judgement = read.fields<ShownJudgement>({
	trades: read.count,
	bad: read.fields<ShownJudgement["bad"]>({
		count: read.count,
		first: read.list(badRow, MOST_BAD_ROWS),
	}),
	duplicates: read.optional(read.count),
	equalRows: read.optional(read.count),
	repeatedIds: read.optional(read.count),
	outOfOrder: read.optional(read.count),
	unknownSide: read.count,
	span: read.optional(span),
	size: read.optional(text),
	sql: read.optional(read.text(LONGEST_SQL)),
});

const dataSet = read.fields<ShownDataSet>({
	id: text,
	name: text,
	canRename: read.flag,
	canChangeId: read.flag,
	table: read.optional(table),
	fileCount: read.count,
	files: read.list(file, MOST_FILES),
	source: text,
	columns: read.list(column, MOST_COLUMNS),
	rows: read.list(row, MOST_PREVIEW_ROWS),
	rowsLookedAt: read.count,
	words: read.fields<ShownDataSet["words"]>({ side: text, size: text, time: text, zone: text }),
	fields,
	questions: read.list(question, MOST_NOTES),
	symbolCount: read.count,
	symbols: read.list(symbol, MOST_SYMBOLS),
	notes: read.list(note, MOST_NOTES),
	judgement: read.optional(judgement),
});

const TO_DATA_SET: Readers<HostToDataSet> = {
	settings: read.fields<DataSetSettings>({
		strings,
		locale: read.text(100),
		timeZone: read.text(100),
	}),
	persist: read.fields<HostToDataSet["persist"]>({ dataSet: text }),
	show: read.fields<HostToDataSet["show"]>({ dataSet }),
	busy: read.fields<HostToDataSet["busy"]>({
		work: read.oneOf(["understanding", "judging"]),
		share: read.optional(read.between(0, 1)),
		files: read.optional(read.count),
	}),
	files: read.fields<HostToDataSet["files"]>({ files: read.list(file, MOST_FILES) }),
	idle: empty,
	failed: read.fields<HostToDataSet["failed"]>({
		text,
		isCancelled: read.optional(read.flag),
		detail: read.optional(text),
		actions,
	}),
	done: read.fields<HostToDataSet["done"]>({ text }),
};
