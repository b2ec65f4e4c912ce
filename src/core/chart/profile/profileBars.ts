import { at } from "../../at";
import type { ProfileRows } from "../../profile/rows";
import { lowerBound, upperBound } from "../../search";

/** Neighbouring rows drawn as one bar: `multiple` rows of the ladder each, counted from its origin. */
export interface ProfileBars {
	readonly multiple: number;
	/** Height of a bar in quote currency. */
	readonly height: number;
	/** Middle of each bar on the price axis, ascending. A row reaches from its price one step up (definitions D21). */
	readonly centers: Float64Array;
	/** `count + 1` positions into the rows. */
	readonly firstRows: Uint32Array;
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Volume whose taker is not known; absent where every taker is. */
	readonly unknown?: Float64Array;
}

const NICE = [1, 2, 5];

/** How many rows of `rowPixels` height go into one bar of at least `barPixels`: 1, 2, 5, 10, 20 … */
export function rowsPerBar(rowPixels: number, barPixels: number): number {
	if (!(rowPixels > 0)) return 1;
	for (let power = 1; power < 1e12; power *= 10) {
		const multiple = NICE.map((nice) => nice * power).find((m) => m * rowPixels >= barPixels);
		if (multiple !== undefined) return multiple;
	}
	return 1;
}

/** Adds up each `multiple` neighbouring rows. Rows without a known step stay as they are. */
export function groupRows(rows: ProfileRows, multiple: number, rowHeight: number): ProfileBars {
	const { prices, positions, buy, sell, unknown, step } = rows;
	const capacity = prices.length;
	if (step === undefined || multiple === 1) {
		// Each row is a bar, which has the columns of the rows.
		const firstRows = Uint32Array.from({ length: capacity + 1 }, (_, row) => row);
		const centers = prices.map((price) => price + rowHeight / 2);
		const columns = { buy, sell, ...(unknown && { unknown }) };
		return { multiple: 1, height: rowHeight, centers, firstRows, ...columns };
	}
	const centers = new Float64Array(capacity);
	const firstRows = new Uint32Array(capacity + 1);
	const buySums = new Float64Array(capacity);
	const sellSums = new Float64Array(capacity);
	const unknownSums = unknown && new Float64Array(capacity);
	let count = 0;
	let current = NaN;
	for (let row = 0; row < capacity; row++) {
		const position = positions[row];
		const group = Math.floor(position / multiple);
		if (group !== current) {
			current = group;
			const fromStart = position - group * multiple;
			centers[count] = prices[row] + (multiple / 2 - fromStart) * rowHeight;
			firstRows[count] = row;
			count++;
		}
		buySums[count - 1] = buySums[count - 1] + buy[row];
		sellSums[count - 1] = sellSums[count - 1] + sell[row];
		if (unknown && unknownSums) unknownSums[count - 1] += unknown[row];
	}
	firstRows[count] = capacity;
	return {
		multiple,
		height: rowHeight * multiple,
		// Copies: views would keep the columns of all rows for a few bars.
		centers: centers.slice(0, count),
		firstRows: firstRows.slice(0, count + 1),
		buy: buySums.slice(0, count),
		sell: sellSums.slice(0, count),
		...(unknownSums && { unknown: unknownSums.slice(0, count) }),
	};
}

/** The bar that holds a row. */
export function barOfRow(bars: ProfileBars, row: number): number {
	return upperBound(bars.firstRows, row, 1) - 1;
}

/** First and one past the last of the bars that reach into a price range. */
export function visibleBars(bars: ProfileBars, min: number, max: number): [number, number] {
	const half = bars.height / 2;
	return [lowerBound(bars.centers, min - half), lowerBound(bars.centers, max + half)];
}

/** The bar nearest to a price, the upper one at an edge; `undefined` without bars. */
export function barAt({ centers }: ProfileBars, price: number): number | undefined {
	if (centers.length === 0) return undefined;
	const above = lowerBound(centers, price);
	if (above === 0) return 0;
	const below = above - 1;
	if (above === centers.length) return below;
	return price - at(centers, below) < at(centers, above) - price ? below : above;
}
