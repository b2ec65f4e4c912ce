import type { AxisRange } from "../../../core/chart/axisRange";
import type { NoProfile } from "../../../core/chart/profile/stretchProfiles";
import {
	type Stretch,
	keptSpan,
	spanOfStretch,
	wholeWithin,
} from "../../../core/profile/overTime/stretch";
import { chosenSelection } from "../../../core/query/selections";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { VolumeProfileSeries } from "../../../core/result/series";
import { withoutInterval } from "../../../core/table/layouts";
import type { Part } from "../../../core/table/parts";
import { SentencePane } from "../../charts/sentencePane";
import type { SidePane } from "../../charts/screens/timeInput";
import type { Words } from "../../words";
import { levelsOfIntervals } from "../analytics";
import { wholeRange } from "../control";
import type { Figure } from "../figures";
import type { Followed } from "../types";
import {
	FollowedProfile,
	type FollowedStretch,
	paneBeside,
	withProfile,
	withoutNumber,
	withoutProfile,
} from "./followedProfile";
import {
	type BundleResult,
	type ProfileBundle,
	profileBundle,
	refusalWords,
} from "./profileBundle";
import { figuresOf, profileSummary } from "./profileContent";
import type { SelectedSpans } from "./selectedSpans";
import { chosenFigure, stretchFigure } from "./stretchWords";

/** The profile at the side of a chart over time. */
export interface SideProfile {
	/** The profile, or where the stretch has none, one of the same series that names its rows and units. */
	readonly bundle: ProfileBundle;
	readonly hasProfile: boolean;
	readonly pane: SidePane;
	readonly paneIn?: (shown: AxisRange) => SidePane;
	/** The strip, with more figures behind those of the profile. */
	readonly figures: (more: readonly Figure[]) => readonly Figure[];
	readonly summary: string;
	/** Prices between which the chart's intervals traded. */
	readonly traded: AxisRange;
	readonly followed?: Followed;
	/** The view that holds the same numbers by its chosen intervals alone. */
	readonly view: ViewOptions;
}

export type SideResult =
	({ readonly ok: true } & SideProfile) | Extract<BundleResult, { readonly ok: false }>;

/**
 * What stands at the side: the sum of the range or of its chosen intervals, of what is visible, or of a selection.
 *
 * @param seen the range of time that the chart shows; everything when absent
 * @param spans the selections of the chart, once there is one
 */
export function sideProfile(
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	market: string,
	seen: AxisRange | undefined,
	words: Words,
	spans?: () => SelectedSpans | undefined,
): SideResult {
	if (view.profileOf === "selection") {
		const { series } = part;
		const { say } = words;
		const start = chosenSelection(view);
		// While a selection is pulled, the profile is of where it is now.
		const now = () => spans?.()?.current ?? start;
		return followedSide(part, view, market, seen ?? ALWAYS, words, {
			stretchIn: () => {
				const span = now();
				return span === undefined ? { first: 0, end: 0 } : wholeWithin(series, span);
			},
			figureOf: (stretch) => {
				const name = now()?.name ?? "";
				return stretchFigure(part, stretch, say("profileOf_selection", name), words, name);
			},
			sentence: (refusal) =>
				start === undefined ? say("noSelection") : sentenceOf(refusal, "Selected", words),
		});
	}
	if (view.profileOf === "visible") {
		const { series } = part;
		return followedSide(part, view, market, seen ?? ALWAYS, words, {
			stretchIn: ({ min, max }) => wholeWithin(series, { from: min, to: max }),
			figureOf: (stretch) => stretchFigure(part, stretch, words.say("profileOf_visible"), words),
			sentence: (refusal) => sentenceOf(refusal, "Visible", words),
		});
	}
	const own = withoutInterval(view);
	const built = profileBundle(part, own, words);
	if (!built.ok) return besideAll(part, own, built, words);
	const { bundle } = built;
	const chosen = chosenFigure(part, own, words);
	return {
		ok: true,
		bundle,
		hasProfile: true,
		pane: paneBeside(bundle, view, words, true),
		figures: (more) => [...chosen, ...figuresOf(bundle, view.edges === true, words), ...more],
		summary: profileSummary(bundle, market, view.edges === true, words),
		traded: bundle.model.traded,
		view: own,
	};
}

