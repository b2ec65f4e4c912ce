import { type CellLadder, cellAt, eachCell, edgeOf } from "../../../core/chart/cellLadder";
import type { HeatGrid, HeatGrids, HeatMode, HeatScale } from "../../../core/chart/heatGrid";
import { shareOfSize } from "../../../core/chart/heatShare";
import { type Ramp, cssAt, shadeNumber, shadesOf } from "../../../core/chart/ramp";
import type { HeatScaleName, RampName } from "../../../core/query/flowOptions";
import { deltaOf } from "../../../core/profile/profile";
import { lowerBound } from "../../../core/search";
import type { VolumeProfileSeries } from "../../../core/result/series";
import type { ChartTheme } from "../../theme";
import { type Layer, type PaneFrame, xOf, yOf } from "../frame";
import { RANK } from "../names";
import type { Pen, Pixels } from "../pen";
import { cellSize, eachCellInView } from "./cellsInView";
import { hatching } from "./hatching";
import { drawPixels } from "./pixels";

/** Narrower intervals have no room for a profile of their own. */
const PROFILE_PIXELS = 14;
/** Parts of a cell's width; a cell where more was sold leaves the last part free. */
const PARTS = 3;
/** Share of its width that such a cell has. */
export const SOLD_SHARE = (PARTS - 1) / PARTS;
/** In high contrast, cells where more was sold are hatched from this size on. */
const HATCH_PIXELS = 8;

/** How sizes of cells turn into colours. */
export interface HeatLook {
	readonly ramp: RampName;
	readonly scale: HeatScaleName;
}

/** The painted picture of cells. It is moved and scaled until another grid, theme or texture is needed. */
interface HeatPicture {
	readonly pixels: Pixels;
	readonly theme: ChartTheme;
	readonly grid: HeatGrid;
	readonly parts: number;
}

/** The ramps of a mode: of the sizes above zero, and of those below. */
export function rampsOf(mode: HeatMode, { ramp }: HeatLook, { heat }: ChartTheme): [Ramp, Ramp] {
	return mode === "delta" ? [heat.bought, heat.sold] : [heat.volume[ramp], heat.volume[ramp]];
}

/** The cells of a profile over time as colour, painted once for each grid. */
export function heatLayer(grids: HeatGrids, mode: HeatMode, look: HeatLook): Layer {
	let picture: HeatPicture | undefined;
	return (pen, pane, { theme, pixelRatio }) => {
		const { x, y, area } = pane;
		const grid = grids.gridFor({ time: x, price: y });
		const columnPixels = (grid.columnMs / (x.max - x.min)) * (area.right - area.left) * pixelRatio;
		// When there are enough pixels, sold and bought differ by more than their hue.
		const parts = mode === "delta" && columnPixels >= PARTS ? PARTS : 1;
		if (picture?.theme !== theme || picture.grid !== grid || picture.parts !== parts) {
			const colors = () => heatColors(grid, grids.scale, mode, look, theme, parts);
			const pixels = { width: grid.columns * parts, height: grid.rows, colors };
			picture = { pixels, theme, grid, parts };
		}
		drawHeat(pen, pane, picture);
	};
}

function drawHeat(pen: Pen, pane: PaneFrame, { pixels, grid, parts }: HeatPicture): void {
	const { start, columnMs, columns, bottom, rowHeight: cellHeight, rows } = grid;
	const { x, y } = pane;
	const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
	const first = clamp(Math.floor((x.min - start) / columnMs), columns);
	const last = clamp(Math.ceil((x.max - start) / columnMs), columns);
	const low = clamp(Math.floor((y.min - bottom) / cellHeight), rows);
	const high = clamp(Math.ceil((y.max - bottom) / cellHeight), rows);
	if (last <= first || high <= low) return;
	const left = xOf(pane, start + first * columnMs);
	const width = xOf(pane, start + last * columnMs) - left;
	// On a logarithmic axis rows do not have equal heights, so each is drawn by itself.
	const stripes = y.isLog === true ? high - low : 1;
	const each = (high - low) / stripes;
	for (let stripe = 0; stripe < stripes; stripe++) {
		const from = low + stripe * each;
		const top = yOf(pane, bottom + (from + each) * cellHeight);
		const tall = yOf(pane, bottom + from * cellHeight) - top;
		drawPixels(
			pen,
			pixels,
			{ x: first * parts, y: rows - from - each, width: (last - first) * parts, height: each },
			{ x: left, y: top, width, height: tall + (stripes > 1 ? 0.5 : 0) },
		);
	}
}

