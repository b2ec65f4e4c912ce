import { cutText } from "../cutText";
import { DecodeError, recordOf } from "../reader";
import { canonicalJson } from "./canonical";
import { cleanMarketName } from "./marketFormat";
import type { MarketQuery } from "./query";
import type { ViewOptions } from "./viewOptions";
import { viewOptions } from "./viewRules";

/**
 * What an option of a view belongs to: the data that it was chosen for, the rules by which numbers are computed and told,
 * or the looks of the chart.
 */
type OptionKind = "data" | "rules" | "looks";

/** An option without its kind does not compile. */
const KINDS: Readonly<Record<keyof ViewOptions, OptionKind>> = {
	series: "data",
	interval: "data",
	intervals: "data",
	anchor: "looks",
	// Moments are of their data, as a selection is.
	anchors: "data",
	hidden: "data",
	explain: "data",
	link: "data",
	selections: "data",
	selected: "data",
	profileOf: "looks",
	session: "looks",
	separators: "looks",
	lastSessions: "looks",
	carried: "looks",
	openingRange: "looks",
	initialBalance: "looks",
	extensions: "looks",
	table: "data",
	layout: "looks",
	bars: "looks",
	cells: "looks",
	ramp: "looks",
	heatScale: "looks",
	numbers: "looks",
	totals: "looks",
	imbalances: "looks",
	imbalanceSettings: "rules",
	cumulativeDelta: "looks",
	rows: "data",
	rowCount: "looks",
	percent: "rules",
	method: "rules",
	edges: "looks",
	nodes: "looks",
	nodeSettings: "rules",
	developing: "looks",
	naked: "looks",
	bands: "looks",
	multipliers: "looks",
	agreement: "rules",
	candles: "looks",
	volume: "looks",
	deviation: "looks",
	brush: "looks",
	log: "looks",
	percentFrom: "looks",
	distances: "looks",
	snap: "looks",
	strip: "looks",
	zone: "rules",
};

/** A way to look at charts, under a name. */
export interface Preset {
	readonly name: string;
	readonly view: ViewOptions;
}

/** Rules of value areas by name, which everybody has. They change the rule and nothing else. */
export const RULE_PRESETS = [
	{ method: "pairs", percent: 70 },
	{ method: "single", percent: 70 },
	{ method: "pairs", percent: 68 },
] as const satisfies readonly ViewOptions[];

/** Longest name of a preset in characters, and how many there may be. */
export const LONGEST_PRESET_NAME = 64;
export const MOST_PRESETS = 100;

function kindOf(name: string, value: unknown): OptionKind {
	// A time and a selection are of their data, which names of anchors and of what a profile is of are not.
	if ((name === "anchor" || name === "percentFrom") && /^\d/.test(String(value))) return "data";
	if (name === "profileOf" && value === "selection") return "data";
	return Object.hasOwn(KINDS, name) ? KINDS[name as keyof ViewOptions] : "data";
}

function withKinds(view: ViewOptions, ...kinds: readonly OptionKind[]): ViewOptions {
	return Object.fromEntries(
		Object.entries(view).filter(
			([name, value]) => value !== undefined && kinds.includes(kindOf(name, value)),
		),
	);
}

/** What a preset holds of a view: looks and rules, without what belongs to its data. */
export function presetOptions(view: ViewOptions): ViewOptions {
	return withKinds(view, "looks", "rules");
}

/**
 * What the next chart of the same kind begins with. Rules are left to the settings: a chart must not count otherwise
 * because another one did.
 */
export function rememberedLooks(view: ViewOptions): ViewOptions {
	return withKinds(view, "looks");
}

/** A view that looks as a preset says and as nothing else did, at the same data. */
export function withPreset(view: ViewOptions, preset: ViewOptions): ViewOptions {
	return { ...withKinds(view, "data"), ...presetOptions(preset) };
}

/** Whether a view looks and counts as a preset says. */
export function isLike(view: ViewOptions, preset: ViewOptions): boolean {
	return canonicalJson(presetOptions(view)) === canonicalJson(presetOptions(preset));
}

/** Charts of one kind begin alike: the kinds of their queries, and whether there are several. */
export function chartKind(queries: readonly MarketQuery[]): string {
	const kinds = [...new Set(queries.map(({ kind }) => kind))].sort().join("+");
	return queries.length > 1 ? `several ${kinds}` : kinds;
}

/**
 * Reads the presets of a setting, an object of view options by name.
 *
 * @returns those that can be used, by name, and why others cannot
 */
export function readPresets(value: unknown): {
	readonly presets: readonly Preset[];
	readonly problems: readonly { readonly name: string; readonly reason: string }[];
} {
	const presets: Preset[] = [];
	const problems: { name: string; reason: string }[] = [];
	for (const [name, view] of Object.entries(recordOf(value) ?? {})) {
		const reason = nameProblem(name, presets.length);
		if (reason !== undefined) {
			problems.push({ name: cutText(name, LONGEST_PRESET_NAME), reason });
			continue;
		}
		try {
			presets.push({ name, view: presetOptions(viewOptions(view)) });
		} catch (error) {
			if (!(error instanceof DecodeError)) throw error;
			problems.push({ name, reason: error.message });
		}
	}
	return { presets: presets.sort((a, b) => a.name.localeCompare(b.name)), problems };
}

/** Why a preset cannot have a name, or be one more; `undefined` where it can. */
function nameProblem(name: string, count: number): string | undefined {
	if (cleanMarketName(name) === "") return "its name shows nothing";
	if (name.length > LONGEST_PRESET_NAME)
		return `its name has more than ${LONGEST_PRESET_NAME} characters`;
	return count < MOST_PRESETS ? undefined : `there are more than ${MOST_PRESETS} presets`;
}
