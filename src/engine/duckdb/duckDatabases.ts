import { mkdir } from "node:fs/promises";
import {
	BIGINT,
	BLOB,
	blobValue,
	DuckDBDecimalValue,
	type DuckDBConnection,
	type DuckDBDataChunk,
	DuckDBInstance,
	LIST,
	listValue,
	VARCHAR,
} from "@duckdb/node-api";
import { data_chunk_get_vector, vector_get_data, vector_get_validity } from "@duckdb/node-bindings";
import type { Block, Cell, Columns, Database, Databases, Session, Task } from "../database";
import { cancelled, databaseFailure, Failure, spillFailure } from "../failure";
import type { EngineSettings } from "../messages";
import { bound, exactPath, type Sql, type SqlValue } from "../sql/sql";

/** As many as there are calls at once. They are all made before the settings are locked. */
const CONNECTIONS = 2;
/** Instances that are kept for the next query of the same files. */
const KEPT_INSTANCES = 3;
const POLL_MS = 50;

/** What the process takes beside what the database counts: Node, the library and what it returns to nobody. */
const OWN_MB = 96;

/** Most memory of a database, so that the whole process stays below what it may have. */
function databaseMb({ memoryMb }: EngineSettings): number {
	return Math.max(memoryMb - OWN_MB, Math.floor(memoryMb / 2));
}

/** The settings of a connection, in this order; the last two lock the door. */
function settingsOf(isLast: boolean): readonly string[] {
	return [
		// Decides what a time without a zone means, and is the machine's otherwise.
		"SET TimeZone='UTC'",
		// Without these three there is no progress to read.
		"SET enable_progress_bar=true",
		"SET enable_progress_bar_print=false",
		"SET progress_bar_time=0",
		// Rows that are handed over as they come: so much of them lets all threads read on.
		"SET streaming_buffer_size='4MB'",
		...(isLast ? ["SET enable_external_access=false", "SET lock_configuration=true"] : []),
	];
}

/** One DuckDB that reads exactly its files: no extensions, no network, no other file, nothing to change. */
class DuckDatabase implements Database {
	private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];
	/** Set once the instance is of no use any more. */
	isDead = false;

	private constructor(
		private readonly instance: DuckDBInstance,
		private readonly idle: DuckDBConnection[],
	) {}

	static async open(files: readonly string[], settings: EngineSettings): Promise<DuckDatabase> {
		const instance = await DuckDBInstance.create(":memory:", {
			autoinstall_known_extensions: "false",
			autoload_known_extensions: "false",
			allow_community_extensions: "false",
			allow_persistent_secrets: "false",
			memory_limit: `${databaseMb(settings)}MB`,
			threads: String(settings.threads),
			temp_directory: settings.spillFolder,
			max_temp_directory_size: `${settings.spillMb}MB`,
			// Memory that is let go of in one thread and was taken in another would stay with the process for long. To
			// give back less than this at once costs a sixth of the processor time.
			allocator_bulk_deallocation_flush_threshold: "16MB",
			// Rows that are asked for come in the order of the file, which decides between trades of one instant.
			preserve_insertion_order: "true",
		});
		const connections: DuckDBConnection[] = [];
		for (let at = 0; at < CONNECTIONS; at++) connections.push(await instance.connect());
		for (const [at, connection] of connections.entries()) {
			const isLast = at === connections.length - 1;
			if (isLast) {
				// A file whose name has a pattern's characters is looked for by the pattern that means it.
				const paths = listValue([...new Set([...files, ...files.map(exactPath)])]);
				await connection.run("SET allowed_paths=$1", [paths], [LIST(VARCHAR)]);
			}
			for (const setting of settingsOf(isLast)) await connection.run(setting);
		}
		return new DuckDatabase(instance, connections);
	}

	async session<Result>(task: Task, work: (session: Session) => Promise<Result>): Promise<Result> {
		const connection =
			this.idle.pop() ??
			(await new Promise<DuckDBConnection>((resolve) => this.waiting.push(resolve)));
		try {
			return await work({
				query: (statement, path) => this.query(connection, task, statement, path),
				stream: (statement, path, take) => this.stream(connection, task, statement, path, take),
			});
		} finally {
			const next = this.waiting.shift();
			if (next === undefined) this.idle.push(connection);
			else next(connection);
		}
	}

	private query(
		connection: DuckDBConnection,
		{ signal, onProgress }: Task,
		statement: Sql,
		path: string | undefined,
	): Promise<Columns> {
		const watch = () => report(connection, onProgress);
		return this.watched(connection, signal, path, watch, async () => {
			const { text, values } = bound(statement);
			// `run` works in a thread of its own; everything that "starts" a query works in this one.
			const result = await connection.run(text, values.map(valueOf), values.map(typeOf));
			const columns = await result.getColumns();
			return columns.map((column) => column.map((value) => cellOf(value)));
		});
	}

	private stream(
		connection: DuckDBConnection,
		{ signal }: Task,
		statement: Sql,
		path: string,
		take: (block: Block) => boolean,
	): Promise<void> {
		const nothing = () => undefined;
		return this.watched(connection, signal, path, nothing, async () => {
			const { text, values } = bound(statement);
			const result = await connection.stream(text, values.map(valueOf), values.map(typeOf));
			let chunk: DuckDBDataChunk | null = null;
			try {
				do {
					chunk = await result.fetchChunk();
				} while (chunk !== null && chunk.rowCount > 0 && take(blockOf(chunk)));
				// An interrupt looks like an end.
				if (signal.aborted) throw cancelled();
			} finally {
				// What nobody waits for any more is not read either.
				if (chunk !== null && chunk.rowCount > 0) {
					connection.interrupt();
					await result.fetchAllChunks().catch(nothing);
				}
			}
		});
	}

	/** Works on a connection until the work ends or the signal fires. */
	private async watched<Result>(
		connection: DuckDBConnection,
		signal: AbortSignal,
		path: string | undefined,
		watch: () => void,
		work: () => Promise<Result>,
	): Promise<Result> {
		if (signal.aborted) throw cancelled();
		// An interrupt that comes before the query has begun is forgotten, so it is repeated.
		const repeated = setInterval(() => {
			if (signal.aborted) connection.interrupt();
			else watch();
		}, POLL_MS);
		const interrupt = () => connection.interrupt();
		signal.addEventListener("abort", interrupt, { once: true });
		try {
			return await work();
		} catch (error) {
			if (signal.aborted) throw cancelled();
			const failure = databaseFailure(error, path);
			if (failure instanceof Failure && failure.kind === "engine") this.isDead = true;
			throw failure;
		} finally {
			clearInterval(repeated);
			signal.removeEventListener("abort", interrupt);
		}
	}

	close(): void {
		for (const connection of this.idle.splice(0)) connection.closeSync();
		this.instance.closeSync();
	}

	get isIdle(): boolean {
		return this.idle.length === CONNECTIONS;
	}
}

