import { decimalOf, HIGH_DIGITS, LOW_DIGITS, MOST_FRACTION } from "../../exactDecimal";
import { CANDLE_NAMES, type CandleName, candlesOf, type VwapRows } from "./rows";

/** What stands in the place of the rows while the rest of an answer is read. */
const MARK = "rows that are written plainly";
const BEGIN = '"data":[';
/** Rows begin within so many bytes, behind what an answer says of the question. */
const HEAD_BYTES = 4_096;
const KEYS = ["timestamp", "price", ...CANDLE_NAMES] as const;
type Key = (typeof KEYS)[number];

const [ZERO, NINE, POINT, QUOTE, COMMA, CLOSE, END, NOTHING] = [48, 57, 46, 34, 44, 125, 93, 110];
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

/** Reads one value after another; whatever is written in any other way ends it. */
class Scanner {
	/** Where the decimal that was read last begins and ends; the same for `null`. */
	begin = 0;
	end = 0;
	/** The decimal that was read last; NaN for `null`. */
	value = NaN;

	/** @param at position of the next byte */
	constructor(
		private readonly bytes: Uint8Array,
		public at: number,
	) {}

	takes(code: number): boolean {
		if (this.bytes[this.at] !== code) return false;
		this.at += 1;
		return true;
	}

	takesAll(expected: Uint8Array): boolean {
		const { bytes, at } = this;
		for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
		this.at = at + expected.length;
		return true;
	}

	/** A whole number of milliseconds; NaN where there is none. */
	time(): number {
		const { bytes, at: from } = this;
		let at = from;
		let value = 0;
		for (let code = bytes[at]; code >= ZERO && code <= NINE; code = bytes[++at]) {
			value = value * 10 + (code - ZERO);
		}
		this.at = at;
		const length = at - from;
		const isWritten = length === 1 || bytes[from] !== ZERO;
		return length > 0 && length <= MOST_TIME && isWritten ? value : NaN;
	}

	/** A decimal in quotation marks or `null`, or (`mayBeBare`) without the marks. Whether there is one. */
	decimal(mayBeBare: boolean): boolean {
		if (this.bytes[this.at] === NOTHING) {
			this.begin = 0;
			this.end = 0;
			this.value = NaN;
			return this.takesAll(NULL);
		}
		const isQuoted = this.takes(QUOTE);
		if (!isQuoted && !mayBeBare) return false;
		if (!this.digits(isQuoted)) return false;
		return !isQuoted || this.takes(QUOTE);
	}

	/** Digits with a point in their midst, or none. */
	private digits(mayBeginWithZeros: boolean): boolean {
		const { bytes, at: from } = this;
		let at = from;
		let high = 0;
		let low = 0;
		let lowDigits = 0;
		let point = -1;
		let digits = 0;
		for (;;) {
			const code = bytes[at];
			if (code >= ZERO && code <= NINE) {
				digits += 1;
				if (digits <= HIGH_DIGITS) high = high * 10 + (code - ZERO);
				else if (lowDigits < LOW_DIGITS) {
					low = low * 10 + (code - ZERO);
					lowDigits += 1;
				}
			} else if (code === POINT && point < 0) point = at;
			else break;
			at += 1;
		}
		this.begin = from;
		this.end = at;
		this.at = at;
		const whole = (point < 0 ? at : point) - from;
		const fraction = point < 0 ? 0 : at - point - 1;
		if (whole < 1 || (point >= 0 && fraction < 1) || digits > MOST_DIGITS) return false;
		// JSON has no numbers that begin with a needless zero.
		if (!mayBeginWithZeros && whole > 1 && bytes[from] === ZERO) return false;
		const isShort = digits <= HIGH_DIGITS + LOW_DIGITS && fraction <= MOST_FRACTION;
		const value = isShort ? decimalOf(high, low, lowDigits, fraction) : NaN;
		this.value = Number.isNaN(value) ? Number(textOf(bytes.subarray(from, at))) : value;
		return true;
	}
}

