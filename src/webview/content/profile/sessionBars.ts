import {
	type Layout,
	SESSION_BAR_MODES,
	type SessionBarMode,
	type ViewOptions,
} from "../../../core/query/viewOptions";

/** Whether a view has a profile for each session beside each other. */
export function areSessions({ profileOf }: ViewOptions, layout: Layout): boolean {
	return profileOf === "sessions" && layout === "timePrice";
}

/** How the bars of sessions are drawn: both sides of a middle, or a running sum, have no room beside others. */
export function sessionBars({ bars = "stacked" }: ViewOptions): SessionBarMode {
	return SESSION_BAR_MODES.find((mode) => mode === bars) ?? "stacked";
}

/** A view with bars that it can have: those beside the sessions look as theirs. */
export function withPossibleBars(view: ViewOptions, layout: Layout): ViewOptions {
	if (!areSessions(view, layout) || view.bars === undefined) return view;
	return { ...view, bars: sessionBars(view) };
}
