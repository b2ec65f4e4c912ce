import { isAscii } from "node:buffer";
import { type Decimal, unitsAt } from "../../core/decimal";
import { DAY_MS, epochMs } from "../../core/time";
import type { FileLayout, TimeUnit } from "../../core/trades/layout/fileLayout";
import { TAKER_BOUGHT, TAKER_SOLD, TAKER_UNKNOWN } from "../../core/trades/trades";
import type { FileVerdict, SymbolVerdict } from "../../core/trades/verdict";

const [LINE_FEED, RETURN, QUOTE, MINUS, POINT, ZERO, NINE] = [10, 13, 34, 45, 46, 48, 57];
/** The database reads no longer lines either. */
const LONGEST_LINE = 2_000_000;
const LARGEST = Number.MAX_SAFE_INTEGER;
const DAY_MICROS = DAY_MS * 1_000;
const MICROS_OF: Readonly<Record<TimeUnit, number>> = { s: 1_000_000, ms: 1_000, us: 1, ns: 0.001 };
const TENS = Array.from({ length: 16 }, (_, power) => 10 ** power);
/** Digits of a number that a double holds in any case; longer ids are compared in two parts. */
const LOW_DIGITS = 15;
/** Bytes of a word that fit into one number. */
const WORD_BYTES = 6;

const SKIPPED = 0;
const TIME = 1;
const PRICE = 2;
const SIZE = 3;
const SIDE = 4;
const SYMBOL = 5;
const ID = 6;

/** One instrument while it is looked at; numbers in units of the scales of the file. */
interface Instrument {
	readonly symbol: string;
	trades: number;
	first: number;
	last: number;
	largest: number;
	/** Greatest common divisor of its prices. */
	divisor: number;
	day: Day;
	readonly days: Map<number, Day>;
}

interface Day {
	readonly from: number;
	trades: number;
	low: number;
	high: number;
}

const NO_DAY: Day = { from: NaN, trades: 0, low: 0, high: 0 };

/** What of a verdict the rows tell by themselves; whether some are equal is another question. */
export type PlainVerdict = Omit<
	FileVerdict,
	"version" | "layout" | "duplicates" | "repeatedIds" | "equalRows" | "schema"
> & {
	/** Whether no two rows can be equal. */
	readonly isUnique: boolean;
};

/**
 * Reads a CSV whose every row is written plainly: digits and points, no quotes, no row that is no trade. It gives up
 * at the first thing that is not so, and then says nothing: the database judges such files.
 */
export class PlainRows {
	private readonly roles: Uint8Array;
	private readonly delimiter: number;
	/** Which bytes may end a field. */
	private readonly stops = new Uint8Array(256);
	private readonly skipped: number;
	private linesSkipped = 0;
	private rest = new Uint8Array(0);

	private priceScale = 0;
	private sizeScale = 0;
	private sizeDivisor = 0;
	private trades = 0;
	private unknownSide = 0;
	private hasFractions = false;
	private hasNumericIds: boolean;
	private lastTime = NaN;
	private falls = 0;
	private stays = 0;
	private rises = 0;
	private lastIdHigh = -1;
	private lastIdLow = -1;
	private idFalls = 0;
	private idStays = 0;
	private idRises = 0;
	private instrument: Instrument;
	private readonly instruments = new Map<string, Instrument>();
	private readonly sides = new Map<number, number>();
	/** Time, price and size of a row; numbers that are handed on otherwise are put on the heap. */
	private readonly row = new Float64Array(3);
	/** The last two words of the side column, as numbers, and what they say. */
	private word = 0;
	private otherWord = 0;
	private takerOfLast = TAKER_UNKNOWN;
	private takerOfOther = TAKER_UNKNOWN;
	private symbolBytes = new Uint8Array(0);

	private constructor(
		private readonly layout: FileLayout,
		roles: Uint8Array,
	) {
		this.roles = roles;
		this.delimiter = layout.csv?.delimiter.charCodeAt(0) ?? 0;
		for (const byte of [this.delimiter, LINE_FEED, RETURN]) this.stops[byte] = 1;
		this.skipped = layout.csv?.skippedLines ?? 0;
		this.hasNumericIds = layout.columns.id !== undefined;
		this.instrument = this.instrumentOf(layout.symbol ?? "");
	}

