import { text, type Text } from "../../text";
import { type EpochMs, epochMs, parseIso } from "../../time";
import { isTimeZone } from "../../wallClock";
import { isSymbol, SYMBOL_LENGTH } from "../../query/symbol";
import { type ColumnFacts, columnFacts, hasDecimalComma, sideWordsOf } from "./columnFacts";
import { nameFit, type Role } from "./columnNames";
import type { Body, Draft, Said, SaidColumns } from "./draft";
import type { ColumnRef, RowsLayout, TradeColumns } from "./fileLayout";
import { baseName } from "./fileSymbol";
import { addVenues, genericLayout, refusedKind } from "./genericLayout";
import { type Cell, type HeadTable, refOf } from "./head/headTable";
import { knownLayout } from "./known/knownLayout";
import {
	fromWallClock,
	isCommaNumber,
	isDateNumber,
	isMoment,
	isNumber,
	unitByMagnitude,
} from "./numbers";
import { readRow } from "./readRow";
import { shorten } from "./shorten";
import { sideNotes, sideQuestion, sideRuleOf, tellingWords } from "./sideRule";
import type { SourceWords } from "./sourceWords";
import { typedFacts } from "./typedFacts";
import {
	badRequest,
	type PreviewRow,
	type Question,
	type QuestionId,
	type Refusal,
	type SaidLayout,
	type UnderstoodRows,
	unreadable,
} from "./understood";

/** Rows that are shown. */
const SHOWN_ROWS = 20;
/** Instruments that are listed. */
const MOST_SYMBOLS = 200;
const ROLES: readonly Role[] = ["time", "price", "size", "side", "symbol", "id"];

/** First rows, whatever they are of. */
export interface RowsSource {
	readonly table: HeadTable;
	/** Path of the file that holds the trades, or the table's name. */
	readonly name: string;
	/** The instrument that the name, or what stands around the rows, says. */
	readonly symbol?: string | undefined;
	readonly words: SourceWords;
}

/** What was found out about rows, with the columns still as positions. */
export interface FoundRows {
	readonly source: RowsSource;
	readonly body: Body;
	readonly draft: Draft;
	readonly said: SaidLayout;
}

/**
 * Finds out what first rows hold and how all are to be read.
 *
 * @param said what is known already; it overrides what would be found, and answers questions
 */
export function findRows(source: RowsSource, said: SaidLayout): FoundRows | Refusal {
	const body = bodyOf(source, said);
	if (!("facts" in body)) return body;
	const columns = saidColumns(body, said);
	if ("ok" in columns) return columns;
	const isTold =
		columns.time !== undefined && columns.price !== undefined && columns.size !== undefined;
	const draft =
		knownLayout(body, source.name, said.symbol ?? source.symbol) ??
		(isTold ? undefined : refusedKind(body)) ??
		genericLayout(body, columns);
	if ("ok" in draft) return draft;
	addVenues(draft, body);
	const problem =
		applySaid(draft, body, { layout: said, columns }) ??
		takenColumn(draft, body, columns) ??
		missingColumn(draft, body);
	if (problem !== undefined) return problem;
	draft.notes.push(...sideNotes(draft, body));
	return { source, body, draft, said };
}

function looksLikeData(cell: Cell): boolean {
	const value = cell?.trim() ?? "";
	return isNumber(value) || isCommaNumber(value) || isMoment(value);
}