function blockOf({ chunk, rowCount }: DuckDBDataChunk): Block {
	const known: Uint8Array[] = [];
	return {
		rows: rowCount,
		// In Electron each look is a copy.
		bytes: (column, width) =>
			(known[column] ??= vector_get_data(data_chunk_get_vector(chunk, column), rowCount * width)),
		// The bits stand in whole numbers of 64.
		valid: (column) =>
			vector_get_validity(data_chunk_get_vector(chunk, column), Math.ceil(rowCount / 64) * 8) ??
			undefined,
	};
}

function report(connection: DuckDBConnection, onProgress: (share: number) => void): void {
	const { percentage } = connection.progress;
	if (percentage >= 0) onProgress(Math.min(percentage / 100, 1));
}

function valueOf(value: SqlValue) {
	switch (value.type) {
		case "VARCHAR[]":
			return listValue([...value.value]);
		case "BIGINT[]":
			return listValue([...value.value]);
		case "BLOB":
			return blobValue(value.value);
		case "VARCHAR":
			return value.value;
	}
}

function typeOf({ type }: SqlValue) {
	switch (type) {
		case "VARCHAR":
			return VARCHAR;
		case "VARCHAR[]":
			return LIST(VARCHAR);
		case "BIGINT[]":
			return LIST(BIGINT);
		case "BLOB":
			return BLOB;
	}
}

function cellOf(value: unknown): Cell {
	if (value instanceof DuckDBDecimalValue) return value.value;
	switch (typeof value) {
		case "bigint":
		case "number":
		case "string":
		case "boolean":
			return value;
		default:
			return null;
	}
}

/** A list of files, as databases are kept for it. */
interface FileList {
	readonly key: string;
	readonly allowed: ReadonlySet<string>;
}

/** Keeps the databases of the last few lists of files. */
export class DuckDatabases implements Databases {
	private readonly kept = new Map<string, Promise<DuckDatabase>>();
	private readonly lists = new WeakMap<readonly string[], FileList>();

	constructor(private readonly settings: EngineSettings) {}

	async open(files: readonly string[], among: readonly string[] = []): Promise<Database> {
		const { allowed } = this.listOf(among);
		const isSome = among.length > files.length && files.every((file) => allowed.has(file));
		return this.openFor(isSome ? among : files);
	}

	/** A call of many files asks with the same list for each of them. */
	private listOf(files: readonly string[]): FileList {
		const known = this.lists.get(files);
		if (known !== undefined) return known;
		const list = { key: JSON.stringify(files), allowed: new Set(files) };
		this.lists.set(files, list);
		return list;
	}

	private async openFor(files: readonly string[]): Promise<Database> {
		const { key } = this.listOf(files);
		const kept = this.kept.get(key);
		this.kept.delete(key);
		const anew = () => this.create(files);
		// What was in the way of one that could not be opened may be gone.
		const opened = kept?.then((database) => (database.isDead ? anew() : database), anew) ?? anew();
		this.kept.set(key, opened);
		await this.forget();
		return opened;
	}

	private async create(files: readonly string[]): Promise<DuckDatabase> {
		await mkdir(this.settings.spillFolder, { recursive: true }).catch((error: unknown) => {
			throw spillFailure(error);
		});
		return DuckDatabase.open(files, this.settings);
	}

	private async forget(): Promise<void> {
		for (const [key, opening] of [...this.kept].slice(0, -KEPT_INSTANCES)) {
			const database = await opening.catch(() => undefined);
			if (database?.isIdle === false) continue;
			this.kept.delete(key);
			database?.close();
		}
	}
}
