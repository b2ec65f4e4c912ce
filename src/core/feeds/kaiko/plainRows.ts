import { decimalOf, HIGH_DIGITS, LOW_DIGITS, MOST_FRACTION } from "../../exactDecimal";
import { CANDLE_NAMES, type CandleName, candlesOf, type VwapRows } from "./rows";

/** What stands in the place of the rows while the rest of an answer is read. */
const MARK = "rows that are written plainly";
const BEGIN = '"data":[';
/** Rows begin within so many bytes, behind what an answer says of the question. */
const HEAD_BYTES = 4_096;
const KEYS = ["timestamp", "price", ...CANDLE_NAMES] as const;
type Key = (typeof KEYS)[number];

const [ZERO, POINT, QUOTE, COMMA, CLOSE, END, NOTHING] = [48, 46, 34, 44, 125, 93, 110];
/** A decimal of more digits is left to the general reader. */
const MOST_DIGITS = 40;
/** A time of more digits is no safe number. */
const MOST_TIME = 15;

/** The rows of an answer, and the answer without them. */
export interface PlainRows {
	readonly rows: VwapRows;
	/** The answer with a mark in the place of its rows. */
	readonly rest: Uint8Array;
	/** Whether the mark is where the rows of the parsed rest belong. */
	readonly isRestOf: (body: Readonly<Record<string, unknown>>) => boolean;
}

const bytesOf = (ascii: string) => Uint8Array.from(ascii, (char) => char.charCodeAt(0));
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const NULL = bytesOf("null");
const POWERS_OF_TEN = Array.from({ length: LOW_DIGITS + 1 }, (_, power) => 10 ** power);

/** The names of a row's fields in the order of the first row; `undefined` where others stand in it, or too few. */
function keysOf(row: string, withCandles: boolean): readonly Key[] | undefined {
	const names = [...row.matchAll(/"(\w+)":/g)].map(([, name]) => name);
	const keys = KEYS.filter((key) => withCandles || key === "timestamp" || key === "price");
	const isEach = keys.every((key) => names.filter((name) => name === key).length === 1);
	return isEach && names.length === keys.length
		? names.flatMap((name) => keys.find((key) => key === name) ?? [])
		: undefined;
}

/** A field of every row, and the column that its values go to. */
interface Field {
	readonly key: Key;
	/** What stands between the value before and this one. */
	readonly before: Uint8Array;
	readonly isTime: boolean;
	/** Whether the text of the value is kept. */
	readonly isPrice: boolean;
	/** What was not traded has no price, and a volume and a count of nothing. */
	readonly whenNull: number;
	column: Float64Array;
}

/** Columns of rows as they are scanned. They grow where rows are shorter than the first one has told. */
class Columns {
	readonly fields: readonly Field[];
	units: Uint8Array;
	offsets: Uint32Array;

	/**
	 * @param keys of a row, in their order
	 * @param room for how many rows there is room at first
	 */
	constructor(
		keys: readonly Key[],
		public room: number,
	) {
		this.fields = keys.map((key, at) => ({
			key,
			before: bytesOf(`${at === 0 ? "{" : ","}"${key}":`),
			isTime: key === "timestamp",
			isPrice: key === "price",
			whenNull: key === "volume" || key === "count" ? 0 : NaN,
			column: new Float64Array(room),
		}));
		this.units = new Uint8Array(room * (MOST_DIGITS / 2));
		this.offsets = new Uint32Array(room + 1);
	}

	/** Makes room for more rows, at most so many; `false` where there is room for these already. */
	grow(most: number): boolean {
		if (this.room >= most) return false;
		this.room = Math.min(most, this.room * 2);
		for (const field of this.fields) field.column = longer(field.column, this.room);
		this.offsets = longer(this.offsets, this.room + 1);
		return true;
	}

	/** Room for a text that ends before `end`. */
	unitsUntil(end: number): Uint8Array {
		if (end > this.units.length) this.units = longer(this.units, end * 2);
		return this.units;
	}

	/** The first rows. */
	finish(rows: number): VwapRows {
		const column = (key: Key) => {
			const values = this.fields.find((field) => field.key === key)?.column;
			return values?.subarray(0, rows) ?? new Float64Array();
		};
		const withCandles = this.fields.length > 2;
		return {
			times: column("timestamp"),
			price: column("price"),
			texts: {
				units: this.units.subarray(0, this.offsets[rows]),
				offsets: this.offsets.subarray(0, rows + 1),
			},
			...(withCandles && { candles: candlesOf((name: CandleName) => column(name)) }),
		};
	}
}

function longer<Values extends Float64Array | Uint32Array | Uint8Array>(
	values: Values,
	length: number,
): Values {
	const copy = new (values.constructor as new (length: number) => Values)(length);
	copy.set(values);
	return copy;
}

/**
 * Reads one value after another. Each function says where the value ends; -1 where it is written in any other way.
 * Values are read digit by digit into whole numbers that are small enough for the processor's own.
 */
class Scanner {
	/** The value that was read last. */
	value = NaN;
	/** Where the digits of the decimal that was read last begin and end. */
	begin = 0;
	end = 0;

	constructor(readonly bytes: Uint8Array) {}

	literal(expected: Uint8Array, from: number): number {
		const { bytes } = this;
		const { length } = expected;
		for (let i = 0; i < length; i++) if (bytes[from + i] !== expected[i]) return -1;
		return from + length;
	}

