import type { FoundNodes } from "./nodes/nodes";
import { type ProfileLevels, tradedRange } from "./profile";
import type { ProfileRows } from "./rows";
import { TIE_SHARE } from "./valueArea";
import { volumePair } from "./volumes";

export type ProfileShape = "balanced" | "p" | "b" | "double" | "thin" | "mixed";

/** Fewest rows with volume that have a shape. */
const FEWEST_ROWS = 10;

/**
 * What a profile looks like (definitions D14), in this order: `double` is two high nodes with a low one
 * between them of at most half the smaller, and at least 20 % of the volume on both sides of it; `thin`
 * has a value area over more than 75 % of the rows; `p` has its POC in the top third and less than 20 %
 * of the volume in the bottom third, `b` the reverse; `balanced` has its POC in the middle third and no
 * more than 40 % in either outer third. A row belongs to the third that its middle lies in. A heuristic.
 *
 * @returns `undefined` with fewer than ten rows that traded
 */
export function profileShape(
	rows: ProfileRows,
	levels: ProfileLevels,
	nodes: FoundNodes,
): ProfileShape | undefined {
	const { positions } = rows;
	const { buy, sell } = volumePair(rows);
	const { total, pocIndex, vahIndex, valIndex } = levels;
	const [first, last] = tradedRange(rows, 0, positions.length);
	let traded = 0;
	for (let row = first; row <= last && traded < FEWEST_ROWS; row++) {
		if (buy[row] + sell[row] > 0) traded++;
	}
	if (traded < FEWEST_ROWS) return undefined;

	const low = positions[first];
	const span = positions[last] - low + 1;
	// A row is in an outer third when its middle is; in whole numbers, without rounding.
	const isBottom = (row: number) => 3 * (2 * (positions[row] - low) + 1) < 2 * span;
	const isTop = (row: number) => 3 * (2 * (positions[row] - low) + 1) > 4 * span;
	if (isDouble(rows, total, nodes)) return "double";
	if (positions[vahIndex] - positions[valIndex] + 1 > 0.75 * span) return "thin";
	let bottom = 0;
	let top = 0;
	for (let row = first; isBottom(row); row++) bottom += buy[row] + sell[row];
	for (let row = last; isTop(row); row--) top += buy[row] + sell[row];
	const fifth = total * (0.2 - TIE_SHARE);
	if (isTop(pocIndex)) return bottom < fifth ? "p" : "mixed";
	if (isBottom(pocIndex)) return top < fifth ? "b" : "mixed";
	return Math.max(bottom, top) <= total * (0.4 + TIE_SHARE) ? "balanced" : "mixed";
}

/** Whether a low node is at most half of a high one on either side, with a fifth of the volume on each. */
function isDouble(rows: ProfileRows, total: number, { high, low }: FoundNodes): boolean {
	const { length } = high.positions;
	const largestAbove = new Float64Array(length + 1);
	for (let index = length - 1; index >= 0; index--) {
		largestAbove[index] = Math.max(largestAbove[index + 1], high.volumes[index]);
	}
	let next = 0;
	let largestBelow = 0;
	let inner: readonly [number, number] | undefined;
	for (let index = 0; index < low.positions.length; index++) {
		const position = low.positions[index];
		while (next < length && high.positions[next] < position) {
			largestBelow = Math.max(largestBelow, high.volumes[next++]);
		}
		const smaller = Math.min(largestBelow, largestAbove[next]);
		if (!(smaller > 0 && low.volumes[index] <= 0.5 * smaller)) continue;
		inner ??= innerPositions(rows, total);
		if (position > inner[0] && position < inner[1]) return true;
	}
	return false;
}

/** The row at which a fifth of the volume is reached, counted from either end. */
function innerPositions(rows: ProfileRows, total: number) {
	const { positions } = rows;
	const { buy, sell } = volumePair(rows);
	const fifth = total * (0.2 - TIE_SHARE);
	let bottom = 0;
	let below = buy[0] + sell[0];
	while (below < fifth) below += buy[++bottom] + sell[bottom];
	let top = positions.length - 1;
	let above = buy[top] + sell[top];
	while (above < fifth) above += buy[--top] + sell[top];
	return [positions[bottom], positions[top]] as const;
}
