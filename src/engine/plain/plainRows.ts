import { DAY_MS } from "../../core/time";
import type { FileLayout, TimeUnit } from "../../core/trades/layout/fileLayout";
import { TAKER_BOUGHT, TAKER_SOLD, TAKER_UNKNOWN } from "../../core/trades/trades";
import type { Lines } from "./lineBlocks";
import { commonDivisor } from "../divisors";
import {
	addStep,
	countIdStep,
	dayOf,
	emptyTally,
	type InstrumentTally,
	instrumentOf,
	MOST_PLACES,
	type PlainTally,
	refinePrices,
	refineSizes,
} from "./plainTally";

const [LINE_FEED, RETURN, QUOTE, MINUS, POINT, ZERO] = [10, 13, 34, 45, 46, 48];
const LARGEST = Number.MAX_SAFE_INTEGER;
const DAY_MICROS = DAY_MS * 1_000;
const TENS = Float64Array.from({ length: MOST_PLACES + 1 }, (_, power) => 10 ** power);
/** Digits of a number that a double holds in any case; longer ids are compared in two parts. */
const LOW_DIGITS = 15;
const LONGEST_ID = 18;
/** Bytes of a word that fit into one number. */
const WORD_BYTES = 6;

/** What columns are read for; times, prices and sizes stand under these numbers in a row, too. */
const TIME = 0;
const PRICE = 1;
const SIZE = 2;
const ID = 3;
const LAST_NUMBER = ID;
const SIDE = 4;
const SYMBOL = 5;
const SKIPPED = 6;

/** Microseconds in a unit of time; 0 where it is shorter than one. */
const MICROS_OF: Readonly<Record<TimeUnit, number>> = { s: 1_000_000, ms: 1_000, us: 1, ns: 0 };
/** Digits in front of the point from which on all times have the same unit. */
const MOST_TIME_DIGITS = 18;
const unitOf = (digits: number): TimeUnit =>
	digits <= 11 ? "s" : digits <= 14 ? "ms" : digits <= 17 ? "us" : "ns";

/**
 * Reads rows of a CSV that are all written plainly: digits and points, no quotes, no row that is no trade. It gives up
 * at the first thing that is not so: the database judges such files.
 */
export class PlainRows {
	readonly tally: PlainTally;
	private readonly delimiter: number;
	/** The delimiter in each byte of a word. */
	private readonly delimiters: number;
	/** Microseconds in the unit of a time, by its digits in front of the point. */
	private readonly microsOf: Float64Array;
	private readonly hasSign: boolean;
	private instrument: InstrumentTally;
	/** Time, price and size of the row; numbers that are handed on otherwise are put on the heap. */
	private readonly row = new Float64Array(3);
	/** Who took, by the words of the side column. */
	private readonly sides = new Map<number, number>();
	/** The last two words of the side column, as numbers, and what they say. */
	private word = 0;
	private otherWord = 0;
	private takerOfLast = TAKER_UNKNOWN;
	private takerOfOther = TAKER_UNKNOWN;
	private symbolBytes = new Uint8Array(0);

	private constructor(
		private readonly layout: FileLayout,
		private readonly roles: Uint8Array,
	) {
		this.delimiter = layout.csv?.delimiter.charCodeAt(0) ?? 0;
		this.delimiters = Math.imul(this.delimiter, 0x01010101);
		this.hasSign = layout.side.of === "amountSign";
		const { time } = layout;
		this.microsOf = Float64Array.from(
			{ length: MOST_TIME_DIGITS + 1 },
			(_, digits) => MICROS_OF[time === "byMagnitude" || time === "text" ? unitOf(digits) : time],
		);
		this.tally = emptyTally(layout.columns.id !== undefined);
		this.instrument = instrumentOf(this.tally, layout.symbol ?? "");
	}

