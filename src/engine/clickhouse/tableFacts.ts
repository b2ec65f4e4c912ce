import type { TableFacts } from "../../core/trades/table/tableFacts";
import type { ClickHouseServer, QueryOptions } from "./server";
import { chql, joined, type Statement } from "./statement";
import type { Table } from "./table";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { factColumns, type NumberReading, numberReading, readFacts } from "./tableNumbers";
import { columnNamed } from "./tableRows";
import { fromTable } from "./tableStatement";

/** How prices and sizes of a table are read. */
export interface TableNumbers {
	readonly price: NumberReading;
	readonly size: NumberReading;
}

const NAMES = ["price", "size"] as const;

/**
 * How prices and sizes are read; `undefined` where facts are needed first.
 *
 * @throws {NotExact} where this version cannot read them exactly
 */
export function tableNumbers(
	server: ClickHouseServer,
	table: Table,
	{ columns, side }: TableLayout,
	facts: TableFacts,
): TableNumbers | undefined {
	const [price, size] = NAMES.map((which) => {
		const own = facts[which];
		return numberReading(columnNamed(table, columns[which]), {
			dialect: server.dialect,
			...(own !== undefined && { facts: own }),
			isSigned: which === "size" && side.of === "amountSign",
		});
	});
	return price === undefined || size === undefined ? undefined : { price, size };
}

function askedColumns(table: Table, layout: TableLayout) {
	return NAMES.map((which) => ({
		which,
		column: columnNamed(table, layout.columns[which]),
	})).filter(({ column: { type } }) => ["double", "text", "whole"].includes(type.kind));
}

/** Whether {@link findFacts} has something to look at. Throws `NotExact` where a column is not there. */
export function needFacts(table: Table, layout: TableLayout): boolean {
	return askedColumns(table, layout).length > 0;
}

/** Looks at the numbers of rows whose type does not say how many digits they have. Rejects with `ProviderError`. */
export async function findFacts(
	server: ClickHouseServer,
	table: Table,
	layout: TableLayout,
	where: Statement,
	options: QueryOptions,
): Promise<TableFacts> {
	const asked = askedColumns(table, layout);
	if (asked.length === 0) return {};
	const figures = asked.flatMap(({ column }) => factColumns(column));
	const statement = chql`SELECT ${joined(figures, ", ")} FROM ${fromTable(table, layout)} WHERE ${where}`;
	const found = await server.query(statement, options);
	return Object.fromEntries(asked.map(({ which }, index) => [which, readFacts(found, 2 * index)]));
}