/** The rows of a table without banner and header. */
function bodyOf({ table, words }: RowsSource, said: SaidLayout): Body | Refusal {
	if (table.rows.length === 0 || table.width === 0) return words.noRows();
	const first = Math.max(
		table.rows.findIndex((row) => row.length === table.width),
		0,
	);
	const top = table.rows[first] ?? [];
	const isNamed =
		table.names !== undefined ||
		(table.format === "csv" && (said.header ?? !top.some(looksLikeData)));
	const isInRows = isNamed && table.names === undefined;
	const rows = table.rows.slice(isInRows ? first + 1 : first);
	const header = table.names ?? (isInRows ? top.map((cell) => cell?.trim() ?? "") : undefined);
	if (rows.length === 0) {
		return unreadable(
			text(
				"The file holds names of columns ({0}) and no rows. Choose one that holds trades.",
				shortList(header ?? []),
			),
		);
	}
	const isTable = table.format === "table";
	const decimalComma = !isTable && (said.decimalComma ?? hasDecimalComma(rows));
	const facts = columnFacts(rows, table.width, decimalComma);
	return {
		table,
		words,
		isNamed,
		names: header ?? Array.from({ length: table.width }, (_, position) => `#${position + 1}`),
		rows,
		skippedLines: table.lineNumbers?.[first + (isInRows ? 1 : 0)] ?? 0,
		decimalComma,
		facts: isTable
			? facts.map((one) => typedFacts(withOthers(one, table), table.types?.[one.position] ?? ""))
			: facts,
	};
}

/** A column with values that stand in rows beyond the first ones. */
function withOthers(facts: ColumnFacts, { others }: HeadTable): ColumnFacts {
	const more = others?.get(facts.position);
	return more === undefined ? facts : { ...facts, filled: [...facts.filled, ...more] };
}

const MOST_NAMES = 12;
const LONGEST_NAME = 40;
/** Characters of a cell that are shown. */
const LONGEST_CELL = 200;

function shortList(names: readonly string[]): string {
	const short = names
		.slice(0, MOST_NAMES)
		.map((name) => shorten(name, LONGEST_NAME))
		.join(", ");
	return names.length > MOST_NAMES ? `${short}, …` : short;
}

function positionOf(body: Body, ref: ColumnRef): number | undefined {
	if (typeof ref === "number") {
		return Number.isInteger(ref) && ref >= 0 && ref < body.names.length ? ref : undefined;
	}
	const exact = body.names.indexOf(ref);
	if (exact !== -1) return exact;
	const lower = body.names.findIndex((name) => name.toLowerCase() === ref.toLowerCase());
	return lower === -1 ? undefined : lower;
}

function noColumn({ names, words }: Body, ref: ColumnRef): Refusal {
	return badRequest(words.noColumn(ref, names.length, shortList(names)));
}

function saidColumns(body: Body, said: SaidLayout): SaidColumns | Refusal {
	const columns: SaidColumns = {};
	for (const role of ROLES) {
		const ref = said.columns?.[role];
		if (ref === undefined) continue;
		const position = positionOf(body, ref);
		if (position === undefined) return noColumn(body, ref);
		columns[role] = position;
	}
	return columns;
}

/** Puts what was said on top of what was found; a refusal where the file contradicts it. */
function applySaid(draft: Draft, body: Body, { layout: said, columns }: Said): Refusal | undefined {
	Object.assign(draft.columns, columns);
	if (said.zone !== undefined) {
		if (!isTimeZone(said.zone)) {
			return badRequest(
				text("There is no time zone {0}. Write it like Europe/London or UTC.", said.zone),
			);
		}
		draft.zone = said.zone;
	}
	if (said.timeUnit !== undefined) draft.timeUnit = said.timeUnit;
	if (said.priceScale !== undefined) draft.priceScale = said.priceScale;
	if (said.sizeUnit !== undefined) draft.sizeUnit = said.sizeUnit;
	if (said.symbol !== undefined && said.columns?.symbol === undefined) {
		draft.symbol = said.symbol;
		delete draft.columns.symbol;
	}
	if (said.only !== undefined) {
		const position = positionOf(body, said.only.column);
		if (position === undefined) return noColumn(body, said.only.column);
		draft.only = { column: position, values: said.only.values };
	}
	const twice = said.sideWords?.buy.find((word) =>
		said.sideWords?.sell.some((other) => other.toLowerCase() === word.toLowerCase()),
	);
	if (twice !== undefined) {
		return badRequest(
			text("{0} cannot mean both that the taker bought and that the taker sold.", twice),
		);
	}
	saySide(draft, body, { layout: said, columns });
	const shared = sharedColumn(draft, columns);
	if (shared !== undefined) return shared;
	draft.questions = draft.questions.filter(({ id }) => !isAnswered(id, said));
	return undefined;
}