	/** `undefined` for layouts whose files are never plain. */
	static of(layout: FileLayout): PlainRows | undefined {
		const { csv, columns, only, trades, time, decimalComma, timeBase } = layout;
		const isPlain =
			csv?.encoding === "utf-8" &&
			csv.delimiter.length === 1 &&
			csv.delimiter.charCodeAt(0) < 128 &&
			time !== "text" &&
			timeBase === undefined &&
			only === undefined &&
			trades === undefined &&
			!decimalComma;
		if (!isPlain) return undefined;
		const roles = new Uint8Array(csv.columns);
		const { side: sideColumn, symbol, id } = columns;
		const isSaid = layout.side.of === "taker" || layout.side.of === "maker";
		const side = isSaid ? sideColumn : undefined;
		const refs = [columns.time, columns.price, columns.size, side, symbol, id];
		for (const [at, ref] of refs.entries()) {
			if (ref === undefined) continue;
			if (typeof ref !== "number" || roles[ref] !== SKIPPED) return undefined;
			roles[ref] = at + TIME;
		}
		return new PlainRows(layout, roles);
	}

	/** Reads more bytes; `false` once it has given up. */
	take(chunk: Uint8Array): boolean {
		const begun = this.skipLines(chunk);
		if (!isAscii(begun) || begun.indexOf(QUOTE) >= 0) return false;
		let bytes = begun;
		if (this.rest.length > 0) {
			// What is left of the chunk before is the beginning of one line.
			const lineEnd = begun.indexOf(LINE_FEED) + 1;
			const rest = lineEnd === 0 ? begun : begun.subarray(0, lineEnd);
			const line = new Uint8Array(this.rest.length + rest.length);
			line.set(this.rest);
			line.set(rest, this.rest.length);
			if (lineEnd === 0) bytes = line;
			else {
				if (!this.readLines(line, line.length)) return false;
				bytes = begun.subarray(lineEnd);
			}
		}
		const end = bytes.lastIndexOf(LINE_FEED) + 1;
		const isFine = this.readLines(bytes, end);
		// A line that does not end would be copied over and over.
		if (bytes.length - end > LONGEST_LINE) return false;
		this.rest = bytes.slice(end);
		return isFine;
	}

	/** What was found once all bytes were read; `undefined` where the end is not plain. */
	finish(): PlainVerdict | undefined {
		if (this.rest.length > 0) {
			const last = new Uint8Array(this.rest.length + 1);
			last.set(this.rest);
			last[this.rest.length] = LINE_FEED;
			if (!this.readLines(last, last.length)) return undefined;
		}
		return this.verdict();
	}

	/** What is left of bytes behind the lines in front of the first row, whatever these hold. */
	private skipLines(bytes: Uint8Array): Uint8Array {
		let at = 0;
		while (this.linesSkipped < this.skipped) {
			const end = bytes.indexOf(LINE_FEED, at);
			if (end < 0) return new Uint8Array(0);
			at = end + 1;
			this.linesSkipped++;
		}
		return bytes.subarray(at);
	}

	private readLines(bytes: Uint8Array, end: number): boolean {
		let at = 0;
		while (at < end) {
			const first = bytes[at];
			if (first === LINE_FEED || (first === RETURN && bytes[at + 1] === LINE_FEED)) {
				at += first === RETURN ? 2 : 1;
				continue;
			}
			at = this.readRow(bytes, at);
			if (at < 0) return false;
		}
		return true;
	}

