import { at } from "../at";
import { deltaOf } from "../profile/profile";
import { seriesLadder } from "../profile/rows";
import type { Series, VolumeProfileSeries, VwapSeries } from "../result/series";
import type { DurationMs } from "../time";
import { type PocColumns, sharedPocs } from "./sharedRows";
import { intervalImpliedVwaps } from "../vwap/impliedVwap";

/**
 * What one side says of each interval, whichever kind its series is of. A figure that it does not have is NaN. Volume
 * and delta are in the unit of the series; prices in quote currency.
 */
export interface IntervalFigures {
	readonly interval: DurationMs;
	/** Epoch milliseconds of the intervals that are over and traded, ascending. */
	readonly times: Float64Array;
	readonly volume: Float64Array;
	/** NaN where not every taker is known. */
	readonly delta: Float64Array;
	readonly poc: Float64Array;
	/** Height of a row. */
	readonly step: Float64Array;
	readonly vwap: Float64Array;
	/** Prices between which the VWAP of the trades lies: the VWAP itself where it is exact. */
	readonly low: Float64Array;
	readonly high: Float64Array;
}

/**
 * The figures of a series.
 *
 * @param other the series that it is held against
 * @param exact the VWAP of the same trades over the same intervals, which then stands for the one that rows imply
 */
export function figuresOf(series: Series, other: Series, exact?: VwapSeries): IntervalFigures {
	if (series.kind === "vwap") return ofVwap(series);
	return ofProfile(series, sharedPocs(series, other), exact);
}

type Columns = Omit<IntervalFigures, "interval">;

/** Keeps the intervals that are over and traded. */
function traded(
	{ times, open, interval }: Series,
	hasTraded: (index: number) => boolean,
	columns: Omit<Columns, "times">,
): IntervalFigures {
	const length = open ? times.length - 1 : times.length;
	const kept: number[] = [];
	for (let index = 0; index < length; index++) if (hasTraded(index)) kept.push(index);
	const of = (column: Float64Array) => {
		if (kept.length === column.length) return column;
		const some = new Float64Array(kept.length);
		for (const [at, index] of kept.entries()) some[at] = column[index];
		return some;
	};
	const { volume, delta, poc, step, vwap, low, high } = columns;
	return {
		interval,
		times: of(times),
		volume: of(volume),
		delta: of(delta),
		poc: of(poc),
		step: of(step),
		vwap: of(vwap),
		low: of(low),
		high: of(high),
	};
}

function ofVwap(series: VwapSeries): IntervalFigures {
	const none = new Float64Array(series.times.length).fill(NaN);
	const { price, volume = none } = series;
	const columns = { volume, delta: none, poc: none, step: none };
	return traded(series, (index) => !Number.isNaN(price[index]), {
		...columns,
		vwap: price,
		low: price,
		high: price,
	});
}

/** VWAPs by their times, without that of an interval in progress: the profile may know more of it. */
function exactPrices(exact: VwapSeries | undefined): ReadonlyMap<number, number> {
	const { times = [], price = [], open = false } = exact ?? {};
	const prices = Array.from(times, (time, index) => [time, at(price, index)] as const);
	return new Map(open ? prices.slice(0, -1) : prices);
}

function ofProfile(
	series: VolumeProfileSeries,
	pocs: PocColumns,
	exact?: VwapSeries,
): IntervalFigures {
	const ladder = seriesLadder(series);
	const { volume, delta } = totalsOf(series);
	const implied = intervalImpliedVwaps(series, ladder);
	const known = exactPrices(exact);
	const exactly = (column: Float64Array) =>
		column.map((value, index) => known.get(series.times[index]) ?? value);
	return traded(series, (index) => volume[index] > 0, {
		volume,
		delta,
		...pocs,
		vwap: exactly(implied.price),
		low: exactly(implied.low),
		high: exactly(implied.high),
	});
}

function totalsOf({ offsets, buy, sell, unknown, times }: VolumeProfileSeries) {
	const volume = new Float64Array(times.length);
	const delta = new Float64Array(times.length);
	for (let index = 0; index < times.length; index++) {
		let [bought, sold, unnamed] = [0, 0, 0];
		for (let row = offsets[index]; row < offsets[index + 1]; row++) {
			bought += buy[row];
			sold += sell[row];
			unnamed += unknown?.[row] ?? 0;
		}
		volume[index] = bought + sold + unnamed;
		delta[index] = unnamed > 0 ? NaN : deltaOf(bought, sold);
	}
	return { volume, delta };
}