/** A column says one thing of a trade: what was said of it, or what is known of it otherwise. */
function sharedColumn({ columns, names, side }: Draft, said: SaidColumns): Refusal | undefined {
	const roles = ROLES.filter((role) => role !== "side" || "buy" in side);
	for (const role of roles) {
		const position = said[role];
		if (position === undefined || columns[role] !== position) continue;
		const other = roles.find((one) => one !== role && columns[one] === position);
		if (other !== undefined) return twoThings(names[position] ?? "", role, other);
	}
	return undefined;
}

function twoThings(column: string, ...both: readonly [Role, Role]): Refusal {
	return badRequest(
		text(
			"The column {0} cannot be both {1} and {2}. Choose another column for one of them.",
			column,
			...ROLES.filter((role) => both.includes(role)),
		),
	);
}

/** A column that has to be there and is called as such, where it was said to be another thing. */
function takenColumn({ columns }: Draft, { names }: Body, said: SaidColumns): Refusal | undefined {
	for (const role of ["time", "price", "size"] as const) {
		if (columns[role] !== undefined) continue;
		const other = ROLES.find((one) => nameFit(names[said[one] ?? -1] ?? "", role) > 0);
		if (other !== undefined) return twoThings(names[said[other] ?? -1] ?? "", role, other);
	}
	return undefined;
}

function saySide(draft: Draft, body: Body, { layout: said, columns }: Said): void {
	if (columns.side !== undefined && draft.source !== "generic") {
		const facts = body.facts[columns.side];
		const name = draft.names[columns.side] ?? "";
		const rule = facts === undefined ? undefined : sideRuleOf(name, facts);
		if (rule !== undefined) draft.side = rule;
		else if (facts !== undefined) draft.questions.push(sideQuestion(name, facts));
	}
	if (said.sideOf === "amountSign") {
		draft.side = { of: "amountSign" };
		delete draft.columns.side;
	} else if (said.sideWords !== undefined) {
		const lower = (words: readonly string[]) => words.map((word) => word.toLowerCase());
		const buy = lower(said.sideWords.buy);
		const sell = lower(said.sideWords.sell);
		const isNobody = buy.length + sell.length === 0;
		draft.side = isNobody ? { of: "nobody" } : { of: said.sideOf ?? "taker", buy, sell };
	} else if (said.sideOf !== undefined && "buy" in draft.side) {
		draft.side = { ...draft.side, of: said.sideOf };
	}
}

function isAnswered(id: QuestionId, said: SaidLayout): boolean {
	switch (id) {
		case "time":
		case "price":
		case "size":
			return said.columns?.[id] !== undefined;
		case "symbol":
			return said.symbol !== undefined || said.columns?.symbol !== undefined;
		case "side":
			return said.sideWords !== undefined || said.sideOf === "amountSign";
		case "sideOf":
			return said.sideOf !== undefined || said.sideWords !== undefined;
		case "exchange":
			return said.only !== undefined;
		case "timeUnit":
		case "zone":
			return said[id] !== undefined;
	}
}

/** A column that is called as it should be, and is not taken for what it is called because of its values. */
function misfilled(
	{ isNamed, names, facts, words }: Body,
	role: "price" | "size",
): Refusal | undefined {
	const found = facts.find(
		({ position, isNumber }) => isNamed && !isNumber && nameFit(names[position] ?? "", role) === 2,
	);
	const example = found?.filled.find((value) => !isNumber(value));
	if (found === undefined || example === undefined) return undefined;
	return unreadable(words.fewNumbers(names[found.position] ?? "", example));
}

