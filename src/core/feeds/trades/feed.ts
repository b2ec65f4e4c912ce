import { shortestDecimal } from "../../decimal";
import type { ProviderError } from "../../errors/errors";
import { providerError } from "../../errors/errorText";
import { intervalLength } from "../../query/interval";
import { resolveRange } from "../../query/range";
import { readStep } from "../../query/step";
import type { TradeSizes, TradesQuery } from "../../query/query";
import { isOpenAt } from "../../result/openEnd";
import { packChunk } from "../../result/packChunk";
import type { TimeRange } from "../../result/series";
import { type Text, text } from "../../text";
import { alignDown, alignUp, epochMs, type DurationMs } from "../../time";
import type { TradesPlan } from "../../trades/plan";
import type { SumOptions, TradesSource, TradesSources, TradesSymbol } from "../../trades/source";
import { seriesOfSums } from "../../trades/sumsToSeries";
import type { SizeBounds } from "../../trades/tradeSizes";
import type { Feed, Windows } from "../feed";
import { refuseOffGrid } from "../offGrid";

/** Answers both kinds of query from data sets of trades. `{last}` counts back from the symbol's last trade. */
export function createTradesFeed(sources: TradesSources): Feed<TradesQuery> {
	return {
		plan: async (query, { limits: { rows }, signal, onShare }) => {
			const { source, symbol } = await find(sources, query, { signal, onProgress: onShare });
			refuseOffGrid(query, symbol.lastTrade);
			const interval = intervalLength(query);
			const range = resolveRange(query.range, interval, symbol.lastTrade);
			const covered = intersect(range, {
				from: alignDown(source.span.from, interval),
				to: alignUp(source.span.to, interval),
			});
			const isBeyond = covered.from > range.from || covered.to < range.to;
			const isOutside = covered.from >= covered.to;
			return {
				range,
				windows: oneWindow(range, covered),
				...(source.edition !== undefined && { edition: source.edition }),
				// Trades of other sizes than those that were asked for may lie in it.
				...((isOutside || query.size === undefined) && {
					whenEmpty: source.noTrades(query.symbol),
				}),
				// A VWAP has a row for every interval.
				...(query.kind === "vwap" && { most: { rows } }),
				warnings: [
					...(isBeyond ? [{ code: "outsideDataset", text: source.beyondSpan }] : []),
					...source.notes,
				],
			};
		},
		fetch: async (query, { from, to }, { signal, clock, rowsLeft, onPage, onShare }) => {
			const options = { signal, onProgress: onShare };
			const { source, symbol } = await find(sources, query, options);
			const interval = intervalLength(query);
			const stretch = { from: epochMs(Math.max(from, to - rowsLeft * interval)), to };
			// What is recorded while it is added up may or may not be in the sums.
			const now = clock.now();
			const sums = await source.sum(planOf(query, symbol, interval, stretch), options);
			const { notes = [] } = sums;
			const { symbol: id, market, sizes } = symbol;
			const came = seriesOfSums(sums, { id, market, ...(sizes !== undefined && { sizes }) });
			// More trades may come of the last interval of what is still being recorded.
			const series = { ...came, open: isOpenAt(came, now) };
			onPage(series.times.length);
			const facts = { stretch, origin: "asked", fetchedAt: now } as const;
			return {
				chunk: packChunk(series.times.length > 0 ? [series] : [], facts),
				...(stretch.from > from && { early: { code: "rowLimit" } }),
				warnings: notes.map((note) => ({ code: "answer", text: note })),
			};
		},
	};
}

/** One window for all of a stretch that has trades: each window reads the files once. */
function oneWindow(stretch: TimeRange, covered: TimeRange): Windows {
	const window = intersect(stretch, covered);
	const windows = window.from < window.to ? [window] : [];
	return {
		length: windows.length,
		[Symbol.iterator]: () => windows[Symbol.iterator](),
		within: (part) => oneWindow(part, covered),
	};
}

interface Found {
	readonly source: TradesSource;
	readonly symbol: TradesSymbol;
}

async function find(
	sources: TradesSources,
	{ dataset, symbol }: TradesQuery,
	options: SumOptions,
): Promise<Found> {
	const source = await sources.find(dataset, options);
	if (source === undefined) {
		const ids = (await sources.ids()).join(", ");
		throw notFound(text("There is no data set {0}. Use {1}.", dataset, ids), dataset);
	}
	const found = source.symbols.find((one) => one.symbol === symbol);
	if (found === undefined) throw notFound(source.unknownSymbol(symbol), symbol);
	return { source, symbol: found };
}

function notFound(problem: Text, market: string): ProviderError {
	return providerError("notFound", "trades", { reason: problem, market });
}

function intersect(a: TimeRange, b: TimeRange): TimeRange {
	const from = epochMs(Math.max(a.from, b.from));
	return { from, to: epochMs(Math.max(Math.min(a.to, b.to), from)) };
}

function planOf(
	{ kind, step, size }: TradesQuery,
	{ symbol, step: ownStep }: TradesSymbol,
	interval: DurationMs,
	range: TimeRange,
): TradesPlan {
	const plan = { symbol, interval, range, ...(size !== undefined && { size: boundsOf(size) }) };
	return kind === "vwap"
		? { kind, ...plan }
		: { kind, ...plan, step: readStep(step ?? "") ?? ownStep, unit: "base" };
}

function boundsOf({ min, max, in: counted = "base" }: TradeSizes): SizeBounds {
	return {
		in: counted,
		...(min !== undefined && { min: shortestDecimal(min) }),
		...(max !== undefined && { max: shortestDecimal(max) }),
	};
}
