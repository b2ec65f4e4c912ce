import type { LineData } from "../../../core/chart/lineTrace";
import { type AnchorMark, anchorId, anchorsOf, newAnchor } from "../../../core/query/anchors";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { upperBound } from "../../../core/search";
import type { VwapSeries } from "../../../core/result/series";
import type { Part } from "../../../core/table/parts";
import type { Band } from "../../../core/vwap/bands";
import { type AnchorRun, type ShownAnchor, shownAnchor } from "../../../core/vwap/shownAnchors";
import type { Anchors } from "../../charts/anchors";
import type { Layer } from "../../charts/frame";
import { anchorsLayer } from "../../charts/layers/anchors";
import { type LineLook, bandLayer, lineEnd, lineLayer } from "../../charts/layers/line";
import { colored } from "../../charts/profilePane";
import type { Plot } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { atTime, extentOf, lastTag, lineOf } from "./lines";

/** In high contrast, lines are told apart by their dashes as well. */
const DASHES: readonly (readonly number[])[] = [[], [8, 3], [3, 3], [8, 2, 2, 2], [5, 5], [1, 3]];

/** How the VWAP of an anchor is called. */
export const anchorLabel = ({ name }: AnchorMark, { say }: Words): string =>
	say("anchorVwap", name);

export const anchorColor = ({ color }: AnchorMark, { lines }: ChartTheme): string =>
	lines[color % lines.length];

/** The time of an anchor, without the year where that is the year of another time: a narrow panel has no line for it. */
export function anchorTime(time: number, other: number, words: Words): string {
	const text = words.time(time);
	const year = text.slice(0, text.indexOf("-") + 1);
	return words.time(other).startsWith(year) ? text.slice(year.length) : text;
}

interface DrawnRun {
	readonly line: LineData;
	readonly bands: readonly (Band & { readonly top: LineData; readonly bottom: LineData })[];
}

/** The anchors of a VWAP: where they are, also while one is pulled, and what is drawn of each. */
export class AnchorMarks implements Anchors {
	private readonly kept: readonly AnchorMark[];
	private pulled: AnchorMark | undefined;
	private readonly hidden: ReadonlySet<string>;

	constructor(
		private readonly part: Part<VwapSeries>,
		view: ViewOptions,
		private readonly decimals: number,
		private readonly words: Words,
	) {
		this.kept = part.series.volume === undefined ? [] : anchorsOf(view);
		this.hidden = new Set(view.hidden);
	}

	get list(): readonly AnchorMark[] {
		const { kept, pulled } = this;
		return pulled === undefined
			? kept
			: kept.map((mark) => (mark.name === pulled.name ? pulled : mark));
	}

	/** Each anchor with its VWAP, as it is now. */
	get all(): readonly ShownAnchor[] {
		return this.list.map((mark) => this.of(mark));
	}

	next(time: number): AnchorMark | undefined {
		return newAnchor(this.kept, time);
	}

	nearest(time: number): number {
		const { times } = this.part.series;
		return times[Math.max(0, upperBound(times, time) - 1)] ?? time;
	}

	stepped(time: number, intervals: number): number {
		const { times } = this.part.series;
		const index = Math.max(0, upperBound(times, time) - 1) + intervals;
		return times[Math.max(0, Math.min(times.length - 1, index))] ?? time;
	}

	preview(mark: AnchorMark | undefined): void {
		this.pulled = mark;
	}

	placeOf(mark: AnchorMark): { time: number; price: number } {
		const { times, interval } = this.part.series;
		const { run } = this.of(mark);
		const time = run === undefined ? this.nearest(mark.at) : times[run.start];
		const isFar = mark.at < (times[0] ?? Infinity) || mark.at >= (times.at(-1) ?? 0) + interval;
		return run === undefined && isFar
			? { time: mark.at, price: NaN }
			: { time: time + interval / 2, price: run?.running.vwap[run.start] ?? NaN };
	}

	readonly colorOf = anchorColor;

	time(time: number): string {
		return this.words.time(time);
	}

	spoken(mark: AnchorMark): string {
		const shown = this.of(mark);
		const { words } = this;
		if (shown.run === undefined) return anchorLackWords(shown, words);
		const { vwap } = shown.run.running;
		return `${anchorLabel(mark, words)} ${words.price(this.decimals)(vwap[vwap.length - 1])}`;
	}

	/** What lies between the bands, to be drawn under everything else. */
	get under(): readonly Plot[] {
		return this.shown.map((mark) => ({
			layers: [
				(...frame: Parameters<Layer>) => {
					for (const { top, bottom } of this.drawn(mark)?.bands ?? [])
						bandLayer(top, bottom, (theme) => anchorColor(mark, theme))(...frame);
				},
			],
		}));
	}

