import { at } from "../../../core/at";
import type { LineData } from "../../../core/chart/lineTrace";
import { percentTicks } from "../../../core/chart/percentScale";
import { type Tick, timeTicks } from "../../../core/chart/ticks";
import { type AxisRange, withMargin } from "../../../core/chart/axisRange";
import type { ChartTheme } from "../../theme";
import { axisForm, priceAxis, priceTicks } from "../priceAxis";
import type { AxisState, AxisTag, Frame, PaneFrame, PlotArea } from "../frame";
import { brushLayer } from "../layers/brush";
import { COLOR_BAR_HEIGHT } from "../layers/colorBar";
import { levelLines, levelRows } from "../layers/levels";
import {
	AXIS_HEIGHT,
	BRUSH_PANE,
	NAME_HEIGHT,
	type ScreenSize,
	TITLES_FROM_PIXELS,
	TOP_PADDING,
	type AxisRanges,
} from "../screen";
import type { PercentScale, SidePane, SubPane, TimeScreenInput } from "./timeInput";

const TICK_EVERY_X = 84;
/** When there would be fewer ticks than this, they stand as close as their names allow. */
const FEW_TICKS = 5;
const CLOSEST_X = 44;
const LABEL_GAP = 8;
const GAP = 8;
const BRUSH_HEIGHT = 30;
/** Least height of a chart with a bar of its colours. */
const COLOR_BAR_FROM = 240;
/** Least height of a chart with rows of numbers under it. */
const ROWS_FROM = 320;
/** Least height of the pane of prices. */
export const LEAST_MAIN = 80;
const LEAST_SUB = 34;
/** Narrower charts leave a larger share to what stands beside the plot, and say less on their axes. */
const NARROW_PIXELS = 420;
/** Share of the height that each pane under the main one gets. */
const SUB_SHARE = 0.22;
/** Ratio of the highest to the lowest price when the lowest would be zero. */
const LONGEST_LOG = 1e4;

/** The pane of prices over time, and the one of the profile at its side. */
export const MAIN = "main";
export const SIDE = "side";

/** Prices on the axis: as zoomed, or all of what lies in the range of time. */
function pricesOf(
	{ plots, cells, prices }: TimeScreenInput,
	ranges: AxisRanges,
	x: AxisRange,
	isLog: boolean,
): AxisRange {
	let range = ranges.y;
	if (range === undefined) {
		let [low, high] = [Infinity, -Infinity];
		for (const { extent } of plots) {
			const found = extent?.(x.min, x.max);
			if (found === undefined) continue;
			low = Math.min(low, found.low);
			high = Math.max(high, found.high);
		}
		const share = cells === undefined ? 0.07 : 0.03;
		range = low > high ? prices : withMargin(low, high, share, isLog && low > 0);
	}
	// A logarithmic axis has no zero.
	return isLog && range.min <= 0 ? { min: range.max / LONGEST_LOG, max: range.max } : range;
}

/**
 * Panes, axes and layers of a chart over time for the ranges that it shows.
 *
 * @param side what stands beside it for these ranges
 */