	/** A whole number of milliseconds. */
	time(from: number): number {
		const { bytes } = this;
		let at = from;
		let high = 0;
		let low = 0;
		let digit = bytes[at] - ZERO;
		const half = from + MOST_TIME - LOW_DIGITS;
		for (; at < half && digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
			high = high * 10 + digit;
		}
		const lowFrom = at;
		for (; at - lowFrom < LOW_DIGITS && digit >= 0 && digit <= 9; digit = bytes[++at] - ZERO) {
			low = low * 10 + digit;
		}
		this.value = high * POWERS_OF_TEN[at - lowFrom] + low;
		const isWritten = at === from + 1 || bytes[from] !== ZERO;
		return at > from && isWritten ? at : -1;
	}

	/** A decimal in quotation marks, or (`mayBeBare`) without them. */
	decimal(from: number, mayBeBare: boolean): number {
		const { bytes } = this;
		const isQuoted = bytes[from] === QUOTE;
		if (!isQuoted && !mayBeBare) return -1;
		const begin = isQuoted ? from + 1 : from;
		let at = begin;
		let high = 0;
		let low = 0;
		let digits = 0;
		let point = -1;
		for (; ; at++) {
			const code = bytes[at];
			const digit = code - ZERO;
			if (digit >= 0 && digit <= 9) {
				if (digits < HIGH_DIGITS) high = high * 10 + digit;
				else if (digits < HIGH_DIGITS + LOW_DIGITS) low = low * 10 + digit;
				digits += 1;
			} else if (code === POINT && point < 0) point = at;
			else break;
		}
		const whole = (point < 0 ? at : point) - begin;
		const fraction = point < 0 ? 0 : at - point - 1;
		if (whole < 1 || (point >= 0 && fraction < 1) || digits > MOST_DIGITS) return -1;
		// JSON has no numbers that begin with a needless zero.
		if (!isQuoted && whole > 1 && bytes[begin] === ZERO) return -1;
		const isShort = digits <= HIGH_DIGITS + LOW_DIGITS && fraction <= MOST_FRACTION;
		const lowDigits = digits > HIGH_DIGITS ? digits - HIGH_DIGITS : 0;
		const value = isShort ? decimalOf(high, low, lowDigits, fraction) : NaN;
		this.value = Number.isNaN(value) ? Number(textOf(bytes.subarray(begin, at))) : value;
		this.begin = begin;
		this.end = at;
		if (!isQuoted) return at;
		return bytes[at] === QUOTE ? at + 1 : -1;
	}
}

/**
 * Reads a row. A function of its own, which is compiled after the first thousands of rows and not with the last one.
 *
 * @returns where it ends, or -1 where it is written in another way
 */
function scanRow(scanner: Scanner, columns: Columns, row: number, start: number): number {
	const { bytes } = scanner;
	const { fields, offsets } = columns;
	let at = start;
	for (let index = 0; index < fields.length; index++) {
		const { before, isTime, isPrice, whenNull, column } = fields[index];
		at = scanner.literal(before, at);
		if (at < 0) return at;
		if (isTime) at = scanner.time(at);
		else if (bytes[at] !== NOTHING) at = scanner.decimal(at, !isPrice);
		else {
			at = scanner.literal(NULL, at);
			scanner.value = whenNull;
			scanner.begin = scanner.end;
		}
		if (at < 0) return at;
		column[row] = scanner.value;
		if (!isPrice) continue;
		const { begin, end } = scanner;
		let textEnd = offsets[row];
		const units = columns.unitsUntil(textEnd + end - begin);
		for (let from = begin; from < end; from++) units[textEnd++] = bytes[from];
		offsets[row + 1] = textEnd;
	}
	return bytes[at] === CLOSE ? at + 1 : -1;
}

/** Rows that were read, and where the last one ends. */
interface Scanned {
	readonly rows: number;
	readonly end: number;
}

/**
 * Reads rows with a comma between them.
 *
 * @param most how many there may be
 * @returns `undefined` where one of them is written in another way
 */
function scanRows(
	bytes: Uint8Array,
	start: number,
	columns: Columns,
	most: number,
): Scanned | undefined {
	const scanner = new Scanner(bytes);
	let at = start;
	for (let row = 0; ; row++, at++) {
		if (row === columns.room && !columns.grow(most)) return undefined;
		at = scanRow(scanner, columns, row, at);
		if (at < 0) return undefined;
		if (bytes[at] !== COMMA) return { rows: row + 1, end: at };
	}
}

/**
 * Reads the rows of an answer from its bytes, without an object for each: `"data":[{"timestamp":…,"price":"…"},…]`,
 * without blanks, each row with the same fields in the same order. Where a single row is written in another way, or
 * could not be used, nothing is read and the general reader decides.
 *
 * @param most how many rows are read
 */
export function plainRows(
	bytes: Uint8Array,
	withCandles: boolean,
	most: number,
): PlainRows | undefined {
	const head = textOf(bytes.subarray(0, HEAD_BYTES));
	const start = head.indexOf(BEGIN) + BEGIN.length;
	if (start < BEGIN.length) return undefined;
	const first = head.slice(start, head.indexOf("}", start) + 1);
	const keys = keysOf(first, withCandles);
	if (keys === undefined || most < 1) return undefined;
	// Rows of one answer are about as long as its first.
	const room = Math.ceil(((bytes.length - start) / first.length) * 1.05) + 1;
	const columns = new Columns(keys, Math.min(most, room));
	const scanned = scanRows(bytes, start, columns, most);
	if (scanned === undefined || bytes[scanned.end] !== END) return undefined;
	const { rows, end } = scanned;
	const mark = bytesOf(JSON.stringify(MARK));
	const rest = new Uint8Array(start + mark.length + bytes.length - end);
	rest.set(bytes.subarray(0, start));
	rest.set(mark, start);
	rest.set(bytes.subarray(end), start + mark.length);
	return {
		rows: columns.finish(rows),
		rest,
		isRestOf: ({ data }) => Array.isArray(data) && data.length === 1 && data[0] === MARK,
	};
}
