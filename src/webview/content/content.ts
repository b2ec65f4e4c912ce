import type { Layout, ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result";
import type { Series } from "../../core/series";
import type { PanelCaption } from "../../protocol/messages";
import { crossContent } from "./crossContent";
import { lineContent } from "./lineContent";
import { profileContent } from "./profileContent";
import { structureContent } from "./structureContent";
import { type Content, type ContentInput, type Part, empty, profilesOf, vwapsOf } from "./types";

/** The series that a view names, or the first. */
export function shownSeries(result: QueryResult, view: ViewOptions): Series | undefined {
	return result.series.find(({ id }) => id === view.series) ?? result.series[0];
}

/** The answers that there are, each with its shown series. */
export function partsOf(
	results: readonly (QueryResult | null)[],
	view: ViewOptions,
	{ parts }: PanelCaption,
): Part[] {
	const markets = new Set(parts.map(({ market }) => market));
	return results.flatMap((result, index) => {
		const series = result === null ? undefined : shownSeries(result, view);
		if (result === null || series === undefined) return [];
		const { market = "", source = "", kind = "" } = parts[index] ?? {};
		const sources = new Set(parts.map((part) => part.source));
		const name =
			parts.length < 2
				? market
				: markets.size === parts.length
					? market
					: markets.size === 1 && sources.size === parts.length
						? source
						: `${market} · ${markets.size === 1 ? kind : source}`;
		return [{ index, query: result.query, result, series, name }];
	});
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

/** What the page shows of its answers. */
export function contentOf(input: ContentInput): Content {
	const { parts, view, words } = input;
	const layouts = layoutsOf(parts);
	const layout = layouts.find((one) => one === view.layout) ?? layouts[0];
	if (parts.length === 0 || layout === undefined) return empty(words.say("noSeries"));
	switch (layout) {
		case "profile":
			return profileContent(input);
		case "line":
			return lineContent(input);
		case "crossCheck":
			return crossContent(input);
		default:
			return structureContent(input, layout);
	}
}
