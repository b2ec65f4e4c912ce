import type { AxisBounds } from "../core/chart/axisRange";
import { MINUTE_MS } from "../core/time";
import type { FollowingState } from "../protocol/messages";
import type { AxisRanges } from "./charts/screen";
import type { Banner } from "./widgets/banners";
import type { Words } from "./words";

/** How near to the last time a view has to end to count as one that shows it: a thousandth of what it shows. */
const NEAR_SHARE = 1 / 1_000;

/**
 * The axis ranges once the axis reaches further: a view whose right edge was at the last time goes on with it, any other
 * stays where it is.
 *
 * @param before how far the axis of time reached
 * @param now how far it reaches
 */
export function movedOn<Ranges extends AxisRanges>(
	ranges: Ranges,
	before: AxisBounds,
	now: AxisBounds,
): Ranges {
	const { x } = ranges;
	if (x === undefined || x.max < before.max - (x.max - x.min) * NEAR_SHARE) return ranges;
	const by = now.max - before.max;
	return { ...ranges, x: { min: x.min + by, max: x.max + by } };
}

/** What following has to ask or to tell, above the chart. */
export function followBanners({ note }: FollowingState): Banner[] {
	if (note === undefined) return [];
	const { kind, text, actions } = note;
	return [{ kind: kind === "ended" ? "failed" : "notice", text, actions }];
}

/** A figure of the chart, by which a change is told. */
interface Told {
	readonly label: string;
	readonly value: string;
}

/** What a screen reader hears of a chart that is followed: at most one change a minute. */
export class FollowSpeech {
	private lastAt = -Infinity;
	private delayedAt = -Infinity;
	private last = "";

	/** New numbers came; `undefined` where nothing is to be said of them now. */
	ofNews(figure: Told | undefined, now: number, words: Words): string | undefined {
		if (figure === undefined || now - this.lastAt < MINUTE_MS) return undefined;
		const spoken = words.say("followNews", figure.label, figure.value);
		if (spoken === this.last) return undefined;
		this.lastAt = now;
		return (this.last = spoken);
	}

	/** It was switched on or off. Why it ended by itself, the line above the chart says. */
	ofSwitch(before: FollowingState, now: FollowingState, words: Words): string | undefined {
		if (before.isOn === now.isOn) return undefined;
		return words.say(now.isOn ? "followed" : "notFollowed");
	}

	/** Requests come later than usual, and why. What comes and goes is told once a minute. */
	ofDelay(
		before: FollowingState,
		after: FollowingState,
		now: number,
		words: Words,
	): string | undefined {
		const { delayed } = after;
		const isNew = delayed !== undefined && before.delayed === undefined;
		if (!isNew || now - this.delayedAt < MINUTE_MS) return undefined;
		this.delayedAt = now;
		return `${words.say("followed")}: ${delayed}`;
	}
}
