import { at } from "../../core/at";
import {
	LONGEST_NAME,
	MOST_ANCHORS,
	MOST_SELECTIONS,
	type ViewOptions,
} from "../../core/query/viewOptions";
import { lowerBound } from "../../core/search";
import { type Part, vwapsOf } from "../../core/table/parts";
import { epochMs, toIso } from "../../core/time";
import { type Extreme, extremeIn } from "../../core/vwap/anchors";
import type { PanelCaption } from "../../protocol/messages";
import type { AnchorWish } from "../charts/anchors";
import type { ChartSurface } from "../charts/chartSurface";
import type { SpanWish, Spans } from "../charts/spans";
import type { Choices } from "../content/control";
import { afterSpanWish } from "../content/profile/selectionWishes";
import { afterAnchorWish } from "../content/vwap/anchorWishes";
import type { ChartContent } from "../content/types";
import type { Words } from "../words";

/** What is shown, and what the next presses on the chart mean. */
interface HandState {
	readonly words: Words;
	readonly view: ViewOptions;
	readonly caption: Pick<PanelCaption, "volumeRefused">;
	readonly chart: ChartContent | undefined;
	readonly shown: { readonly parts: readonly Part[] } | undefined;
	isPicking: boolean;
	isAdding: boolean;
	isSelecting: boolean;
	selectFrom: number | undefined;
}

export interface HandworkDeps {
	readonly state: HandState;
	/** The chart that is on the page now. */
	readonly surface: () =>
		Pick<ChartSurface, "shownTimes" | "focusSpan" | "focusAnchor" | "repaint"> | undefined;
	readonly choose: (choices: Partial<Choices>) => void;
	readonly announce: (words: string) => void;
}

/** Does what a person wants with selections, anchors and the base of percent, and says what came of it. */
export class Handwork {
	constructor(private readonly deps: HandworkDeps) {}

	/** Counts percent from an interval; from the same once more, the axis says prices again. */
	percentAt(time: number): void {
		const { state, choose, announce } = this.deps;
		const { words, view } = state;
		const from = toIso(epochMs(time));
		const isOff = view.percentFrom === from;
		choose({ percentFrom: isOff ? undefined : from });
		announce(isOff ? words.say("percentOff") : words.say("percentSet", words.time(time)));
	}

	/** The keyboard's selection: one key press at each end. */
	selectAt(time: number, spans: Spans): void {
		const { state, surface, announce } = this.deps;
		const { say } = state.words;
		const { nextName: name } = spans;
		if (name === undefined) announce(say("selectionsFull", MOST_SELECTIONS));
		else if (state.selectFrom === undefined) {
			state.selectFrom = time;
			this.showSelecting(time);
			announce(say("selectStart"));
		} else {
			const span = { name, ...spans.between(state.selectFrom, time) };
			this.changeSpan({ kind: "make", span });
			surface()?.focusSpan(name);
		}
	}

	/** Shows the stretch from the start that a key has set to a time, as one that is pulled. */
	showSelecting(time: number): void {
		const { state, surface } = this.deps;
		const { spans } = state.chart?.screen ?? {};
		const name = spans?.nextName;
		if (spans === undefined || name === undefined || state.selectFrom === undefined) return;
		const next = spans.between(state.selectFrom, time);
		const shown = spans.list.find((one) => one.name === name);
		if (shown?.from === next.from && shown.to === next.to) return;
		spans.preview({ name, ...next });
		surface()?.repaint();
	}

	/** Gives the start up that a key has set. */
	stopSelecting(): void {
		const { state, surface } = this.deps;
		state.selectFrom = undefined;
		state.chart?.screen.spans?.preview(undefined);
		surface()?.repaint();
	}