	/** Reads the row that begins at a place. Gives where the next one begins, -1 where it is not plain. */
	private readRow(bytes: Uint8Array, start: number): number {
		const { roles, delimiter } = this;
		const count = roles.length;
		let at = start;
		let time = NaN;
		let price = NaN;
		let size = NaN;
		let taker = TAKER_UNKNOWN;
		for (let column = 0; column < count; column++) {
			switch (roles[column]) {
				case TIME:
					at = this.readNumber(bytes, at);
					if (at < 0) return -1;
					time = this.micros();
					if (!(time >= 0)) return -1;
					break;
				case PRICE:
					at = this.readNumber(bytes, at);
					if (at < 0 || !(this.units > 0)) return -1;
					price = this.units;
					if (this.places !== this.priceScale) {
						if (this.places > this.priceScale) this.refinePrices(this.places);
						else price *= TENS[this.priceScale - this.places] ?? Infinity;
					}
					if (!(price <= LARGEST)) return -1;
					break;
				case SIZE:
					if (bytes[at] === MINUS && this.layout.side.of === "amountSign") {
						taker = TAKER_SOLD;
						at++;
					} else if (this.layout.side.of === "amountSign") taker = TAKER_BOUGHT;
					at = this.readNumber(bytes, at);
					if (at < 0 || !(this.units > 0)) return -1;
					size = this.units;
					if (this.places !== this.sizeScale) {
						if (this.places > this.sizeScale) this.refineSizes(this.places);
						else size *= TENS[this.sizeScale - this.places] ?? Infinity;
					}
					if (!(size <= LARGEST)) return -1;
					break;
				case SIDE: {
					const end = this.fieldEnd(bytes, at);
					taker = this.takerOf(bytes, at, end);
					at = end;
					break;
				}
				case SYMBOL: {
					const end = this.fieldEnd(bytes, at);
					if (!this.findInstrument(bytes, at, end)) return -1;
					at = end;
					break;
				}
				case ID:
					at = this.readId(bytes, at);
					break;
				default:
					at = this.fieldEnd(bytes, at);
			}
			if (column < count - 1) {
				if (bytes[at] !== delimiter) return -1;
				at++;
			}
		}
		if (bytes[at] === RETURN) at++;
		if (bytes[at] !== LINE_FEED) return -1;
		this.row[0] = time;
		this.row[1] = price;
		this.row[2] = size;
		this.count(taker);
		return at + 1;
	}

	private fieldEnd(bytes: Uint8Array, start: number): number {
		const { stops } = this;
		let at = start;
		for (;;) {
			while (stops[bytes[at]] === 0) at++;
			if (bytes[at] !== RETURN || bytes[at + 1] === LINE_FEED) return at;
			at++;
		}
	}

	/** What the last number that was read is: `units * 10 ** -places`. */
	private units = 0;
	private places = 0;
	/** Digits in front of the point. */
	private digits = 0;

	/** Reads digits with at most one point among them. Gives its end, -1 where it is none of that. */
	private readNumber(bytes: Uint8Array, start: number): number {
		let units = 0;
		let point = -1;
		let at = start;
		for (; ; at++) {
			const byte = bytes[at];
			if (byte >= ZERO && byte <= NINE) units = units * 10 + (byte - ZERO);
			else if (byte === POINT && point < 0) point = at;
			else break;
		}
		const length = at - start;
		if (length === 0 || (point >= 0 && length === 1)) return -1;
		this.units = units;
		this.places = point < 0 ? 0 : at - point - 1;
		this.digits = point < 0 ? length : point - start;
		// What is larger may have lost its last digits.
		return units <= LARGEST ? at : -1;
	}

	/** The last number as epoch microseconds; NaN where it is no time that can be told exactly. */
	private micros(): number {
		const { units, places, digits } = this;
		const { time } = this.layout;
		const unit =
			time === "byMagnitude" || time === "text"
				? digits <= 11
					? "s"
					: digits <= 14
						? "ms"
						: digits <= 17
							? "us"
							: "ns"
				: time;
		if (places > 0) {
			this.hasFractions = true;
			if (unit === "ns") return NaN;
			// Cut to whole microseconds: what is left of the fraction never rounds up.
			const ten = TENS[places] ?? NaN;
			const fraction = units % ten;
			const whole = ((units - fraction) / ten) * MICROS_OF[unit];
			return whole <= LARGEST ? whole + Math.floor((fraction * MICROS_OF[unit]) / ten) : NaN;
		}
		// Nanoseconds of today have too many digits for a double: they are left to the database.
		if (unit === "ns") return Math.floor(units / 1_000);
		const micros = units * MICROS_OF[unit];
		return micros <= LARGEST ? micros : NaN;
	}

