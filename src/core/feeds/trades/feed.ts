import { ProviderError } from "../../errors";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import type { TradesQuery } from "../../query/schema";
import type { FeedAnswer, PartialReason, Warning } from "../../result";
import type { Series, TimeRange } from "../../series";
import { formatText, text } from "../../text";
import { alignDown, alignUp, epochMs, toIso, type DurationMs, type EpochMs } from "../../time";
import type { Feed, FeedContext } from "../feed";
import { profileFromTrades, vwapFromTrades } from "./aggregate";
import {
	findSampleMarket,
	SAMPLE_DATASET,
	SAMPLE_RANGE,
	SAMPLE_SYMBOLS,
	sampleTrades,
} from "./sample";
import { lastTradeBefore, type TapeMarket } from "./tape";

/** Answers both kinds of query from trades on this machine. `{last}` counts back from the data set's last trade. */
export const tradesFeed: Feed<TradesQuery> = (query, context) =>
	new Promise((resolve) => resolve(answer(query, context)));

function answer(query: TradesQuery, context: FeedContext): FeedAnswer {
	if (context.signal.aborted) {
		throw new ProviderError("cancelled", "trades", "The query was cancelled.");
	}
	const market = findMarket(query);
	const interval = intervalLength(query);
	const lastTrade = lastTradeBefore(market, SAMPLE_RANGE.to) ?? SAMPLE_RANGE.to;
	const range = resolveRange(query.range, interval, lastTrade);
	const covered = intersect(range, {
		from: alignDown(SAMPLE_RANGE.from, interval),
		to: alignUp(SAMPLE_RANGE.to, interval),
	});
	const warnings: Warning[] = [];
	if (covered.from > range.from || covered.to < range.to) warnings.push(outsideWarning());
	const { kept, partial } = limitRows(covered, interval, context.limits.rows, query.kind);

	const series = aggregate(query, market, interval, kept);
	context.onProgress({ pages: 1, pagesExpected: 1, rows: series.times.length });
	return { range, series: series.times.length > 0 ? [series] : [], partial, warnings };
}

function findMarket({ dataset, symbol }: TradesQuery): TapeMarket {
	if (dataset !== SAMPLE_DATASET) {
		throw notFound(text("There is no data set {0}. Use {1}.", dataset, SAMPLE_DATASET), dataset);
	}
	const market = findSampleMarket(symbol);
	if (market !== undefined) return market;
	const symbols = SAMPLE_SYMBOLS.join(", ");
	throw notFound(text("The sample data has no {0}. Choose one of {1}.", symbol, symbols), symbol);
}

function notFound(problem: ReturnType<typeof text>, market: string): ProviderError {
	const detail = formatText(problem);
	return new ProviderError("notFound", "trades", detail, { detail, market });
}

function intersect(a: TimeRange, b: TimeRange): TimeRange {
	const from = epochMs(Math.max(a.from, b.from));
	return { from, to: epochMs(Math.max(Math.min(a.to, b.to), from)) };
}

function outsideWarning(): Warning {
	const day = (time: EpochMs) => toIso(time).slice(0, 10);
	return {
		code: "outsideDataset",
		text: text(
			"The sample data covers {0} to {1}; the rest of the range has no trades.",
			day(SAMPLE_RANGE.from),
			day(epochMs(SAMPLE_RANGE.to - 1)),
		),
	};
}

/** A VWAP has a row for every interval, so the row limit leaves its newest stretch. */
function limitRows(
	range: TimeRange,
	interval: DurationMs,
	rows: number,
	kind: TradesQuery["kind"],
): { readonly kept: TimeRange; readonly partial?: PartialReason } {
	const from = epochMs(range.to - rows * interval);
	if (kind === "volumeProfile" || range.from >= from) return { kept: range };
	return { kept: { from, to: range.to }, partial: { code: "rowLimit", completeFrom: from } };
}

function aggregate(
	query: TradesQuery,
	market: TapeMarket,
	interval: DurationMs,
	range: TimeRange,
): Series {
	const { symbol, coin, step } = market;
	const options = {
		id: symbol,
		market: { symbol, normalizedSymbol: symbol, coin },
		interval,
		range,
	};
	const trades = sampleTrades(market, range);
	return query.kind === "vwap"
		? vwapFromTrades(trades, options)
		: profileFromTrades(trades, { ...options, step });
}
