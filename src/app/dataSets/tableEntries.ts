import {
	TABLE_FORMAT,
	type TableDefinition,
	tableRefOf,
} from "../../core/trades/dataSet/definition";
import { canonicalJson } from "../../core/query/canonical";
import type { TableRef } from "../../core/trades/table/tables";
import type { DataSetEntry, Definitions } from "./definitions";

/** A data set of a table of a server. */
export interface TableEntry extends DataSetEntry {
	readonly definition: TableDefinition;
}

/** The data sets of tables. */
export async function tableEntries(
	definitions: Pick<Definitions, "list">,
): Promise<readonly TableEntry[]> {
	return (await definitions.list()).flatMap((entry) => {
		const { definition } = entry;
		return definition?.schema === TABLE_FORMAT ? [{ ...entry, definition }] : [];
	});
}

/** The person's own data set of exactly this table; `undefined` where there is none. */
export async function entryOfTable(
	definitions: Pick<Definitions, "list">,
	ref: TableRef,
): Promise<TableEntry | undefined> {
	const wanted = canonicalJson(ref);
	return (await tableEntries(definitions)).find(
		({ definition, workspace }) =>
			workspace === undefined && canonicalJson(tableRefOf(definition)) === wanted,
	);
}

/** Origins of the servers that data sets name. */
export async function namedServers(
	definitions: Pick<Definitions, "list">,
): Promise<readonly string[]> {
	const entries = await tableEntries(definitions);
	return [...new Set(entries.map(({ definition }) => definition.connection))].sort();
}
