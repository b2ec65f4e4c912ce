import { shortestDecimal } from "../decimal";
import { providerError } from "../errors/errorText";
import { once } from "../remembered";
import { type Text, text } from "../text";
import { epochMs, toIso, type EpochMs } from "../time";
import { gridOf } from "../trades/grid";
import type { TradesPlan, TradesSums } from "../trades/plan";
import type { SumOptions, TradesSource, TradesSources, TradesSymbol } from "../trades/source";
import { sumTrades } from "../trades/sumTrades";
import { SAMPLE_MARKETS, SAMPLE_RANGE, sampleDays } from "./sample";
import { lastTradeBefore, tapeForDay, type TapeMarket } from "./tape";

const day = (time: EpochMs) => toIso(time).slice(0, 10);

function symbolOf(tape: TapeMarket): TradesSymbol {
	const { symbol, coin, step } = tape;
	return {
		symbol,
		market: { symbol, normalizedSymbol: symbol, coin },
		step: shortestDecimal(step),
		lastTrade: lastTradeBefore(tape, SAMPLE_RANGE.to) ?? SAMPLE_RANGE.to,
	};
}

/** A venue of the sample as a data set, added up by the plain loop. */
class SampleSource implements TradesSource {
	readonly span = SAMPLE_RANGE;
	readonly symbols: readonly TradesSymbol[];
	readonly notes = [];
	readonly beyondSpan = text(
		"The sample data covers {0} to {1}; the rest of the range has no trades.",
		day(SAMPLE_RANGE.from),
		day(epochMs(SAMPLE_RANGE.to - 1)),
	);

	constructor(private readonly markets: readonly TapeMarket[]) {
		this.symbols = markets.map(symbolOf);
	}

	unknownSymbol(symbol: string): Text {
		const symbols = this.markets.map((market) => market.symbol).join(", ");
		return text("The sample data has no {0}. Choose one of {1}.", symbol, symbols);
	}

	noTrades(symbol: string): Text {
		return text(
			"The sample data has no trades of {0} in this range. It covers {1} to {2}. Choose another range.",
			symbol,
			day(SAMPLE_RANGE.from),
			day(epochMs(SAMPLE_RANGE.to - 1)),
		);
	}

	sum(plan: TradesPlan, options: SumOptions): Promise<TradesSums> {
		return new Promise((resolve) => resolve(sumDays(this.markets, plan, options)));
	}
}

/** Days are added one by one, so that a cancel can stop between them. */
function sumDays(
	markets: readonly TapeMarket[],
	plan: TradesPlan,
	{ signal, onProgress }: SumOptions,
): TradesSums {
	const market = markets.find(({ symbol }) => symbol === plan.symbol);
	if (market === undefined) throw new RangeError(`the sample has no ${plan.symbol}`);
	const { first, end } = gridOf(plan);
	const days = sampleDays({ from: epochMs(first), to: epochMs(end) });
	const sum = sumTrades(plan);
	for (const [at, day] of days.entries()) {
		if (signal.aborted) throw providerError("cancelled", "trades");
		sum.add(tapeForDay(market, day));
		onProgress?.((at + 1) / days.length);
	}
	if (signal.aborted) throw providerError("cancelled", "trades");
	return sum.finish();
}

const sources = new Map(
	Object.entries(SAMPLE_MARKETS).map(([id, markets]) => [
		id,
		once(() => new SampleSource(markets)),
	]),
);

/** The sample alone, for an installation without an engine. */
export const sampleSources: TradesSources = {
	ids: () => Promise.resolve([...sources.keys()]),
	find: (dataset) => Promise.resolve(sources.get(dataset)?.()),
};