	private refinePrices(places: number): void {
		const factor = TENS[places - this.priceScale] ?? Infinity;
		this.priceScale = places;
		for (const instrument of this.instruments.values()) {
			instrument.divisor *= factor;
			for (const day of instrument.days.values()) {
				day.low *= factor;
				day.high *= factor;
			}
		}
	}

	private refineSizes(places: number): void {
		const factor = TENS[places - this.sizeScale] ?? Infinity;
		this.sizeScale = places;
		this.sizeDivisor *= factor;
		for (const instrument of this.instruments.values()) instrument.largest *= factor;
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
		const word = asText(bytes, start, end).trim().toLowerCase();
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
		this.instrument = this.instrumentOf(symbol);
		return true;
	}

	private instrumentOf(symbol: string): Instrument {
		const found = this.instruments.get(symbol);
		if (found !== undefined) return found;
		const made: Instrument = {
			symbol,
			trades: 0,
			first: Infinity,
			last: -Infinity,
			largest: 0,
			divisor: 0,
			day: NO_DAY,
			days: new Map(),
		};
		this.instruments.set(symbol, made);
		return made;
	}

	/** Reads an id of any form. Gives its end. */
	private readId(bytes: Uint8Array, start: number): number {
		let units = 0;
		let at = start;
		for (const most = start + LOW_DIGITS; at < most; at++) {
			const digit = bytes[at] - ZERO;
			if (!(digit >= 0 && digit <= 9)) break;
			units = units * 10 + digit;
		}
		const byte = bytes[at];
		if (at > start && (byte === this.delimiter || byte === LINE_FEED)) {
			if (this.hasNumericIds) this.countId(0, units);
			return at;
		}
		const end = this.fieldEnd(bytes, at);
		if (this.hasNumericIds) this.readLongId(bytes, start, end);
		return end;
	}

	private readLongId(bytes: Uint8Array, start: number, end: number): void {
		const length = end - start;
		if (length === 0 || length > 18) {
			this.hasNumericIds = false;
			return;
		}
		const cut = Math.max(start, end - LOW_DIGITS);
		const high = digitsIn(bytes, start, cut);
		const low = digitsIn(bytes, cut, end);
		if (high < 0 || low < 0) {
			this.hasNumericIds = false;
			return;
		}
		this.countId(high, low);
	}

	private countId(high: number, low: number): void {
		if (this.lastIdHigh >= 0) {
			const difference = high === this.lastIdHigh ? low - this.lastIdLow : high - this.lastIdHigh;
			if (difference > 0) this.idRises++;
			else if (difference < 0) this.idFalls++;
			else this.idStays++;
		}
		this.lastIdHigh = high;
		this.lastIdLow = low;
	}

	private count(taker: number): void {
		const time = this.row[0] ?? NaN;
		const price = this.row[1] ?? NaN;
		const size = this.row[2] ?? NaN;
		this.trades++;
		if (taker === TAKER_UNKNOWN) this.unknownSide++;
		if (time > this.lastTime) this.rises++;
		else if (time < this.lastTime) this.falls++;
		else if (time === this.lastTime) this.stays++;
		this.lastTime = time;
		// One divides everything, and remainders of doubles are slow.
		if (this.sizeDivisor !== 1 && (this.sizeDivisor === 0 || size % this.sizeDivisor !== 0)) {
			this.sizeDivisor = commonDivisor(size, this.sizeDivisor);
		}
		const { instrument } = this;
		instrument.trades++;
		if (time < instrument.first) instrument.first = time;
		if (time > instrument.last) instrument.last = time;
		if (size > instrument.largest) instrument.largest = size;
		const { divisor } = instrument;
		if (divisor !== 1 && (divisor === 0 || price % divisor !== 0)) {
			instrument.divisor = commonDivisor(price, divisor);
		}
		let { day } = instrument;
		if (!(time >= day.from && time < day.from + DAY_MICROS)) {
			const from = Math.floor(time / DAY_MICROS) * DAY_MICROS;
			day = instrument.days.get(from) ?? { from, trades: 0, low: price, high: price };
			instrument.days.set(from, day);
			instrument.day = day;
		}
		day.trades++;
		if (price < day.low) day.low = price;
		if (price > day.high) day.high = price;
	}