/** What keeps a file from being read: a column that is not there, or that does not hold what it should. */
function missingColumn({ columns, timeUnit }: Draft, body: Body): Refusal | undefined {
	const all = shortList(body.names);
	const { words } = body;
	const example = body.facts.find(({ filled }) => filled.some(isOddDate))?.filled[0];
	if (columns.time === undefined) {
		return unreadable(example === undefined ? words.noRole("time", all) : words.oddDates(example));
	}
	for (const role of ["price", "size"] as const) {
		if (columns[role] === undefined) {
			return misfilled(body, role) ?? unreadable(words.noRole(role, all));
		}
	}
	for (const position of [columns.price, columns.size]) {
		const facts = body.facts[position ?? -1];
		if (facts === undefined || facts.isNumber) continue;
		return badRequest(
			text(
				"The column {0} holds no numbers: {1}. Choose another one.",
				body.names[facts.position] ?? "",
				facts.filled.find((value) => !isNumber(value)) ?? "",
			),
		);
	}
	const time = body.facts[columns.time];
	const isTime = time?.isMoment === true || time?.isNumber === true;
	if (!isTime || (timeUnit !== undefined && !time.isNumber)) {
		return badRequest(
			text(
				"The column {0} holds no such times: {1}. Choose another one.",
				body.names[columns.time] ?? "",
				time?.filled[0] ?? "",
			),
		);
	}
	return undefined;
}

/** A date without a time of day, or one that begins with the day or the month. */
function isOddDate(value: string): boolean {
	const isDate = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?$/.test(value);
	return isDateNumber(value) || (isDate && !isMoment(value));
}

/** The columns as the layout names them; those that have to be there are there. */
function columnRefs({ columns }: Draft, ref: (position: number) => ColumnRef): TradeColumns {
	const { time = -1, price = -1, size = -1, side, symbol, id } = columns;
	return {
		time: ref(time),
		price: ref(price),
		size: ref(size),
		...(side === undefined ? {} : { side: ref(side) }),
		...(symbol === undefined ? {} : { symbol: ref(symbol) }),
		...(id === undefined ? {} : { id: ref(id) }),
	};
}

function midnightIn(day: string, zone: string): EpochMs {
	return epochMs(fromWallClock(parseIso(`${day}T00:00:00Z`) ?? NaN, zone));
}

function layoutOf(body: Body, draft: Draft, symbol: string): RowsLayout {
	const { table, decimalComma } = body;
	const ref = (position: number) => refOf(table, position);
	const time = body.facts[draft.columns.time ?? -1];
	return {
		columns: columnRefs(draft, ref),
		time: time?.isMoment === true ? "text" : (draft.timeUnit ?? "byMagnitude"),
		zone: draft.zone,
		...(draft.midnight === undefined ? {} : { timeBase: midnightIn(draft.midnight, draft.zone) }),
		side: draft.side,
		priceScale: draft.priceScale,
		sizeUnit: draft.sizeUnit,
		decimalComma,
		...(draft.columns.symbol === undefined ? { symbol } : {}),
		...(draft.only === undefined
			? {}
			: { only: { column: ref(draft.only.column), values: draft.only.values } }),
		...(draft.trades === undefined
			? {}
			: { trades: { first: ref(draft.trades.first), last: ref(draft.trades.last) } }),
	};
}

/** A name where a symbol has to stand until somebody says it. */
function nameAsSymbol(file: string): string {
	const word = file.replace(/\s+/g, "-").slice(0, SYMBOL_LENGTH);
	return isSymbol(word) ? word : "unnamed";
}

/**
 * What was found out, in the words and names that people and engines need.
 *
 * @param path of the file, or the table's name
 */
