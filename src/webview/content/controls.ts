import { multipleForRows } from "../../core/profile/regroup";
import { spansOf } from "../../core/profile/compositeRange";
import { intervalsWithin } from "../../core/profile/compositeRange";
import { DEFAULT_NODE_OPTIONS } from "../../core/profile/nodes";
import {
	ANCHORS,
	BAND_KINDS,
	BAR_MODES,
	CELL_MODES,
	type NodeSettings,
	type ViewOptions,
} from "../../core/query/viewOptions";
import { toIso } from "../../core/time";
import type { Words } from "../words";
import { type ChartContent, type Part, profilesOf } from "./types";
import { isNamedAnchor } from "./vwapSources";

interface ControlBase {
	readonly id: string;
	readonly label: string;
	/** Why it cannot be used now. */
	readonly disabled?: string;
}

/** One thing about a view that can be chosen. `set` gives the part of the view that changes. */
export type Control =
	| (ControlBase & {
			readonly kind: "choice";
			readonly options: readonly { readonly value: string; readonly label: string }[];
			readonly value: string;
			readonly set: (value: string) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "flag";
			readonly value: boolean;
			readonly set: (value: boolean) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "number";
			readonly min: number;
			readonly max: number;
			readonly step: number;
			readonly value: number;
			readonly set: (value: number) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "text";
			readonly value: string;
			/** `undefined` where the text cannot be read. */
			readonly set: (value: string) => Partial<Choices> | undefined;
	  })
	| (ControlBase & {
			readonly kind: "many";
			readonly options: readonly { readonly value: string; readonly label: string }[];
			readonly values: readonly string[];
			readonly set: (values: readonly string[]) => Partial<Choices>;
	  });

/** View options as they are changed: `undefined` goes back to the default. */
export type Choices = { readonly [Field in keyof ViewOptions]: ViewOptions[Field] | undefined };

const ROW_COUNTS = [200, 100, 50, 25];
/** Longer lists of intervals are no help. */
const MOST_LISTED = 750;

/** What can be chosen about a chart, in the order that it is shown. */
export function controlsOf(
	content: ChartContent,
	parts: readonly Part[],
	view: ViewOptions,
	words: Words,
	volumeRefused: string | undefined,
): Control[] {
	const { layout, facts } = content;
	const hasProfile = layout !== "line" && layout !== "crossCheck";
	const hasTime = layout !== "profile";
	const hasAnchor = facts.hasVolume !== undefined;
	return [
		...(layout === "timePrice" ? [choice("cells", CELL_MODES, view.cells ?? "volume", words)] : []),
		...(hasProfile ? profileControls(content, parts, view, words) : []),
		...(hasProfile && hasTime ? [flag("developing", "developing", view, words)] : []),
		...(hasAnchor ? anchorControls(content, view, words, volumeRefused) : []),
		...(hasTime ? [flag("brush", "brush", view, words)] : []),
		flag("log", "log", view, words),
		zoneControl(view, words),
	];
}

function choice<Field extends "bars" | "cells" | "bands">(
	id: Field,
	values: readonly NonNullable<ViewOptions[Field]>[],
	value: NonNullable<ViewOptions[Field]>,
	{ say }: Words,
): Control {
	return {
		kind: "choice",
		id,
		label: say(id),
		options: values.map((one) => ({ value: one, label: say(`${id}_${one}` as "bars_total") })),
		value,
		set: (chosen) => ({ [id]: chosen }),
	};
}

type Flag =
	| "edges"
	| "nodes"
	| "naked"
	| "explain"
	| "developing"
	| "candles"
	| "volume"
	| "deviation"
	| "brush"
	| "log";

function flag(
	id: Flag,
	label: Parameters<Words["say"]>[0],
	view: ViewOptions,
	{ say }: Words,
	disabled?: string,
): Control {
	return {
		kind: "flag",
		id,
		label: say(label),
		value: view[id] === true,
		...(disabled === undefined ? {} : { disabled }),
		set: (value) => ({ [id]: value ? true : undefined }),
	};
}

