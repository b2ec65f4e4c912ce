import { lastPlace } from "../../core/chart/format";
import { type RowGrid, logRowTicks, logTicks, rowTicks } from "../../core/chart/profile/rowTicks";
import { type Tick, roundValues } from "../../core/chart/ticks";
import type { AxisRange } from "../../core/chart/axisRange";
import type { AxisState, AxisTag } from "./frame";
import { cutTo } from "./names";
import { type ScreenSize, TAG_NAME_GAP, TAG_PADDING } from "./screen";

const TICK_EVERY_Y = 44;
/** Small panes have denser ticks, or they would have none. */
const SMALL_PANE = 150;
const SMALL_EVERY_Y = 26;
/** Where labels further apart would leave one alone, which says nothing of the scale. */
const CLOSEST_Y = 16;

/** How prices are named on an axis. */
export interface PriceNames {
	readonly decimals: number;
	readonly text: (value: number) => string;
	readonly isLog?: boolean;
	/** The rows that the axis is of, whose edges are named. */
	readonly rows?: RowGrid;
}

/** Prices inside of a stretch as far apart as labels need: round ones, or edges of rows. */
export function priceTicks(
	range: AxisRange,
	height: number,
	{ decimals, text, isLog = false, rows }: PriceNames,
): Tick[] {
	const finest = lastPlace(decimals);
	const valuesOf = (count: number) => {
		if (rows === undefined) {
			return isLog
				? logTicks(range, count, finest)
				: roundValues(range.min, range.max, count, finest);
		}
		return isLog
			? logRowTicks(range, rows, count, height, finest)
			: rowTicks(range, rows, count, (rows.height / (range.max - range.min)) * height, finest);
	};
	const usual = valuesOf(Math.floor(height / (height < SMALL_PANE ? SMALL_EVERY_Y : TICK_EVERY_Y)));
	const closest = usual.length > 1 ? usual : valuesOf(Math.floor(height / CLOSEST_Y));
	const values = closest.length > usual.length ? closest : usual;
	return values.map((value) => ({ value, label: text(value), isMajor: false }));
}

/** A vertical axis of a pane. */
export function priceAxis(
	range: AxisRange,
	isLog: boolean,
	ticks: readonly Tick[],
	tags: readonly AxisTag[],
): AxisState {
	return { ...range, isLog, ticks, title: "", tags };
}

/** Most of the width of a chart that its axis takes for the names of levels, and how much of a name stands there. */
const NAMED_SHARE = 0.42;
const LEAST_NAME = 30;
const LONGEST_NAME = 96;
const DIGITS = [..."0123456789"];

/**
 * How wide axes are that stand above each other, and how the tags of each have names: whole, cut to the room that leaves the plots
 * most of the chart, or over the plot where that is next to none.
 */
export function axisForm(
	{ width, measure: exactly }: ScreenSize,
	axes: readonly AxisState[],
): { readonly width: number; readonly formed: (axis: AxisState) => AxisState } {
	const measure = steady(exactly);
	const tags = axes.flatMap((axis) => axis.tags.filter(isNamed));
	const numbers = widest(measure, [
		...axes.flatMap(({ ticks }) => ticks.map(({ label }) => label)),
		...axes.flatMap((axis) => axis.tags.map(({ text }) => text)),
	]);
	const room = Math.floor(width * NAMED_SHARE) - TAG_PADDING - TAG_NAME_GAP;
	const roomOf = ({ text }: AxisTag) => Math.min(LONGEST_NAME, room - measure(text));
	const fits = tags.every((tag) => Math.min(measure(tag.name), LEAST_NAME) <= roomOf(tag));
	if (!fits) return { width: TAG_PADDING + numbers, formed: (axis) => axis };
	const formed = (axis: AxisState) => withShortNames(axis, roomOf, measure);
	const named = axes
		.flatMap((axis) => formed(axis).tags.filter(isNamed))
		.map(({ text, short = "" }) => measure(text) + TAG_NAME_GAP + measure(short));
	return { width: TAG_PADDING + Math.max(numbers, ...named), formed };
}

/** An axis whose width another gives, with the names of its tags cut to that. */
export function formedWithin(
	axis: AxisState,
	width: number,
	measure: ScreenSize["measure"],
): AxisState {
	const room = width - TAG_PADDING - TAG_NAME_GAP;
	return withShortNames(axis, ({ text }) => room - measure(text), measure);
}

/** An axis with each name of its tags cut to its room. */
function withShortNames(
	axis: AxisState,
	roomOf: (tag: AxisTag) => number,
	measure: ScreenSize["measure"],
): AxisState {
	const tags = axis.tags.map((tag) =>
		isNamed(tag) ? { ...tag, short: cutTo(tag.name, roomOf(tag), measure) } : tag,
	);
	return { ...axis, tags };
}

/**
 * A measure by which numbers of as many digits are equally wide, in whatever font: an axis keeps its width, and the plots theirs,
 * while its numbers change under zoom and pan.
 */
function steady(measure: (text: string) => number): (text: string) => number {
	const wide = DIGITS.reduce((most, digit) => (measure(digit) > measure(most) ? digit : most));
	return (text) => measure(text.replace(/\d/g, wide));
}

const isNamed = ({ text, name }: AxisTag) => text !== "" && name !== "";

function widest(measure: (text: string) => number, texts: readonly string[]): number {
	return texts.reduce((most, text) => Math.max(most, measure(text)), 0);
}
