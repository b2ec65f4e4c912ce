import { type LineData, type LineFrame, traceLine } from "../../src/core/chart/lineTrace";
import { withMargin } from "../../src/core/chart/axisRange";
import { type VwapModel, vwapModel } from "../../src/core/chart/vwapModel";
import type { VwapSeries } from "../../src/core/result/series";
import { epochMs } from "../../src/core/time";
import { extentOf } from "../../src/webview/content/vwap/lines";
import { ColumnRecorder, Coverage } from "./columnRecorder";
import { vwapData } from "./pages/data";

/** How one look at a line was drawn, in device pixels. */
export interface ThinningLook {
	readonly data: string;
	readonly points: number;
	readonly pixelRatio: number;
	/** Columns with a point in them. */
	readonly columns: number;
	/** Columns whose drawn high or low is more than a pixel from that of the full data. */
	readonly columnsOff: number;
	readonly farthest: number;
	/** Gaps of a pixel or more. */
	readonly gaps: number;
	/** Gaps that something is drawn in or across. */
	readonly gapsClosed: number;
}

const PLOT = { left: 0, top: 8, width: 1_112, height: 660 };
const SHARES = [1, 0.42, 0.3, 0.123, 0.06, 0.035, 0.01];
const PLACES = [0, 0.377, 1];
const PIXEL = 1;
/** Room above and below the line, as a share of its height. */
const MARGIN = 0.07;

/** Looks at a line, and at the same line with outages, closer and closer. */
export function compareThinning(count: number): ThinningLook[] {
	const plain = vwapData(count);
	const looks: ThinningLook[] = [];
	for (const [data, series] of [
		["2 % missing", plain],
		["with outages", withOutages(plain)],
	] as const) {
		const from = epochMs(series.times[0] ?? 0);
		const to = epochMs((series.times.at(-1) ?? 0) + series.interval);
		const model = vwapModel(series, { from, to });
		for (const pixelRatio of [1, 2]) {
			for (const share of SHARES) {
				for (const place of share === 1 ? [0] : PLACES) {
					const start = from + (to - from) * (1 - share) * place;
					const time = { min: start, max: start + (to - from) * share };
					looks.push(compareLook(data, model, { ...PLOT, time, pixelRatio }));
				}
			}
		}
	}
	return looks;
}

/** Intervals that are missing altogether, and runs without a price, of many lengths. */
function withOutages(series: VwapSeries): VwapSeries {
	const price = series.price.slice();
	const isKept = new Uint8Array(price.length).fill(1);
	for (let start = 500, length = 3; start < price.length; start += 1_777, length += 11) {
		price.fill(NaN, start, start + length);
		isKept.fill(0, start + 900, start + 900 + length);
	}
	const kept = (column: Float64Array) => column.filter((_, i) => isKept[i] === 1);
	return { ...series, times: kept(series.times), price: kept(price) };
}

interface Gap {
	/** Columns of the last point before and of the first one after it. */
	readonly before: number;
	readonly after: number;
}

/** What all points of a look say: in which columns they lie and where a line between them goes. */
interface FullData {
	readonly points: Coverage;
	readonly line: Coverage;
	readonly gaps: readonly Gap[];
	readonly count: number;
}

function compareLook(data: string, model: VwapModel, look: Omit<LineFrame, "value">): ThinningLook {
	const { pixelRatio } = look;
	const frame: LineFrame = { ...look, value: valuesInView(model, look.time) };
	const columns = Math.round(frame.width * pixelRatio);
	const recorder = new ColumnRecorder(columns, frame.top + frame.height, pixelRatio);
	traceLine(model.line, frame, recorder);
	const { drawn } = recorder;
	const full = readFullData(model.line, frame, columns);
	const errors = Array.from({ length: columns }, (_, column) => errorOf(column, drawn, full));
	return {
		data,
		points: full.count,
		pixelRatio,
		columns: errors.filter((_, column) => full.points.has(column)).length,
		columnsOff: errors.filter((error) => error > PIXEL).length,
		farthest: Math.max(...errors),
		gaps: full.gaps.length,
		gapsClosed: full.gaps.filter((gap) => isClosed(gap, drawn, full.line)).length,
	};
}

/** The price axis, fitted to the line as the chart does it. Here a point stands at its interval's start. */
function valuesInView({ line }: VwapModel, { min, max }: LineFrame["time"]): LineFrame["value"] {
	const half = line.interval / 2;
	const { low, high } = extentOf(line)(min + half, max + half) ?? { low: 0, high: 1 };
	return withMargin(low, high, MARGIN);
}

/**
 * How many pixels a column is wrong by. It has to reach its own highest and lowest point, and may reach
 * no further than the line through all points does in it or beside it.
 */
function errorOf(column: number, drawn: Coverage, { points, line }: FullData): number {
	if (!drawn.has(column)) return points.has(column) ? Infinity : 0;
	const short = points.has(column)
		? Math.max(
				points.highOf(column) - drawn.highOf(column),
				drawn.lowOf(column) - points.lowOf(column),
			)
		: 0;
	return Math.max(0, short, excess(column, drawn, line, column - 1, column + 1));
}

/** How far a drawn column reaches beyond what the line covers in the columns `from` to `to`. */
function excess(column: number, drawn: Coverage, line: Coverage, from: number, to: number): number {
	return Math.max(
		drawn.highOf(column) - line.highOf(from, to),
		line.lowOf(from, to) - drawn.lowOf(column),
	);
}

/** Whether there is ink between both sides of a gap, or one side reaches toward the other. */
function isClosed({ before, after }: Gap, drawn: Coverage, line: Coverage): boolean {
	for (let column = before + 1; column < after; column++) if (drawn.has(column)) return true;
	return (
		excess(before, drawn, line, before - 1, before) > PIXEL ||
		excess(after, drawn, line, after, after + 1) > PIXEL
	);
}

function readFullData(line: LineData, frame: LineFrame, columns: number): FullData {
	const { times, values, interval } = line;
	const { min, max } = frame.time;
	const perColumn = (max - min) / columns;
	const perValue = (frame.height * frame.pixelRatio) / (frame.value.max - frame.value.min);
	const [points, traced] = [new Coverage(columns), new Coverage(columns)];
	const gaps: Gap[] = [];
	let column = 0;
	let count = 0;
	let last: { x: number; y: number; column: number; time: number } | undefined;
	for (let i = 0; i < times.length; i++) {
		const time = times[i] ?? NaN;
		const value = values[i] ?? NaN;
		if (Number.isNaN(value)) continue;
		const isInside = time >= min && time < max;
		while (isInside && time >= min + (column + 1) * perColumn) column++;
		const x = (time - min) / perColumn;
		const y = (value - frame.value.min) * perValue;
		const isGap = last !== undefined && time - (last.time + interval) >= perColumn;
		if (isInside) {
			count++;
			points.cover(column, y);
			if (isGap && last !== undefined && last.x >= 0) {
				gaps.push({ before: last.column, after: column });
			}
		}
		if (last === undefined || isGap) traced.coverPiece(x, y, x, y);
		else traced.coverPiece(last.x, last.y, x, y);
		last = { x, y, column, time };
	}
	return { points, line: traced, gaps, count };
}