	/** `undefined` for layouts whose files are never plain. */
	static of(layout: FileLayout): PlainRows | undefined {
		const { csv, columns, only, trades, time, decimalComma, timeBase } = layout;
		const isPlain =
			csv?.encoding === "utf-8" &&
			csv.delimiter.length === 1 &&
			csv.delimiter.charCodeAt(0) < 128 &&
			csv.delimiter !== '"' &&
			time !== "text" &&
			timeBase === undefined &&
			only === undefined &&
			trades === undefined &&
			!decimalComma;
		if (!isPlain) return undefined;
		const roles = new Uint8Array(csv.columns).fill(SKIPPED);
		const isSaid = layout.side.of === "taker" || layout.side.of === "maker";
		const refs = [
			[columns.time, TIME],
			[columns.price, PRICE],
			[columns.size, SIZE],
			[isSaid ? columns.side : undefined, SIDE],
			[columns.symbol, SYMBOL],
			[columns.id, ID],
		] as const;
		for (const [ref, role] of refs) {
			if (ref === undefined) continue;
			if (typeof ref !== "number" || roles[ref] !== SKIPPED) return undefined;
			roles[ref] = role;
		}
		return new PlainRows(layout, roles);
	}

	/**
	 * Reads lines; `false` once it has given up. One loop for all bytes of a row: what it hands on costs as much as
	 * what it does.
	 */
	read({ bytes, view, start, end }: Lines): boolean {
		const { roles, delimiter, tally, row, microsOf, hasSign } = this;
		const lastColumn = roles.length - 1;
		let at = start;
		while (at < end) {
			const first = bytes[at];
			if (first === LINE_FEED) {
				at++;
				continue;
			}
			if (first === RETURN && bytes[at + 1] === LINE_FEED) {
				at += 2;
				continue;
			}
			let taker = TAKER_UNKNOWN;
			for (let column = 0; ; column++) {
				const role = roles[column];
				if (role === SIZE && hasSign) {
					taker = TAKER_BOUGHT;
					if (bytes[at] === MINUS) {
						taker = TAKER_SOLD;
						at++;
					}
				}
				const begin = at;
				if (role > LAST_NUMBER) {
					at = this.fieldEnd(bytes, view, begin);
					if (at < 0) return false;
					if (role === SIDE) taker = this.takerOf(bytes, begin, at);
					else if (role === SYMBOL && !this.findInstrument(bytes, begin, at)) return false;
				} else {
					// Digits with at most one point among them: `units * 10 ** -places`.
					let units = 0;
					let whole = 0;
					let point = -1;
					for (;;) {
						let four = view.getInt32(at, true) ^ ZEROS;
						let others = othersThanDigits(four);
						while (others === 0) {
							units = units * 10_000 + numberOf(four);
							at += 4;
							four = view.getInt32(at, true) ^ ZEROS;
							others = othersThanDigits(four);
						}
						// The processor foresees which way it goes, and need not wait for a number of bytes.
						if ((others & 0xf0) === 0) {
							if ((others & 0xf000) !== 0) {
								units = units * 10 + (four & 0xff);
								at++;
							} else if ((others & 0xf0_0000) !== 0) {
								units = units * 100 + (four & 0xff) * 10 + ((four >>> 8) & 0xff);
								at += 2;
							} else {
								units = units * 1_000 + numberOf(four << 8);
								at += 3;
							}
						}
						if (point >= 0 || bytes[at] !== POINT) break;
						whole = units;
						point = at++;
					}
					const digits = (point < 0 ? at : point) - begin;
					const places = point < 0 ? 0 : at - point - 1;
					if (role === ID) {
						const isShort = digits > 0 && digits <= LOW_DIGITS && point < 0;
						if (isShort && (bytes[at] === delimiter || isLineEnd(bytes, at)))
							this.countId(0, units);
						else {
							at = this.fieldEnd(bytes, view, begin);
							if (at < 0) return false;
							this.readLongId(bytes, begin, at, column);
						}
					} else {
						// What is larger may have lost its last digits.
						if (!(units <= LARGEST) || digits + places === 0) return false;
						if (role === TIME) {
							// Digits tell the unit, so none of them is a zero in front of the number.
							if (digits === 0 || (digits > 1 && bytes[begin] === ZERO)) return false;
							const factor = microsOf[digits];
							const micros =
								factor > 0 && places === 0
									? units * factor
									: this.microsAt(whole, units, places, digits);
							if (!(micros <= LARGEST)) return false;
							row[TIME] = micros;
						} else {
							if (units === 0) return false;
							let scaled = units;
							const scale = role === PRICE ? tally.priceScale : tally.sizeScale;
							if (places < scale) scaled *= TENS[scale - places];
							else if (places > scale && !this.refine(role, places)) return false;
							if (!(scaled <= LARGEST)) return false;
							row[role] = scaled;
						}
					}
				}
				if (column === lastColumn) break;
				if (bytes[at] !== delimiter) return false;
				at++;
			}
			if (bytes[at] === RETURN) at++;
			if (bytes[at] !== LINE_FEED) return false;
			at++;
			this.count(taker);
		}
		return true;
	}

