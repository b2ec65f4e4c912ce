import type { LineData } from "../../../core/chart/lineTrace";
import { timeTicks } from "../../../core/chart/ticks";
import type { AxisBounds, AxisRange } from "../../../core/chart/viewRange";
import { nearestIndex } from "../../../core/chart/vwapModel";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { axisWidth, padded, priceAxis, priceTicks } from "../axisParts";
import type { AxisTag, Frame, Layer, PaneFrame, PlotArea } from "../frame";
import { brushLayer } from "../layers/brush";
import { levelLines } from "../layers/levels";
import type { ProfilePane } from "../profilePane";
import {
	AXIS_HEIGHT,
	BRUSH_PANE,
	type Cursor,
	type ItemRow,
	type ItemWords,
	type Screen,
	type ScreenSize,
	TITLES_FROM_PIXELS,
	TOP_PADDING,
	type ViewState,
} from "../screen";

const TICK_EVERY_X = 84;
const GAP = 8;
const BRUSH_HEIGHT = 30;
const LEAST_MAIN = 80;

/** Lowest and highest of what lies between two times; `undefined` where nothing does. */
export type ExtentOf = (from: number, to: number) => { low: number; high: number } | undefined;

/** Something over time in a pane. */
export interface Source {
	readonly id: string;
	readonly extent?: ExtentOf;
	readonly layers: readonly Layer[];
	readonly tags?: (theme: ChartTheme) => readonly AxisTag[];
	/** Its numbers at a time, for the hover card. */
	readonly rows?: (time: number, theme: ChartTheme | undefined) => readonly ItemRow[];
	/** Its value at a time, where a point is to be marked. */
	readonly valueAt?: (time: number) => number;
}

/** A pane under the main one, on the same time axis. */
export interface SubPane {
	readonly id: string;
	readonly name: string;
	readonly source: Source;
	readonly isFromZero?: boolean;
	/** Text of a value on its axis. */
	readonly text: (value: number) => string;
	readonly decimals: number;
}

/** Rows of a price grid over time, where the pointer reads single cells. */
export interface CellGrid {
	/** Index of the row at a price, as steps from the lowest. */
	readonly rowAt: (price: number) => number;
	readonly priceOf: (row: number) => number;
	readonly rowHeight: number;
	readonly count: number;
	readonly describe: (time: number, row: number, theme: ChartTheme | undefined) => ItemRow[];
}

export interface TimeScreenParts {
	readonly words: Words;
	/** Interval starts that the pointer snaps to, ascending. */
	readonly times: Float64Array;
	readonly interval: number;
	readonly bounds: AxisBounds;
	readonly sources: readonly Source[];
	readonly subPanes: readonly SubPane[];
	readonly side?: ProfilePane;
	readonly cells?: CellGrid;
	/** The whole line, for the strip that shows what is in view. */
	readonly brush?: LineData;
	readonly decimals: number;
	readonly text: (value: number) => string;
	readonly isLog: boolean;
	/** All prices there are, for zooming the price axis. */
	readonly prices: AxisBounds;
	/** Words after the time in the hover, such as "in progress". */
	readonly note?: (time: number) => string;
	readonly name?: string;
}

const MAIN = "main";
const SIDE = "side";

