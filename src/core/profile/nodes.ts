import { lowerBound } from "../search";
import { tradedRange } from "./profile";
import type { ProfileRows } from "./rows";
import { TIE_SHARE } from "./valueArea";

export interface NodeOptions {
	/** Rows of the centred moving average that nodes are looked for on, odd; 1 is the rows themselves. */
	readonly smoothing: number;
	/** Rows on both sides that a node is compared with. */
	readonly reach: number;
	/** Least volume of a high-volume node, in percent of the volume at the POC. */
	readonly highPercent: number;
	/** Most volume of a low-volume node, in percent of the volume at the POC. */
	readonly lowPercent: number;
}

export const DEFAULT_NODE_OPTIONS: NodeOptions = {
	smoothing: 1,
	reach: 3,
	highPercent: 30,
	lowPercent: 30,
};

/** A row that stands out from its neighbours. */
export interface VolumeNode {
	/** Row number on the ladder of the rows. */
	readonly position: number;
	readonly price: number;
	/** Volume that was compared: of the row, or its moving average. */
	readonly volume: number;
	/** Index into the rows; `undefined` where the row is absent, which counts as empty. */
	readonly index: number | undefined;
}

/** Nodes from the lowest price up. */
export interface VolumeNodes {
	readonly high: VolumeNode[];
	readonly low: VolumeNode[];
}

/** Volume by row number, without holes but for the middles of very wide ones. */
interface Columns {
	readonly positions: Float64Array;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
}

/**
 * High- and low-volume nodes between the lowest and the highest traded row (definitions D10). A high one
 * has more volume than each of the `reach` rows on both sides, a low one less; rows beyond the traded
 * range do not exist, so a high node may lie at its edge, while a low one is never among the first or
 * last `reach` rows. Neighbours of equal volume are one node at their middle row, the lower of two, or
 * at the POC when it is among them. The POC is always a high node. Averages at the edges are over the
 * rows that exist. Volumes that differ by a billionth of the POC's are equal. Empty stretches of any
 * width cost no more than a few rows.
 *
 * @param pocIndex index of the POC row, as `analyzeProfile` finds it
 * @throws RangeError when `smoothing` is not odd, or `reach` not a whole number of at least 1
 */
export function volumeNodes(
	rows: ProfileRows,
	pocIndex: number,
	options: Partial<NodeOptions> = {},
): VolumeNodes {
	const { smoothing, reach, highPercent, lowPercent } = { ...DEFAULT_NODE_OPTIONS, ...options };
	if (smoothing % 2 !== 1 || smoothing < 1) throw new RangeError("smoothing must be odd");
	if (!(Number.isInteger(reach) && reach >= 1)) throw new RangeError("reach must be 1 or more");
	const columns = columnsOf(rows, smoothing, reach);
	const { positions, buy, sell } = columns;
	const { length } = positions;
	const poc = lowerBound(positions, rows.positions[pocIndex]);
	const pocVolume = buy[poc] + sell[poc];
	const tolerance = TIE_SHARE * pocVolume;
	const leastHigh = (highPercent / 100) * pocVolume - tolerance;
	const mostLow = (lowPercent / 100) * pocVolume + tolerance;
	const high: VolumeNode[] = [];
	const low: VolumeNode[] = [];
	let before = NaN;
	let volume = buy[0] + sell[0];
	for (let from = 0, next = 1; from < length; from = next++) {
		let ahead = next < length ? buy[next] + sell[next] : NaN;
		while (Math.abs(ahead - volume) <= tolerance) {
			next++;
			ahead = next < length ? buy[next] + sell[next] : NaN;
		}
		const isPoc = from <= poc && poc < next;
		// The nearest rows rule out most; beyond the edges they are NaN and rule out nothing.
		const isHigh =
			isPoc ||
			(volume >= leastHigh &&
				!(volume <= Math.max(before, ahead)) &&
				standsOut(columns, from, next, reach, tolerance, 1));
		const isLow =
			!isHigh &&
			volume <= mostLow &&
			!(volume >= Math.min(before, ahead)) &&
			from >= reach &&
			next + reach <= length &&
			standsOut(columns, from, next, reach, tolerance, -1);
		if (isHigh || isLow) {
			const middle = isPoc ? 2 * positions[poc] : positions[from] + positions[next - 1];
			(isHigh ? high : low).push(nodeAt(rows, Math.floor(middle / 2), volume));
		}
		before = buy[next - 1] + sell[next - 1];
		volume = ahead;
	}
	return { high, low };
}

/** Whether the rows from `from` up to `next` are above (1) or below (-1) their neighbours within reach. */
function standsOut(
	{ buy, sell }: Columns,
	from: number,
	next: number,
	reach: number,
	tolerance: number,
	sign: 1 | -1,
): boolean {
	const least = sign * (buy[from] + sell[from]) - tolerance;
	for (let index = from - 1; index >= 0 && index >= from - reach; index--) {
		if (sign * (buy[index] + sell[index]) >= least) return false;
	}
	for (let index = next; index < buy.length && index < next + reach; index++) {
		if (sign * (buy[index] + sell[index]) >= least) return false;
	}
	return true;
}

/** The traded range: views into the rows where that is all, otherwise with empty and averaged rows. */
function columnsOf(
	{ positions, buy, sell }: ProfileRows,
	smoothing: number,
	reach: number,
): Columns {
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
	return { positions: places, buy: smooth(volumes, smoothing), sell: new Float64Array(count) };
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

function nodeAt({ prices, positions }: ProfileRows, position: number, volume: number): VolumeNode {
	const guess = position - positions[0];
	const index = positions[guess] === position ? guess : lowerBound(positions, position);
	return positions[index] === position
		? { position, price: prices[index], volume, index }
		: { position, price: priceBelow(prices, positions, index, position), volume, index: undefined };
}

/** Price of an absent row below the row at `index`. */
function priceBelow(
	prices: Float64Array,
	positions: Float64Array,
	index: number,
	position: number,
): number {
	const share = (position - positions[index - 1]) / (positions[index] - positions[index - 1]);
	const price = prices[index - 1] + share * (prices[index] - prices[index - 1]);
	// Fifteen digits drop the noise of the arithmetic and keep those of a price.
	return Number(price.toPrecision(15));
}
