import { type Decimal, unitsAt } from "../../core/decimal";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { FileVerdict, SymbolVerdict } from "../../core/trades/verdict";
import { commonDivisor } from "../divisors";
import { orderOf, type Steps } from "../rowOrder";
import { instrumentVerdict } from "../seenInstrument";

const LARGEST = Number.MAX_SAFE_INTEGER;
/** Places that a number may have; all that are exact as a double have fewer digits in front of the point then. */
export const MOST_PLACES = 15;

/** Steps while they are counted. */
export type CountedSteps = { -readonly [kind in keyof Steps]: number };

/** One day (UTC) of an instrument: its midnight in epoch microseconds, prices in units of the tally's scale. */
export interface DayTally {
	readonly from: number;
	trades: number;
	low: number;
	high: number;
}

/** One instrument: times in epoch microseconds, prices and sizes in units of the tally's scales. */
export interface InstrumentTally {
	readonly symbol: string;
	trades: number;
	first: number;
	last: number;
	largest: number;
	/** Greatest common divisor of its prices. */
	divisor: number;
	/** By their midnights, and the last that was asked for. */
	readonly days: Map<number, DayTally>;
	day: DayTally | undefined;
}

/**
 * What consecutive rows of a file add up to. Plain data, so that parts of a file can be read in threads of their own.
 * Numbers are whole and exact as long as no verdict on them is refused.
 */
export interface PlainTally {
	priceScale: number;
	sizeScale: number;
	/** Greatest common divisor of all sizes. */
	sizeDivisor: number;
	trades: number;
	unknownSide: number;
	/** Whether some time has a point in it. */
	hasFractions: boolean;
	hasNumericIds: boolean;
	/** Times of the first and the last row; NaN without rows. */
	firstTime: number;
	lastTime: number;
	readonly times: CountedSteps;
	/** Ids of the first and the last row, whole numbers of at most 18 digits: the last fifteen, and those in front (-1 without). */
	firstIdHigh: number;
	firstIdLow: number;
	lastIdHigh: number;
	lastIdLow: number;
	readonly ids: CountedSteps;
	readonly instruments: Map<string, InstrumentTally>;
}

/** What of a verdict the rows tell by themselves; whether some are equal is another question. */
export type PlainVerdict = Omit<
	FileVerdict,
	"version" | "layout" | "duplicates" | "repeatedIds" | "equalRows" | "schema"
> & {
	/** Whether no two rows can be equal. */
	readonly isUnique: boolean;
};

/** The tally of no rows. */
export function emptyTally(hasIds: boolean): PlainTally {
	return {
		priceScale: 0,
		sizeScale: 0,
		sizeDivisor: 0,
		trades: 0,
		unknownSide: 0,
		hasFractions: false,
		hasNumericIds: hasIds,
		firstTime: NaN,
		lastTime: NaN,
		times: { falls: 0, stays: 0, rises: 0 },
		firstIdHigh: -1,
		firstIdLow: -1,
		lastIdHigh: -1,
		lastIdLow: -1,
		ids: { falls: 0, stays: 0, rises: 0 },
		instruments: new Map(),
	};
}

/** The instrument of a tally, made where it is not there yet. */
export function instrumentOf(tally: PlainTally, symbol: string): InstrumentTally {
	const found = tally.instruments.get(symbol);
	if (found !== undefined) return found;
	const made: InstrumentTally = {
		symbol,
		trades: 0,
		first: Infinity,
		last: -Infinity,
		largest: 0,
		divisor: 0,
		days: new Map(),
		day: undefined,
	};
	tally.instruments.set(symbol, made);
	return made;
}

/** A day of an instrument, made with its first price where it is not there yet. */
export function dayOf({ days }: InstrumentTally, from: number, price: number): DayTally {
	const found = days.get(from);
	if (found !== undefined) return found;
	const made: DayTally = { from, trades: 0, low: price, high: price };
	days.set(from, made);
	return made;
}

/** Writes all prices with more places. */
export function refinePrices(tally: PlainTally, places: number): void {
	const factor = 10 ** (places - tally.priceScale);
	tally.priceScale = places;
	for (const instrument of tally.instruments.values()) {
		instrument.divisor *= factor;
		for (const day of instrument.days.values()) {
			day.low *= factor;
			day.high *= factor;
		}
	}
}

/** Writes all sizes with more places. */
export function refineSizes(tally: PlainTally, places: number): void {
	const factor = 10 ** (places - tally.sizeScale);
	tally.sizeScale = places;
	tally.sizeDivisor *= factor;
	for (const instrument of tally.instruments.values()) instrument.largest *= factor;
}

