import { DAY_MS } from "../../core/time";
import { TAKER_UNKNOWN } from "../../core/trades/trades";
import type { SymbolVerdict } from "../../core/trades/verdict";
import type { Block } from "../database";
import { commonDivisor } from "../divisors";
import { shortened } from "../plain/plainTally";
import type { RowSteps } from "../rowOrder";
import { instrumentVerdict } from "../seenInstrument";
import type { TypedNumber, TypedRows, TypedTime } from "../sql/typedRows";
import { doublesOf, HIGH, isSet, type Pairs, pairsOf, wholeOf } from "./wholes";

/** Numbers of fewer digits than this stand for one double each, and the other way round. */
const DIGITS_OF_DOUBLES = 1e15;
const LARGEST = Number.MAX_SAFE_INTEGER;
/** Powers of ten that are doubles. */
const TENS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
/** The database writes smaller doubles with an exponent. */
const LEAST_PLAIN = 1e-4;
/** What counts as a price or a size at all, as in `isPositive`. */
const LEAST = 1e-38;
const MOST = 1e38;
const DAY_MICROS = DAY_MS * 1_000;
/** Most rows of a block. */
const BLOCK_ROWS = 2_048;

interface Day {
	readonly from: number;
	trades: number;
	low: number;
	high: number;
}

/** One instrument while it is looked at; numbers in units of the scales of the file. */
interface Instrument {
	readonly hashHigh: number;
	readonly hashLow: number;
	first: number;
	last: number;
	largest: number;
	/** Greatest common divisor of its prices. */
	divisor: number;
	day: Day;
	readonly days: Map<number, Day>;
}

const NO_DAY: Day = { from: NaN, trades: 0, low: 0, high: 0 };

/** Time and id of a row; `NaN` where there is no row, and no id. */
interface Place {
	time: number;
	idHigh: number;
	idLow: number;
}

/** Rows that came one after the other: threads hand over one row group before another at times. */
interface Run {
	readonly from: number;
	/** Number of the row behind the last. */
	to: number;
	readonly first: Place;
	readonly last: Place;
}

const NOWHERE: Readonly<Place> = { time: NaN, idHigh: NaN, idLow: NaN };
const newRun = (from: number): Run => ({
	from,
	to: from,
	first: { ...NOWHERE },
	last: { ...NOWHERE },
});

/** What all rows together tell. */
export interface JudgedRows {
	readonly good: number;
	readonly bad: number;
	readonly trades: number;
	readonly unknownSide: number;
	readonly hasExponents: boolean;
	readonly priceDecimals: number;
	readonly sizeDecimals: number;
	readonly priceDigits: number;
	readonly sizeDigits: number;
	readonly steps: RowSteps;
	/** By the hash of the symbol; 0 where no column names one. */
	readonly symbols: ReadonlyMap<bigint, Omit<SymbolVerdict, "symbol">>;
}

/** Numbers of a column as whole units of the least scale that holds all of them. */
class Scaled {
	/** Decimal places of the scale. */
	places = 0;
	/** Units of the rows of the block that are trades. */
	readonly values = new Float64Array(BLOCK_ROWS);
	/** The greatest so far. */
	most = 0;
	/** Whether some number is written with an exponent. */
	hasSmall = false;
	private doubles: Float64Array = new Float64Array(0);
	private pairs: Pairs = new Int32Array(0);

	/** @param unwritten places in front of those that stand in the file */
	constructor(
		private readonly form: TypedNumber,
		private readonly unwritten: number,
		private readonly isSigned: boolean,
	) {}

	/** Opens a column of a block and strikes out rows without a number that can be a price or a size. */
	open(block: Block, column: number, good: Uint8Array): void {
		const bytes = block.bytes(column, 8);
		const valid = block.valid(column);
		const { form, isSigned } = this;
		if (form.kind === "double") {
			const doubles = (this.doubles = doublesOf(bytes));
			for (let row = 0; row < block.rows; row++) {
				const double = isSigned ? Math.abs(doubles[row]) : doubles[row];
				if (!(double > LEAST && double < MOST) || !isSet(valid, row)) good[row] = 0;
			}
			return;
		}
		const pairs = (this.pairs = pairsOf(bytes));
		for (let row = 0; row < block.rows; row++) {
			const high = pairs[2 * row + 1];
			const isSome = high > 0 || ((high === 0 || isSigned) && (pairs[2 * row] | high) !== 0);
			if (!isSome || !isSet(valid, row)) good[row] = 0;
		}
	}

