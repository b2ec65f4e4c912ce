import { shortestDecimal, toDouble, unitsAt } from "../decimal";
import type { VolumeProfileSeries } from "../series";
import type { Ladder } from "./ladder";
import { seriesLadder } from "./rows";

/** Fewest rows that a multiple worth offering leaves. */
const FEWEST_ROWS = 8;
const NICE = [1, 2, 5];

/**
 * Joins each `multiple` neighbouring rows of every interval into one (definitions D21): row `k` of the new
 * step covers `[k * step, (k + 1) * step)` and is priced at its lower edge. Where the delivered prices are
 * not whole multiples of their step, the edges keep the same distance from the multiples, so that each
 * edge is a price of the delivered grid. Nothing changes for a multiple of 1, and for a series whose step
 * is unknown. Whether intervals fit together is told by the series as delivered, not by this one.
 *
 * @throws RangeError when `multiple` is not a whole number of at least 1
 */
export function regroupSeries(
	series: VolumeProfileSeries,
	multiple: number,
	ladder: Ladder = seriesLadder(series),
): VolumeProfileSeries {
	if (!(Number.isSafeInteger(multiple) && multiple >= 1)) {
		throw new RangeError("multiple must be a whole number of at least 1");
	}
	const { step, positions, priceAt } = ladder;
	if (multiple === 1 || step === undefined || series.prices.length === 0) return series;
	const { units, places } = shortestDecimal(step);
	const phase = phaseOf(ladder, step, multiple);
	const offsets = new Uint32Array(series.offsets.length);
	const prices = new Float64Array(positions.length);
	const buy = new Float64Array(positions.length);
	const sell = new Float64Array(positions.length);
	let count = 0;
	for (let interval = 0; interval + 1 < offsets.length; interval++) {
		let current = NaN;
		for (let row = series.offsets[interval]; row < series.offsets[interval + 1]; row++) {
			const group = Math.floor((positions[row] + phase) / multiple);
			if (group !== current) {
				current = group;
				prices[count++] = priceAt(group * multiple - phase);
			}
			buy[count - 1] += series.buy[row];
			sell[count - 1] += series.sell[row];
		}
		offsets[interval + 1] = count;
	}
	return {
		...series,
		step: toDouble({ units: units * BigInt(multiple), places }),
		offsets,
		prices: prices.slice(0, count),
		buy: buy.slice(0, count),
		sell: sell.slice(0, count),
	};
}

/** The multiples 1, 2, 5, 10, 20 … that leave at least eight rows from the lowest to the highest traded. */
export function rowMultiples(
	series: VolumeProfileSeries,
	ladder: Ladder = seriesLadder(series),
): number[] {
	const multiples = [1];
	const [low, high] = tradedSpan(series, ladder);
	for (let rank = 1; high - low + 1 >= niceMultiple(rank) * FEWEST_ROWS; rank++) {
		multiples.push(niceMultiple(rank));
	}
	return multiples;
}

/**
 * The smallest of 1, 2, 5, 10, 20 … that leaves at most `rows` rows from the lowest to the highest traded
 * row of the series; 1 when its step is unknown.
 *
 * @throws RangeError when `rows` is below 2: a group's edge may run through any two rows
 */
export function multipleForRows(
	series: VolumeProfileSeries,
	rows: number,
	ladder: Ladder = seriesLadder(series),
): number {
	if (!(rows >= 2)) throw new RangeError("rows must be at least 2");
	const [low, high] = tradedSpan(series, ladder);
	if (ladder.step === undefined || high < low) return 1;
	for (let rank = 0; ; rank++) {
		const multiple = niceMultiple(rank);
		const phase = phaseOf(ladder, ladder.step, multiple);
		const groupOf = (position: number) => Math.floor((position + phase) / multiple);
		if (groupOf(high) - groupOf(low) < rows) return multiple;
	}
}

function niceMultiple(rank: number): number {
	return NICE[rank % 3] * 10 ** Math.floor(rank / 3);
}

/** Positions of the lowest and the highest row that traded; the first above the second when none did. */
function tradedSpan({ buy, sell }: VolumeProfileSeries, { step, positions }: Ladder) {
	let [low, high] = [Infinity, -Infinity];
	for (let row = 0; step !== undefined && row < positions.length; row++) {
		if (buy[row] + sell[row] === 0) continue;
		low = Math.min(low, positions[row]);
		high = Math.max(high, positions[row]);
	}
	return [low, high] as const;
}

/** How many rows the lowest of the ladder lies above the edge of its group. */
function phaseOf({ priceAt }: Ladder, step: number, multiple: number): number {
	const lowest = shortestDecimal(priceAt(0));
	const height = shortestDecimal(step);
	const places = Math.max(lowest.places, height.places);
	const [units, rowUnits] = [unitsAt(lowest, places), unitsAt(height, places)];
	const row = (units - remainder(units, rowUnits)) / rowUnits;
	return Number(remainder(row, BigInt(multiple)));
}

function remainder(dividend: bigint, divisor: bigint): bigint {
	return ((dividend % divisor) + divisor) % divisor;
}
