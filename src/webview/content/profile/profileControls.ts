import { chosenWithin, spansOf } from "../../../core/profile/overTime/compositeRange";
import { DEFAULT_NODE_OPTIONS } from "../../../core/profile/nodes/nodes";
import {
	BAR_MODES,
	SESSION_BAR_MODES,
	MOST_SPANS,
	type NodeSettings,
	type ViewOptions,
} from "../../../core/query/viewOptions";
import { toIso } from "../../../core/time";
import { type Part, profilesOf } from "../../../core/table/parts";
import type { Words } from "../../words";
import type { ChartContent } from "../types";

import { type Control, choice, flag, number } from "../control";
import type { ControlTools } from "../controlTools";
import { areSessions, sessionBars } from "./sessionBars";

const ROW_COUNTS = [200, 100, 50, 25];
/** Most intervals in the list; a longer list helps nobody. */
const MOST_LISTED = 750;

/** What can be chosen about a profile. */
export function profileControls(
	{ facts, layout }: ChartContent,
	parts: readonly Part[],
	view: ViewOptions,
	words: Words,
	{ multipleForRows, offeredMultiples }: ControlTools,
): Control[] {
	const { say, full } = words;
	const [part] = profilesOf(parts);
	const offered = part === undefined ? [1] : offeredMultiples(part.series);
	const own = view.rows ?? 1;
	const multiples = offered.includes(own) ? offered : [...offered, own].sort((a, b) => a - b);
	const rowValue =
		view.rows !== undefined
			? `x${view.rows}`
			: view.rowCount !== undefined
				? `n${view.rowCount}`
				: "x1";
	const counts = ROW_COUNTS.filter(
		(count) =>
			count === view.rowCount || (part !== undefined && multipleForRows(part.series, count) > 1),
	);
	const { rowCount, rows: joined } = view;
	if (rowCount !== undefined && joined === undefined && !counts.includes(rowCount))
		counts.push(rowCount);
	const rows = [
		...multiples.map((multiple) => ({
			value: `x${multiple}`,
			label: multiple === 1 ? say("rowsOwn") : say("rowsJoined", `×${full(multiple)}`),
		})),
		...counts.map((count) => ({ value: `n${count}`, label: say("rowsAtMost", count) })),
	];
	const { percent, method } = words.valueArea;
	return [
		areSessions(view, layout)
			? {
					...choice("bars", SESSION_BAR_MODES, sessionBars(view), words),
					label: say("barsOfSessions"),
				}
			: choice("bars", BAR_MODES, view.bars ?? "stacked", words),
		{
			kind: "choice",
			id: "rows",
			label: say("rows"),
			options: rows,
			value: rowValue,
			set: (value) => {
				const count = Number(value.slice(1));
				return value.startsWith("n")
					? { rows: undefined, rowCount: count }
					: { rows: count === 1 ? undefined : count, rowCount: undefined };
			},
		},
		number(
			{
				id: "rowsJoined",
				label: say("rowsCustom"),
				min: 1,
				max: 1_000_000,
				step: 1,
				value: own,
				set: (value) => ({ rows: value === 1 ? undefined : value, rowCount: undefined }),
			},
			words,
		),
		number(
			{
				id: "percent",
				label: say("percent"),
				min: 1,
				max: 100,
				step: 0.1,
				value: percent,
				set: (value) => ({ percent: value }),
			},
			words,
		),
		{
			kind: "choice",
			id: "method",
			label: say("growth"),
			options: (["pairs", "single"] as const).map((value) => ({
				value,
				label: say(`growth_${value}`),
			})),
			value: method,
			set: (value) => ({ method: value === "single" ? "single" : "pairs" }),
		},
		flag("explain", "explain", view, words),
		flag("edges", "edges", view, words, facts.noEdges),
		flag("naked", "naked", view, words),
		flag("nodes", "nodes", view, words),
		...(view.nodes === true ? nodeControls(view, words) : []),
		...(part === undefined || (facts.intervals ?? 0) < 2 ? [] : [chosenControl(part, view, words)]),
	];
}

function nodeControls({ nodeSettings }: ViewOptions, words: Words): Control[] {
	const { say } = words;
	const settings: NodeSettings = nodeSettings ?? DEFAULT_NODE_OPTIONS;
	const one = (
		id: keyof NodeSettings,
		label: string,
		min: number,
		max: number,
		step: number,
	): Control =>
		number(
			{
				id: `node-${id}`,
				label,
				min,
				max,
				step,
				value: settings[id],
				set: (value) => ({ nodeSettings: { ...settings, [id]: value } }),
			},
			words,
		);
	return [
		one("reach", say("nodesReach"), 1, 25, 1),
		one("smoothing", say("nodesSmoothing"), 1, 25, 2),
		one("highPercent", say("nodesHigh"), 0, 100, 1),
		one("lowPercent", say("nodesLow"), 0, 100, 1),
	];
}

function chosenControl(
	{ series }: ReturnType<typeof profilesOf>[number],
	view: ViewOptions,
	words: Words,
): Control {
	const within = chosenWithin(series, view.intervals ?? []);
	const first = Math.max(0, series.times.length - MOST_LISTED);
	return {
		kind: "many",
		id: "chosen",
		label:
			first === 0
				? words.say("chosen")
				: words.say("chosenNewest", words.full(MOST_LISTED), words.full(series.times.length)),
		options: Array.from(series.times.subarray(first), (time, i) => ({
			value: String(first + i),
			label: words.time(time),
		})),
		values: within.map(String),
		problem: words.say("tooManySpans", MOST_SPANS),
		set: (values) => {
			// Chosen intervals that are too early for the list stay chosen.
			const intervals = [...within.filter((interval) => interval < first), ...values.map(Number)];
			const all = intervals.length === 0 || intervals.length === series.times.length;
			const chosen = spansOf(series, intervals);
			if (!all && chosen.length > MOST_SPANS) return undefined;
			return {
				interval: undefined,
				profileOf: view.profileOf === "sessions" ? "sessions" : undefined,
				lastSessions: undefined,
				intervals: all
					? undefined
					: chosen.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
			};
		},
	};
}
