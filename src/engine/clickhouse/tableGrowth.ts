import type { EpochMs } from "../../core/time";
import { isLess, joinedSymbol, mostTradesFirst } from "../../core/trades/dataSet/judgedSymbols";
import type { SymbolVerdict } from "../../core/trades/verdict";
import type { NumberFacts } from "../../core/trades/table/tableFacts";
import type { TableFindings } from "../../core/trades/table/tables";

/**
 * The verdict on a table that has grown: what was found before, with its last day and all later ones as they are now.
 * It holds where the rows in front of that day are still the same.
 *
 * @param now found of the same layout from the last day of `before` on
 */
export function grownVerdict(before: TableFindings, now: TableFindings): TableFindings {
	const { lastDay } = before;
	if (lastDay === undefined) return now;
	const bySymbol = (symbols: readonly SymbolVerdict[]) =>
		new Map(symbols.map((one) => [one.symbol, one]));
	const [known, found] = [bySymbol(before.symbols), bySymbol(now.symbols)];
	const symbols = [...new Set([...known.keys(), ...found.keys()])]
		.flatMap((symbol) => grown(known.get(symbol), found.get(symbol), lastDay.day) ?? [])
		.sort(mostTradesFirst);
	const price = widest(before.facts.price, now.facts.price);
	const size = widest(before.facts.size, now.facts.size);
	return {
		trades: symbols.reduce((sum, { trades }) => sum + trades, 0),
		leftOut: before.leftOut - lastDay.leftOut + now.leftOut,
		unknownSide: before.unknownSide - lastDay.unknownSide + now.unknownSide,
		hasNumericIds: before.hasNumericIds && now.hasNumericIds,
		symbols,
		lastDay: now.lastDay ?? { ...lastDay, leftOut: 0, unknownSide: 0 },
		facts: {
			...before.facts,
			...now.facts,
			...(price !== undefined && { price }),
			...(size !== undefined && { size }),
		},
	};
}

function grown(
	before: SymbolVerdict | undefined,
	now: SymbolVerdict | undefined,
	from: EpochMs,
): SymbolVerdict | undefined {
	const days = before?.days.filter(({ day }) => day < from) ?? [];
	if (before === undefined || days.length === 0) return now;
	const kept = { ...before, days, trades: days.reduce((sum, { trades }) => sum + trades, 0) };
	if (now === undefined) return kept;
	const { largestSize: size } = now;
	return {
		...joinedSymbol(before.symbol, [kept, now]),
		largestSize: isLess(before.largestSize, size) ? size : before.largestSize,
	};
}

/** The facts that hold for the numbers of both. */
function widest(a: NumberFacts | undefined, b: NumberFacts | undefined): NumberFacts | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	const places = Math.max(a.places, b.places);
	return { places, digits: Math.max(a.digits - a.places, b.digits - b.places) + places };
}
