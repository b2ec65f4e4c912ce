import type { ViewOptions } from "../../core/query/viewOptions";
import type { QueryResult } from "../../core/result/result";
import { layoutOf } from "../../core/table/layouts";
import { lateContentOf } from "./vwap/timeTools";
import { lineContent } from "./vwap/lineContent";
import { profileContent } from "./profile/profileContent";
import { structureContent } from "./profile/structureContent";
import { type Content, type ContentInput, empty } from "./types";

/** What the page shows of its answers. */
export function contentOf(input: ContentInput): Content {
	const { parts, view, words, caption } = input;
	const layout = layoutOf(parts, view);
	if (parts.length === 0 || layout === undefined) return empty(words.say("noSeries"));
	// Others than the two sides of a check would be another chart.
	if (
		view.layout === "vendorCheck" &&
		layout !== "vendorCheck" &&
		parts.length < caption.parts.length
	)
		return empty(words.say("checkWaits"), ["refresh"]);
	switch (layout) {
		case "profile":
			return profileContent(input);
		case "line":
			return lineContent(input);
		case "crossCheck":
		case "vendorCheck":
			return lateContentOf(input);
		default:
			return structureContent(input, layout);
	}
}

/** Whether what shows answers is made by the part of the page that comes with the first check, cross-check or comparison. */
export function isLate(results: readonly (QueryResult | null)[], { layout }: ViewOptions): boolean {
	if (layout === "vendorCheck" || layout === "crossCheck") return true;
	return results.filter((result) => result?.query.kind === "vwap").length > 1;
}
