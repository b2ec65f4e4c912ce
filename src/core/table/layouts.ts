import { at } from "../at";
import { isCheck } from "../query/combinations";
import type { Layout, ViewOptions } from "../query/viewOptions";
import { type Part, profilesOf, vwapsOf } from "./parts";

/** How these answers can be looked at, the usual way first. */
export function layoutsOf(parts: readonly Part[]): Layout[] {
	const profiles = profilesOf(parts);
	const vwaps = vwapsOf(parts);
	const hasTime = profiles.length === 1 && at(profiles, 0).series.times.length > 1;
	const canCheck = isCheck(parts.map(({ query }) => query));
	// Beside several profiles a VWAP says something of one of them alone.
	if (canCheck && profiles.length > 1 && vwaps.length > 0) return ["vendorCheck"];
	if (canCheck) return [profiles.length === 0 ? "line" : "profile", "vendorCheck"];
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

/** View options for layouts that show the intervals as columns: the profile at the side is the composite. */
export function withoutInterval({ interval: _interval, ...view }: ViewOptions): ViewOptions {
	return view;
}

/** A view of all intervals, whichever it has chosen. */
export function withoutChosen({ intervals: _chosen, ...view }: ViewOptions): ViewOptions {
	return view;
}
