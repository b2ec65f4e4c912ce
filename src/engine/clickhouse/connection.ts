import type { CancelSignal } from "../../core/cancel";
import { text } from "../../core/text";
import type { TableVersion } from "../../core/trades/table/tables";
import { refusedBecause, serverError } from "./failures";
import { type ClickHouseServer, type ServerOptions, signInTo } from "./server";
import { type Table, type TableName, tableOf, tableVersion } from "./table";
import { Turns } from "./turns";

/** A connection that nobody uses is ended after a while. */
const IDLE_MS = 60_000;
/**
 * How long what the catalogue says of a table is taken for true. Of one look and what is asked because of it the second
 * follows the first at once; a table that changes in between could do so in the midst of either.
 */
const CATALOGUE_MS = 2_000;

/** Queries over rows that run at once: a server is there for others, too. */
const MOST_AT_ONCE = 4;

/** Engines of which a row is read once and is gone. */
const QUEUES = /^(Kafka|RabbitMQ|NATS|FileLog|S3Queue|AzureQueue)$/;

const isQueue = (server: string, { database, table, engine }: Table) =>
	refusedBecause(
		server,
		text(
			"{0} is of the engine {1}: whoever reads it takes rows out of it. Choose the table that its rows are written to.",
			`${database}.${table}`,
			engine,
		),
	);

/** A server that one user has signed in to, from the first use on until nobody has used it for a while. */
export class Connection {
	private readonly entering = new AbortController();
	private readonly server: Promise<ClickHouseServer>;
	private readonly tables = new Map<string, { readonly at: number; readonly table: Table }>();
	/** Where queries over rows wait for each other. */
	readonly turns: Turns;
	private uses = 0;
	private isIn = false;
	private isEnding = false;
	private isEnded = false;
	private timer: NodeJS.Timeout | undefined;

	/** @param onEnd is told once that nothing may use it any more */
	constructor(
		private readonly options: ServerOptions,
		private readonly onEnd: (ended: Promise<void>) => void,
	) {
		this.turns = new Turns(MOST_AT_ONCE, () => this.cancelled());
		this.server = signInTo(options, this.entering.signal);
		this.server.then(
			() => (this.isIn = true),
			() => this.end(),
		);
	}

	/** Whether it is that of this user with this password. */
	isOf({ user, password }: Pick<ServerOptions, "user" | "password">): boolean {
		return this.options.user === user && this.options.password === password;
	}

	/** Does something with the server. A cancel ends the wait for the sign-in at once. Rejects with `ProviderError`. */
	async use<T>(signal: CancelSignal, task: (server: ClickHouseServer) => Promise<T>): Promise<T> {
		this.uses += 1;
		clearTimeout(this.timer);
		try {
			return await task(await this.entered(signal));
		} finally {
			this.uses -= 1;
			if (this.uses === 0) this.rest();
		}
	}

	/**
	 * What the catalogue says of a table that can be read. Rejects with `ProviderError`, `badRequest` for a queue: who
	 * reads that takes rows out of it.
	 */
	async table(server: ClickHouseServer, name: TableName, signal: CancelSignal): Promise<Table> {
		const key = keyOf(name);
		const known = this.tables.get(key);
		if (known !== undefined && Date.now() - known.at < CATALOGUE_MS) return known.table;
		this.tables.delete(key);
		const table = await tableOf(server, name, signal);
		if (QUEUES.test(table.engine)) throw isQueue(server.name, table);
		this.tables.set(key, { at: Date.now(), table });
		return table;
	}

	/** The present state of a table: what was known of it before is older. Rejects with `ProviderError`. */
	async version(
		server: ClickHouseServer,
		table: Table,
		signal: CancelSignal,
	): Promise<TableVersion | undefined> {
		const version = await tableVersion(server, table, signal);
		const known = this.tables.get(keyOf(table));
		if (known !== undefined && version !== undefined) {
			this.tables.set(keyOf(table), { ...known, table: { ...known.table, version } });
		}
		return version;
	}

	/** Ends it as soon as nobody uses it any more. */
	close(): void {
		this.isEnding = true;
		if (this.uses === 0) this.end();
	}

	private cancelled(): Error {
		return serverError(this.options.name, "cancelled");
	}

	private entered(signal: CancelSignal): Promise<ClickHouseServer> {
		if (signal.aborted) return Promise.reject(this.cancelled());
		return new Promise((resolve, reject) => {
			const leave = () => reject(this.cancelled());
			signal.addEventListener("abort", leave, { once: true });
			this.server.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
		});
	}

	/** Nobody uses it. A sign-in that nobody waits for is given up, a server that was signed in to is kept for a while. */
	private rest(): void {
		if (this.isEnding || !this.isIn) this.end();
		else {
			this.timer = setTimeout(() => this.end(), IDLE_MS);
			this.timer.unref();
		}
	}

	private end(): void {
		if (this.isEnded) return;
		this.isEnded = true;
		clearTimeout(this.timer);
		this.entering.abort();
		this.onEnd(
			this.server.then(
				(server) => server.close(),
				() => undefined,
			),
		);
	}
}

const keyOf = ({ database, table }: TableName) => JSON.stringify([database, table]);
