import type { StretchProfile } from "../../../core/chart/profile/stretchProfiles";
import { wholeWithin } from "../../../core/profile/overTime/stretch";
import {
	type EdgeGrid,
	type NamedSpan,
	chosenSelection,
	freeName,
	movedSpan,
	resizedSpan,
	selectionsOf,
	spanBetween,
} from "../../../core/query/selections";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { type DrawnSpan, spansLayer } from "../../charts/layers/spans";
import type { Plot } from "../../charts/screens/timeInput";
import type { Spans } from "../../charts/spans";
import type { Words } from "../../words";
import { stretchProfilesOf } from "./followedProfile";
import type { ProfileBundle } from "./profileBundle";
import { shownVah } from "./profileFigures";
import { stretchCountWords } from "./stretchWords";

/** The selections of a chart over time: where they are, also while one is pulled, and what is drawn of them. */
export class SelectedSpans implements Spans {
	readonly chosen: string | undefined;
	readonly interval: number;
	private readonly kept: readonly NamedSpan[];
	private readonly grid: EdgeGrid;
	private pulled: NamedSpan | undefined;
	private readonly found = new Map<string, StretchProfile>();

	constructor(
		private readonly bundle: ProfileBundle,
		private readonly view: ViewOptions,
		private readonly words: Words,
	) {
		const { series } = bundle;
		const { times, interval } = series;
		this.kept = selectionsOf(view);
		this.interval = interval;
		this.grid = {
			from: times[0] ?? 0,
			to: (times.at(-1) ?? 0) + interval,
			interval,
		};
		this.chosen = view.profileOf === "selection" ? chosenSelection(view)?.name : undefined;
	}

	get list(): readonly NamedSpan[] {
		const { kept, pulled } = this;
		if (pulled === undefined) return kept;
		const isKnown = kept.some(({ name }) => name === pulled.name);
		return isKnown
			? kept.map((one) => (one.name === pulled.name ? pulled : one))
			: [...kept, pulled];
	}

	get nextName(): string | undefined {
		return freeName(this.kept);
	}

	/** The selection that the profile at the side is of, where it is now. */
	get current(): NamedSpan | undefined {
		return this.list.find(({ name }) => name === this.chosen);
	}

	readonly between = (one: number, other: number) => spanBetween(this.grid, one, other);

	moved(span: NamedSpan, start: number) {
		return movedSpan(this.grid, span, start);
	}

	resized(span: NamedSpan, edge: "from" | "to", time: number) {
		return resizedSpan(this.grid, span, edge, time);
	}

	preview(span: NamedSpan | undefined): void {
		this.pulled = span;
	}

	time(time: number): string {
		return this.words.time(time);
	}

	spoken(span: NamedSpan): string {
		const { say, price } = this.words;
		const { levels } = this.drawn(span);
		const { part, series } = this.bundle;
		const count = stretchCountWords(part, wholeWithin(series, span), this.words);
		if (levels === undefined) return count;
		const text = price(this.bundle.model.priceDecimals);
		return `${count}, ${say("poc")} ${text(levels.poc)}, ${say("vah")} ${text(levels.vah)}, ${say("val")} ${text(levels.val)}`;
	}

	/** What is drawn of them. */
	get plot(): Plot {
		const text = this.words.price(this.bundle.model.priceDecimals);
		return { layers: [spansLayer(() => this.list.map((span) => this.drawn(span)), text)] };
	}

	private drawn(span: NamedSpan): DrawnSpan {
		const { bundle, words, view, found } = this;
		const stretch = wholeWithin(bundle.series, span);
		const key = `${stretch.first} ${stretch.end}`;
		const profile = found.get(key) ?? stretchProfilesOf(bundle).of(stretch, words.valueArea);
		found.set(key, profile);
		const levels = profile.ok ? profile.model.levels : undefined;
		return {
			...span,
			levels:
				profile.ok && levels !== undefined
					? {
							poc: levels.poc,
							vah: shownVah(profile.model, levels, view.edges === true),
							val: levels.val,
						}
					: undefined,
		};
	}
}