/** A chart over time with panes under it and a profile at its side. */
export function timeScreen(parts: TimeScreenParts): Screen {
	const { words, times, side, cells, subPanes, sources, text } = parts;
	const isLog = parts.isLog && parts.prices.min > 0;
	let theme: ChartTheme | undefined;

	/** Prices that are in view: as zoomed, or all of what lies in the stretch of time. */
	const pricesOf = (view: ViewState, x: AxisRange): AxisRange => {
		if (view.y !== undefined) return view.y;
		let [low, high] = [Infinity, -Infinity];
		for (const { extent } of sources) {
			const found = extent?.(x.min, x.max);
			if (found === undefined) continue;
			low = Math.min(low, found.low);
			high = Math.max(high, found.high);
		}
		if (low > high) return parts.prices;
		const range = padded(low, high, cells === undefined ? 0.07 : 0.03);
		return isLog && range.min <= 0 ? { min: low * 0.99, max: range.max } : range;
	};

	const layOut = (view: ViewState, size: ScreenSize): Frame => {
		theme = size.theme;
		const x = view.x ?? parts.bounds;
		const prices = pricesOf(view, x);
		const heights = rowHeights(size.height, subPanes.length, parts.brush !== undefined);
		const ticks = priceTicks(prices, heights.main, parts.decimals, text);
		const tags = sources.flatMap((source) => source.tags?.(size.theme) ?? []);
		const mainAxis = priceAxis(prices, isLog, ticks, tags);
		const sideAxis = side && priceAxis(prices, isLog, ticks, [...side.tags(size.theme), ...tags]);
		const subAxes = subPanes.map((pane) => subAxis(pane, x, heights.sub, size.theme));
		const thickness = axisWidth(size, [mainAxis, ...(sideAxis ? [sideAxis] : []), ...subAxes]);
		const room = Math.max(1, size.width - thickness);
		const sideWidth = side === undefined ? 0 : Math.round(room * (size.width < 420 ? 0.4 : 0.3));
		const right = room - sideWidth - (side === undefined ? 0 : GAP);
		const timeAxis = {
			...x,
			ticks: timeTicks(x.min, x.max, {
				zone: words.zone,
				locale: words.locale,
				count: Math.max(2, Math.floor(right / TICK_EVERY_X)),
				interval: parts.interval,
			}),
			title: "",
			tags: [],
		};
		const area = (top: number, height: number): PlotArea => ({
			left: 0,
			top,
			right,
			bottom: top + height,
		});
		const panes: PaneFrame[] = [];
		let top = TOP_PADDING;
		const isAlone = subPanes.length === 0;
		panes.push({
			id: MAIN,
			area: area(top, heights.main),
			x: timeAxis,
			y:
				side === undefined
					? mainAxis
					: { ...mainAxis, tags: (sideAxis?.tags ?? tags).map(unnamed) },
			xGroup: "time",
			yGroup: "price",
			axisWidth: side === undefined ? thickness : 0,
			axisHeight: isAlone ? AXIS_HEIGHT : 0,
			layers: [...sources.flatMap(({ layers }) => layers), levelLines],
			...(parts.name === undefined ? {} : { name: parts.name }),
		});
		if (side !== undefined && sideAxis !== undefined) {
			panes.push({
				id: SIDE,
				area: { ...area(top, heights.main), left: right + GAP, right: room },
				x: side.fit(prices, sideWidth, heights.main, sideWidth >= TITLES_FROM_PIXELS),
				y: sideAxis,
				xGroup: "volume",
				yGroup: "price",
				axisWidth: thickness,
				axisHeight: AXIS_HEIGHT,
				layers: side.layers,
			});
		}
		top += heights.main;
		subPanes.forEach((pane, i) => {
			top += GAP;
			panes.push({
				id: pane.id,
				area: area(top, heights.sub),
				x: timeAxis,
				y: subAxes[i] ?? mainAxis,
				xGroup: "time",
				yGroup: pane.id,
				axisWidth: thickness,
				axisHeight: i === subPanes.length - 1 ? AXIS_HEIGHT : 0,
				layers: [...pane.source.layers, levelLines],
				name: pane.name,
			});
			top += heights.sub;
		});
		if (parts.brush !== undefined) panes.push(brushPane(parts, parts.brush, x, right, size));
		return {
			panes,
			theme: size.theme,
			width: size.width,
			height: size.height,
			pixelRatio: size.pixelRatio,
			corner:
				size.width >= TITLES_FROM_PIXELS && side === undefined ? cornerName(words.zone.name) : "",
		};
	};

	const indexOf = (time: number) => nearestIndex(times, time);
	const describe = (cursor: Cursor): ItemWords => {
		if (cursor.time === undefined && side !== undefined) {
			return side.describe(cursor.row ?? 0, theme);
		}
		const time = cursor.time ?? NaN;
		const note = parts.note?.(time) ?? "";
		const rows: ItemRow[] = [];
		let title = `${words.time(time)} ${words.zone.name}${note === "" ? "" : ` · ${note}`}`;
		if (cells !== undefined && cursor.row !== undefined) {
			title = `${text(cells.priceOf(cursor.row))} · ${title}`;
			rows.push(...cells.describe(time, cursor.row, theme));
		}
		for (const source of [...sources, ...subPanes.map((pane) => pane.source)]) {
			rows.push(...(source.rows?.(time, theme) ?? []));
		}
		const spoken = rows.map(({ label, value }) => `${label} ${value}`).join(", ");
		return { title, rows, spoken: words.say("pointSpoken", title, spoken) };
	};

	return {
		zoomAxis: "x",
		bounds: { x: parts.bounds, y: parts.prices },
		isLog,
		layOut,
		describe,
		cursorAt({ id }, at) {
			if (id === SIDE) {
				const row = side?.rowAt(at.y);
				return row === undefined ? undefined : { part: 0, row };
			}
			if (times.length === 0) return undefined;
			// A cell reaches from its interval's start to its end; a point is the nearest one.
			const shift = cells === undefined ? 0 : parts.interval / 2;
			const time = times[indexOf(at.x - shift)] ?? NaN;
			if (cells === undefined || id !== MAIN) return { part: 0, time };
			return { part: 0, time, row: cells.rowAt(at.y) };
		},
		step(cursor, dx, dy) {
			const last = times.length - 1;
			if (last < 0) return undefined;
			if (cells === undefined && dx === 0) return undefined;
			if (cursor?.time === undefined && cursor?.row !== undefined && side !== undefined) {
				return dy === 0 ? undefined : { part: 0, row: side.step(cursor.row, dy) };
			}
			const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
			const isNew = cursor?.time === undefined;
			const index =
				isNew && Number.isFinite(dx) ? last : clamp(indexOf(cursor?.time ?? 0) + dx, last);
			const time = times[index] ?? NaN;
			if (cells === undefined) return { part: 0, time };
			const row = cursor?.row ?? Math.floor(cells.count / 2);
			return { part: 0, time, row: isNew ? row : clamp(row + dy, cells.count - 1) };
		},
		placeOf({ time, row }) {
			const price =
				row === undefined
					? undefined
					: time === undefined
						? side?.middleOf(row)
						: (cells?.priceOf(row) ?? NaN) + (cells?.rowHeight ?? 0) / 2;
			return {
				...(time === undefined ? {} : { x: time }),
				...(price === undefined ? {} : { y: price }),
			};
		},
		marks({ time, row }, pointer) {
			if (time === undefined && side !== undefined && row !== undefined) {
				const y = { pane: SIDE, value: side.middleOf(row), label: side.priceOf(row) };
				return { y, points: [] };
			}
			const at = time ?? NaN;
			const shift = cells === undefined ? 0 : parts.interval / 2;
			const x = { pane: MAIN, value: at + shift, label: words.time(at) };
			const points = [
				...sources.map((source) => ({ pane: MAIN, source })),
				...subPanes.map((pane) => ({ pane: pane.id, source: pane.source })),
			].flatMap(({ pane, source }) => {
				const value = source.valueAt?.(at) ?? NaN;
				return Number.isNaN(value) ? [] : [{ pane, x: at, y: value }];
			});
			if (cells !== undefined && row !== undefined) {
				const price = cells.priceOf(row);
				const y = { pane: MAIN, value: price + cells.rowHeight / 2, label: text(price) };
				return { x, y, points: [] };
			}
			const [first] = points;
			const pane = pointer?.pane ?? first?.pane;
			const value = pointer?.at.y ?? first?.y;
			if (pane === undefined || value === undefined) return { x, points };
			const label = subPanes.find(({ id }) => id === pane)?.text ?? text;
			return { x, y: { pane, value, label: label(value) }, points };
		},
	};
}

