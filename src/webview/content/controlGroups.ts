import type { Control } from "./control";

/** What choices are about, in the order of their headings. */
export const CONTROL_GROUPS = ["profile", "flow", "levels", "vwap", "sessions", "chart"] as const;
export type ControlGroup = (typeof CONTROL_GROUPS)[number];

/** The group of each choice by its id; whatever is not named is about the chart as a whole. */
const GROUPS: Readonly<Record<Exclude<ControlGroup, "chart">, readonly string[]>> = {
	profile: ["cells", "profileOf", "bars", "rows", "rowsJoined", "chosen"],
	flow: [
		...["ramp", "heatScale", "numbers", "totals", "cumulativeDelta"],
		...["imbalances", "imbalanceRatio", "imbalanceLeast"],
	],
	levels: [
		...["percent", "method", "explain", "edges", "naked", "developing"],
		...["nodes", "node-reach", "node-smoothing", "node-highPercent", "node-lowPercent"],
	],
	vwap: [
		"anchor",
		"bands",
		"multipliers",
		"deviation",
		"addAnchor",
		"removeAnchor",
		"candles",
		"volume",
	],
	sessions: [
		"session",
		"lastSessions",
		"chosenSessions",
		"separators",
		"carried",
		"openingRange",
		"initialBalance",
		"extensions",
	],
};

function groupOf({ id }: Control): ControlGroup {
	const found = (["profile", "flow", "levels", "vwap", "sessions"] as const).find((group) =>
		GROUPS[group].includes(id),
	);
	// Each of several anchors has choices of its own.
	return found ?? (id.startsWith("anchor-") ? "vwap" : "chart");
}

/** Choices under their headings; headings without a choice are left out. */
export function grouped(
	controls: readonly Control[],
): readonly { readonly group: ControlGroup; readonly controls: readonly Control[] }[] {
	return CONTROL_GROUPS.map((group) => ({
		group,
		controls: controls.filter((control) => groupOf(control) === group),
	})).filter((one) => one.controls.length > 0);
}
