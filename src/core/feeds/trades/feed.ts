import { ProviderError } from "../../errors";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import type { TradesQuery } from "../../query/schema";
import type { PartialReason } from "../../result";
import type { TimeRange } from "../../series";
import { formatText, type Text, text } from "../../text";
import { alignDown, alignUp, epochMs, type DurationMs } from "../../time";
import type { TradesPlan } from "../../trades/plan";
import type { TradesSource, TradesSources, TradesSymbol } from "../../trades/source";
import { seriesOfSums } from "../../trades/sumsToSeries";
import type { Feed } from "../feed";

/** Answers both kinds of query from data sets of trades. `{last}` counts back from the symbol's last trade. */
export function createTradesFeed(sources: TradesSources): Feed<TradesQuery> {
	return async (query, { signal, limits, onProgress }) => {
		if (signal.aborted) {
			throw new ProviderError("cancelled", "trades", "The query was cancelled.");
		}
		const { source, symbol } = await find(sources, query);
		const interval = intervalLength(query);
		const range = resolveRange(query.range, interval, symbol.lastTrade);
		const covered = intersect(range, {
			from: alignDown(source.span.from, interval),
			to: alignUp(source.span.to, interval),
		});
		const isBeyond = covered.from > range.from || covered.to < range.to;
		const { kept, partial } = limitRows(covered, interval, limits.rows, query.kind);

		const sums = await source.sum(planOf(query, symbol, interval, kept), { signal });
		const series = seriesOfSums(sums, { id: symbol.symbol, market: symbol.market });
		onProgress({ pages: 1, pagesExpected: 1, rows: series.times.length });
		return {
			range,
			series: series.times.length > 0 ? [series] : [],
			partial,
			warnings: isBeyond ? [{ code: "outsideDataset", text: source.beyondSpan }] : [],
		};
	};
}

interface Found {
	readonly source: TradesSource;
	readonly symbol: TradesSymbol;
}

async function find(sources: TradesSources, { dataset, symbol }: TradesQuery): Promise<Found> {
	const source = await sources.find(dataset);
	if (source === undefined) {
		const ids = (await sources.ids()).join(", ");
		throw notFound(text("There is no data set {0}. Use {1}.", dataset, ids), dataset);
	}
	const found = source.symbols.find((one) => one.symbol === symbol);
	if (found === undefined) throw notFound(source.unknownSymbol(symbol), symbol);
	return { source, symbol: found };
}

function notFound(problem: Text, market: string): ProviderError {
	const detail = formatText(problem);
	return new ProviderError("notFound", "trades", detail, { detail, market });
}

function intersect(a: TimeRange, b: TimeRange): TimeRange {
	const from = epochMs(Math.max(a.from, b.from));
	return { from, to: epochMs(Math.max(Math.min(a.to, b.to), from)) };
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

function planOf(
	{ kind }: TradesQuery,
	{ symbol, step }: TradesSymbol,
	interval: DurationMs,
	range: TimeRange,
): TradesPlan {
	return kind === "vwap"
		? { kind, symbol, interval, range }
		: { kind, symbol, interval, range, step, unit: "base" };
}
