import { signedText } from "../../../core/chart/format";
import { at } from "../../../core/at";
import type { CumulativeDelta } from "../../../core/profile/orderFlow/cumulativeDelta";
import { type ShownFlow, shownFlow } from "../../../core/profile/orderFlow/shownFlow";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { lowerBound } from "../../../core/search";
import { startAt } from "../../../core/vwap/anchors";
import type { Screen } from "../../charts/screen";
import { timeBelow } from "../../charts/screens/timeBelow";
import { timeScreen } from "../../charts/screens/timeScreen";
import { openPoint, stepLayer } from "../../charts/layers/line";
import type { AxisTag } from "../../charts/frame";
import type { ExtentOf, SubPane } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { measuredCells } from "../measured";
import type { Lack } from "../notices";
import { anchorNotice, beginningLacks } from "../vwap/anchorNotice";
import { partialName } from "../vwap/anchored";
import { extentOf, lastTag, lineOf, piecesOf } from "../vwap/lines";
import type { ProfileBundle } from "./profileBundle";
import { periodName } from "./sessionWords";

/** A pane over time under profiles, and what is to be said of it above the chart. */
export interface CumulativeBelow {
	readonly screenUnder: (profile: Screen) => Screen;
	readonly lacks: readonly Lack[];
	/** Places of the markets that have a line of their own colour there. */
	readonly places: readonly number[];
}

/** The running sum of deltas under a single profile, on a time axis of its own; `undefined` where the view has none. */
export function cumulativeBelow(
	bundle: ProfileBundle,
	view: ViewOptions,
	words: Words,
): CumulativeBelow | undefined {
	const { series, part } = bundle;
	const { times, interval, open } = series;
	const flow = shownFlow({ series, result: part.result }, view, false, words.zone.name, undefined);
	const [pane] = cumulativePane(bundle, flow, view, words);
	const last = times.at(-1) ?? NaN;
	if (pane === undefined || times.length < 2) return undefined;
	const bounds = {
		min: Math.min(part.result.range.from, at(times, 0)),
		max: Math.max(part.result.range.to, last + interval),
		minSpan: Infinity,
	};
	const screen = timeScreen({
		...aloneIn(pane),
		words,
		times,
		interval,
		bounds,
		measured: (box) => measuredCells(bundle, box, words, true),
		note: (time) => (open && time === last ? words.say("inProgress") : ""),
	});
	const lacks = [
		...anchorNotice(undefined, part, view, words),
		...beginningLacks(words.say("cumulativeDelta"), flow.cumulative, times, words),
	];
	return {
		screenUnder: (profile) => timeBelow(profile, screen, pane.id, words.say("noRoomBelow")),
		lacks,
		places: [],
	};
}

/** What a chart over time has where it is nothing but a pane. */
export function aloneIn(pane: SubPane) {
	return {
		plots: [],
		subPanes: [{ ...pane, share: 1 }],
		decimals: 0,
		text: pane.text,
		isLog: false,
		prices: { min: 0, max: 1, minSpan: 1 },
	};
}

/** Id of the pane. */
export const CUMULATIVE = "cumulativeDelta";
const NAME_SHARE = 0.25;

/** Reach of an axis of sums: it holds zero, and has room for the name of the pane above the lines. */
export function reachOfSums(extent: ExtentOf): ExtentOf {
	return (from, to) => {
		const found = extent(from, to) ?? { low: 0, high: 0 };
		const both = { low: Math.min(0, found.low), high: Math.max(0, found.high) };
		if (both.low === both.high) return { low: -1, high: 1 };
		return { low: both.low, high: both.high + NAME_SHARE * (both.high - both.low) };
	};
}

/** The zero line of sums. */
export function zeroOf({ axis, text }: ChartTheme): AxisTag {
	return { value: 0, text: "", name: "", color: axis, ink: text, line: "thin" };
}

/** Where sums begin, in words. */
export function beginWords(
	{ cumulativeDelta: from = "range", anchor, session = "day" }: ViewOptions,
	words: Words,
): string {
	const where = from === "anchor" && anchor === undefined ? "range" : from;
	return where === "session"
		? words.say("cumulativeFrom_session", periodName(session, words))
		: words.say(`cumulativeFrom_${where}`, words.zone.name);
}

/** What is to be said of a sum besides its value: volume that is in none, and the beginning that it lacks. */
export function untoldWords(
	{ starts, partial, unknownPercent }: CumulativeDelta,
	{ say, percent }: Words,
): string[] {
	return [
		...(unknownPercent > 0 ? [say("cumulativeUntold", percent(unknownPercent))] : []),
		// Of several it is said where the crosshair is.
		...(starts.length === 1 && partial.length === 1 ? [say("lacksBeginning")] : []),
	];
}

const color = ({ text }: ChartTheme) => text;

/** The running sum of deltas under a chart over time, with its zero line (definitions D54). */
export function cumulativePane(
	{ series, model, unit }: ProfileBundle,
	{ cumulative }: ShownFlow,
	view: ViewOptions,
	words: Words,
): SubPane[] {
	if (cumulative === undefined) return [];
	const { say } = words;
	const { values, starts } = cumulative;
	const { times, interval } = series;
	const line = lineOf(times, values, interval);
	const extent = extentOf(...piecesOf(times, values, interval, starts));
	const volume = signedText(words.volume(model.volumeDecimals));
	const short = signedText(words.compact);
	return [
		{
			id: CUMULATIVE,
			name: [
				say("cumulativePane", unit, beginWords(view, words)),
				...(starts.length === 0 ? [say("cumulativeNowhere")] : []),
				...untoldWords(cumulative, words),
			].join(" · "),
			decimals: model.volumeDecimals,
			text: short,
			plot: {
				intervals: series,
				extent: reachOfSums(extent),
				layers: [
					// Between two periods the sum does not fall: it begins anew.
					stepLayer(times, values, interval, { color }, new Set(starts)),
					...(series.open ? [openPoint(line, { color })] : []),
				],
				tags: (theme, { max }) => {
					// The last of what is in view.
					const last = values[lowerBound(times, max) - 1] ?? NaN;
					return [
						zeroOf(theme),
						...(Number.isNaN(last)
							? []
							: [{ ...lastTag(last, short, { color }, theme), line: "none" as const }]),
					];
				},
				rows: (time) => {
					const index = lowerBound(times, time);
					const value = times[index] === time ? values[index] : NaN;
					if (Number.isNaN(value)) return [];
					const begin = startAt(cumulative, index) ?? 0;
					const since = say("cumulativeSince", words.time(times[begin]));
					const label = partialName(since, cumulative, index, words);
					return [{ label, value: `${volume(value)} ${unit}` }];
				},
				valueAt: (time) => {
					const index = lowerBound(times, time);
					return times[index] === time ? values[index] : NaN;
				},
			},
		},
	];
}
