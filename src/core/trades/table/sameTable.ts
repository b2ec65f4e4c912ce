import { canonicalJson } from "../../query/canonical";
import type { TableVersion, TradesTable } from "./tables";

/** Whether both are one table, read in one way: two data sets may read a table in different ways. */
export function isSameTableReading(a: TradesTable, b: TradesTable): boolean {
	const reading = ({ ref, layout, symbol = "" }: TradesTable) =>
		canonicalJson({ ref, layout, symbol });
	return reading(a) === reading(b);
}

/** Whether both are one state of a table, where both are known. */
export function isSameTableVersion(
	a: TableVersion | undefined,
	b: TableVersion | undefined,
): boolean {
	return a !== undefined && b !== undefined && a.rows === b.rows && a.modifiedMs === b.modifiedMs;
}
