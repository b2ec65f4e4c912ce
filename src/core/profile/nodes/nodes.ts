import { lowerBound } from "../../search";
import { type NodeColumn, NodeList } from "./nodeList";
import { nodeColumns } from "./nodeColumns";
import type { Positions } from "../positions";
import type { ProfileRows } from "../rows";
import { TIE_SHARE } from "../valueArea";

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
	readonly price: number;
	/** Volume that was compared: of the row, or its moving average. */
	readonly volume: number;
}

/** Nodes from the lowest price up. */
export interface VolumeNodes {
	readonly high: VolumeNode[];
	readonly low: VolumeNode[];
}

export interface FoundNodes {
	readonly high: NodeColumn;
	readonly low: NodeColumn;
}

/** {@link findNodes}, each with its price and row. */
export function volumeNodes(
	rows: ProfileRows,
	pocIndex: number,
	options: Partial<NodeOptions> = {},
): VolumeNodes {
	const { high, low } = findNodes(rows, pocIndex, options);
	const named = ({ positions, volumes }: NodeColumn) =>
		Array.from(positions, (position, index) => nodeAt(rows, position, volumes[index]));
	return { high: named(high), low: named(low) };
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
export function findNodes(
	rows: ProfileRows,
	pocIndex: number,
	options: Partial<NodeOptions> = {},
): FoundNodes {
	const { smoothing, reach, highPercent, lowPercent } = { ...DEFAULT_NODE_OPTIONS, ...options };
	if (smoothing % 2 !== 1 || smoothing < 1) throw new RangeError("smoothing must be odd");
	if (!(Number.isInteger(reach) && reach >= 1)) throw new RangeError("reach must be 1 or more");
	const { positions, buy, sell } = nodeColumns(rows, smoothing, reach);
	const poc = lowerBound(positions, rows.positions[pocIndex]);
	const pocVolume = buy[poc] + sell[poc];
	const tolerance = TIE_SHARE * pocVolume;
	const leastHigh = (highPercent / 100) * pocVolume - tolerance;
	const mostLow = (lowPercent / 100) * pocVolume + tolerance;
	const peaks = new NodeList();
	const dips = new NodeList();
	const end = positions.length;
	let from = 0;
	let before = -Infinity;
	let volume = buy[0] + sell[0];
	// Of the row below `next`, which is equal to that at `from` but for rounding.
	let last = volume;
	for (let next = 1; next <= end; next++) {
		const ahead = next < end ? buy[next] + sell[next] : -Infinity;
		if (Math.abs(ahead - volume) <= tolerance) {
			last = ahead;
			continue;
		}
		// The nearest rows and the thresholds rule out most, in the order that is the fastest in noise.
		if (from <= poc && poc < next) {
			peaks.add(positions[poc], volume);
		} else if (ahead < volume) {
			const least = volume - tolerance;
			if (
				before < least &&
				ahead < least &&
				volume >= leastHigh &&
				isAbove(buy, sell, from, next, reach, least)
			)
				peaks.add(Math.floor((positions[from] + positions[next - 1]) / 2), volume);
		} else {
			const most = volume + tolerance;
			if (
				before > most &&
				ahead > most &&
				volume <= mostLow &&
				isBelow(buy, sell, from, next, reach, most)
			)
				dips.add(Math.floor((positions[from] + positions[next - 1]) / 2), volume);
		}
		before = last;
		from = next;
		volume = ahead;
		last = ahead;
	}
	return { high: peaks.columns(), low: dips.columns() };
}

/**
 * Whether the rows within reach of those from `from` up to `next` have less volume than `least`, as far as they
 * exist. The nearest on either side are not looked at again.
 */
function isAbove(
	buy: Float64Array,
	sell: Float64Array,
	from: number,
	next: number,
	reach: number,
	least: number,
): boolean {
	const end = buy.length;
	for (let distance = 2; distance <= reach; distance++) {
		const below = from - distance;
		if (below >= 0 && buy[below] + sell[below] >= least) return false;
		const above = next + distance - 1;
		if (above < end && buy[above] + sell[above] >= least) return false;
	}
	return true;
}

/** Whether the rows within reach exist and have more volume than `most`; not looked at again are the nearest. */
function isBelow(
	buy: Float64Array,
	sell: Float64Array,
	from: number,
	next: number,
	reach: number,
	most: number,
): boolean {
	const end = buy.length;
	for (let distance = 2; distance <= reach; distance++) {
		const below = from - distance;
		if (below < 0 || buy[below] + sell[below] <= most) return false;
		const above = next + distance - 1;
		if (above >= end || buy[above] + sell[above] <= most) return false;
	}
	return true;
}

function nodeAt({ prices, positions }: ProfileRows, position: number, volume: number): VolumeNode {
	const guess = position - positions[0];
	const index = positions[guess] === position ? guess : lowerBound(positions, position);
	return positions[index] === position
		? { price: prices[index], volume }
		: { price: priceBelow(prices, positions, index, position), volume };
}

/** Price of an absent row below the row at `index`. */
function priceBelow(
	prices: Float64Array,
	positions: Positions,
	index: number,
	position: number,
): number {
	const share = (position - positions[index - 1]) / (positions[index] - positions[index - 1]);
	const price = prices[index - 1] + share * (prices[index] - prices[index - 1]);
	// Fifteen digits drop the noise of the arithmetic and keep those of a price.
	return Number(price.toPrecision(15));
}
