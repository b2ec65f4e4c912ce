import { at } from "../../../core/at";
import type { RowGrid } from "../../../core/chart/profile/rowTicks";
import { lengthText } from "../../../core/length";
import { priceMove } from "../../../core/measure/priceMove";
import { lowerBound, nearestIndex, upperBound } from "../../../core/search";
import type { ProfilePane } from "../profilePane";
import { moveWords } from "../moveWords";
import type { ItemRow, Measured, Place } from "../screen";
import { MAIN, SIDE } from "./timeLayout";
import type { TimeScreenInput } from "./timeInput";

/**
 * What lies between two places of a chart over time: whole intervals or sessions, whole rows where the chart has them, and
 * in the pane of prices the way from one price to the other. Between sessions, what traded between them counts as well.
 *
 * @param side the profile of the frame that is on the canvas
 */
export function measureTime(
	input: TimeScreenInput,
	side: ProfilePane | undefined,
	{ pane, at: from }: Place,
	{ at: to }: Place,
): Measured | undefined {
	const { words, times, interval, cells, subPanes, endOf } = input;
	if (pane === SIDE) return side?.measure(pane, from.y, to.y);
	if (times.length === 0) return undefined;
	const startOf = (x: number) =>
		endOf === undefined
			? at(times, nearestIndex(times, x - interval / 2))
			: at(times, Math.max(0, upperBound(times, x) - 1));
	const starts = [startOf(from.x), startOf(to.x)].sort((a, b) => a - b);
	const [start, last] = [at(starts, 0), at(starts, 1)];
	const end = endOf?.(last) ?? last + interval;
	const rows: ItemRow[] = [];
	let prices: readonly [number, number] | undefined;
	if (pane === MAIN) {
		const priceOf = (y: number) => (cells === undefined ? y : cells.priceOf(cells.rowAt(y)));
		const [one, other] = [priceOf(from.y), priceOf(to.y)];
		const height = cells?.rowHeight ?? 0;
		prices =
			cells === undefined && input.rows !== undefined
				? rowsAround(one, other, input.rows)
				: [Math.min(one, other), Math.max(one, other) + height];
		rows.push(changeRow(input, one, other));
		const tall = cells?.rowHeight ?? input.rows?.height;
		if (tall !== undefined) {
			const count = Math.round((prices[1] - prices[0]) / tall);
			rows.push({ label: words.say("rows"), value: words.full(count) });
		}
	}
	const held = lowerBound(times, end) - lowerBound(times, start);
	const count =
		endOf === undefined
			? intervalWords(held, Math.round((end - start) / interval), input)
			: sessionWords(held, input);
	rows.push({ label: words.say("time"), value: `${lengthText(end - start)} · ${count}` });
	const sub = subPanes.find(({ id }) => id === pane);
	const [low, high] = prices ?? [-Infinity, Infinity];
	const isHere = pane === MAIN || sub !== undefined;
	if (isHere) rows.push(...(input.measured?.({ from: start, to: end, low, high }) ?? []));
	const title = `${words.time(start)} – ${words.time(end)} ${words.zone.name}`;
	const spoken = rows.map(({ label, value }) => `${label} ${value}`).join(", ");
	return {
		pane,
		x: [start, end],
		...(prices === undefined ? {} : { y: prices }),
		words: { title, rows, spoken: words.say("pointSpoken", title, spoken) },
	};
}

/** Edges of the rows that two prices and all between them lie in. */
function rowsAround(one: number, other: number, { edge, height }: RowGrid): [number, number] {
	// A price on an edge belongs to the row above it.
	const rowAt = (price: number) => Math.floor((price - edge) / height + 1e-9);
	const edgeOf = (row: number) => Number((edge + row * height).toPrecision(15));
	return [edgeOf(rowAt(Math.min(one, other))), edgeOf(rowAt(Math.max(one, other)) + 1)];
}

function changeRow(input: TimeScreenInput, from: number, to: number): ItemRow {
	const { words, arePrices = true, text } = input;
	const move = priceMove(from, to);
	const value = arePrices
		? moveWords(move, words.price(input.decimals), words)
		: text(move.difference);
	return { label: words.say("change"), value };
}

function sessionWords(held: number, { words: { say, full } }: TimeScreenInput) {
	return held === 1 ? say("oneSessionCount") : say("sessionCount", full(held));
}

function intervalWords(held: number, most: number, { words: { say, full } }: TimeScreenInput) {
	if (held < most) return say("intervalsOf", full(held), full(most));
	return most === 1 ? say("oneIntervalCount") : say("intervalCount", full(most));
}
