import { lowerBound } from "../search";
import { type NodeColumns, nodeColumns } from "./nodeColumns";
import { endOfRun, outstanding } from "./outstanding";
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
	const columns = nodeColumns(rows, smoothing, reach);
	const poc = lowerBound(columns.positions, rows.positions[pocIndex]);
	const pocVolume = columns.buy[poc] + columns.sell[poc];
	const tolerance = TIE_SHARE * pocVolume;
	const { peaks, dips } = outstanding(columns, {
		poc,
		reach,
		tolerance,
		leastPeak: (highPercent / 100) * pocVolume - tolerance,
		mostDip: (lowPercent / 100) * pocVolume + tolerance,
	});
	return {
		high: nodesAt(rows, columns, peaks, poc, tolerance),
		low: nodesAt(rows, columns, dips, poc, tolerance),
	};
}

/** A node for each run of equal rows that begins at one of `starts`. */
function nodesAt(
	rows: ProfileRows,
	columns: NodeColumns,
	starts: Int32Array,
	poc: number,
	tolerance: number,
): VolumeNode[] {
	const { positions, buy, sell } = columns;
	const nodes: VolumeNode[] = [];
	for (let index = 0; index < starts.length; index++) {
		const from = starts[index];
		const end = endOfRun(columns, from, tolerance);
		const hasPoc = from <= poc && poc < end;
		const middle = hasPoc ? positions[poc] : Math.floor((positions[from] + positions[end - 1]) / 2);
		nodes.push(nodeAt(rows, middle, buy[from] + sell[from]));
	}
	return nodes;
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