export function layOutTime(
	input: TimeScreenInput,
	side: SidePane | undefined,
	ranges: AxisRanges,
	size: ScreenSize,
	isLog: boolean,
): Frame {
	const { words, plots, text } = input;
	// Rows of numbers need the height that they have; plots share what is left.
	const hasRows = size.height >= ROWS_FROM;
	const subPanes = input.subPanes.filter(({ rows }) => rows === undefined || hasRows);
	const x = ranges.x ?? input.bounds;
	const prices = pricesOf(input, ranges, x, isLog);
	// The labels of the volume axis of a side profile need a line of their own, above the other panes.
	const gapAbove = ({ name }: SubPane, place: number) =>
		Math.max(
			place === 0 && side !== undefined ? AXIS_HEIGHT : GAP,
			name === "" ? GAP : NAME_HEIGHT,
		);
	const gaps = subPanes.map(gapAbove);
	const bar = size.height >= COLOR_BAR_FROM ? input.colorBar : undefined;
	const above = bar === undefined ? 0 : COLOR_BAR_HEIGHT;
	const scale = input.percent?.(x);
	const mainNamed = mainName(input, scale);
	const topGap = mainNamed.name === undefined ? TOP_PADDING : NAME_HEIGHT;
	const fixed = subPanes.map(({ rows }) => rows && rows.names.length * rows.height);
	const heights = rowHeights(
		size.height -
			above -
			(topGap - TOP_PADDING) -
			gaps.reduce((sum, gap) => sum + gap - GAP, 0) -
			fixed.reduce<number>((sum, height) => sum + (height === undefined ? 0 : height + GAP), 0),
		fixed.filter((height) => height === undefined).length,
		input.brush !== undefined,
		subPanes[0]?.share,
	);
	const brush = heights.hasBrush ? input.brush : undefined;
	const zone = size.width >= TITLES_FROM_PIXELS ? cornerName(words.zone.name) : "";
	const ticks =
		scale === undefined
			? priceTicks(prices, heights.main, {
					decimals: input.decimals,
					text,
					isLog,
					...(input.rows === undefined ? {} : { rows: input.rows }),
				})
			: percentTicks(prices, scale.base, (percents) =>
					priceTicks(percents, heights.main, { decimals: 2, text: scale.percentText }),
				);
	const tags = plots.flatMap((plot) => plot.tags?.(size.theme, x) ?? []);
	const isNarrow = size.width < NARROW_PIXELS;
	const named = (all: readonly AxisTag[]) =>
		all.map((tag) => namedTag(tag, scale, input.distance, isNarrow));
	const shown = side === undefined ? tags : [...side.tags(size.theme), ...tags];
	const subAxes = subPanes.map((pane) => subAxis(pane, x, heights.sub, size.theme));
	const plain = priceAxis(prices, isLog, ticks, named(shown));
	const { width: thickness, formed } = axisForm(size, [
		plain,
		// Names of rows run on under the profile at the side.
		...subAxes.filter((_, i) => fixed[i] === undefined),
	]);
	const axis = formed(plain);
	const room = Math.max(1, size.width - thickness);
	const sideWidth = side === undefined ? 0 : Math.round(room * (isNarrow ? 0.4 : 0.3));
	const right = room - sideWidth - (side === undefined ? 0 : GAP);
	// Beside a profile there is no corner for the zone.
	const title = side === undefined ? "" : zone;
	const timeAxis = {
		...x,
		ticks: timeAxisTicks(input, x, right, title === "" ? right : right - size.measure(title), size),
		title,
		tags: [],
	};
	const area = (top: number, height: number): PlotArea => ({
		left: 0,
		top,
		right,
		bottom: top + height,
	});
	const panes: PaneFrame[] = [];
	let top = topGap + above;
	const isAlone = subPanes.length === 0;
	panes.push({
		id: MAIN,
		area: area(top, heights.main),
		x: timeAxis,
		y:
			side === undefined
				? axis
				: { ...axis, tags: input.endOf !== undefined ? [] : axis.tags.map(unnamed) },
		xGroup: "time",
		yGroup: "price",
		axisWidth: side === undefined ? thickness : 0,
		axisHeight: isAlone ? AXIS_HEIGHT : 0,
		layers: [
			// Between cells, a shaded row would look like one of them.
			...(input.cells === undefined ? [levelRows] : []),
			...plots.flatMap(({ layers }) => layers),
			levelLines,
		],
		...mainNamed,
	});
	if (side !== undefined) {
		panes.push({
			id: SIDE,
			area: { ...area(top, heights.main), left: right + GAP, right: room },
			x: side.fit(axis, sideWidth, heights.main, sideWidth >= TITLES_FROM_PIXELS),
			y: axis,
			xGroup: "volume",
			yGroup: "price",
			axisWidth: thickness,
			axisHeight: AXIS_HEIGHT,
			layers: side.layers,
		});
	}
	top += heights.main;
	subPanes.forEach((pane, i) => {
		top += at(gaps, i);
		const height = fixed[i] ?? heights.sub;
		panes.push({
			id: pane.id,
			area: area(top, height),
			x: timeAxis,
			y: formed(at(subAxes, i)),
			xGroup: "time",
			yGroup: pane.id,
			axisWidth: thickness,
			axisHeight: i === subPanes.length - 1 ? AXIS_HEIGHT : 0,
			layers: [...pane.plot.layers, levelLines],
			name: pane.name,
		});
		top += height;
	});
	if (brush !== undefined) panes.push(brushPane(input, brush, x, right, size));
	return {
		panes,
		theme: size.theme,
		width: size.width,
		height: size.height,
		pixelRatio: size.pixelRatio,
		corner: side === undefined ? zone : "",
		...(bar === undefined
			? {}
			: { colorBar: { bar, area: { left: 0, top: 4, right: size.width, bottom: 4 + above } } }),
	};
}

/**
 * Ticks of the time axis: on a narrow one those of which the most names have room, three or four dates
 * rather than its two ends.
 *
 * @param end where the names end, at a title or at the edge
 */
