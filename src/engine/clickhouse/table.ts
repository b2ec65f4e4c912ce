import type { CancelSignal } from "../../core/cancel";
import { isProviderError } from "../../core/errors/errors";
import type { TextColumns } from "./answer";
import type { TableVersion } from "../../core/trades/table/tables";
import { type TableColumn, tableColumn } from "../../core/trades/table/columnType";
import { serverError } from "./failures";
import type { ClickHouseServer, Wholeness } from "./server";
import { chql, type Statement, textValue } from "./statement";

/** Where a table stands. */
export interface TableName {
	readonly database: string;
	readonly table: string;
}

/** What a server says of one of its tables. */
export interface Table extends TableName {
	/** Its engine with what it is made with: `ReplicatedMergeTree`. */
	readonly engine: string;
	/** Expressions that its rows are sorted by, first one first; none where nothing is said. */
	readonly sortingKey: readonly string[];
	readonly primaryKey: readonly string[];
	readonly columns: readonly TableColumn[];
	/** Its state, where the server says it without counting. */
	readonly version?: TableVersion;
	/** Whether its rows stand on several servers. */
	readonly isDistributed: boolean;
	/** Whether it says itself that shards which are down are left out, unless a query says otherwise. */
	readonly skipsShards?: boolean;
	readonly isReplicated: boolean;
	/** Whether rows that replace others are told from them with `FINAL` alone. */
	readonly takesFinal: boolean;
}

/** Engines that leave rows out when they merge, beneath `Replicated` and `Shared`. */
const MERGES_AWAY = /^(Replacing|Collapsing|VersionedCollapsing|Coalescing)MergeTree$/;

const baseEngine = (engine: string) => engine.replace(/^(Replicated|Shared)/, "");

/** Databases and tables that the user may see, without the server's own. Rejects with `ProviderError`. */
export async function tablesOf(
	server: ClickHouseServer,
	signal: CancelSignal,
): Promise<readonly (TableName & { readonly engine: string })[]> {
	const statement = chql`SELECT database, name, engine FROM system.tables WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema') AND NOT is_temporary ORDER BY database, name`;
	return rowsOf(await server.query(statement, { signal, wholeness: "any" })).map(
		([database = "", table = "", engine = ""]) => ({ database, table, engine }),
	);
}

/** What the server says of a table. Rejects with `ProviderError`, `notFound` where there is none or it is not shown. */
export async function tableOf(
	server: ClickHouseServer,
	{ database, table }: TableName,
	signal: CancelSignal,
): Promise<Table> {
	const ask = async (statement: Statement) =>
		rowsOf(await server.query(statement, { signal, wholeness: "any" }));
	// Each question has a way of its own: two rounds of them are faster than four.
	const [[found], columns] = await Promise.all([
		ask(
			chql`SELECT engine, engine_full, sorting_key, primary_key FROM system.tables WHERE database = ${textValue(database)} AND name = ${textValue(table)}`,
		),
		ask(
			chql`SELECT name, type FROM system.columns WHERE database = ${textValue(database)} AND table = ${textValue(table)}`,
		),
	]);
	if (found === undefined) {
		const market = `${database}.${table}`;
		throw serverError(server.name, "notFound", { market });
	}
	const [engine = "", full = "", sorting = "", primary = ""] = found;
	const shard = engine === "Distributed" ? shardTable(full) : undefined;
	const [[below] = [], version] = await Promise.all([
		shard &&
			ask(
				chql`SELECT engine, sorting_key, primary_key FROM system.tables WHERE database = ${textValue(shard.database)} AND name = ${textValue(shard.table)}`,
			),
		tableVersion(server, { database, table, engine }, signal),
	]);
	const [ownEngine = engine, ownSorting = sorting, ownPrimary = primary] = below ?? [];
	return {
		database,
		table,
		engine,
		sortingKey: expressionsOf(ownSorting),
		primaryKey: expressionsOf(ownPrimary),
		columns: columns.map(([name = "", type = ""]) => tableColumn(name, type)),
		...(version !== undefined && { version }),
		isDistributed: engine === "Distributed",
		...(/\bskip_unavailable_shards = 1\b/.test(full) && { skipsShards: true }),
		isReplicated: /^(Replicated|Shared)/.test(ownEngine),
		takesFinal: MERGES_AWAY.test(baseEngine(ownEngine)),
	};
}

/** Engines whose parts the server lists. */
const HAS_PARTS = /MergeTree$/;

/** What has to be sure of an answer from a table: what keeps no rows itself, such as a view, may read those of shards. */
export function wholenessOf({ engine, skipsShards }: Table): Wholeness {
	if (skipsShards === true) return "wholeOfSkippedShards";
	return HAS_PARTS.test(engine) ? "whole" : "wholeOfShards";
}

/**
 * The present state of a table, from the catalogue of its parts: no row is read. The time is that of the server's clock
 * in whole seconds, 0 of an empty table; merges of parts look like a change, too. `undefined` where the server does not
 * say, such as of a view, of a table whose rows stand on several servers, or to a user who may not read the catalogue.
 * Rejects with `ProviderError`.
 */
export async function tableVersion(
	server: ClickHouseServer,
	{ database, table, engine }: TableName & Pick<Table, "engine">,
	signal: CancelSignal,
): Promise<TableVersion | undefined> {
	if (!HAS_PARTS.test(engine)) return undefined;
	const statement = chql`SELECT toString(sum(rows)), toString(toUnixTimestamp(max(modification_time))) FROM system.parts WHERE active AND database = ${textValue(database)} AND table = ${textValue(table)}`;
	try {
		const [found] = rowsOf(await server.query(statement, { signal, wholeness: "any" }));
		const [rows, seconds] = (found ?? []).map(Number);
		return rows === undefined || seconds === undefined
			? undefined
			: { rows, modifiedMs: seconds * 1_000 };
	} catch (error) {
		if (isProviderError(error) && error.kind === "notEntitled") return undefined;
		throw error;
	}
}

function rowsOf({ columns, rows }: TextColumns): readonly (readonly string[])[] {
	return Array.from({ length: rows }, (_, at) => columns.map((column) => column[at] ?? ""));
}

/** The table on each shard of a cluster. */
export interface ShardTable extends TableName {
	readonly cluster: string;
}

/** The table on each shard: `Distributed('cluster', 'database', 'table', …)`, with or without quotes. */
export function shardTable(full: string): ShardTable | undefined {
	const [, inside = ""] = /^Distributed\((.*)/s.exec(full) ?? [];
	const [cluster, database, table] = expressionsOf(inside).map((one) =>
		one.replace(/^(['"`])(.*)\1\)?$/s, "$2").replace(/\)$/, ""),
	);
	return cluster === undefined || database === undefined || table === undefined
		? undefined
		: { cluster, database, table };
}

/** Cuts a list of expressions at the commas that stand in no brackets and no quotes. */
export function expressionsOf(list: string): readonly string[] {
	const found: string[] = [];
	let depth = 0;
	let quote = "";
	let start = 0;
	for (let at = 0; at < list.length; at++) {
		const character = list.charAt(at);
		if (quote !== "") {
			if (character === "\\") at += 1;
			else if (character === quote) quote = "";
		} else if (/['"`]/.test(character)) quote = character;
		else if (/[([]/.test(character)) depth += 1;
		else if (/[)\]]/.test(character)) depth -= 1;
		else if (character === "," && depth === 0) {
			found.push(list.slice(start, at));
			start = at + 1;
		}
	}
	return [...found, list.slice(start)].map((one) => one.trim()).filter((one) => one !== "");
}