export function shownRows({ source, body, draft, said }: FoundRows, path: string): UnderstoodRows {
	const { rows, names: ownNames } = body;
	const file = baseName(source.name);
	const hasColumn = draft.columns.symbol !== undefined;
	const single = draft.symbol ?? source.symbol;
	const questions: readonly Question[] =
		!hasColumn && single === undefined
			? [...draft.questions, { id: "symbol", sentence: source.words.noSymbol(file), choices: [] }]
			: draft.questions;
	const layout = layoutOf(body, draft, single ?? nameAsSymbol(file));
	const symbols = hasColumn
		? [...new Set(body.facts[draft.columns.symbol ?? -1]?.filled)].slice(0, MOST_SYMBOLS)
		: [layout.symbol ?? ""];
	return {
		ok: true,
		path,
		source: draft.source,
		sourceName: draft.sourceName,
		layout,
		columns: draft.names.map((name, position) => ({ ref: refOf(body.table, position), name })),
		header: body.isNamed && body.table.names === undefined,
		rows: rows.slice(0, SHOWN_ROWS).map((cells) => previewRow(layout, cells, ownNames)),
		sideRule: sideRuleWords(draft, body),
		...("buy" in draft.side && { sideWords: sideWordsIn(draft.side, draft, body) }),
		sizeUnit: unitWords(draft.sizeUnit),
		timeUnit: timeWords(draft, body),
		zone: text("Times are shown in UTC; those without a zone are in {0}.", draft.zone),
		symbols,
		symbolFrom: hasColumn
			? "column"
			: draft.symbol !== undefined && said.symbol !== undefined
				? "said"
				: single === undefined
					? "nothing"
					: "name",
		notes: draft.notes,
		rowsLookedAt: rows.length,
		questions,
	};
}

function previewRow(
	layout: RowsLayout,
	cells: readonly Cell[],
	names: readonly string[],
): PreviewRow {
	const shortCells = cells.map((cell) => (cell === null ? null : shorten(cell, LONGEST_CELL)));
	if (cells.length !== names.length) {
		const problem = cells.length < names.length ? "cut" : "tooLong";
		return { cells: shortCells, reading: { kind: "bad", problem } };
	}
	const cellOf = (ref: ColumnRef) => cells[typeof ref === "number" ? ref : names.indexOf(ref)];
	return { cells: shortCells, reading: readRow(layout, cellOf) };
}

/** The words that the rows show, else all that count. */
function seen(words: readonly string[], facts: ColumnFacts | undefined): string {
	const there =
		facts === undefined ? [] : sideWordsOf(facts).filter((word) => words.includes(word));
	return (there.length > 0 ? there : words.slice(0, 1)).join(", ");
}

function sideWordsIn(
	{ buy, sell }: Extract<Draft["side"], { readonly buy: readonly string[] }>,
	{ columns }: Draft,
	{ facts }: Body,
): NonNullable<UnderstoodRows["sideWords"]> {
	const ofSides = facts[columns.side ?? -1];
	return { buy: tellingWords(buy, ofSides), sell: tellingWords(sell, ofSides) };
}

function sideRuleWords({ side, columns, names }: Draft, body: Body): Text {
	if (side.of === "amountSign") {
		return text(
			"The sign of {0} is the side: below zero the taker sold.",
			names[columns.size ?? -1] ?? "",
		);
	}
	if (side.of === "nobody") {
		return text(
			"Who bought is not known: trades count in volume and VWAP, in neither buy nor sell.",
		);
	}
	const name = names[columns.side ?? -1] ?? "";
	const facts = body.facts[columns.side ?? -1];
	const buy = seen(side.buy, facts);
	const sell = seen(side.sell, facts);
	return side.of === "taker"
		? text("{0} {1}: the taker bought; {2}: the taker sold.", name, buy, sell)
		: text("{0} {1}: the maker bought, so the taker sold; {2}: the taker bought.", name, buy, sell);
}

function unitWords(unit: string): Text {
	if (unit === "base") return text("Sizes are in the base currency, or in shares.");
	return unit === "contracts" ? text("Sizes are in contracts.") : text("Sizes are in {0}.", unit);
}

const UNITS = {
	s: text("Times count seconds."),
	ms: text("Times count milliseconds."),
	us: text("Times count microseconds."),
	ns: text("Times count nanoseconds."),
} as const;

function timeWords({ columns, timeUnit }: Draft, body: Body): Text {
	const time = body.facts[columns.time ?? -1];
	if (time === undefined || time.isMoment) return text("Times are dates with a time of day.");
	const units = new Set(time.filled.flatMap((value) => unitByMagnitude(value) ?? []));
	const [unit] = timeUnit === undefined ? units : [timeUnit];
	return unit === undefined || (timeUnit === undefined && units.size > 1)
		? text("Times count in several units, told row by row by their size.")
		: UNITS[unit];
}