	/**
	 * A time as epoch microseconds; NaN where it is none that can be told exactly.
	 *
	 * @param whole its digits in front of the point
	 * @param units all of its digits
	 */
	private microsAt(whole: number, units: number, places: number, digits: number): number {
		const factor = this.microsOf[Math.min(digits, MOST_TIME_DIGITS)];
		// Nanoseconds of today have too many digits for a double: they are left to the database.
		if (places === 0) return factor === 0 ? Math.floor(units / 1_000) : units * factor;
		this.tally.hasFractions = true;
		const ten = TENS[places] ?? NaN;
		const micros = factor === 0 ? NaN : whole * factor;
		// Cut to whole microseconds: what is left of the fraction never rounds up.
		return micros <= LARGEST ? micros + Math.floor(((units - whole * ten) * factor) / ten) : NaN;
	}

	private refine(role: number, places: number): boolean {
		if (places > MOST_PLACES) return false;
		if (role === PRICE) refinePrices(this.tally, places);
		else refineSizes(this.tally, places);
		return true;
	}

	/** Where a field ends; -1 where it holds something else than plain text. */
	private fieldEnd(bytes: Uint8Array, view: DataView, start: number): number {
		const { delimiter, delimiters } = this;
		let at = start;
		for (;;) {
			const four = view.getInt32(at, true);
			const stops = stopsIn(four, delimiters);
			if (stops === 0) {
				at += 4;
				continue;
			}
			let stop = bytes[at];
			if ((stops & 0x80) === 0) {
				stop = bytes[++at];
				if ((stops & 0x8000) === 0) {
					stop = bytes[++at];
					if ((stops & 0x80_0000) === 0) stop = bytes[++at];
				}
			}
			if (stop === delimiter || isLineEnd(bytes, at)) return at;
			// A return alone ends a line for the database.
			if (stop === QUOTE || stop === RETURN || stop >= 128) return -1;
			at++;
		}
	}

	private takerOf(bytes: Uint8Array, start: number, end: number): number {
		if (end - start > WORD_BYTES) return this.takerOfWord(bytes, start, end);
		let key = 1;
		for (let at = start; at < end; at++) key = key * 256 + bytes[at];
		// There are two words in nearly every file, and a map is slow to find them.
		if (key === this.word) return this.takerOfLast;
		if (key === this.otherWord) {
			this.otherWord = this.word;
			this.word = key;
			const taker = this.takerOfOther;
			this.takerOfOther = this.takerOfLast;
			this.takerOfLast = taker;
			return taker;
		}
		const taker = this.takerOfKey(key, bytes, start, end);
		this.otherWord = this.word;
		this.takerOfOther = this.takerOfLast;
		this.word = key;
		this.takerOfLast = taker;
		return taker;
	}

	private takerOfKey(key: number, bytes: Uint8Array, start: number, end: number): number {
		const known = this.sides.get(key);
		if (known !== undefined) return known;
		const taker = this.takerOfWord(bytes, start, end);
		this.sides.set(key, taker);
		return taker;
	}

	private takerOfWord(bytes: Uint8Array, start: number, end: number): number {
		const { side } = this.layout;
		if (side.of === "nobody" || side.of === "amountSign") return TAKER_UNKNOWN;
		const word = asText(bytes, start, end)
			.replace(/^ +| +$/g, "")
			.toLowerCase();
		const isOf = (words: readonly string[]) => words.some((one) => one.toLowerCase() === word);
		const [bought, sold] = side.of === "taker" ? [side.buy, side.sell] : [side.sell, side.buy];
		if (isOf(bought)) return TAKER_BOUGHT;
		return isOf(sold) ? TAKER_SOLD : TAKER_UNKNOWN;
	}

