import type { AxisRange } from "../../../core/chart/axisRange";
import { type NoProfile, StretchProfiles } from "../../../core/chart/profile/stretchProfiles";
import { findNodes, volumeNodes } from "../../../core/profile/nodes/nodes";
import { indicesOf } from "../../../core/profile/overTime/sessionProfiles";
import { type Stretch, isSameStretch } from "../../../core/profile/overTime/stretch";
import { profileShape } from "../../../core/profile/shape";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { VolumeProfileSeries } from "../../../core/result/series";
import { ProfilePane } from "../../charts/profilePane";
import type { SidePane } from "../../charts/screens/timeInput";
import { SentencePane } from "../../charts/sentencePane";
import type { Words } from "../../words";
import type { Figure } from "../figures";
import type { Followed } from "../types";
import { type ProfileBundle, profileLook } from "./profileBundle";
import { figuresOf } from "./profileContent";

/** Which intervals of a series stand at the side, and what is said of them. */
export interface FollowedStretch {
	/** Those that count while an axis of time shows a range. */
	readonly stretchIn: (shown: AxisRange) => Stretch;
	/** The figure that says which they are. */
	readonly figureOf: (stretch: Stretch) => Figure;
	/** Why they have no profile. */
	readonly sentence: (refusal: NoProfile) => string;
}

const sums = new WeakMap<VolumeProfileSeries, StretchProfiles>();

/** Profiles of stretches of a series, whose sums are kept as long as the series with its joined rows lives. */
export function stretchProfilesOf({ part, series }: ProfileBundle): StretchProfiles {
	const found = sums.get(series) ?? new StretchProfiles(part.series, series);
	sums.set(series, found);
	return found;
}

/** A stretch as it is shown: with its profile, or the sentence that says why there is none. */
interface ShownStretch {
	readonly stretch: Stretch;
	readonly pane: SidePane;
	readonly bundle: ProfileBundle | undefined;
}

/**
 * The profile beside a chart over time, of intervals that may change with each frame. While they are those
 * of the settled profile, that is shown: so the numbers at rest are the ones of tables and copies.
 */
export class FollowedProfile implements Followed {
	private now: ShownStretch;
	private said: { readonly of: ShownStretch; readonly figures: readonly Figure[] } | undefined;
	private range: AxisRange;
	/** Figures behind those of the profile. */
	more: readonly Figure[] = [];

	/**
	 * @param base a bundle of the series, for what all of its stretches have in common
	 * @param settled the stretch of the settled profile, with its bundle where it has one
	 */
	constructor(
		private readonly base: ProfileBundle,
		private readonly follows: FollowedStretch,
		private readonly settled: ShownStretch,
		range: AxisRange,
		private readonly view: ViewOptions,
		private readonly words: Words,
	) {
		this.now = settled;
		this.range = range;
	}

	/** What stands at the side while the axis of time shows a range. */
	readonly paneIn = (shown: AxisRange): SidePane => {
		this.range = shown;
		const stretch = this.follows.stretchIn(shown);
		if (!isSameStretch(stretch, this.now.stretch)) {
			this.now = isSameStretch(stretch, this.settled.stretch)
				? this.settled
				: this.shownOf(stretch);
		}
		return this.now.pane;
	};

	get figures(): readonly Figure[] {
		const { now } = this;
		if (this.said?.of !== now) this.said = { of: now, figures: this.figuresFor(now) };
		return this.said.figures;
	}

	get shown(): AxisRange {
		return this.range;
	}

	get isSettled(): boolean {
		return this.now === this.settled;
	}

	readonly prepare = (): void => {
		stretchProfilesOf(this.base).prepare();
	};

	private shownOf(stretch: Stretch): ShownStretch {
		const { base, view, words, follows } = this;
		const profiles = stretchProfilesOf(base);
		const found = profiles.of(stretch, words.valueArea);
		if (!found.ok) return withoutProfile(stretch, follows.sentence(found.refusal));
		const { model, isSum } = found;
		const { rows, levels } = model;
		if (levels === undefined)
			return withoutProfile(stretch, follows.sentence({ reason: "noTrades" }));
		const bundle: ProfileBundle = {
			...base,
			model,
			levels,
			isSum,
			nodes:
				view.nodes === true ? volumeNodes(rows, levels.pocIndex, view.nodeSettings) : undefined,
			shape: profileShape(rows, levels, findNodes(rows, levels.pocIndex)),
			implied: profiles.impliedBy(stretch),
			chosen: isAll(stretch, base) ? undefined : indicesOf(stretch),
		};
		return withProfile(stretch, bundle, view, words, false);
	}

	private figuresFor({ stretch, bundle }: ShownStretch): readonly Figure[] {
		const { base, view, words, follows } = this;
		const figures = figuresOf(bundle ?? base, view.edges === true, words);
		const which = follows.figureOf(stretch);
		return [...(bundle === undefined ? figures.map(withoutNumber) : figures), which, ...this.more];
	}
}

/** A profile beside a chart over time. */
export function paneBeside(
	bundle: ProfileBundle,
	view: ViewOptions,
	words: Words,
	isStill: boolean,
): ProfilePane {
	return new ProfilePane(profileLook(bundle, withoutNaked(view), words, false), words, isStill);
}

export function withProfile(
	stretch: Stretch,
	bundle: ProfileBundle,
	view: ViewOptions,
	words: Words,
	isStill: boolean,
): ShownStretch {
	return { stretch, bundle, pane: paneBeside(bundle, view, words, isStill) };
}

export function withoutProfile(stretch: Stretch, sentence: string): ShownStretch {
	return { stretch, bundle: undefined, pane: new SentencePane(sentence) };
}

/** Whether a stretch is the whole series. */
export function isAll({ first, end }: Stretch, { series }: ProfileBundle): boolean {
	return first === 0 && end === series.times.length;
}

/** The place of a figure that there is none for, so that the strip stays as it is. */
export function withoutNumber(figure: Figure): Figure {
	if (figure.id === "method") return figure;
	const { detail } = figure;
	return {
		...figure,
		value: "–",
		copied: "",
		...(detail === undefined ? {} : { detail: { ...detail, text: "" } }),
	};
}

/** Naked POCs are rays over time beside a chart over time, so the profile has no lines of theirs. */
function withoutNaked(view: ViewOptions): ViewOptions {
	return { ...view, hidden: [...(view.hidden ?? []), "naked"] };
}
