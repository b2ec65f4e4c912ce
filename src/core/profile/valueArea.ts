/** `pairs`: two rows of each side are compared (definitions D4). `single`: one row (D5). */
export const VALUE_AREA_METHODS = ["pairs", "single"] as const;
export type ValueAreaMethod = (typeof VALUE_AREA_METHODS)[number];

/** Share of the total volume below which two sums are a tie (definitions D8). */
export const TIE_SHARE = 1e-9;

/** Volume by row. Positions are whole row numbers, ascending; only rows of equal distance 1 are neighbours. */
export interface VolumeRows {
	readonly volumes: Float64Array;
	readonly positions: Float64Array;
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
	/** Told of every step, for an explanation; costs nothing when absent. */
	readonly onStep?: (step: ValueAreaStep) => void;
}

export interface ValueArea {
	/** Indices of the outermost traded rows inside. */
	readonly lowIndex: number;
	readonly highIndex: number;
	readonly captured: number;
}

/** One side of the area: how far it reaches and which row comes next. */
interface Frontier {
	/** 1 upward, -1 downward. */
	readonly direction: 1 | -1;
	/** Index of the last row that traded on this side. */
	readonly end: number;
	/** Row number that the area reaches to, traded or not. */
	position: number;
	/** Index of the next row beyond it. */
	next: number;
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
	const { volumes, positions, first, last, total } = rows;
	const reach = options.method === "pairs" ? 2 : 1;
	const tolerance = TIE_SHARE * total;
	const target = (options.percent / 100) * total - tolerance;
	const start = positions[pocIndex] ?? 0;
	const up: Frontier = { direction: 1, end: last, position: start, next: pocIndex + 1 };
	const down: Frontier = { direction: -1, end: first, position: start, next: pocIndex - 1 };
	let captured = volumes[pocIndex] ?? 0;

	let above = sumAhead(rows, up, reach);
	let below = sumAhead(rows, down, reach);
	while (captured < target) {
		if (above === undefined && below === undefined) break;
		const isEmpty = (above ?? 0) === 0 && (below ?? 0) === 0;
		const goesUp = above !== undefined && (below === undefined || above >= below - tolerance);
		if (isEmpty) {
			jump(rows, up);
			jump(rows, down);
		} else {
			captured += (goesUp ? above : below) ?? 0;
			advance(rows, goesUp ? up : down, reach);
		}
		options.onStep?.({
			winner: isEmpty ? "jump" : goesUp ? "above" : "below",
			above,
			below,
			captured,
			lowIndex: down.next + 1,
			highIndex: up.next - 1,
		});
		if (isEmpty || goesUp) above = sumAhead(rows, up, reach);
		if (isEmpty || !goesUp) below = sumAhead(rows, down, reach);
	}
	let [lowIndex, highIndex] = [down.next + 1, up.next - 1];
	while (volumes[lowIndex] === 0) lowIndex += 1;
	while (volumes[highIndex] === 0) highIndex -= 1;
	return { lowIndex, highIndex, captured: Math.min(captured, total) };
}

function isExhausted({ direction, end, next }: Frontier): boolean {
	return direction * (next - end) > 0;
}

/** Volume of the next rows of one side, or `undefined` when it has none left. */
function sumAhead(rows: VolumeRows, frontier: Frontier, reach: number): number | undefined {
	if (isExhausted(frontier)) return undefined;
	const { direction, end, position } = frontier;
	let sum = 0;
	for (let index = frontier.next; direction * (end - index) >= 0; index += direction) {
		if (direction * ((rows.positions[index] ?? 0) - position) > reach) break;
		sum += rows.volumes[index] ?? 0;
	}
	return sum;
}

/** Moves past the next rows. An empty stretch won by a tie is crossed at once, in whole strides. */
function advance(rows: VolumeRows, frontier: Frontier, reach: number): void {
	const { direction } = frontier;
	const distance = direction * ((rows.positions[frontier.next] ?? 0) - frontier.position);
	const strides = Math.max(Math.floor((distance - 1) / reach), 1);
	frontier.position += direction * strides * reach;
	while (
		!isExhausted(frontier) &&
		direction * ((rows.positions[frontier.next] ?? 0) - frontier.position) <= 0
	) {
		frontier.next += direction;
	}
}

/** Moves up to the next row that traded, without taking it. */
function jump(rows: VolumeRows, frontier: Frontier): void {
	if (isExhausted(frontier)) return;
	while (rows.volumes[frontier.next] === 0) frontier.next += frontier.direction;
	frontier.position = (rows.positions[frontier.next] ?? 0) - frontier.direction;
}