	/** The instrument of a field; `false` where its name would be read otherwise by the database. */
	private findInstrument(bytes: Uint8Array, start: number, end: number): boolean {
		const { symbolBytes } = this;
		const length = end - start;
		let isSame = length === symbolBytes.length && length > 0;
		for (let at = 0; isSame && at < length; at++) isSame = symbolBytes[at] === bytes[start + at];
		if (isSame) return true;
		const symbol = asText(bytes, start, end);
		if (symbol !== symbol.trim()) return false;
		this.symbolBytes = bytes.slice(start, end);
		this.instrument = instrumentOf(this.tally, symbol);
		return true;
	}

	private readLongId(bytes: Uint8Array, start: number, end: number, column: number): void {
		const length = end - start;
		const cut = Math.max(start, end - LOW_DIGITS);
		const high = length > LONGEST_ID ? -1 : digitsIn(bytes, start, cut);
		const low = length === 0 ? -1 : digitsIn(bytes, cut, end);
		if (high >= 0 && low >= 0) {
			this.countId(high, low);
			return;
		}
		this.tally.hasNumericIds = false;
		this.roles[column] = SKIPPED;
	}

	private countId(high: number, low: number): void {
		const { tally } = this;
		if (tally.lastIdHigh >= 0) countIdStep(tally, high, low);
		else {
			tally.firstIdHigh = high;
			tally.firstIdLow = low;
		}
		tally.lastIdHigh = high;
		tally.lastIdLow = low;
	}

	private count(taker: number): void {
		const { tally, instrument, row } = this;
		const time = row[TIME];
		const price = row[PRICE];
		const size = row[SIZE];
		if (tally.trades === 0) tally.firstTime = time;
		else addStep(tally.times, time - tally.lastTime);
		tally.lastTime = time;
		tally.trades++;
		if (taker === TAKER_UNKNOWN) tally.unknownSide++;
		if (!isMultiple(size, tally.sizeDivisor)) {
			tally.sizeDivisor = commonDivisor(size, tally.sizeDivisor);
		}
		instrument.trades++;
		if (time < instrument.first) instrument.first = time;
		if (time > instrument.last) instrument.last = time;
		if (size > instrument.largest) instrument.largest = size;
		if (!isMultiple(price, instrument.divisor)) {
			instrument.divisor = commonDivisor(price, instrument.divisor);
		}
		let { day } = instrument;
		if (day === undefined || !(time >= day.from && time < day.from + DAY_MICROS)) {
			day = dayOf(instrument, Math.floor(time / DAY_MICROS) * DAY_MICROS, price);
			instrument.day = day;
		}
		day.trades++;
		if (price < day.low) day.low = price;
		if (price > day.high) day.high = price;
	}
}

/** The digit 0 in each byte of a word. */
const ZEROS = 0x30303030;

/** Four bytes, each less the digit 0: a bit for each that is no digit; the lowest of them can be relied on. */
function othersThanDigits(four: number): number {
	return (four | (four + 0x06060606)) & 0xf0f0f0f0;
}

/** The number that four digits make, the first of them in the lowest byte. */
function numberOf(four: number): number {
	const pairs = (Math.imul(four, 10) + (four >>> 8)) & 0x00ff00ff;
	return (Math.imul(pairs & 0xff, 100) + (pairs >>> 16)) | 0;
}

/** A bit for each of four bytes that may end a field or is not plain; the lowest of them can be relied on. */
function stopsIn(four: number, delimiters: number): number {
	const delimited = four ^ delimiters;
	const isDelimiter = (delimited - 0x01010101) & ~delimited;
	// Line feed, return and quote are among the few that are less than this.
	const isLow = (four - 0x23232323) & ~four;
	return (isDelimiter | isLow | four) & 0x80808080;
}

function isLineEnd(bytes: Uint8Array, at: number): boolean {
	return bytes[at] === LINE_FEED || (bytes[at] === RETURN && bytes[at + 1] === LINE_FEED);
}

/** Whether a whole number is a multiple of another; of 0 none is. Remainders of doubles are slow. */
function isMultiple(number: number, divisor: number): boolean {
	return divisor === 1 || Math.floor(number / divisor) * divisor === number;
}

function asText(bytes: Uint8Array, start: number, end: number): string {
	return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
}

/** The number of digits in a row; -1 where something else is among them. */
function digitsIn(bytes: Uint8Array, start: number, end: number): number {
	let units = 0;
	for (let at = start; at < end; at++) {
		const digit = bytes[at] - 48;
		if (digit < 0 || digit > 9) return -1;
		units = units * 10 + digit;
	}
	return units;
}