/** The profile beside it names the levels. */
function unnamed(tag: AxisTag): AxisTag {
	return { ...tag, name: "" };
}

interface Heights {
	readonly main: number;
	readonly sub: number;
}

function rowHeights(height: number, subs: number, hasBrush: boolean): Heights {
	const fixed = TOP_PADDING + AXIS_HEIGHT + (hasBrush ? BRUSH_HEIGHT + GAP : 0) + subs * GAP;
	const free = Math.max(1, height - fixed);
	const sub = subs === 0 ? 0 : Math.min(free * 0.22, Math.max(0, free - LEAST_MAIN) / subs);
	return { main: free - sub * subs, sub };
}

function subAxis(
	{ source, isFromZero = false, text, decimals }: SubPane,
	x: AxisRange,
	height: number,
	theme: ChartTheme,
) {
	const found = source.extent?.(x.min, x.max) ?? { low: 0, high: 1 };
	const range = isFromZero
		? { min: 0, max: found.high > 0 ? found.high * 1.1 : 1 }
		: padded(found.low, found.high, 0.12);
	return priceAxis(
		range,
		false,
		priceTicks(range, height, decimals, text),
		source.tags?.(theme) ?? [],
	);
}

function brushPane(
	{ bounds, words, interval }: TimeScreenParts,
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
		y: { ...padded(extent.low, extent.high, 0.1), ticks: [], title: "", tags: [] },
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