	/**
	 * Reads the numbers of rows that are trades; `false` where they have more digits than a double holds.
	 *
	 * @param onRaise called for each decimal place that the scale gains: what was kept counts ten times as much
	 */
	read(rows: number, good: Uint8Array, onRaise: () => void): boolean {
		const isRead =
			this.form.kind === "double"
				? this.readDoubles(rows, good, onRaise)
				: this.readWholes(rows, good, this.form.places + this.unwritten, onRaise);
		return isRead && this.most < DIGITS_OF_DOUBLES;
	}

	private readDoubles(rows: number, good: Uint8Array, onRaise: () => void): boolean {
		const { values, doubles, isSigned } = this;
		let scale = TENS[this.places];
		for (let row = 0; row < rows; row++) {
			if (good[row] === 0) continue;
			const double = isSigned ? Math.abs(doubles[row]) : doubles[row];
			let units = Math.round(double * scale);
			// A decimal of up to 15 digits that reads back as the double is the shortest one.
			while (units / scale !== double) {
				if (this.places === TENS.length - 1 || units >= DIGITS_OF_DOUBLES) return false;
				this.raise(row, onRaise);
				scale = TENS[this.places];
				units = Math.round(double * scale);
			}
			if (double < LEAST_PLAIN) this.hasSmall = true;
			if (units > this.most) this.most = units;
			values[row] = units;
		}
		return true;
	}

	private readWholes(rows: number, good: Uint8Array, finest: number, onRaise: () => void): boolean {
		const { values, pairs } = this;
		let divisor = TENS[finest - this.places];
		if (divisor === undefined) return false;
		for (let row = 0; row < rows; row++) {
			if (good[row] === 0) continue;
			const whole = Math.abs(wholeOf(pairs, row));
			if (whole > LARGEST) return false;
			// The quotient of such numbers is whole only where nothing is left over.
			let units = whole / divisor;
			while (units !== Math.floor(units)) {
				this.raise(row, onRaise);
				divisor = TENS[finest - this.places];
				units = whole / divisor;
			}
			if (units > this.most) this.most = units;
			values[row] = units;
		}
		return true;
	}

	/** One more decimal place, for the rows of the block in front of one too. */
	private raise(before: number, onRaise: () => void): void {
		this.places += 1;
		this.most *= 10;
		for (let row = 0; row < before; row++) this.values[row] *= 10;
		onRaise();
	}
}

/**
 * Judges the rows of a file whose columns are numbers by their types. It gives up at the first thing that texts have
 * to decide, such as a double of 17 digits or a time that is none, and then says nothing.
 */
export class TypedJudge {
	private readonly prices: Scaled;
	private readonly sizes: Scaled;
	/** Microseconds of the block. */
	private readonly times = new Float64Array(BLOCK_ROWS);
	/** Which rows of the block are trades. */
	private readonly good = new Uint8Array(BLOCK_ROWS);
	private rows = 0;
	private bad = 0;
	private trades = 0;
	private unknownSide = 0;
	private falls = 0;
	private stays = 0;
	private rises = 0;
	private idFalls = 0;
	private idStays = 0;
	private idRises = 0;
	private withoutId = 0;
	/** Stretches of rows that came one after the other. */
	private readonly runs: Run[] = [];
	private run = newRun(0);
	private instrument: Instrument;
	/** By the low half of the hash. */
	private readonly instruments = new Map<number, Instrument[]>();

	constructor(
		private readonly typed: Pick<TypedRows, "time" | "price" | "size" | "at">,
		priceScale: number,
		isSignedSize: boolean,
	) {
		this.prices = new Scaled(typed.price, priceScale, false);
		this.sizes = new Scaled(typed.size, 0, isSignedSize);
		this.instrument = this.instrumentOf(0, 0);
	}