/** A sentence at the side where what was chosen has no profile, beside all that the range has. */
function besideAll(
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	refused: Extract<BundleResult, { ok: false }>,
	words: Words,
): SideResult {
	const isChosen = (view.intervals ?? view.lastSessions) !== undefined;
	const base = isChosen ? anyProfile(part, wholeRange(view), words) : undefined;
	if (base === undefined) return refused;
	const { bundle } = base.built;
	return {
		ok: true,
		bundle,
		hasProfile: false,
		pane: new SentencePane(refused.text),
		figures: (more) => [
			...figuresOf(bundle, view.edges === true, words).map(withoutNumber),
			...more,
		],
		summary: refused.text,
		traded: tradedPrices(bundle, words),
		view,
	};
}

const ALWAYS: AxisRange = { min: -Infinity, max: Infinity };

function followedSide(
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	market: string,
	seen: AxisRange,
	words: Words,
	follows: FollowedStretch,
): SideResult {
	const stretch = follows.stretchIn(seen);
	const all = wholeRange(view);
	const ownView = viewOf(all, part.series, stretch);
	const own = ownView && profileBundle(part, ownView, words);
	const base = own?.ok === true ? { view: ownView, built: own } : anyProfile(part, all, words);
	if (base === undefined) return { ok: false, text: words.say("noRows"), isRange: true };
	const { bundle } = base.built;
	const text = own?.ok === false ? own.text : follows.sentence({ reason: "noInterval" });
	const settled =
		own?.ok === true
			? withProfile(stretch, bundle, view, words, view.profileOf !== "visible")
			: withoutProfile(stretch, text);
	const followed = new FollowedProfile(bundle, follows, settled, seen, view, words);
	return {
		ok: true,
		bundle,
		hasProfile: own?.ok === true,
		pane: settled.pane,
		paneIn: followed.paneIn,
		figures: (more) => {
			followed.more = more;
			return followed.figures;
		},
		summary: own?.ok === true ? profileSummary(bundle, market, view.edges === true, words) : text,
		traded: tradedPrices(bundle, words),
		followed,
		view: base.view ?? all,
	};
}

/** The prices of all intervals, whichever of them stand at the side. */
function tradedPrices({ series, model }: ProfileBundle, words: Words): AxisRange {
	const { low, high } = levelsOfIntervals(series, words.valueArea);
	let [min, max] = [Infinity, -Infinity];
	low.forEach((price, interval) => {
		if (Number.isNaN(price)) return;
		min = Math.min(min, price);
		max = Math.max(max, high[interval]);
	});
	return min > max ? model.traded : { min, max: max + model.rowHeight };
}

/** A view of a stretch by its chosen intervals; `undefined` for a stretch without intervals. */
function viewOf(
	view: ViewOptions,
	series: VolumeProfileSeries,
	stretch: Stretch,
): ViewOptions | undefined {
	const { first, end } = stretch;
	if (first >= end) return undefined;
	if (first === 0 && end === series.times.length) return view;
	return { ...view, intervals: [keptSpan(spanOfStretch(series, stretch))] };
}

/** A profile of all intervals, or where these do not add up, of the first that traded. */
function anyProfile(part: Part<VolumeProfileSeries>, view: ViewOptions, words: Words) {
	const built = profileBundle(part, view, words);
	if (built.ok) return { view, built };
	const { series } = part;
	for (let first = 0; first < series.times.length; first++) {
		if (series.offsets[first] === series.offsets[first + 1]) continue;
		const one = viewOf(view, series, { first, end: first + 1 });
		const alone = one && profileBundle(part, one, words);
		if (alone?.ok === true) return { view: one, built: alone };
	}
	return undefined;
}

function sentenceOf(refusal: NoProfile, what: "Visible" | "Selected", words: Words): string {
	switch (refusal.reason) {
		case "noInterval":
			return words.say(`noInterval${what}`);
		case "noTrades":
			return words.say(`noTrades${what}`);
		default:
			return refusalWords(refusal, words);
	}
}