function profileControls(
	{ facts }: ChartContent,
	parts: readonly Part[],
	view: ViewOptions,
	words: Words,
): Control[] {
	const { say, full } = words;
	const [part] = profilesOf(parts);
	const multiples = facts.multiples ?? [1];
	const rowValue =
		view.rows !== undefined
			? `x${view.rows}`
			: view.rowCount !== undefined
				? `n${view.rowCount}`
				: "x1";
	const counts = ROW_COUNTS.filter(
		(count) => part !== undefined && multipleForRows(part.series, count) > 1,
	);
	const rows = [
		...multiples.map((multiple) => ({
			value: `x${multiple}`,
			label: multiple === 1 ? say("rowsOwn") : say("rowsJoined", `×${full(multiple)}`),
		})),
		...counts.map((count) => ({ value: `n${count}`, label: say("rowsAtMost", count) })),
	];
	const { percent, method } = words.valueArea;
	return [
		choice("bars", BAR_MODES, view.bars ?? "stacked", words),
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
		{
			kind: "number",
			id: "percent",
			label: say("percent"),
			min: 1,
			max: 100,
			step: 0.1,
			value: percent,
			set: (value) => ({ percent: value }),
		},
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
		flag("edges", "edges", view, words),
		flag("naked", "naked", view, words),
		flag("nodes", "nodes", view, words),
		...(view.nodes === true ? nodeControls(view, words) : []),
		...(part === undefined || (facts.intervals ?? 0) < 2 ? [] : [chosenControl(part, view, words)]),
	];
}

function nodeControls({ nodeSettings }: ViewOptions, { say }: Words): Control[] {
	const settings: NodeSettings = nodeSettings ?? DEFAULT_NODE_OPTIONS;
	const one = (
		id: keyof NodeSettings,
		label: string,
		min: number,
		max: number,
		step: number,
	): Control => ({
		kind: "number",
		id: `node-${id}`,
		label,
		...{ min, max, step },
		value: settings[id],
		set: (value) => ({ nodeSettings: { ...settings, [id]: value } }),
	});
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
	const spans = view.intervals?.map(({ from, to }) => ({
		from: Date.parse(from),
		to: Date.parse(to),
	}));
	const first = Math.max(0, series.times.length - MOST_LISTED);
	return {
		kind: "many",
		id: "chosen",
		label: words.say("chosen"),
		options: Array.from(series.times.subarray(first), (time, i) => ({
			value: String(first + i),
			label: words.time(time),
		})),
		values: spans === undefined ? [] : intervalsWithin(series, spans).map(String),
		set: (values) => {
			const all = values.length === 0 || values.length === series.times.length;
			const chosen = spansOf(series, values.map(Number)).slice(0, 64);
			return {
				interval: undefined,
				intervals: all
					? undefined
					: chosen.map(({ from, to }) => ({ from: toIso(from), to: toIso(to) })),
			};
		},
	};
}

function anchorControls(
	{ facts }: ChartContent,
	view: ViewOptions,
	words: Words,
	volumeRefused: string | undefined,
): Control[] {
	const { say } = words;
	const disabled =
		facts.hasVolume === true ? {} : { disabled: volumeRefused ?? say("needsVolume") };
	const named = ["none", ...ANCHORS] as const;
	const { anchor } = view;
	const isPoint = anchor !== undefined && !isNamedAnchor(anchor);
	return [
		{
			kind: "choice",
			id: "anchor",
			label: say("anchor"),
			options: [
				...named.map((value) => ({ value, label: say(`anchor_${value}`) })),
				...(isPoint ? [{ value: anchor, label: words.time(Date.parse(anchor)) }] : []),
			],
			value: anchor ?? "none",
			...disabled,
			set: (value) => ({ anchor: value === "none" ? undefined : value }),
		},
		...(facts.hasRunning === true
			? [
					choice("bands", BAND_KINDS, view.bands ?? "sigma", words),
					multipliersControl(view, words),
					flag("deviation", "deviationShown", view, words),
				]
			: []),
		flag("volume", "volumeShown", view, words, disabled.disabled),
		flag(
			"candles",
			"candles",
			view,
			words,
			facts.hasCandles === true ? undefined : say("needsVolume"),
		),
	];
}

function multipliersControl(view: ViewOptions, { say }: Words): Control {
	return {
		kind: "text",
		id: "multipliers",
		label: say("multipliers"),
		value: (view.multipliers ?? [1, 2, 3]).join("; "),
		set: (text) => {
			const values = text
				.split(/[;\s]+|,\s+/)
				.filter((word) => word !== "")
				.map((word) => Number(word.replace(",", ".")));
			const isFine =
				values.length > 0 &&
				values.length <= 3 &&
				values.every((value) => value >= 0.01 && value <= 100);
			return isFine ? { multipliers: [...new Set(values)].sort((a, b) => a - b) } : undefined;
		},
	};
}

function zoneControl({ zone }: ViewOptions, { say }: Words): Control {
	return {
		kind: "choice",
		id: "zone",
		label: say("zone"),
		options: [
			{ value: "", label: say("zoneSetting") },
			{ value: "UTC", label: "UTC" },
			{ value: "local", label: say("zoneLocal") },
			...(zone === undefined || zone === "UTC" || zone === "local"
				? []
				: [{ value: zone, label: zone }]),
		],
		value: zone ?? "",
		set: (value) => ({ zone: value === "" ? undefined : value }),
	};
}