function timeAxisTicks(
	{ words: { zone, locale }, interval }: TimeScreenInput,
	{ min, max }: AxisRange,
	width: number,
	end: number,
	{ measure }: ScreenSize,
): readonly Tick[] {
	const ticks = (count: number) => timeTicks(min, max, { zone, locale, count, interval });
	const usual = Math.floor(width / TICK_EVERY_X);
	if (usual >= FEW_TICKS) return ticks(usual);
	/** How many names have room; 0 when one between two others has none. */
	const namesOf = (found: readonly Tick[]) => {
		let last = -LABEL_GAP;
		let names = 0;
		for (const [i, { value, label }] of found.entries()) {
			const half = measure(label) / 2;
			const place = ((value - min) / (max - min)) * width;
			const center = Math.max(half, Math.min(width - half, place));
			const hasRoom = center - half >= last + LABEL_GAP && center + half <= end;
			if (!hasRoom && i < found.length - 1) return 0;
			if (hasRoom) names++;
			last = center + half;
		}
		return names;
	};
	let best = ticks(2);
	let most = namesOf(best);
	for (let count = 3; count <= width / CLOSEST_X; count++) {
		const found = ticks(count);
		const names = namesOf(found);
		if (names > most) [best, most] = [found, names];
	}
	return best;
}

interface Heights {
	readonly main: number;
	readonly sub: number;
	readonly hasBrush: boolean;
}

/** When there is little room, the strip of the whole range is left out first. */
function rowHeights(height: number, subs: number, wantsBrush: boolean, share = SUB_SHARE): Heights {
	const fixed = TOP_PADDING + AXIS_HEIGHT + subs * GAP;
	const least = LEAST_MAIN + subs * LEAST_SUB;
	const hasBrush = wantsBrush && height - fixed - BRUSH_HEIGHT - GAP >= least;
	const free = Math.max(1, height - fixed - (hasBrush ? BRUSH_HEIGHT + GAP : 0));
	const sub = subs === 0 ? 0 : Math.min(free * share, Math.max(0, free - LEAST_MAIN) / subs);
	return { main: free - sub * subs, sub, hasBrush };
}

function subAxis(
	{ plot, isFromZero = false, text, decimals, rows }: SubPane,
	x: AxisRange,
	height: number,
	theme: ChartTheme,
): AxisState {
	if (rows !== undefined) {
		const { names } = rows;
		const ticks = names.map((label, i) => ({
			value: names.length - i - 0.5,
			label,
			isMajor: false,
		}));
		return { min: 0, max: names.length, ticks, title: "", tags: [] };
	}
	const found = plot.extent?.(x.min, x.max) ?? { low: 0, high: 1 };
	const range = isFromZero
		? { min: 0, max: found.high > 0 ? found.high * 1.1 : 1 }
		: withMargin(found.low, found.high, 0.12);
	return priceAxis(
		range,
		false,
		priceTicks(range, height, { decimals, text }),
		plot.tags?.(theme, x) ?? [],
	);
}

function brushPane(
	{ bounds, words, interval }: TimeScreenInput,
	line: LineData,
	shown: AxisRange,
	right: number,
	{ height }: ScreenSize,
): PaneFrame {
	const extent = { low: 0, high: 1 };
	line.table.read(0, line.values.length, extent);
	const top = height - BRUSH_HEIGHT;
	return {
		id: BRUSH_PANE,
		area: { left: 0, top, right, bottom: height - 1 },
		x: {
			min: bounds.min,
			max: bounds.max,
			ticks: timeTicks(bounds.min, bounds.max, {
				zone: words.zone,
				locale: words.locale,
				count: 2,
				interval,
			}),
			title: "",
			tags: [],
		},
		y: { ...withMargin(extent.low, extent.high, 0.1), ticks: [], title: "", tags: [] },
		xGroup: BRUSH_PANE,
		yGroup: BRUSH_PANE,
		axisWidth: 0,
		axisHeight: 0,
		layers: [brushLayer(line, shown)],
	};
}

/** `America/New_York` does not fit under an axis; its city does. */
function cornerName(zone: string): string {
	return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** The profile beside it names the levels. */
function unnamed(tag: AxisTag): AxisTag {
	return { ...tag, name: "" };
}

/** What the prices of the main pane are, where that is to be said. */
function mainName({ name: own, distanceName }: TimeScreenInput, scale: PercentScale | undefined) {
	const names = [scale?.name ?? own, distanceName].filter((name) => name !== undefined);
	return names.length === 0 ? {} : { name: names.join(" · ") };
}

/** A tag as the axis counts, with its distance from the last price. */
function namedTag(
	tag: AxisTag,
	scale: PercentScale | undefined,
	distance: TimeScreenInput["distance"],
	isNarrow: boolean,
): AxisTag {
	if (tag.text === "") return tag;
	const far = distance?.(tag.value) ?? "";
	if (far === "") return { ...tag, text: scale?.text(tag.value) ?? tag.text };
	// Two shares side by side would be taken for each other: beside its distance stands the price.
	return { ...tag, text: isNarrow ? `Δ ${far}` : `${tag.text} (Δ ${far})` };
}