	/**
	 * Takes rows that stand one behind the other in the file; `false` once it has given up.
	 *
	 * @param from number of the first in the file, from 0
	 */
	take(block: Block, from: number): boolean {
		const { rows } = block;
		if (rows > BLOCK_ROWS) return false;
		if (from !== this.run.to) this.run = newRun(from);
		if (this.run.from === this.run.to) this.runs.push(this.run);
		this.run.to = from + rows;
		const { at } = this.typed;
		const { good, prices, sizes } = this;
		const meant = at.meant === undefined ? undefined : block.bytes(at.meant, 1);
		good.fill(1);
		if (meant !== undefined) good.set(meant);
		if (!this.readTimes(block, good)) return false;
		const all = countOf(good, rows);
		prices.open(block, 1, good);
		sizes.open(block, 2, good);
		this.bad += all - countOf(good, rows);
		return (
			prices.read(rows, good, () => this.raisePrices()) &&
			sizes.read(rows, good, () => this.raiseSizes()) &&
			this.judge(block)
		);
	}

	private readTimes(block: Block, meant: Uint8Array): boolean {
		const pairs = pairsOf(block.bytes(0, 8));
		const valid = block.valid(0);
		const { times } = this;
		const { time } = this.typed;
		for (let row = 0; row < block.rows; row++) {
			if (meant[row] === 0) continue;
			if (!isSet(valid, row)) return false;
			const micros = microsOf(time, pairs[2 * row + 1], pairs[2 * row] >>> 0);
			if (!(micros <= LARGEST && micros >= -LARGEST)) return false;
			times[row] = micros;
		}
		return true;
	}

	/** Goes through the rows in their order. */
	private judge(block: Block): boolean {
		const { times, good, prices, sizes } = this;
		const { at } = this.typed;
		const { first, last } = this.run;
		const takers = block.bytes(3, 1);
		const ids = at.id === undefined ? undefined : pairsOf(block.bytes(at.id, 8));
		const validIds = at.id === undefined ? undefined : block.valid(at.id);
		const symbols = at.symbol === undefined ? undefined : pairsOf(block.bytes(at.symbol, 8));
		const counts = at.count === undefined ? undefined : pairsOf(block.bytes(at.count, 8));
		for (let row = 0; row < block.rows; row++) {
			if (good[row] === 0) continue;
			const price = prices.values[row];
			const size = sizes.values[row];
			const time = times[row];
			this.rows += 1;
			const count = counts === undefined ? 1 : counts[2 * row + 1] * HIGH + (counts[2 * row] >>> 0);
			this.trades += count;
			if (takers[row] === TAKER_UNKNOWN) this.unknownSide += 1;

			this.stepInTime(last.time, time);
			last.time = time;
			if (ids !== undefined) {
				if (isSet(validIds, row)) {
					const [high, low] = [ids[2 * row + 1], ids[2 * row] >>> 0];
					this.stepInId(last, high, low);
					last.idHigh = high;
					last.idLow = low;
				} else this.withoutId += 1;
			}
			if (!(first.time === first.time)) Object.assign(first, last);

			if (symbols !== undefined) {
				const [low, high] = [symbols[2 * row], symbols[2 * row + 1]];
				const { hashHigh, hashLow } = this.instrument;
				if (hashLow !== low || hashHigh !== high) this.instrument = this.instrumentOf(high, low);
			}
			const { instrument } = this;
			if (time < instrument.first) instrument.first = time;
			if (time > instrument.last) instrument.last = time;
			if (size > instrument.largest) instrument.largest = size;
			if (instrument.divisor !== 1) {
				const multiple = price / instrument.divisor;
				if (instrument.divisor === 0 || multiple !== Math.floor(multiple)) {
					instrument.divisor = commonDivisor(instrument.divisor, price);
				}
			}
			let { day } = instrument;
			if (!(time >= day.from && time < day.from + DAY_MICROS)) {
				const from = Math.floor(time / DAY_MICROS) * DAY_MICROS;
				day = instrument.days.get(from) ?? { from, trades: 0, low: Infinity, high: 0 };
				instrument.days.set(from, day);
				instrument.day = day;
			}
			day.trades += count;
			if (price < day.low) day.low = price;
			if (price > day.high) day.high = price;
		}
		return this.trades <= LARGEST;
	}

	private stepInTime(last: number, time: number): void {
		if (time > last) this.rises += 1;
		else if (time < last) this.falls += 1;
		else if (time === last) this.stays += 1;
	}

	private stepInId({ idHigh, idLow }: Place, high: number, low: number): void {
		if (high > idHigh || (high === idHigh && low > idLow)) this.idRises += 1;
		else if (high < idHigh || (high === idHigh && low < idLow)) this.idFalls += 1;
		else if (high === idHigh) this.idStays += 1;
	}