	/** Does what a person wants with a selected stretch of time. */
	changeSpan(wish: SpanWish): void {
		const { state, choose, announce } = this.deps;
		const { say } = state.words;
		const choices = afterSpanWish(state.view, wish);
		if (choices === undefined) {
			const isName = wish.kind === "rename";
			announce(
				isName ? say("selectionNameProblem", LONGEST_NAME) : say("selectionsFull", MOST_SELECTIONS),
			);
			return;
		}
		if (wish.kind === "make") {
			state.isSelecting = false;
			state.selectFrom = undefined;
		}
		choose(choices);
		const spans = state.chart?.screen.spans;
		const said = "span" in wish ? wish.span.name : wish.kind === "rename" ? wish.to : wish.name;
		if (wish.kind === "remove") announce(say("selectionRemoved", said));
		else if (wish.kind === "rename") announce(say("selectionNamed", wish.name, said));
		else {
			const span = spans?.list.find(({ name }) => name === said);
			if (span !== undefined && spans !== undefined) {
				const reach = `${spans.time(span.from)} – ${spans.time(span.to)}`;
				announce(say("selectionMade", said, `${reach}, ${spans.spoken(span)}`));
			}
		}
	}

	/** Sets the anchor that a person has chosen a place for: the one of the view, or one more. */
	setAnchor(time: number): void {
		if (this.deps.state.isAdding) this.addAnchor(time);
		else this.anchorAt(time);
	}

	/** Sets the view's own anchor. */
	anchorAt(time: number): void {
		const { state, choose, announce } = this.deps;
		state.isPicking = false;
		choose({ anchor: toIso(epochMs(time)) });
		announce(state.words.say("anchorSet", state.words.time(time)));
	}

	/**
	 * Sets one more anchor at the interval that holds a time, where there is none yet.
	 *
	 * @returns the name of the one that is there now; `undefined` where there can be none, which is said
	 */
	addAnchor(time: number): string | undefined {
		const { state, announce } = this.deps;
		const { chart, words, caption } = state;
		const { anchors } = chart?.screen ?? {};
		state.isPicking = state.isAdding = false;
		if (anchors === undefined) {
			if (chart?.facts.hasVolume === false)
				announce(caption.volumeRefused ?? words.say("needsVolume"));
			else announce(words.say("anchorsNone"));
			return undefined;
		}
		const place = anchors.nearest(time);
		const there = anchors.list.find(({ at: begin }) => begin === place);
		if (there !== undefined) {
			announce(words.say("anchorThere", there.name));
			return there.name;
		}
		const mark = anchors.next(place);
		if (mark === undefined) announce(words.say("anchorsFull", MOST_ANCHORS));
		else this.changeAnchor({ kind: "make", mark });
		return mark?.name;
	}

	/** The same by keyboard, which goes on with the anchor. */
	addAnchorByKey(time: number): void {
		const added = this.addAnchor(time);
		if (added !== undefined) this.deps.surface()?.focusAnchor(added);
	}

	/** Does what a person wants with an anchor. */
	changeAnchor(wish: AnchorWish): void {
		const { state, choose, announce } = this.deps;
		const { say } = state.words;
		const choices = afterAnchorWish(state.view, wish);
		if (choices === undefined) {
			const isName = wish.kind === "rename";
			announce(isName ? say("anchorNameProblem", LONGEST_NAME) : say("anchorsFull", MOST_ANCHORS));
			return;
		}
		choose(choices);
		if (wish.kind === "remove") announce(say("anchorRemoved", wish.name));
		else if (wish.kind === "rename") announce(say("anchorNamed", wish.name, wish.to));
		else {
			const { anchors } = state.chart?.screen ?? {};
			const { name, at: time } = wish.mark;
			const spoken = anchors?.spoken(wish.mark) ?? "";
			announce(say("anchorMade", name, `${state.words.time(time)}. ${spoken}`));
		}
	}

	/** Anchors the VWAP at the interval that stands out among those in view. */
	anchorAtExtreme(extreme: Extreme): void {
		const { state, surface, announce } = this.deps;
		const { parts = [] } = state.shown ?? {};
		const series = vwapsOf(parts)[0]?.series;
		if (series === undefined) return;
		const { min = -Infinity, max = Infinity } = surface()?.shownTimes ?? {};
		const from = lowerBound(series.times, min - series.interval / 2);
		const found = extremeIn(series, extreme, from, lowerBound(series.times, max));
		if (found === undefined) announce(state.words.say("noExtreme"));
		else this.setAnchor(at(series.times, found));
	}
}
