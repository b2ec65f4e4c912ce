import { type LevelLine, holdsAt, isDelivered } from "../chart/shownCarried";
import type { DataColumn, DataTable } from "./dataTable";

/**
 * A table with the levels that held when each of its rows began; of sessions also the ranges of their own first minutes. Like
 * VAH and VAL of tables they are prices of rows as they were delivered, also where a chart shows outer edges (definitions D7).
 *
 * @param times of the rows, ascending
 * @param priceDecimals of the VWAP where it stands alone
 * @param isOfSessions whether its rows are whole sessions
 */
export function withLevels(
	{ columns, count }: DataTable,
	lines: readonly LevelLine[],
	times: Float64Array,
	priceDecimals: number,
	isOfSessions = false,
): DataTable {
	const names = new Set(lines.filter(({ kind }) => kind !== "extension").map(({ name }) => name));
	const levels = [...names].map((name): DataColumn => {
		const own = lines.filter((line) => line.name === name);
		const values = Float64Array.from(
			times,
			(time) => own.findLast((line) => holdsAt(line, time, isOfSessions))?.delivered ?? NaN,
		);
		const decimals = ({ decimals = priceDecimals }: LevelLine) => decimals;
		return {
			kind: own.every(isDelivered) ? "delivered" : "computed",
			name: "level",
			of: name,
			at: (row) => values[row] ?? NaN,
			decimals: Math.max(...own.map(decimals)),
			gapAt: () => "none",
		};
	});
	return { columns: [...columns, ...levels], count };
}