	/** The line of each, and their markers. */
	get over(): readonly Plot[] {
		if (this.kept.length === 0) return [];
		const markers = anchorsLayer(this, (mark) => !this.hidden.has(anchorId(mark)));
		return [...this.shown.map((mark) => this.plotOf(mark)), { layers: [markers] }];
	}

	private get shown(): readonly AnchorMark[] {
		return this.kept.filter((mark) => !this.hidden.has(anchorId(mark)));
	}

	private plotOf(kept: AnchorMark): Plot {
		const { words, part } = this;
		const { series } = part;
		const { times } = series;
		const price = words.price(this.decimals);
		const label = anchorLabel(kept, words);
		const color = (theme: ChartTheme) => anchorColor(kept, theme);
		const id = anchorId(kept);
		// Behind a price, a number would be taken for more of its digits.
		const tagName = /^\p{L}/u.test(kept.name) ? kept.name : label;
		const now = () => this.list.find(({ name }) => name === kept.name) ?? kept;
		const runOf = () => this.of(now()).run;
		const valueAt = (time: number) => {
			const run = runOf();
			return run === undefined ? NaN : atTime(times, run.running.vwap, time);
		};
		return {
			intervals: series,
			extent: (from, to) => {
				const drawn = this.drawn(kept);
				if (drawn === undefined) return undefined;
				const edges = drawn.bands.flatMap(({ top, bottom }) => [top, bottom]);
				return extentOf(drawn.line, ...edges)(from, to);
			},
			layers: [
				(...frame) => {
					const drawn = this.drawn(kept);
					if (drawn === undefined) return;
					const [, , { theme }] = frame;
					const dash = theme.isHighContrast ? (DASHES[kept.color - 1] ?? []) : [];
					const edge: LineLook = { color, width: 1, dash: [2, 3], isEdge: true };
					for (const { multiplier, top, bottom } of drawn.bands) {
						lineLayer([top, bottom], edge)(...frame);
						lineEnd(top, `${kept.name} +${multiplier} σ`, edge)(...frame);
						lineEnd(bottom, `${kept.name} −${multiplier} σ`, edge)(...frame);
					}
					lineLayer([drawn.line], { color, width: 2, dash })(...frame);
				},
			],
			tags: (theme) => {
				const last = runOf()?.running.vwap.at(-1);
				return last === undefined
					? []
					: [{ ...lastTag(last, price, { color }, theme, tagName), line: "none" }];
			},
			rows: (time, theme) => {
				const value = valueAt(time);
				if (Number.isNaN(value)) return [];
				const bands = (runOf()?.bands ?? []).map(({ multiplier, upper, lower }) => ({
					label: `${kept.name} ±${multiplier} σ`,
					value: `${price(atTime(times, lower, time))} – ${price(atTime(times, upper, time))}`,
				}));
				return [{ label, value: price(value), ...colored(theme && color(theme)) }, ...bands];
			},
			readings: (time) => {
				const value = valueAt(time);
				const { at } = now();
				// Where it is pulled to is another time than the strip's own.
				const moved = at === kept.at ? {} : { detail: anchorTime(at, times.at(-1) ?? at, words) };
				return [{ id, value: Number.isNaN(value) ? "–" : price(value), ...moved }];
			},
			valueAt,
		};
	}

	private of(mark: AnchorMark): ShownAnchor {
		return shownAnchor(this.part.series, this.part.result, mark);
	}

	/** The lines of an anchor where it is now. */
	private drawn({ name }: AnchorMark): DrawnRun | undefined {
		const mark = this.list.find((one) => one.name === name);
		const run = mark && this.of(mark).run;
		return run && drawnRun(this.part.series, run);
	}
}

/** Why an anchor has no VWAP, in one sentence. */
export function anchorLackWords({ anchor, lack }: ShownAnchor, words: Words): string {
	if (lack === undefined) return "";
	const place = `${words.time(anchor.at)} ${words.zone.name}`;
	return words.say(`anchorLack_${lack}`, anchor.name, place);
}

const lined = new WeakMap<AnchorRun, DrawnRun>();

function drawnRun({ times, interval }: VwapSeries, run: AnchorRun): DrawnRun {
	const known = lined.get(run);
	if (known !== undefined) return known;
	const since = times.subarray(run.start);
	const lineSince = (values: Float64Array) => lineOf(since, values.subarray(run.start), interval);
	const made = {
		line: lineSince(run.running.vwap),
		bands: run.bands.map((band) => ({
			...band,
			top: lineSince(band.upper),
			bottom: lineSince(band.lower),
		})),
	};
	lined.set(run, made);
	return made;
}
