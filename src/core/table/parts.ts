import type { Layout, ViewOptions } from "../query/viewOptions";
import type { MarketQuery } from "../query/query";
import type { QueryResult } from "../result/result";
import type { Series, VolumeProfileSeries, VwapSeries } from "../result/series";

/** One query with its answer. */
export interface Part<S extends Series = Series> {
	/** Place of the query among those of the view. */
	readonly index: number;
	readonly query: MarketQuery;
	readonly result: QueryResult;
	/** The series of the answer that is shown. */
	readonly series: S;
	/** What tells this part from the others: `Binance Futures · Kiyotaka`. */
	readonly name: string;
}

/** The words of a query that tell it from others. */
export interface PartWords {
	readonly market: string;
	readonly source: string;
	readonly kind: string;
}

/** The series that a view names, or the first. */
function shownSeries(result: QueryResult, view: ViewOptions): Series | undefined {
	return result.series.find(({ id }) => id === view.series) ?? result.series[0];
}

/** The answers that there are, each with its shown series. */
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
		const { market = "", source = "", kind = "" } = words[index] ?? {};
		const name =
			words.length < 2
				? market
				: markets.size === words.length
					? market
					: markets.size === 1 && sources.size === words.length
						? source
						: `${market} · ${markets.size === 1 ? kind : source}`;
		return [{ index, query: result.query, result, series, name }];
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

/** How these answers can be looked at, the usual way first. */
export function layoutsOf(parts: readonly Part[]): Layout[] {
	const profiles = profilesOf(parts);
	const vwaps = vwapsOf(parts);
	const hasTime = profiles.length === 1 && (profiles[0]?.series.times.length ?? 0) > 1;
	if (profiles.length === 0) return ["line"];
	if (vwaps.length > 0)
		return ["overProfile", "crossCheck", ...(hasTime ? ["timePrice" as const] : [])];
	return ["profile", ...(hasTime ? ["timePrice" as const] : [])];
}

/** The layout that a view wants, or the usual one where these answers do not have it. */
export function layoutOf(parts: readonly Part[], view: ViewOptions): Layout | undefined {
	const layouts = layoutsOf(parts);
	return layouts.find((one) => one === view.layout) ?? layouts[0];
}

/** A view of a layout in which single intervals are columns, so that a profile at the side is the composite. */
export function withoutInterval({ interval: _interval, ...view }: ViewOptions): ViewOptions {
	return view;
}
