import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { TypedColumn } from "../../core/trades/verdict";
import { numberAt, rowCount, type Session, textAt } from "../database";
import { fileFault } from "../failure";
import type { FileGroup } from "../sql/fileRows";
import { exactPath, join, raw, type Sql, sql, textList, textValue } from "../sql/sql";
import type { TypedRows } from "../sql/typedRows";
import type { StatedBounds, StatedGroup } from "../typed/rowGroups";

/** Types whose statistics can be compared with values. */
const COMPARED =
	/^((U?(TINY|SMALL|BIG)?INT(EGER)?)|DOUBLE|FLOAT|DECIMAL\(\d+,\d+\)|TIMESTAMP.*|DATE)$/;

/**
 * Reads what a Parquet file says of its row groups and whether its rows are so: damaged pages are read without an
 * error. Rejects with `Failure` where they are not.
 */
export async function checkParquet(
	session: Session,
	path: string,
	readPath: string,
	{ columns }: FileLayout,
	schema: readonly TypedColumn[],
): Promise<void> {
	const files = textList([exactPath(readPath)]);
	const compared = [columns.time, columns.price, columns.size].flatMap((name) => {
		const at = schema.findIndex((column) => column.name === name);
		const type = schema[at]?.type ?? "";
		return COMPARED.test(type) ? [{ name: String(name), type, column: raw(`c${at}`) }] : [];
	});
	const groups = await session.query(
		sql`SELECT row_group_id, any_value(row_group_num_rows) FROM parquet_metadata(${files}) GROUP BY 1 ORDER BY 1`,
		path,
	);
	const counts = Array.from({ length: rowCount(groups) }, (_, row) => numberAt(groups, 1, row));
	const total = counts.reduce((sum, count) => sum + count, 0);
	const footer = await session.query(
		sql`SELECT num_rows FROM parquet_file_metadata(${files})`,
		path,
	);
	if (numberAt(footer, 0, 0) !== total) throw fileFault(path, "wrongCounts");
	if (total === 0 || compared.length === 0) return;
	const stated = compared.map(({ name, type }) => {
		const cast = (text: string) => sql`TRY_CAST(${raw(text)} AS ${raw(type)})`;
		return sql`SELECT row_group_id AS g, ${cast("stats_min_value")} AS low, ${cast("stats_max_value")} AS high FROM parquet_metadata(${files}) WHERE path_in_schema = ${textValue(name)}`;
	});
	const rows = await session.query(realStatement(files, schema, counts, compared, stated), path);
	const seen = Array.from({ length: rowCount(rows) }, (_, row) => numberAt(rows, 1, row));
	if (seen.length !== counts.filter((count) => count > 0).length) {
		throw fileFault(path, "wrongCounts");
	}
	for (let row = 0; row < seen.length; row++) {
		if (seen[row] !== counts[numberAt(rows, 0, row)]) throw fileFault(path, "wrongCounts");
		if (textAt(rows, 2, row) === "true") throw fileFault(path, "wrongStatistics");
	}
}

/**
 * What a Parquet file says of its row groups, of time, price and size in their order. Rejects with `Failure` where it
 * contradicts itself.
 */
export async function statedGroups(
	session: Session,
	path: string,
	{ paths, layout: { columns } }: FileGroup,
	{ stated }: TypedRows,
): Promise<readonly StatedGroup[]> {
	const files = textList(paths.map(exactPath));
	const named = [
		{ name: columns.time, of: stated.time },
		{ name: columns.price, of: stated.price },
		{ name: columns.size, of: stated.size },
	];
	const bounds = named.flatMap(({ of }) =>
		["stats_min_value", "stats_max_value"].map((text) => of(raw(text))),
	);
	const names = named.map(({ name }) => sql`${textValue(String(name))}`);
	// Each column is converted as each of the three: few values, and less than a grouping costs.
	const found = await session.query(
		sql`SELECT -1::BIGINT, num_rows, ''${raw(", NULL".repeat(bounds.length))} FROM parquet_file_metadata(${files}) UNION ALL SELECT row_group_id, row_group_num_rows, path_in_schema, ${join(bounds, ", ")} FROM parquet_metadata(${files}) WHERE column_id = 0 OR path_in_schema IN (${join(names, ", ")})`,
		path,
	);
	const groups = new Map<number, { rows: number; bounds: (StatedBounds | undefined)[] }>();
	let total: number | undefined;
	for (let row = 0; row < rowCount(found); row++) {
		const id = numberAt(found, 0, row);
		const rows = numberAt(found, 1, row);
		if (id < 0) {
			total = rows;
			continue;
		}
		const group = groups.get(id) ?? { rows, bounds: named.map(() => undefined) };
		groups.set(id, group);
		const bound = (at: number) => {
			const cell = found[at]?.[row];
			return typeof cell === "bigint" || typeof cell === "number" ? cell : undefined;
		};
		for (const [at, { name }] of named.entries()) {
			if (textAt(found, 2, row) !== String(name)) continue;
			group.bounds[at] = { low: bound(3 + 2 * at), high: bound(4 + 2 * at) };
		}
	}
	const inOrder = [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
	const sum = inOrder.reduce((all, { rows }) => all + rows, 0);
	if (total !== sum) throw fileFault(path, "wrongCounts");
	return inOrder;
}

interface Compared {
	readonly name: string;
	readonly type: string;
	readonly column: Sql;
}

function realStatement(
	files: ReturnType<typeof textList>,
	schema: readonly TypedColumn[],
	counts: readonly number[],
	compared: readonly Compared[],
	stated: readonly Sql[],
): Sql {
	const names = raw(schema.map((_, at) => `c${at}`).join(", "));
	const length = counts[0] ?? 0;
	const isEven = counts.slice(0, -1).every((count) => count === length);
	const starts = counts.map((_, at) => counts.slice(0, at).reduce((sum, count) => sum + count, 0));
	// Groups of one length are found by a division; any others by where they begin.
	const group = isEven
		? sql`least(file_row_number // ${length}, ${counts.length - 1})`
		: sql`list_count(list_filter([${raw(starts.join(", "))}], lambda start: start <= file_row_number)) - 1`;
	const bounds = compared.map(({ type, column }, at) => {
		// What is no number is part of no bounds.
		const value = /^(DOUBLE|FLOAT)$/.test(type)
			? sql`CASE WHEN NOT isnan(${column}) THEN ${column} END`
			: column;
		return sql`min(${value}) AS low${raw(String(at))}, max(${value}) AS high${raw(String(at))}`;
	});
	const real = sql`SELECT ${group} AS g, count(*) AS n, ${join(bounds, ", ")} FROM read_parquet(${files}, hive_partitioning=false, file_row_number=true) AS file(${names}) GROUP BY 1`;
	const joins = stated.map(
		(one, at) => sql` LEFT JOIN (${one}) AS s${raw(String(at))} ON s${raw(String(at))}.g = r.g`,
	);
	const outside = compared.map((_, at) => {
		const number = raw(String(at));
		return sql`coalesce(r.low${number} < s${number}.low OR r.high${number} > s${number}.high, false)`;
	});
	return sql`SELECT r.g::INTEGER, r.n, (${join(outside, " OR ")})::VARCHAR FROM (${real}) AS r${joins.reduce((all, one) => sql`${all}${one}`, raw(""))} ORDER BY 1`;
}
