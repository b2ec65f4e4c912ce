import { parseColor, mix, type Rgb } from "../../../core/chart/color";
import type { HeatGrid } from "../../../core/chart/heatGrid";
import { lowerBound } from "../../../core/search";
import type { VolumeProfileSeries } from "../../../core/series";
import type { ChartTheme } from "../../theme";
import { type Layer, type PaneFrame, xOf, yOf } from "../frame";
import type { Pen } from "../pen";

/** Narrower intervals have no room for a profile of their own. */
const PROFILE_PIXELS = 14;
const BLACK: Rgb = { r: 0, g: 0, b: 0 };

/** The intervals of a profile over time. */
export interface Cells {
	readonly series: VolumeProfileSeries;
	readonly rowHeight: number;
}

interface HeatPicture {
	readonly canvas: HTMLCanvasElement;
	readonly theme: ChartTheme;
	readonly grid: HeatGrid;
}

/** The cells of a grid as colour; painted once, then only moved and scaled. */
export function heatLayer(grid: () => HeatGrid | undefined, mode: "volume" | "delta"): Layer {
	let picture: HeatPicture | undefined;
	return (pen, pane, { theme }) => {
		if (picture?.theme !== theme) {
			const cells = grid();
			picture = cells && heatPicture(cells, mode, theme);
		}
		if (picture !== undefined) drawHeat(pen, pane, picture);
	};
}

function drawHeat(pen: Pen, pane: PaneFrame, { canvas, grid }: HeatPicture): void {
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
	pen.imageSmoothingEnabled = false;
	// Rows of even height are not even on a logarithmic axis: each is placed by itself.
	const stripes = y.isLog === true ? high - low : 1;
	const each = (high - low) / stripes;
	for (let stripe = 0; stripe < stripes; stripe++) {
		const from = low + stripe * each;
		const top = yOf(pane, bottom + (from + each) * cellHeight);
		const tall = yOf(pane, bottom + from * cellHeight) - top;
		pen.drawImage(
			canvas,
			first,
			rows - from - each,
			last - first,
			each,
			left,
			top,
			width,
			tall + (stripes > 1 ? 0.5 : 0),
		);
	}
}

function heatPicture(
	grid: HeatGrid,
	mode: "volume" | "delta",
	theme: ChartTheme,
): HeatPicture | undefined {
	const { sums, columns, rows, full } = grid;
	const canvas = document.createElement("canvas");
	canvas.width = columns;
	canvas.height = rows;
	const paint = canvas.getContext("2d");
	if (paint === null) return undefined;
	const image = paint.createImageData(columns, rows);
	const pixels = new Uint32Array(image.data.buffer);
	const plus = shades(mode === "delta" ? theme.buy : theme.vwap, theme);
	const minus = shades(theme.sell, theme);
	for (let at = 0; at < sums.length; at++) {
		const sum = sums[at];
		if (sum === 0) continue;
		// The root spreads what would otherwise lie in the darkest shades.
		const shade = Math.ceil(Math.sqrt(Math.min(1, Math.abs(sum) / full)) * 255);
		pixels[at] = (sum > 0 ? plus[shade] : minus[shade]) ?? 0;
	}
	paint.putImageData(image, 0, 0);
	return { canvas, theme, grid };
}

/** 256 pixels from the faintest to the full colour. */
function shades(color: string, theme: ChartTheme): Uint32Array {
	const full = parseColor(color, BLACK) ?? BLACK;
	const under = parseColor(theme.background, BLACK) ?? BLACK;
	// On black the faint shades of a theme for contrast would not be seen at all.
	const faintest = theme.isHighContrast ? 0.3 : 0.08;
	return Uint32Array.from({ length: 256 }, (_, i) => {
		const { r, g, b } = mix(full, under, faintest + (i / 255) * (1 - faintest));
		return (255 << 24) | (b << 16) | (g << 8) | r;
	});
}

/** One small profile per interval; where they are too narrow, the heat picture. */
export function profilesLayer(
	{ series, rowHeight }: Cells,
	grid: () => HeatGrid | undefined,
): Layer {
	const heat = heatLayer(grid, "volume");
	const largest = largestRows(series);
	return (pen, pane, frame, names) => {
		const { x, area, y } = pane;
		const { times, interval } = series;
		const width = (interval / (x.max - x.min)) * (area.right - area.left);
		if (width < PROFILE_PIXELS) {
			heat(pen, pane, frame, names);
			return;
		}
		const from = lowerBound(times, x.min - interval);
		const to = Math.min(times.length, lowerBound(times, x.max));
		for (const part of ["buy", "sell"] as const) {
			pen.fillStyle = frame.theme[part];
			for (let i = from; i < to; i++) {
				const left = xOf(pane, times[i]) + 1;
				const perVolume = (width - 3) / (largest[i] ?? 1);
				const end = series.offsets[i + 1];
				for (let row = series.offsets[i]; row < end; row++) {
					const price = series.prices[row];
					if (price + rowHeight < y.min || price > y.max) continue;
					const buy = series.buy[row] * perVolume;
					const top = yOf(pane, price + rowHeight);
					const tall = yOf(pane, price) - top;
					const gap = tall >= 4 ? 1 : 0;
					if (part === "buy") pen.fillRect(left, top, buy, tall - gap);
					else pen.fillRect(left + buy, top, series.sell[row] * perVolume, tall - gap);
				}
			}
		}
	};
}

function largestRows({ times, offsets, buy, sell }: VolumeProfileSeries): Float64Array {
	return Float64Array.from(times, (_, i) => {
		let most = 0;
		const end = offsets[i + 1];
		for (let row = offsets[i]; row < end; row++) {
			most = Math.max(most, buy[row] + sell[row]);
		}
		return most === 0 ? 1 : most;
	});
}