function heatColors(
	grid: HeatGrid,
	ends: HeatScale,
	mode: HeatMode,
	look: HeatLook,
	theme: ChartTheme,
	parts: number,
): Uint32Array<ArrayBuffer> {
	const sums = grid.sums();
	const pixels = new Uint32Array(sums.length * parts);
	const [plus, minus] = rampsOf(mode, look, theme).map((ramp) => shadesOf(ramp).pixels);
	const { scale } = look;
	for (let at = 0; at < sums.length; at++) {
		const sum = sums[at];
		if (sum === 0) continue;
		const shade = shadeNumber(shareOfSize(Math.abs(sum), ends, scale));
		const end = at * parts + (sum > 0 || parts === 1 ? parts : parts - 1);
		pixels.fill((sum > 0 ? plus : minus)[shade], at * parts, end);
	}
	return pixels;
}

/**
 * Stripes over the cells where more was sold, in high contrast: with few shades, hues alone would tell the sides apart.
 */
export function soldHatching(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	{ scale: ends }: HeatGrids,
	look: HeatLook,
): Layer {
	return (pen, pane, { theme, pixelRatio }) => {
		if (!theme.isHighContrast) return;
		const { width, tall } = cellSize(series, ladder, pane);
		if (width < HATCH_PIXELS || tall < HATCH_PIXELS) return;
		const steps = theme.heat.sold.steps ?? 1;
		const stripes = Array.from({ length: steps }, (_, step) => {
			const color = cssAt(theme.heat.sold, (step + 0.5) / steps);
			return hatching(pen, color, theme.background, pixelRatio);
		});
		eachCellInView(series, ladder, pane, (index, cell, buy, sell) => {
			const delta = deltaOf(buy, sell);
			if (delta >= 0) return;
			const step = Math.min(steps - 1, Math.floor(shareOfSize(-delta, ends, look.scale) * steps));
			const pattern = stripes[step] ?? null;
			if (pattern === null) return;
			const left = xOf(pane, series.times[index]);
			const edge = edgeOf(ladder, cell);
			const top = yOf(pane, edge + ladder.height);
			pen.fillStyle = pattern;
			pen.fillRect(left, top, width * SOLD_SHARE, yOf(pane, edge) - top);
		});
	};
}

/**
 * One small profile per interval. When they would be too narrow, shades of volume are drawn, with a note that
 * says so.
 */
export function profilesLayer(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	grids: HeatGrids,
	look: HeatLook,
	tooNarrow: string,
): Layer {
	const heat = heatLayer(grids, "volume", look);
	const largest = largestCells(series, ladder);
	return (pen, pane, frame, names) => {
		const { x, area, y } = pane;
		const { times, interval } = series;
		const width = (interval / (x.max - x.min)) * (area.right - area.left);
		if (width < PROFILE_PIXELS) {
			heat(pen, pane, frame, names);
			const at = { x: area.left + 6, y: area.top + 9, align: "left", rank: RANK.pane } as const;
			names.push({ text: tooNarrow, color: frame.theme.text, ...at });
			return;
		}
		const from = lowerBound(times, x.min - interval);
		const to = lowerBound(times, x.max);
		const inView = [cellAt(ladder, y.min), cellAt(ladder, y.max) + 1] as const;
		const parts = [
			"buy",
			"sell",
			...(series.unknown === undefined ? [] : ["unknown" as const]),
		] as const;
		for (const part of parts) {
			pen.fillStyle = frame.theme[part];
			eachCell(series, ladder, [from, to], inView, (interval, cell, buy, sell, unknown) => {
				const left = xOf(pane, times[interval]) + 1;
				const perVolume = (width - 3) / largest[interval];
				const edge = edgeOf(ladder, cell);
				const top = yOf(pane, edge + ladder.height);
				const tall = yOf(pane, edge) - top;
				const gap = tall >= 4 ? 1 : 0;
				const bought = buy * perVolume;
				if (part === "buy") pen.fillRect(left, top, bought, tall - gap);
				else if (part === "sell") pen.fillRect(left + bought, top, sell * perVolume, tall - gap);
				else pen.fillRect(left + bought + sell * perVolume, top, unknown * perVolume, tall - gap);
			});
		}
	};
}

function largestCells(series: VolumeProfileSeries, ladder: CellLadder): Float64Array {
	const largest = new Float64Array(series.times.length);
	const all = [0, series.times.length] as const;
	eachCell(series, ladder, all, [0, ladder.count], (interval, _cell, buy, sell, unknown) => {
		const volume = buy + sell + unknown;
		if (volume > largest[interval]) largest[interval] = volume;
	});
	return largest.map((most) => (most === 0 ? 1 : most));
}