	/** Steps from one stretch of rows to the next; `false` where rows are missing in between. */
	private joinRuns(): boolean {
		let to = 0;
		let last = NOWHERE;
		for (const run of this.runs.sort((a, b) => a.from - b.from)) {
			if (run.from !== to) return false;
			to = run.to;
			if (Number.isNaN(run.first.time)) continue;
			this.stepInTime(last.time, run.first.time);
			this.stepInId(last, run.first.idHigh, run.first.idLow);
			last = run.last;
		}
		return true;
	}

	private instrumentOf(hashHigh: number, hashLow: number): Instrument {
		const alike = this.instruments.get(hashLow) ?? [];
		const known = alike.find((one) => one.hashHigh === hashHigh);
		if (known !== undefined) return known;
		const instrument: Instrument = {
			hashHigh,
			hashLow,
			first: Infinity,
			last: -Infinity,
			largest: 0,
			divisor: 0,
			day: NO_DAY,
			days: new Map(),
		};
		alike.push(instrument);
		this.instruments.set(hashLow, alike);
		return instrument;
	}

	private *allInstruments(): Generator<Instrument> {
		for (const alike of this.instruments.values()) yield* alike;
	}

	private raisePrices(): void {
		for (const instrument of this.allInstruments()) {
			instrument.divisor *= 10;
			for (const day of instrument.days.values()) {
				day.low *= 10;
				day.high *= 10;
			}
		}
	}

	private raiseSizes(): void {
		for (const instrument of this.allInstruments()) instrument.largest *= 10;
	}

	/** What was found out; `undefined` where rows are missing. */
	finish(): JudgedRows | undefined {
		if (!this.joinRuns()) return undefined;
		const { prices, sizes } = this;
		const scaled = (places: number) => (units: number) =>
			shortened({ units: BigInt(units), places });
		const [price, size] = [scaled(prices.places), scaled(sizes.places)];
		const symbols = new Map<bigint, Omit<SymbolVerdict, "symbol">>();
		for (const instrument of this.allInstruments()) {
			if (instrument.days.size === 0) continue;
			const { hashHigh, hashLow } = instrument;
			symbols.set(
				BigInt.asUintN(64, (BigInt(hashHigh) << 32n) | BigInt(hashLow >>> 0)),
				instrumentVerdict(instrument, price, size),
			);
		}
		return {
			good: this.rows,
			bad: this.bad,
			trades: this.trades,
			unknownSide: this.unknownSide,
			hasExponents: prices.hasSmall || sizes.hasSmall,
			priceDecimals: prices.places,
			sizeDecimals: sizes.places,
			priceDigits: String(prices.most).length,
			sizeDigits: String(sizes.most).length,
			steps: {
				times: { falls: this.falls, stays: this.stays, rises: this.rises },
				ids: { falls: this.idFalls, stays: this.idStays, rises: this.idRises },
				hasNumericIds: this.withoutId === 0,
			},
			symbols,
		};
	}
}

function countOf(flags: Uint8Array, rows: number): number {
	let count = 0;
	for (let row = 0; row < rows; row++) count += flags[row];
	return count;
}

/** Magnitudes below which a number counts in these units. */
const SECONDS = 1e11;
const MILLISECONDS = 1e14;
const MICROSECONDS = 1e17;

/** Epoch microseconds of a whole number, from its high half and its low one. */
function microsOf(time: TypedTime, high: number, low: number): number {
	const whole = high * HIGH + low;
	switch (time) {
		case "moment":
		case "us":
			return whole;
		case "ms":
			return whole * 1_000;
		case "s":
			return whole * 1_000_000;
		case "ns":
			return microsOfNanos(high, low);
		case "byMagnitude": {
			const size = Math.abs(whole);
			if (size < SECONDS) return whole * 1_000_000;
			if (size < MILLISECONDS) return whole * 1_000;
			return size < MICROSECONDS ? whole : microsOfNanos(high, low);
		}
	}
}

/** Whole microseconds, cut towards the past; each step stays below what doubles hold exactly. */
function microsOfNanos(high: number, low: number): number {
	const rest = ((high % 1_000) + 1_000) % 1_000;
	return ((high - rest) / 1_000) * HIGH + Math.floor((rest * HIGH + low) / 1_000);
}
