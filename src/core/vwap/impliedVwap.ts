import type { Ladder } from "../profile/ladder";
import { intervalSteps, seriesLadder } from "../profile/rows";
import { volumePair } from "../profile/volumes";
import type { VolumeProfileSeries } from "../result/series";

/** The VWAP that rows imply, and the prices between which that of their trades lies (definitions D20). */
export interface ImpliedVwap {
	/** NaN where nothing traded. */
	readonly price: number;
	/** NaN where the height of a row is not known. */
	readonly low: number;
	readonly high: number;
}

/** Where in a row of height 1 its trades are taken to be, and the ends of where they may be. */
interface Places {
	readonly middle: number;
	readonly low: number;
	readonly high: number;
}

/** The row's price is its lower edge, so its trades lie above it by less than a step. */
const KNOWN_RANGE: Places = { middle: 0.5, low: 0, high: 1 };
/** It may be the lower edge as well as the middle. */
const UNKNOWN_RANGE: Places = { middle: 0, low: -0.5, high: 1 };

/**
 * The VWAP that chosen intervals imply together, from their rows as they were delivered. A row counts with
 * its middle where the range that it covers is known, else with its price. Rows in US dollars are divided
 * by their price first, so that both units weigh alike.
 *
 * @param intervals numbers of the intervals, each once; all when absent
 */
export function impliedVwap(
	series: VolumeProfileSeries,
	intervals: readonly number[] = Array.from(series.times.keys()),
	ladder: Ladder = seriesLadder(series),
): ImpliedVwap {
	const steps = intervalSteps(series, ladder);
	const sum = new RowSum(series);
	for (const interval of intervals) sum.add(interval, steps[interval]);
	return sum.vwap();
}

/** The same of each interval by itself, column by column. */
export function intervalImpliedVwaps(
	series: VolumeProfileSeries,
	ladder: Ladder = seriesLadder(series),
): Readonly<Record<keyof ImpliedVwap, Float64Array>> {
	const { length } = series.times;
	const [price, low, high] = [0, 1, 2].map(() => new Float64Array(length));
	const steps = intervalSteps(series, ladder);
	for (let interval = 0; interval < length; interval++) {
		const sum = new RowSum(series);
		sum.add(interval, steps[interval]);
		const vwap = sum.vwap();
		price[interval] = vwap.price;
		low[interval] = vwap.low;
		high[interval] = vwap.high;
	}
	return { price, low, high };
}

/**
 * What any stretch of a series implies, told in a small part of the time: the rows of each interval are added
 * up once. The same as {@link impliedVwap} but for the last bits, as sums are made in another order.
 */
export class ImpliedSums {
	private readonly volume: Float64Array;
	private readonly middle: Float64Array;
	private readonly low: Float64Array;
	private readonly high: Float64Array;

	constructor(
		private readonly series: VolumeProfileSeries,
		ladder: Ladder = seriesLadder(series),
	) {
		const { length } = series.times;
		const steps = intervalSteps(series, ladder);
		this.volume = new Float64Array(length);
		this.middle = new Float64Array(length);
		this.low = new Float64Array(length);
		this.high = new Float64Array(length);
		for (let interval = 0; interval < length; interval++) {
			const sum = new RowSum(series);
			sum.add(interval, steps[interval]);
			this.volume[interval] = sum.volume;
			this.middle[interval] = sum.middle.sum;
			this.low[interval] = sum.low.sum;
			this.high[interval] = sum.high.sum;
		}
	}

	/** Of the intervals from `first` up to, not including, `end`. */
	of(first: number, end: number): ImpliedVwap {
		const sum = new RowSum(this.series);
		for (let interval = first; interval < end; interval++) {
			sum.volume += this.volume[interval];
			sum.middle.sum += this.middle[interval];
			sum.low.sum += this.low[interval];
			sum.high.sum += this.high[interval];
		}
		return sum.vwap();
	}
}

/** Adds up rows at the middle and at both ends of where their trades may lie. */
class RowSum {
	private readonly places: Places;
	private readonly volumes: Pick<VolumeProfileSeries, "buy" | "sell">;
	private readonly origin: number;
	/** Volume in the unit of the rows. */
	volume = 0;
	readonly middle = new Moment();
	readonly low = new Moment();
	readonly high = new Moment();

	constructor(private readonly series: VolumeProfileSeries) {
		this.places = series.rowPrice === "lowerEdge" ? KNOWN_RANGE : UNKNOWN_RANGE;
		this.origin = series.prices[0];
		this.volumes = volumePair(series);
	}

	add(interval: number, step: number): void {
		const { offsets, prices, unit } = this.series;
		const { buy, sell } = this.volumes;
		const { places, origin } = this;
		// Without a height a row is at its price, and how far off that is is not known.
		const middle = places.middle === 0 ? 0 : places.middle * step;
		const [low, high] = [places.low * step, places.high * step];
		for (let row = offsets[interval]; row < offsets[interval + 1]; row++) {
			const volume = buy[row] + sell[row];
			if (!(volume > 0)) continue;
			this.volume += volume;
			if (unit === "USD") {
				this.middle.addMoney(volume, prices[row] + middle);
				this.low.addMoney(volume, Math.max(0, prices[row] + low));
				this.high.addMoney(volume, prices[row] + high);
			} else {
				// Summing distances from one price keeps digits that summing whole prices would lose.
				const distance = prices[row] - origin;
				this.middle.add(volume, distance + middle);
				this.low.add(volume, distance + low);
				this.high.add(volume, distance + high);
			}
		}
	}

	vwap(): ImpliedVwap {
		const { unit } = this.series;
		const { volume, origin } = this;
		if (volume === 0) return { price: NaN, low: NaN, high: NaN };
		const of = ({ sum }: Moment) => (unit === "USD" ? volume / sum : origin + sum / volume);
		return { price: of(this.middle), low: of(this.low), high: of(this.high) };
	}
}

class Moment {
	sum = 0;

	/** Adds a volume of coins at a distance from the reference price. */
	add(volume: number, distance: number): void {
		this.sum += volume * distance;
	}

	/** Adds an amount of money as the number of coins that it bought. */
	addMoney(volume: number, price: number): void {
		this.sum += volume / price;
	}
}