/** The names of a row's fields in the order of the first row; `undefined` where others stand in it, or too few. */
function keysOf(row: string, withCandles: boolean): readonly Key[] | undefined {
	const names = [...row.slice(0, row.indexOf("}")).matchAll(/"(\w+)":/g)].map(([, name]) => name);
	const keys = KEYS.filter((key) => withCandles || key === "timestamp" || key === "price");
	const isEach = keys.every((key) => names.filter((name) => name === key).length === 1);
	return isEach && names.length === keys.length
		? names.flatMap((name) => keys.find((key) => key === name) ?? [])
		: undefined;
}

/** Columns of rows as they are scanned. */
class Columns {
	readonly times: Float64Array;
	readonly price: Float64Array;
	private readonly candles: ReadonlyMap<Key, Float64Array>;
	private readonly units: Uint8Array;
	private readonly offsets: Uint32Array;

	/**
	 * @param rows how many rows there may be
	 * @param bytes how long their texts may be together
	 */
	constructor(
		rows: number,
		bytes: number,
		private readonly withCandles: boolean,
	) {
		const column = () => new Float64Array(rows);
		[this.times, this.price] = [column(), column()];
		this.candles = new Map(withCandles ? CANDLE_NAMES.map((name) => [name, column()]) : []);
		this.units = new Uint8Array(bytes);
		this.offsets = new Uint32Array(rows + 1);
	}

	/** Reads the field of a row. Whether it is written plainly. */
	take(key: Key, row: number, scanner: Scanner, bytes: Uint8Array): boolean {
		if (key === "timestamp") return !Number.isNaN((this.times[row] = scanner.time()));
		if (!scanner.decimal(key !== "price")) return false;
		const { value, begin, end } = scanner;
		if (key !== "price") {
			const column = this.candles.get(key);
			// What was not traded has no price, and a volume and a count of nothing.
			const isCounted = key === "volume" || key === "count";
			if (column !== undefined) column[row] = isCounted && begin === end ? 0 : value;
			return true;
		}
		this.price[row] = value;
		let to = this.offsets[row];
		for (let at = begin; at < end; at++) this.units[to++] = bytes[at];
		this.offsets[row + 1] = to;
		return true;
	}

	/** The first rows, in buffers of their size. */
	finish(rows: number): VwapRows {
		const column = (name: CandleName) =>
			this.candles.get(name)?.slice(0, rows) ?? new Float64Array();
		return {
			times: this.times.slice(0, rows),
			price: this.price.slice(0, rows),
			texts: {
				units: this.units.slice(0, this.offsets[rows]),
				offsets: this.offsets.slice(0, rows + 1),
			},
			...(this.withCandles && { candles: candlesOf(column) }),
		};
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
	const keys = start < BEGIN.length ? undefined : keysOf(head.slice(start), withCandles);
	if (keys === undefined) return undefined;
	const literals = keys.map((key, at) => bytesOf(`${at === 0 ? "{" : ","}"${key}":`));
	// Of each field at least its name and one character stand in a row.
	const shortest = literals.reduce((sum, { length }) => sum + length + 1, 1);
	const room = Math.min(most, Math.ceil((bytes.length - start) / shortest));
	const columns = new Columns(room, bytes.length - start, withCandles);
	const scanner = new Scanner(bytes, start);
	let rows = 0;
	do {
		if (rows === room) return undefined;
		for (let field = 0; field < keys.length; field++) {
			if (!scanner.takesAll(literals[field])) return undefined;
			if (!columns.take(keys[field], rows, scanner, bytes)) return undefined;
		}
		if (!scanner.takes(CLOSE)) return undefined;
		rows += 1;
	} while (scanner.takes(COMMA));
	const end = scanner.at;
	if (!scanner.takes(END)) return undefined;
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
