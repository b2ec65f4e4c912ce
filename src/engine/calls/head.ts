import { sep } from "node:path";
import type { FileHead } from "../../core/trades/engine";
import { type Task, rowCount, type Session, textAt } from "../database";
import { fileFault } from "../failure";
import { gzipHead } from "../files/gzip";
import { compressionOf, isParquet } from "../files/packed";
import { firstBytes, versionOf } from "../files/version";
import { zipEntries, zipHead } from "../files/zip";
import { exactPath, join, raw, sql, textList } from "../sql/sql";
import type { CallTools } from "./tools";

/** Enough for some thousand rows. */
const HEAD_BYTES = 1 << 18;
/** Rows that are looked at where the database unpacks. */
const HEAD_ROWS = 2_000;
const PARQUET_ROWS = 50;
const TRADES_ENDING = /\.(csv|txt|ndjson|jsonl|json)$/i;

/** The beginnings of files. Rejects with `Failure`. */
export async function headsOf(
	files: readonly string[],
	tools: CallTools,
	task: Task,
): Promise<readonly FileHead[]> {
	const heads: FileHead[] = [];
	for (const [at, path] of files.entries()) {
		heads.push(await headOf(path, files, tools, task));
		task.onProgress((at + 1) / files.length);
	}
	return heads;
}

async function headOf(
	path: string,
	among: readonly string[],
	{ databases }: CallTools,
	task: Task,
): Promise<FileHead> {
	const version = await versionOf(path);
	const first = await firstBytes(path, HEAD_BYTES);
	const compression = compressionOf(first);
	const common = { version, compression, partitions: partitionsOf(path) };
	if (isParquet(first)) {
		const database = await databases.open([path], among);
		const parquet = await database.session(task, (session) => parquetHead(session, path));
		return { ...common, bytes: new Uint8Array(0), isWhole: false, parquet };
	}
	switch (compression) {
		case "none":
			return { ...common, bytes: first, isWhole: first.length === version.size };
		case "gzip": {
			const bytes = await gzipHead(path, HEAD_BYTES);
			return { ...common, bytes, isWhole: bytes.length < HEAD_BYTES };
		}
		case "zip":
			return { ...common, ...(await zipFileHead(path)) };
		case "zstd": {
			const database = await databases.open([path], among);
			const lines = await database.session(task, (session) => firstLines(session, path));
			const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
			return { ...common, bytes, isWhole: lines.length < HEAD_ROWS };
		}
	}
}

async function zipFileHead(path: string) {
	const inside = await zipEntries(path);
	if (inside.length === 0) throw fileFault(path, "empty");
	const likely = inside.filter(({ name }) => TRADES_ENDING.test(name));
	const [chosen] = [...(likely.length > 0 ? likely : inside)].sort((a, b) => b.size - a.size);
	if (chosen === undefined) throw fileFault(path, "empty");
	const bytes = await zipHead(path, chosen.name, HEAD_BYTES);
	return {
		entry: chosen.name,
		entries: inside.map(({ name }) => name),
		bytes,
		isWhole: bytes.length === chosen.size,
	};
}

async function firstLines(session: Session, path: string): Promise<readonly string[]> {
	const lines = await session.query(
		sql`SELECT c0 FROM read_csv(${textList([exactPath(path)])}, auto_detect=false, header=false, delim='\u0002', quote='', escape='', columns={'c0': 'VARCHAR'}, compression='zstd', strict_mode=false) LIMIT ${HEAD_ROWS}`,
		path,
	);
	return (lines[0] ?? []).map(String);
}

async function parquetHead(session: Session, path: string) {
	const file = sql`read_parquet(${textList([exactPath(path)])}, hive_partitioning=false)`;
	const described = await session.query(
		sql`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${file})`,
		path,
	);
	const columns = Array.from({ length: rowCount(described) }, (_, at) => ({
		name: textAt(described, 0, at) ?? "",
		type: textAt(described, 1, at) ?? "",
	}));
	const names = columns.map((_, at) => raw(`c${at}`));
	const texts = names.map((name) => sql`${name}::VARCHAR`);
	const cells = await session.query(
		sql`SELECT ${join(texts, ", ")} FROM ${file} AS head(${join(names, ", ")}) LIMIT ${PARQUET_ROWS}`,
		path,
	);
	const rows = Array.from({ length: rowCount(cells) }, (_, row) =>
		columns.map((_, column) => textAt(cells, column, row) ?? null),
	);
	return { columns, rows };
}

/** Values of folders `a=b` on the way to a file. */
function partitionsOf(path: string): Readonly<Record<string, string>> {
	const pairs = path
		.split(sep)
		.slice(0, -1)
		.flatMap((folder) => {
			const [, name, value] = /^([^=]+)=(.*)$/.exec(folder) ?? [];
			return name === undefined || value === undefined ? [] : [[name, decoded(value)] as const];
		});
	return Object.fromEntries(pairs);
}

function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}
