import type { FileLayout } from "../../core/trades/layout/fileLayout";
import type { TypedColumn } from "../../core/trades/verdict";
import { rowCount, type Session, textAt } from "../database";
import { Failure, fileFault } from "../failure";
import type { FileGroup } from "../sql/fileRows";
import { exactPath, sql, textList } from "../sql/sql";

/** Columns of a Parquet file, once all that its layout needs are there. */
export async function schemaOf(
	session: Session,
	path: string,
	readPath: string,
	{ columns, only, trades }: FileLayout,
): Promise<readonly TypedColumn[]> {
	const described = await session.query(
		sql`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${textList([exactPath(readPath)])}, hive_partitioning=false))`,
		path,
	);
	// DuckDB 1.5.6 takes wide decimals for doubles, and for wrong ones where their bytes are no multiple of eight.
	const wide = await session.query(
		sql`SELECT name FROM parquet_schema(${textList([exactPath(readPath)])}) WHERE converted_type = 'DECIMAL' AND type_length::INTEGER > 16 AND type_length::INTEGER % 8 <> 0`,
		path,
	);
	const schema = Array.from({ length: rowCount(described) }, (_, at) => ({
		name: textAt(described, 0, at) ?? "",
		type: textAt(described, 1, at) ?? "",
	}));
	const { time, price, size, side, symbol, id } = columns;
	const needed = [time, price, size, side, symbol, id, only?.column, trades?.first, trades?.last];
	for (const name of needed) {
		if (name === undefined) continue;
		const found = schema.some(
			(column) => column.name === name || String(name).startsWith(`${column.name}.`),
		);
		if (!found) throw fileFault(path, "form", `no column ${name}`);
		if (wide[0]?.includes(name) === true) throw fileFault(path, "digits");
	}
	return schema;
}

/** What DuckDB says of a file with line breaks in quotes and rows that are too short, read by several threads. */
const NEEDS_ONE_READER = /quoted new ?lines?|parallel csv|parallel scanner/i;

/** Runs statements over files; once more line by line where that is the only way to read them. */
export async function oneReaderIfNeeded<Result>(
	groups: readonly FileGroup[],
	run: (groups: readonly FileGroup[]) => Promise<Result>,
): Promise<Result> {
	try {
		return await run(groups);
	} catch (error) {
		if (!(error instanceof Failure) || !NEEDS_ONE_READER.test(error.message)) throw error;
		return run(groups.map((group) => ({ ...group, isSerial: true })));
	}
}
