import type { NodeColumns } from "./nodeColumns";

type Volumes = Pick<NodeColumns, "buy" | "sell">;

/** What tells an outstanding row; volumes that differ by no more than `tolerance` are equal. */
export interface OutstandingOptions {
	/** Index of the POC, which is a peak whatever its neighbours. */
	readonly poc: number;
	/** Rows on both sides that a row is compared with. */
	readonly reach: number;
	readonly tolerance: number;
	readonly leastPeak: number;
	readonly mostDip: number;
}

/** First rows of runs of equal volume, ascending. */
export interface Outstanding {
	/** Above all rows within reach; rows beyond the edges are below everything. */
	readonly peaks: Int32Array;
	/** Below all rows within reach. */
	readonly dips: Int32Array;
}

/**
 * Finds the peaks and dips of a profile. Which rows they are cannot be foreseen in noise, and a processor
 * that guesses wrong at a branch loses the time of a dozen rows. So comparisons become 0 or 1 that are
 * added to the length of a list, whose next place is written for every row.
 */
export function outstanding(volumes: Volumes, options: OutstandingOptions): Outstanding {
	const { buy, sell } = volumes;
	const { poc, reach, tolerance, leastPeak, mostDip } = options;
	const { length } = buy;
	// No two of a kind are neighbours.
	const peaks = new Int32Array((length >> 1) + 2);
	const dips = new Int32Array((length >> 1) + 2);
	let peakCount = 0;
	let dipCount = 0;
	let from = 0;
	let before = -Infinity;
	let volume = buy[0] + sell[0];
	let latest = volume;
	for (let row = 1; row <= length; row++) {
		const ahead = row < length ? buy[row] + sell[row] : -Infinity;
		if (!(Math.abs(ahead - volume) <= tolerance)) {
			const hasPoc = Number(from <= poc) & Number(poc < row);
			const least = volume - tolerance;
			const most = volume + tolerance;
			peaks[peakCount] = from;
			peakCount +=
				hasPoc | (Number(volume >= leastPeak) & Number(before < least) & Number(ahead < least));
			dips[dipCount] = from;
			dipCount +=
				(hasPoc ^ 1) & Number(volume <= mostDip) & Number(before > most) & Number(ahead > most);
			from = row;
			before = latest;
			volume = ahead;
		}
		latest = ahead;
	}
	return {
		peaks: peaks.subarray(0, keepOutstanding(volumes, options, peaks.subarray(0, peakCount), 1)),
		dips: dips.subarray(0, keepOutstanding(volumes, options, dips.subarray(0, dipCount), -1)),
	};
}

/**
 * Moves those runs to the front that are above (1) or below (-1) the second and further rows within reach.
 *
 * @returns how many
 */
function keepOutstanding(
	volumes: Volumes,
	{ poc, reach, tolerance }: OutstandingOptions,
	starts: Int32Array,
	sign: 1 | -1,
): number {
	const { buy, sell } = volumes;
	let kept = 0;
	for (let index = 0; index < starts.length; index++) {
		const from = starts[index];
		const end = endOfRun(volumes, from, tolerance);
		const least = sign * (buy[from] + sell[from]) - tolerance;
		let stands = 1;
		for (let distance = 2; distance <= reach; distance++) {
			const below = from - distance;
			const above = end + distance - 1;
			const underneath = below >= 0 ? buy[below] + sell[below] : -Infinity;
			const overhead = above < buy.length ? buy[above] + sell[above] : -Infinity;
			stands &= Number(sign * underneath < least) & Number(sign * overhead < least);
		}
		starts[kept] = from;
		kept += stands | (Number(from <= poc) & Number(poc < end));
	}
	return kept;
}

/** The row after those whose volume equals that of the row `from`. */
export function endOfRun({ buy, sell }: Volumes, from: number, tolerance: number): number {
	const volume = buy[from] + sell[from];
	let end = from + 1;
	while (end < buy.length && Math.abs(buy[end] + sell[end] - volume) <= tolerance) end++;
	return end;
}
