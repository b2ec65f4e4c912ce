import { type Decimal, unitsAt } from "../../decimal";
import type { TimeRange } from "../../result/series";
import { epochMs, type EpochMs } from "../../time";
import type { DayVerdict, FileVerdict, SymbolVerdict } from "../verdict";

/** An instrument of a data set, by the verdicts on all of its files. */
export interface JudgedSymbol {
	readonly symbol: string;
	readonly trades: number;
	readonly span: TimeRange;
	/** Greatest step that all prices are multiples of. */
	readonly tick: Decimal;
	/** Each day (UTC) that traded, ascending. */
	readonly days: readonly DayVerdict[];
}

/** The instruments of files together, those with the most trades first. */
export function judgedSymbols(verdicts: readonly FileVerdict[]): readonly JudgedSymbol[] {
	const bySymbol = new Map<string, SymbolVerdict[]>();
	for (const one of verdicts.flatMap(({ symbols }) => symbols)) {
		bySymbol.set(one.symbol, [...(bySymbol.get(one.symbol) ?? []), one]);
	}
	return Array.from(bySymbol, ([symbol, found]) => joinedSymbol(symbol, found)).sort(
		mostTradesFirst,
	);
}

/** The order of instruments: by trades, then by name. */
export function mostTradesFirst(a: JudgedSymbol, b: JudgedSymbol): number {
	return b.trades - a.trades || (a.symbol < b.symbol ? -1 : 1);
}

/** An instrument by what was found of it in several places, at least one. */
export function joinedSymbol(symbol: string, found: readonly JudgedSymbol[]): JudgedSymbol {
	return {
		symbol,
		trades: sum(found.map(({ trades }) => trades)),
		span: spanOf(found.map(({ span }) => span)),
		tick: found.map(({ tick }) => tick).reduce(commonTick),
		days: joinedDays(found.flatMap(({ days }) => days)),
	};
}

/** From the first to the last of several stretches: those of every instrument in every file may be very many. */
export function spanOf(spans: readonly TimeRange[]): TimeRange {
	return {
		from: epochMs(spans.reduce((first, { from }) => Math.min(first, from), Infinity)),
		to: epochMs(spans.reduce((last, { to }) => Math.max(last, to), -Infinity)),
	};
}

/** The same day of two files: their edges lie inside of a day where files are cut in another zone. */
function joinedDays(days: readonly DayVerdict[]): readonly DayVerdict[] {
	const byDay = new Map<EpochMs, DayVerdict>();
	for (const next of days) {
		const known = byDay.get(next.day);
		byDay.set(
			next.day,
			known === undefined
				? next
				: {
						day: next.day,
						trades: known.trades + next.trades,
						low: isLess(next.low, known.low) ? next.low : known.low,
						high: isLess(known.high, next.high) ? next.high : known.high,
					},
		);
	}
	return [...byDay.values()].sort((a, b) => a.day - b.day);
}

/** Whether one decimal is below another, whatever their scales. */
export function isLess(a: Decimal, b: Decimal): boolean {
	const places = Math.max(a.places, b.places);
	return unitsAt(a, places) < unitsAt(b, places);
}

/** The greatest decimal that both are multiples of. */
function commonTick(a: Decimal, b: Decimal): Decimal {
	const places = Math.max(a.places, b.places);
	let [larger, smaller] = [unitsAt(a, places), unitsAt(b, places)];
	while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
	return { units: larger, places };
}

function sum(counts: readonly number[]): number {
	return counts.reduce((total, count) => total + count, 0);
}
