import type { ViewOptions } from "../query/viewOptions";
import type { MarketQuery } from "../query/query";
import type { QueryResult } from "../result/result";
import type { Series, VolumeProfileSeries, VwapSeries } from "../result/series";

/** One query with its answer. */
export interface Part<S extends Series = Series> {
	/** Index of the query among those of the view. */
	readonly index: number;
	readonly query: MarketQuery;
	readonly result: QueryResult;
	/** The series of the answer that is shown. */
	readonly series: S;
	/** What tells this part from the others: `Binance Futures · Kiyotaka`. */
	readonly name: string;
	/** What a check calls this side: `Kiyotaka`, `My tape`. */
	readonly side: string;
}

/** The words that tell a query of a view from the others. */
export interface PartWords {
	readonly market: string;
	readonly source: string;
	readonly kind: string;
	/** What a check calls it; absent where it is called by its name. */
	readonly side?: string;
}

/** The series that a view names, or the first. */
function shownSeries(result: QueryResult, view: ViewOptions): Series | undefined {
	return result.series.find(({ id }) => id === view.series) ?? result.series[0];
}

/** The parts of a view whose query has an answer, each with the series that is shown. */
export function partsOf(
	results: readonly (QueryResult | null | undefined)[],
	view: ViewOptions,
	words: readonly PartWords[],
): Part[] {
	const markets = new Set(words.map(({ market }) => market));
	const sources = new Set(words.map(({ source }) => source));
	return results.flatMap((result, index) => {
		const series = result ? shownSeries(result, view) : undefined;
		if (!result || series === undefined) return [];
		const { market = "", source = "", kind = "", side } = words[index] ?? {};
		const name =
			words.length < 2
				? market
				: markets.size === words.length
					? market
					: markets.size === 1 && sources.size === words.length
						? source
						: `${market} · ${markets.size === 1 ? kind : source}`;
		return [{ index, query: result.query, result, series, name, side: side ?? name }];
	});
}

export function profilesOf(parts: readonly Part[]): Part<VolumeProfileSeries>[] {
	return parts.filter(
		(part): part is Part<VolumeProfileSeries> => part.series.kind === "volumeProfile",
	);
}

export function vwapsOf(parts: readonly Part[]): Part<VwapSeries>[] {
	return parts.filter((part): part is Part<VwapSeries> => part.series.kind === "vwap");
}
