import { at } from "../../at";
import { composite } from "../../profile/overTime/composite";
import { analyzeProfile, type ProfileLevels } from "../../profile/profile";
import { intervalRows, seriesLadder, type ProfileRows } from "../../profile/rows";
import type { CompositeRefusal } from "../../profile/overTime/sumGrid";
import type { ValueAreaMethod } from "../../profile/valueArea";
import { volumeAt } from "../../profile/volumes";
import { remembered } from "../../remembered";
import type { VolumeProfileSeries } from "../../result/series";
import { type EpochMs, epochMs, parseIso, toIso } from "../../time";
import { gridDecimals, volumeDecimals } from "../format";
import type { RowGrid } from "./rowTicks";
import { standInHeight } from "./standInHeight";
import { type AxisBounds, type AxisRange, withMargin } from "../axisRange";

/** One interval of a series, out of its neighbours. */
export interface ShownInterval {
	readonly index: number;
	readonly start: EpochMs;
	/** Whether it is still in progress. */
	readonly isOpen: boolean;
}

/** What the profile chart, its strip and its table show: one profile with its levels. */
export interface ProfileModel {
	readonly rows: ProfileRows;
	/** Absent when nothing traded. */
	readonly levels: ProfileLevels | undefined;
	/** Height that a row is drawn with, in quote currency. */
	readonly rowHeight: number;
	/** Decimals that every price of the series has at most: its levels are read beside those of its intervals. */
	readonly priceDecimals: number;
	/** Decimals that every volume of the series has at most. */
	readonly volumeDecimals: number;
	/** The single interval shown; absent for the composite of all. */
	readonly interval: ShownInterval | undefined;
	/** From the lower edge of the lowest row that traded to the upper edge of the highest. */
	readonly traded: AxisRange;
}

export interface ProfileModelOptions {
	/** Start of the single interval to show, ISO 8601 UTC. One that the series lacks shows the composite. */
	readonly interval?: string;
	/** Which intervals the composite holds; all when absent. */
	readonly intervals?: readonly number[];
	readonly percent: number;
	readonly method: ValueAreaMethod;
}

export type ProfileModelResult =
	| { readonly ok: true; readonly model: ProfileModel }
	| { readonly ok: false; readonly refusal: CompositeRefusal };

/** Decimals of the volumes of a series, found once. A sum of its rows has no more. */
export const seriesVolumeDecimals = remembered((series: VolumeProfileSeries) =>
	volumeDecimals(
		series.buy,
		series.sell,
		...(series.unknown === undefined ? [] : [series.unknown]),
	),
);

/** Decimals of the prices of a series, found once: those of its finest rows (definitions D24). */
export const seriesPriceDecimals = remembered((series: VolumeProfileSeries) =>
	gridDecimals(series.prices, seriesLadder(series).step),
);

/** Fewest rows that fill the price axis at the closest zoom. */
const CLOSEST_ROWS = 4;

/** Builds what is drawn of a series: the composite of all intervals (definitions D12) or one of them. */
export function profileModel(
	series: VolumeProfileSeries,
	options: ProfileModelOptions,
): ProfileModelResult {
	const ladder = seriesLadder(series);
	const interval = findInterval(series, options.interval);
	const sum =
		interval === undefined
			? composite(series, options.intervals, ladder)
			: { ok: true as const, rows: intervalRows(series, interval.index, ladder) };
	if (!sum.ok) return sum;
	return { ok: true, model: modelOfRows(series, sum.rows, interval, options) };
}

/** The same of rows that were added up elsewhere. */
export function modelOfRows(
	series: VolumeProfileSeries,
	rows: ProfileRows,
	interval: ShownInterval | undefined,
	{ percent, method }: Pick<ProfileModelOptions, "percent" | "method">,
): ProfileModel {
	const rowHeight = rows.step ?? standInHeight(rows.prices);
	return {
		rows,
		levels: analyzeProfile(rows, { percent, method }),
		rowHeight,
		priceDecimals: seriesPriceDecimals(series),
		volumeDecimals: seriesVolumeDecimals(series),
		interval,
		traded: tradedPrices(rows, rowHeight),
	};
}

/** The interval that a view option names, in a series that may since have changed. */
export function findInterval(
	series: VolumeProfileSeries,
	start: string | undefined,
): ShownInterval | undefined {
	if (start === undefined) return undefined;
	const index = series.times.indexOf(parseIso(start) ?? NaN);
	return index < 0 ? undefined : shownInterval(series, index);
}

function shownInterval(series: VolumeProfileSeries, index: number): ShownInterval {
	const isOpen = series.open && index === series.times.length - 1;
	return { index, start: epochMs(at(series.times, index)), isOpen };
}

/**
 * The view option of the interval `by` places from the shown one. From all intervals together, one step
 * forward is the first and one step back is the last; `undefined` where there is none.
 */
export function neighbourInterval(
	series: VolumeProfileSeries,
	shown: ShownInterval | undefined,
	by: 1 | -1,
): string | undefined {
	const from = shown?.index ?? (by === 1 ? -1 : series.times.length);
	const time = series.times[from + by];
	return time === undefined ? undefined : toIso(epochMs(time));
}

function tradedPrices(rows: ProfileRows, rowHeight: number): AxisRange {
	const { prices } = rows;
	let first = 0;
	let last = prices.length - 1;
	const isEmpty = (row: number) => volumeAt(rows, row) === 0;
	while (first < last && isEmpty(first)) first++;
	while (last > first && isEmpty(last)) last--;
	const [low = 0, high = 0] = [prices[first], prices[last]];
	return { min: low, max: high + rowHeight };
}

/** Prices that the axis of a profile reaches over: all that traded, with some room around them. */
export function priceBounds({ traded, rowHeight }: ProfileModel, isLog: boolean): AxisBounds {
	const { min, max } = traded;
	const minSpan = Math.min(max - min, CLOSEST_ROWS * rowHeight);
	return { ...withMargin(min, max, 0.02, isLog && min > 0), minSpan };
}

/** The rows of a profile as an axis names them; `undefined` where their step is unknown. */
export function rowGridOf({ rows }: ProfileModel): RowGrid | undefined {
	const [edge] = rows.prices;
	return rows.step === undefined || edge === undefined ? undefined : { edge, height: rows.step };
}
