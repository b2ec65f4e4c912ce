import { namedPair } from "../../core/query/namedPair";
import type { Warning } from "../../core/result/result";
import type { MarketIdentity } from "../../core/result/series";
import { type Text, text } from "../../core/text";
import { epochMs, momentWords } from "../../core/time";
import { spanOf } from "../../core/trades/dataSet/judgedSymbols";
import type { UnderstoodRows } from "../../core/trades/layout/understood";
import type { SizeUnit, TradesSource, TradesSymbol } from "../../core/trades/source";
import type { DefinedDataSet, SteppedSymbol } from "./dataSet";

/** Symbols that a sentence names. */
const MOST_NAMED = 12;

export interface JudgedSourceOptions {
	/** What people call the data set. */
	readonly name: string;
	/** In the order of the judgement. */
	readonly symbols: readonly SteppedSymbol[];
	/** The layout's name of what sizes are counted in. */
	readonly sizeUnit: string;
	/** What is to be known of the layout. */
	readonly layoutNotes: readonly Text[];
}

/** The options of a data set that was understood. */
export function sourceOptions(
	{ definition: { name } }: DefinedDataSet,
	{ layout: { sizeUnit }, notes }: UnderstoodRows,
	symbols: readonly SteppedSymbol[],
): JudgedSourceOptions {
	return { name, symbols, sizeUnit, layoutNotes: notes };
}

export function layoutNotes({ layoutNotes: notes }: JudgedSourceOptions): readonly Warning[] {
	return notes.map((note) => ({ code: "layout", text: note }));
}

/** What a source of charts says of trades that were judged, whoever adds them up. */
export function judgedSource({
	name,
	symbols,
	sizeUnit,
}: JudgedSourceOptions): Omit<TradesSource, "notes" | "sum"> {
	const sizes = sizesIn(sizeUnit);
	const span = spanOf(symbols.map((one) => one.span));
	const known = symbols.map(({ symbol }) => symbol);
	const more = known.length > MOST_NAMED ? ", …" : "";
	return {
		symbols: symbols.map((one) => symbolOf(one, sizes)),
		span,
		unknownSymbol: (symbol) =>
			text(
				"{0} has no {1}. Choose one of {2}.",
				name,
				symbol,
				`${known.slice(0, MOST_NAMED).join(", ")}${more}`,
			),
		beyondSpan: text(
			"{0} covers {1} to {2} UTC; the rest of the range has no trades.",
			name,
			momentWords(span.from),
			momentWords(epochMs(span.to - 1)),
		),
		noTrades: (symbol) =>
			text(
				"{0} has no trades of {1} in this range. It covers {2} to {3} UTC. Choose another range.",
				name,
				symbol,
				momentWords(span.from),
				momentWords(epochMs(span.to - 1)),
			),
	};
}

function symbolOf({ symbol, step, span }: SteppedSymbol, sizes: SizeUnit): TradesSymbol {
	const { base, quote } = namedPair(symbol) ?? {};
	const market: MarketIdentity = {
		symbol,
		...(symbol === `${base}-${quote}` && { normalizedSymbol: symbol }),
		...(base !== undefined && { coin: base }),
	};
	return { symbol, market, step, sizes, lastTrade: epochMs(span.to - 1) };
}

/** The unit that a layout names: coins, dollars, or contracts, which may be called by a name of their own. */
function sizesIn(sizeUnit: string): SizeUnit {
	if (sizeUnit === "base" || sizeUnit === "USD") return { unit: sizeUnit };
	return sizeUnit === "contracts" ? { unit: "contracts" } : { unit: "contracts", name: sizeUnit };
}
