import { namedPair } from "../../core/query/namedPair";
import type { Warning } from "../../core/result/result";
import type { MarketIdentity, TimeRange } from "../../core/result/series";
import { type Text, text } from "../../core/text";
import { epochMs, momentWords } from "../../core/time";
import { type JudgedSymbol, spanOf } from "../../core/trades/dataSet/judgedSymbols";
import { notesOn } from "../../core/trades/dataSet/notes";
import type { TradesEngine } from "../../core/trades/engine";
import type { TradesPlan, TradesSums } from "../../core/trades/plan";
import type { SizeUnit, SumOptions, TradesSource, TradesSymbol } from "../../core/trades/source";
import type { Decimal } from "../../core/decimal";
import type { FileVerdict } from "../../core/trades/verdict";

/** Symbols that a sentence names. */
const MOST_NAMED = 12;

/** An instrument of judged files with the height of its rows. */
export interface SteppedSymbol extends JudgedSymbol {
	readonly step: Decimal;
}

export interface FileSourceOptions {
	/** What people call the data set. */
	readonly name: string;
	readonly symbols: readonly SteppedSymbol[];
	readonly verdicts: readonly FileVerdict[];
	/** The layout's name of what sizes are counted in. */
	readonly sizeUnit: string;
	/** What is to be known of the layout. */
	readonly layoutNotes: readonly Text[];
	readonly engine: TradesEngine;
	/** The statement that an answer came from. */
	readonly onSql: (sql: string) => void;
}

/** Files of trades that were judged, as a source of charts. Their order of symbols is that of the judgement. */
export class FileSource implements TradesSource {
	readonly symbols: readonly TradesSymbol[];
	readonly span: TimeRange;
	readonly beyondSpan: Text;
	readonly notes: readonly Warning[];

	constructor(private readonly options: FileSourceOptions) {
		const { name, symbols, verdicts, sizeUnit, layoutNotes } = options;
		const sizes = sizesIn(sizeUnit);
		this.symbols = symbols.map((one) => symbolOf(one, sizes));
		this.span = spanOf(symbols.map(({ span }) => span));
		this.beyondSpan = text(
			"{0} covers {1} to {2} UTC; the rest of the range has no trades.",
			name,
			momentWords(this.span.from),
			momentWords(epochMs(this.span.to - 1)),
		);
		this.notes = [
			...layoutNotes.map((note) => ({ code: "layout", text: note })),
			...notesOn(verdicts),
		];
	}

	unknownSymbol(symbol: string): Text {
		const { name } = this.options;
		const known = this.symbols.map((one) => one.symbol);
		const more = known.length > MOST_NAMED ? ", …" : "";
		return text(
			"{0} has no {1}. Choose one of {2}.",
			name,
			symbol,
			`${known.slice(0, MOST_NAMED).join(", ")}${more}`,
		);
	}

	async sum(plan: TradesPlan, options: SumOptions): Promise<TradesSums> {
		const { engine, verdicts, onSql } = this.options;
		const { sql, ...sums } = await engine.sum(plan, verdicts, options);
		onSql(sql);
		return sums;
	}
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
