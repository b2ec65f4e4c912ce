import type { CancelSignal } from "../../core/cancel";
import { tableColumn } from "../../core/trades/table/columnType";
import type { ClickHouseServer } from "./server";
import { chql, joined, type Statement, textValue } from "./statement";
import { expressionsOf, type ShardTable, shardTable, type Table, type TableName } from "./table";

/** A materialised view as the catalogue has it. */
export interface CataloguedView extends TableName {
	/** The statement that made it. */
	readonly made: string;
	readonly select: string;
}

/** A table that a view writes to. */
export interface Target extends Table {
	/** The statement that made it. */
	readonly made: string;
}

/** Mutations by which rows come to say something else; rows that they remove are found by counting. */
const CHANGES = "UPDATE|RENAME COLUMN|MODIFY COLUMN|CLEAR COLUMN";
/** How rows are removed by marking them. */
const REMOVES = "UPDATE _row_exists = 0";

/** What a server's catalogue tells of views and what they stand upon. Every method rejects with `ProviderError`. */
export class Catalogue {
	constructor(
		private readonly server: ClickHouseServer,
		private readonly signal: CancelSignal,
	) {}

	private async ask(statement: Statement): Promise<readonly (readonly string[])[]> {
		const { signal } = this;
		const { columns, rows } = await this.server.query(statement, { signal, wholeness: "any" });
		return Array.from({ length: rows }, (_, at) => columns.map((column) => column[at] ?? ""));
	}

	/** How a table was made, and the views that are filled as it is. */
	async entry({ database, table }: TableName): Promise<{
		readonly made: string;
		readonly views: readonly TableName[];
	}> {
		const rows = await this.ask(
			chql`SELECT create_table_query, d, t FROM system.tables LEFT ARRAY JOIN dependencies_database AS d, dependencies_table AS t WHERE database = ${textValue(database)} AND name = ${textValue(table)}`,
		);
		return {
			made: rows[0]?.[0] ?? "",
			views: rows
				.map(([, database = "", table = ""]) => ({ database, table }))
				.filter(({ table }) => table !== ""),
		};
	}

	/** A table that views write to, with the statement that made it; `undefined` where there is none. */
	async target({ database, table }: TableName): Promise<Target | undefined> {
		const [rows, columns] = await Promise.all([
			this.ask(
				chql`SELECT engine, sorting_key, create_table_query FROM system.tables WHERE database = ${textValue(database)} AND name = ${textValue(table)}`,
			),
			this.ask(
				chql`SELECT name, type FROM system.columns WHERE database = ${textValue(database)} AND table = ${textValue(table)}`,
			),
		]);
		const [row] = rows;
		if (row === undefined) return undefined;
		const [engine = "", sorting = "", made = ""] = row;
		return {
			database,
			table,
			engine,
			made,
			sortingKey: expressionsOf(sorting),
			primaryKey: [],
			columns: columns.map(([name = "", type = ""]) => tableColumn(name, type)),
			isDistributed: engine === "Distributed",
			isReplicated: engine.startsWith("Replicated"),
			takesFinal: false,
		};
	}

	/** Materialised views among tables of these names. */
	async views(names: readonly TableName[]): Promise<readonly CataloguedView[]> {
		const list = (of: keyof TableName) =>
			joined(
				names.map((name) => chql`${textValue(name[of])}`),
				", ",
			);
		const rows = await this.ask(
			chql`SELECT database, name, create_table_query, as_select FROM system.tables WHERE engine = 'MaterializedView' AND database IN (${list("database")}) AND name IN (${list("table")})`,
		);
		return rows.map(([database = "", table = "", made = "", select = ""]) => ({
			database,
			table,
			made,
			select,
		}));
	}

	/** Whether a mutation has changed rows of a table, which views of it do not see. */
	async wereChanged(tables: readonly TableName[]): Promise<boolean> {
		const some = tables.map(
			({ database, table }) =>
				chql`(database = ${textValue(database)} AND table = ${textValue(table)})`,
		);
		const rows = await this.ask(
			chql`SELECT mutation_id FROM system.mutations WHERE (${joined(some, " OR ")}) AND match(command, ${textValue(CHANGES)}) AND position(command, ${textValue(REMOVES)}) = 0 LIMIT 1`,
		);
		return rows.length > 0;
	}

	/** Where the rows of a `Distributed` table stand. */
	async shards({ database, table }: TableName): Promise<ShardTable | undefined> {
		const [row] = await this.ask(
			chql`SELECT engine_full FROM system.tables WHERE database = ${textValue(database)} AND name = ${textValue(table)}`,
		);
		return shardTable(row?.[0] ?? "");
	}

	/** The table that reads a table on every shard of a cluster; looked for beside it and beside another one. */
	async overShards(
		below: TableName,
		{ cluster }: ShardTable,
		beside: TableName,
	): Promise<Target | undefined> {
		const databases = [below, beside].map(({ database }) => chql`${textValue(database)}`);
		const rows = await this.ask(
			chql`SELECT database, name, engine_full FROM system.tables WHERE engine = 'Distributed' AND database IN (${joined(databases, ", ")}) ORDER BY database, name`,
		);
		const [found] = rows.filter(([, , full = ""]) => {
			const own = shardTable(full);
			return (
				own?.cluster === cluster && own.database === below.database && own.table === below.table
			);
		});
		if (found === undefined) return undefined;
		const [database = "", table = ""] = found;
		return this.target({ database, table });
	}
}
