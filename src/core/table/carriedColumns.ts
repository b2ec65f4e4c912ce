import type { LevelLine } from "../chart/shownCarried";
import type { DataColumn, DataTable } from "./dataTable";

/** A table with the levels that held when each of its rows began. */
export function withLevels(
	{ columns, count }: DataTable,
	lines: readonly LevelLine[],
	times: Float64Array,
	priceDecimals: number,
): DataTable {
	return { columns: [...columns, ...levelColumns(lines, times, priceDecimals)], count };
}

/**
 * A column for each name among levels that carry on, with the one that held when each row began; empty where none did.
 *
 * @param times of the rows, ascending
 */
function levelColumns(
	lines: readonly LevelLine[],
	times: Float64Array,
	priceDecimals: number,
): DataColumn[] {
	const names = new Set(lines.filter(({ kind }) => kind !== "extension").map(({ name }) => name));
	return [...names].map((name): DataColumn => {
		const own = lines.filter((line) => line.name === name);
		const values = Float64Array.from(
			times,
			(time) => own.findLast(({ from, to }) => from <= time && time < to)?.price ?? NaN,
		);
		const isVwap = own[0]?.kind === "vwap";
		return {
			kind: "computed",
			name: "level",
			of: name,
			at: (row) => values[row] ?? NaN,
			decimals: priceDecimals + (isVwap ? 2 : 0),
			gapAt: () => "none",
		};
	});
}