/** Counts how an id follows the last one of a tally. */
export function countIdStep(
	{ ids, lastIdHigh, lastIdLow }: PlainTally,
	high: number,
	low: number,
): void {
	addStep(ids, high === lastIdHigh ? low - lastIdLow : high - lastIdHigh);
}

export function addStep(steps: CountedSteps, difference: number): void {
	if (difference > 0) steps.rises++;
	else if (difference < 0) steps.falls++;
	else if (difference === 0) steps.stays++;
}

/** Adds the rows that follow those of a tally. Changes both, and gives the first. */
export function addTally(tally: PlainTally, next: PlainTally): PlainTally {
	const priceScale = Math.max(tally.priceScale, next.priceScale);
	const sizeScale = Math.max(tally.sizeScale, next.sizeScale);
	for (const one of [tally, next]) {
		refinePrices(one, priceScale);
		refineSizes(one, sizeScale);
	}
	if (tally.trades === 0) tally.firstTime = next.firstTime;
	else if (next.trades > 0) addStep(tally.times, next.firstTime - tally.lastTime);
	if (next.trades > 0) tally.lastTime = next.lastTime;
	if (tally.lastIdHigh < 0) {
		tally.firstIdHigh = next.firstIdHigh;
		tally.firstIdLow = next.firstIdLow;
	} else if (next.firstIdHigh >= 0) countIdStep(tally, next.firstIdHigh, next.firstIdLow);
	if (next.lastIdHigh >= 0) {
		tally.lastIdHigh = next.lastIdHigh;
		tally.lastIdLow = next.lastIdLow;
	}
	addSteps(tally.times, next.times);
	addSteps(tally.ids, next.ids);
	tally.sizeDivisor = commonDivisor(tally.sizeDivisor, next.sizeDivisor);
	tally.trades += next.trades;
	tally.unknownSide += next.unknownSide;
	tally.hasFractions ||= next.hasFractions;
	tally.hasNumericIds &&= next.hasNumericIds;
	for (const instrument of next.instruments.values()) {
		addInstrument(instrumentOf(tally, instrument.symbol), instrument);
	}
	return tally;
}

function addSteps(steps: CountedSteps, { falls, stays, rises }: Steps): void {
	steps.falls += falls;
	steps.stays += stays;
	steps.rises += rises;
}

function addInstrument(instrument: InstrumentTally, next: InstrumentTally): void {
	instrument.trades += next.trades;
	instrument.first = Math.min(instrument.first, next.first);
	instrument.last = Math.max(instrument.last, next.last);
	instrument.largest = Math.max(instrument.largest, next.largest);
	instrument.divisor = commonDivisor(instrument.divisor, next.divisor);
	for (const day of next.days.values()) {
		const known = instrument.days.get(day.from);
		if (known === undefined) instrument.days.set(day.from, day);
		else {
			known.trades += day.trades;
			known.low = Math.min(known.low, day.low);
			known.high = Math.max(known.high, day.high);
		}
	}
}

/** What the rows of a whole file say; `undefined` where some number is too large to be exact. */
export function verdictOfTally(tally: PlainTally, layout: FileLayout): PlainVerdict | undefined {
	const found = [...tally.instruments.values()].filter(({ trades }) => trades > 0);
	const isExact = found.every(
		({ divisor, largest, days }) =>
			divisor <= LARGEST &&
			largest <= LARGEST &&
			[...days.values()].every(({ high }) => high <= LARGEST),
	);
	if (!isExact) return undefined;
	const price = (units: number) =>
		shortened({ units: BigInt(units), places: tally.priceScale + layout.priceScale });
	const size = (units: number) => shortened({ units: BigInt(units), places: tally.sizeScale });
	const symbols: SymbolVerdict[] = found
		.map((one) => ({ symbol: one.symbol, ...instrumentVerdict(one, price, size) }))
		.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
	const { trades, unknownSide } = tally;
	const priceDecimals = symbols.reduce((most, { tick }) => Math.max(most, tick.places), 0);
	const sizeDecimals = trades === 0 ? 0 : size(tally.sizeDivisor).places;
	const hasIds = layout.columns.id !== undefined;
	const highest = symbols.flatMap(({ days }) => days.map(({ high }) => high));
	return {
		trades,
		bad: { count: 0, first: [] },
		priceDecimals,
		sizeDecimals,
		priceDigits: digitsOf(highest, priceDecimals),
		sizeDigits: digitsOf(
			symbols.map(({ largestSize }) => largestSize),
			sizeDecimals,
		),
		unknownSide,
		...orderOf(tally, { rows: trades, hasIds }),
		wholeTimes: !tally.hasFractions,
		hasExponents: false,
		symbols,
	};
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
