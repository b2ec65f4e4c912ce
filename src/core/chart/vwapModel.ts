import { at } from "../at";
import { foldedOver } from "../result/growth";
import type { TextColumn, TimeRange, VwapSeries } from "../result/series";
import { type EpochMs, epochMs } from "../time";
import { decimalsOfAll, steplessDecimals, volumeDecimals } from "./format";
import type { LineData } from "./lineTrace";
import { tableOf } from "./minMaxTable";
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

const volumeDecimalsOf = foldedOver((volumes) => volumeDecimals(volumes), Math.max);
const decimalsOfColumn = foldedOver(decimalsOfAll, Math.max);

/** Index of the last value that is a number; there is one. */
function lastTraded(price: Float64Array): number {
	let index = price.length - 1;
	while (Number.isNaN(price[index])) index--;
	return index;
}

/** Builds what is drawn of a series over the range that was asked for. */
export function vwapModel(series: VwapSeries, range: TimeRange): VwapModel {
	const { times, price, interval } = series;
	const table = tableOf(price);
	const extent = { low: Infinity, high: -Infinity };
	const isTraded = table.read(0, price.length, extent);
	const lastIndex = isTraded ? lastTraded(price) : -1;
	const { low, high } = extent;
	const min = Math.min(range.from, times[0] ?? range.from);
	const max = Math.max(range.to, (times.at(-1) ?? range.to - interval) + interval);
	return {
		line: { times, values: price, table, interval },
		rawPrice: series.rawPrice,
		volumeDecimals: series.volume === undefined ? 0 : volumeDecimalsOf(series.volume),
		figures: isTraded
			? {
					lastIndex,
					last: at(price, lastIndex),
					lastTime: epochMs(at(times, lastIndex)),
					low,
					high,
				}
			: undefined,
		isOpen: series.open,
		// The smallest price alone decides; one that is not above zero is rare.
		priceDecimals: steplessDecimals(low > 0 ? Float64Array.of(low) : price),
		candleDecimals: candleDecimals(series),
		bounds: { min, max, minSpan: Math.min(max - min, CLOSEST_INTERVALS * interval) },
	};
}

/** Candles are prices of trades: as many decimals as the longest of them has. */
export function candleDecimals({ openPrice, high, low, close }: VwapSeries): number {
	const columns = [openPrice, high, low, close];
	return Math.max(
		...columns.map((prices) => (prices === undefined ? 0 : decimalsOfColumn(prices))),
	);
}
