import { at } from "../at";
import type { TextColumn, TimeRange, VwapSeries } from "../result/series";
import { type EpochMs, epochMs } from "../time";
import { summarizeVwap } from "../vwap/summary";
import { decimalsOfAll, steplessDecimals, volumeDecimals } from "./format";
import type { LineData } from "./lineTrace";
import { MinMaxTable } from "./minMaxTable";
import type { AxisBounds } from "./axisRange";

/** What the strip says about a line. */
export interface VwapFigures {
	/** The last interval with trades. */
	readonly lastIndex: number;
	readonly last: number;
	readonly lastTime: EpochMs;
	readonly low: number;
	readonly high: number;
}

/** What the VWAP chart, its strip and its table show. */
export interface VwapModel {
	readonly line: LineData;
	/** The provider's own decimal texts. */
	readonly rawPrice: TextColumn;
	/** Decimals that every volume is written with. */
	readonly volumeDecimals: number;
	/** Absent when no interval has trades. */
	readonly figures: VwapFigures | undefined;
	readonly isOpen: boolean;
	readonly priceDecimals: number;
	/** Decimals that every price of the candles is written with. */
	readonly candleDecimals: number;
	/** Times that the axis reaches over: the asked range, and all data. */
	readonly bounds: AxisBounds;
}

/** Fewest intervals that fill the time axis at the closest zoom. */
const CLOSEST_INTERVALS = 8;

/** Builds what is drawn of a series over the range that was asked for. */
export function vwapModel(series: VwapSeries, range: TimeRange): VwapModel {
	const { times, price, interval } = series;
	const { lastIndex, last, min: low, max: high } = summarizeVwap(price);
	const isTraded =
		lastIndex !== undefined && last !== undefined && low !== undefined && high !== undefined;
	const min = Math.min(range.from, times[0] ?? range.from);
	const max = Math.max(range.to, (times.at(-1) ?? range.to - interval) + interval);
	return {
		line: { times, values: price, table: new MinMaxTable(price), interval },
		rawPrice: series.rawPrice,
		volumeDecimals: series.volume === undefined ? 0 : volumeDecimals(series.volume),
		figures: isTraded
			? { lastIndex, last, lastTime: epochMs(at(times, lastIndex)), low, high }
			: undefined,
		isOpen: series.open,
		priceDecimals: steplessDecimals(price),
		candleDecimals: candleDecimals(series),
		bounds: { min, max, minSpan: Math.min(max - min, CLOSEST_INTERVALS * interval) },
	};
}

/** Candles are prices of trades: as many decimals as the longest of them has. */
function candleDecimals({ openPrice, high, low, close }: VwapSeries): number {
	const columns = [openPrice, high, low, close];
	return Math.max(...columns.map((prices) => (prices === undefined ? 0 : decimalsOfAll(prices))));
}
