import type { Positions } from "./positions";

/** `pairs`: two rows of each side are compared (definitions D4). `single`: one row (D5). */
export type ValueAreaMethod = "pairs" | "single";

/** Share of the total volume below which two sums are a tie (definitions D8). */
export const TIE_SHARE = 1e-9;

/** Volume by row. Positions are whole row numbers, ascending; only rows of equal distance 1 are neighbours. */
export interface VolumeRows {
	/** These two add up to the volume of a row. They need not be the volumes of the two sides. */
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	readonly positions: Positions;
	/** Index of the lowest and of the highest row that traded. */
	readonly first: number;
	readonly last: number;
	readonly total: number;
}

/** One comparison on the way to the value area. Indices are the outermost rows taken so far, after it. */
export interface ValueAreaStep {
	/** Who won; `jump` when both sums were empty and each side moved on to its next traded row. */
	readonly winner: "above" | "below" | "jump";
	/** Volume of the next rows above and below; `undefined` where no rows are left. */
	readonly above: number | undefined;
	readonly below: number | undefined;
	readonly captured: number;
	readonly lowIndex: number;
	readonly highIndex: number;
}

export interface ValueAreaOptions {
	readonly method: ValueAreaMethod;
	/** Share of the total to capture, 1 to 100. */
	readonly percent: number;
	/** Called with every step, for an explanation; costs nothing when absent. */
	readonly onStep?: (step: ValueAreaStep) => void;
}

export interface ValueArea {
	/** Indices of the outermost traded rows inside. */
	readonly lowIndex: number;
	readonly highIndex: number;
	readonly captured: number;
}

/**
 * Grows the value area from the POC row (definitions D4 to D6, D8): the larger of the next sums above and
 * below is taken whole, a tie goes up, until the captured volume reaches the target. Rows that are absent
 * count as empty. When both sums are empty each side jumps to its next traded row and the sums are
 * compared again.
 */
export function valueArea(
	rows: VolumeRows,
	pocIndex: number,
	options: ValueAreaOptions,
): ValueArea {
	const { buy, sell, positions, first, last, total } = rows;
	const { onStep } = options;
	const reach = options.method === "pairs" ? 2 : 1;
	const tolerance = TIE_SHARE * total;
	const target = (options.percent / 100) * total - tolerance;
	// For each side: the next row outside, and the row number that has been reached.
	let { up, down, captured } =
		onStep === undefined
			? headStart(rows, pocIndex, reach, target)
			: { up: pocIndex + 1, down: pocIndex - 1, captured: buy[pocIndex] + sell[pocIndex] };
	let top = positions[up - 1];
	let bottom = positions[down + 1];
	while (captured < target) {
		const above = sumTo(rows, up, top + reach, 1);
		const below = sumTo(rows, down, bottom - reach, -1);
		if (above < 0 && below < 0) break;
		const isEmpty = above <= 0 && below <= 0;
		const goesUp = above >= 0 && (below < 0 || above >= below - tolerance);
		if (isEmpty) {
			// Each side moves up to its next row that traded, without taking it.
			if (above === 0) {
				while (buy[up] + sell[up] === 0) up++;
				top = positions[up] - 1;
			}
			if (below === 0) {
				while (buy[down] + sell[down] === 0) down--;
				bottom = positions[down] + 1;
			}
		} else if (goesUp) {
			captured += above;
			top += stride(positions[up] - top, reach);
			while (up <= last && positions[up] <= top) up++;
		} else {
			captured += below;
			bottom -= stride(bottom - positions[down], reach);
			while (down >= first && positions[down] >= bottom) down--;
		}
		onStep?.({
			winner: isEmpty ? "jump" : goesUp ? "above" : "below",
			above: above < 0 ? undefined : above,
			below: below < 0 ? undefined : below,
			captured,
			lowIndex: down + 1,
			highIndex: up - 1,
		});
	}
	let [lowIndex, highIndex] = [down + 1, up - 1];
	while (buy[lowIndex] + sell[lowIndex] === 0) lowIndex += 1;
	while (buy[highIndex] + sell[highIndex] === 0) highIndex -= 1;
	return { lowIndex, highIndex, captured: Math.min(captured, total) };
}

/**
 * Does the first steps, which are nearly all of them: those that compare `reach` neighbouring rows on either
 * side. It stops at an edge, a gap or empty rows.
 */
function headStart(rows: VolumeRows, pocIndex: number, reach: 1 | 2, target: number) {
	const { buy, sell, positions, first, last, total } = rows;
	const tolerance = TIE_SHARE * total;
	const isPair = reach === 2;
	const isWhole = positions[last] - positions[first] === last - first;
	let captured = buy[pocIndex] + sell[pocIndex];
	let up = pocIndex + 1;
	let down = pocIndex - 1;
	let above = 0;
	let below = 0;
	for (;;) {
		const top = up + reach - 1;
		const bottom = down - reach + 1;
		if (top > last || bottom < first) break;
		if (!isWhole && positions[top] - positions[up - 1] !== reach) break;
		if (!isWhole && positions[down + 1] - positions[bottom] !== reach) break;
		above = buy[up] + sell[up];
		below = buy[down] + sell[down];
		if (isPair) {
			above += buy[up + 1] + sell[up + 1];
			below += buy[down - 1] + sell[down - 1];
		}
		if (captured >= target || (above <= 0 && below <= 0)) break;
		if (above >= below - tolerance) {
			captured += above;
			up += reach;
		} else {
			captured += below;
			down -= reach;
		}
	}
	return { up, down, captured };
}

/** Volume of the rows from index `from` up (1) or down (-1) to row number `limit`; -1 when no rows are left. */
function sumTo(
	{ buy, sell, positions, first, last }: VolumeRows,
	from: number,
	limit: number,
	direction: 1 | -1,
): number {
	if (from < first || from > last) return -1;
	let sum = 0;
	for (let row = from; row >= first && row <= last; row += direction) {
		if (direction * (positions[row] - limit) > 0) break;
		sum += buy[row] + sell[row];
	}
	return sum;
}

/**
 * Row numbers to move by. Empty rows that a tie would take one by one are crossed at once, in whole strides.
 */
function stride(distance: number, reach: number): number {
	return distance <= 2 * reach ? reach : Math.floor((distance - 1) / reach) * reach;
}