	private verdict(): PlainVerdict | undefined {
		const found = [...this.instruments.values()].filter(({ trades }) => trades > 0);
		const isExact = found.every(
			({ divisor, largest, days }) =>
				divisor <= LARGEST &&
				largest <= LARGEST &&
				[...days.values()].every(({ high }) => high <= LARGEST),
		);
		if (!isExact) return undefined;
		const shift = this.layout.priceScale;
		const price = (units: number) =>
			shortened({ units: BigInt(units), places: this.priceScale + shift });
		const size = (units: number) => shortened({ units: BigInt(units), places: this.sizeScale });
		const symbols: SymbolVerdict[] = found
			.map((one) => ({
				symbol: one.symbol,
				trades: one.trades,
				span: {
					from: epochMs(Math.floor(one.first / 1_000)),
					to: epochMs(Math.floor(one.last / 1_000) + 1),
				},
				tick: price(one.divisor),
				days: [...one.days.values()]
					.sort((a, b) => a.from - b.from)
					.map(({ from, trades, low, high }) => ({
						day: epochMs(from / 1_000),
						trades,
						low: price(low),
						high: price(high),
					})),
				largestSize: size(one.largest),
			}))
			.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
		const priceDecimals = Math.max(0, ...symbols.map(({ tick }) => tick.places));
		const sizeDecimals = this.trades === 0 ? 0 : size(this.sizeDivisor).places;
		const newestFirst = this.falls > this.rises;
		const hasNumericIds = this.hasNumericIds && this.trades > 0;
		const isRising = hasNumericIds && this.idFalls === 0 && this.idStays === 0;
		const isFalling = hasNumericIds && this.idRises === 0 && this.idStays === 0;
		const hasStrictTimes = this.stays === 0 && (this.falls === 0 || this.rises === 0);
		const highest = symbols.flatMap(({ days }) => days.map(({ high }) => high));
		return {
			trades: this.trades,
			bad: { count: 0, first: [] },
			priceDecimals,
			sizeDecimals,
			priceDigits: digitsOf(highest, priceDecimals),
			sizeDigits: digitsOf(
				symbols.map(({ largestSize }) => largestSize),
				sizeDecimals,
			),
			outOfOrder: newestFirst ? this.rises : this.falls,
			newestFirst,
			unknownSide: this.unknownSide,
			hasNumericIds,
			idsFollowTime: (isRising && this.falls === 0) || (isFalling && this.rises === 0),
			wholeTimes: !this.hasFractions,
			hasExponents: false,
			symbols,
			isUnique:
				this.trades === 0 ||
				isRising ||
				isFalling ||
				(this.layout.columns.id === undefined && hasStrictTimes),
		};
	}
}

function asText(bytes: Uint8Array, start: number, end: number): string {
	return String.fromCharCode(...bytes.subarray(start, end));
}

/** The number of digits in a row; -1 where something else is among them. */
function digitsIn(bytes: Uint8Array, start: number, end: number): number {
	let units = 0;
	for (let at = start; at < end; at++) {
		const digit = bytes[at] - ZERO;
		if (digit < 0 || digit > 9) return -1;
		units = units * 10 + digit;
	}
	return units;
}

function commonDivisor(a: number, b: number): number {
	let [left, right] = [a, b];
	while (right !== 0) [left, right] = [right, left % right];
	return left;
}

/** The same decimal without zeros at its end. */
export function shortened({ units, places }: Decimal): Decimal {
	let [own, left] = [units, places];
	while (left > 0 && own % 10n === 0n) [own, left] = [own / 10n, left - 1];
	return { units: own, places: left };
}

/** Most digits of numbers that are written with so many decimals. */
export function digitsOf(numbers: readonly Decimal[], places: number): number {
	return numbers.reduce(
		(most, number) => Math.max(most, unitsAt(number, places).toString().length),
		1,
	);
}
