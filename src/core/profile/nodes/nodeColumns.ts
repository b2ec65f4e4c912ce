import { tradedRange } from "../profile";
import type { Positions } from "../positions";
import type { ProfileRows } from "../rows";
import { volumePair } from "../volumes";

/** Volume by row number, without holes but for the middles of very wide ones. */
export interface NodeColumns {
	readonly positions: Positions;
	/** Two columns that add up to the volume of each row. */
	readonly buy: Float64Array;
	readonly sell: Float64Array;
}

/** The traded range, with rows for what is absent inside, on a moving average of `smoothing` rows. */
export function nodeColumns(rows: ProfileRows, smoothing: number, reach: number): NodeColumns {
	const { positions } = rows;
	const { buy, sell } = volumePair(rows);
	const [first, last] = tradedRange({ buy, sell }, 0, positions.length);
	const isWhole = positions[last] - positions[first] === last - first;
	if (isWhole && smoothing === 1) {
		return {
			positions: positions.subarray(first, last + 1),
			buy: buy.subarray(first, last + 1),
			sell: sell.subarray(first, last + 1),
		};
	}
	// A wider gap looks no different from within reach of its edges.
	const widest = smoothing + reach;
	const gapBelow = (row: number) =>
		row === first ? 0 : Math.min(positions[row] - positions[row - 1] - 1, widest);
	let count = 0;
	for (let row = first; row <= last; row++) count += gapBelow(row) + 1;
	const volumes = new Float64Array(count);
	const places = new Float64Array(count);
	let slot = 0;
	for (let row = first; row <= last; row++) {
		const gap = gapBelow(row);
		// The lower half of a gap is counted from below and the rest from above, so that its middle is right.
		for (let absent = 1; absent <= gap; absent++) {
			places[slot++] =
				2 * absent <= gap ? positions[row - 1] + absent : positions[row] - gap - 1 + absent;
		}
		volumes[slot] = buy[row] + sell[row];
		places[slot++] = positions[row];
	}
	return {
		positions: places,
		buy: smooth(volumes, smoothing),
		sell: new Float64Array(count),
	};
}

/** Centred moving average. */
function smooth(volumes: Float64Array, window: number): Float64Array {
	const { length } = volumes;
	const half = (window - 1) / 2;
	let sum = 0;
	for (let index = 0; index < half && index < length; index++) sum += volumes[index];
	return volumes.map((_, index) => {
		if (index + half < length) sum += volumes[index + half];
		if (index > half) sum -= volumes[index - half - 1];
		return sum / (Math.min(index + half, length - 1) - Math.max(index - half, 0) + 1);
	});
}
