import type { CancelSignal } from "../../core/cancel";
import type { Log } from "../../core/log";
import { isProviderError } from "../../core/errors/errors";
import { SERVER_CODES } from "../../core/errors/serverSentences";
import { canonicalJson } from "../../core/query/canonical";
import { type Text, text } from "../../core/text";
import type { TradesPlan } from "../../core/trades/plan";
import type { SumOptions } from "../../core/trades/source";
import { isSameTableReading, isSameTableVersion } from "../../core/trades/table/sameTable";
import type {
	SignIn,
	TableRef,
	TableState,
	TableVerdict,
	TradesTable,
	TradesTables,
} from "../../core/trades/table/tables";
import { Connection } from "./connection";
import { serverError } from "./failures";
import { firstRows, venuesOf } from "./firstRows";
import { type ClickHouseServer, type QueryLimits, type ServerOptions, signInTo } from "./server";
import { type Table, tablesOf } from "./table";
import { grownVerdict } from "./tableGrowth";
import { fromViewNote } from "./minuteViews";
import { sumTableOrView } from "./minuteSums";
import { judgeTable } from "./tableVerdict";

export interface ClickHouseTablesOptions {
	readonly log: Log;
	/** Read anew with each query. */
	readonly limits: () => QueryLimits;
	/** User and password for a server by its origin; read anew with each use. */
	readonly readSignIn: (connection: string) => Promise<SignIn | undefined>;
	/** Whether user and password may go to a server; may ask the person. */
	readonly mayUse: (connection: string) => Promise<boolean>;
	/** Is told what a person should know although nobody waits for it any more. */
	readonly notice: (sentence: Text) => void;
}

/**
 * Tables of ClickHouse servers. A connection is kept by server and user until nobody has used it for a minute, another
 * user signs in, or all of it ends.
 */
export function createClickHouseTables(options: ClickHouseTablesOptions): TradesTables {
	return new ClickHouseTables(options);
}

class ClickHouseTables implements TradesTables {
	private readonly connections = new Map<string, Connection>();
	private readonly endings = new Set<Promise<void>>();
	/** How long ids of a table were found to be, so that the next statement has room for them at once. */
	private readonly idDigits = new Map<string, number>();

	constructor(private readonly options: ClickHouseTablesOptions) {}

	async trySignIn(connection: string, signIn: SignIn, { signal }: SumOptions): Promise<string> {
		await this.checkMayUse(connection);
		const server = await signInTo(this.serverOptions(connection, signIn), signal);
		await server.close();
		return server.dialect.version;
	}

	list(connection: string, { signal }: SumOptions) {
		return this.use(connection, signal, (server) => tablesOf(server, signal));
	}

	state(ref: TableRef, options: SumOptions): Promise<TableState> {
		return this.with(ref, options, (server, table) => Promise.resolve(stateOf(ref, server, table)));
	}

	head(ref: TableRef, options: SumOptions) {
		return this.with(ref, options, async (server, table) => {
			const rows = await firstRows(server, table, options.signal);
			const venues = await venuesOf(server, table, options.signal);
			return {
				...stateOf(ref, server, table),
				rows,
				...(venues !== undefined && { venues }),
			};
		});
	}

	judge(
		asked: TradesTable,
		earlier: TableVerdict | undefined,
		options: SumOptions,
	): Promise<TableVerdict> {
		const { ref, layout, symbol } = asked;
		return this.inTurn(ref, options, async (server, table, connection) => {
			const state = () => connection.version(server, table, options.signal);
			const version = await state();
			const look = (more: Parameters<typeof judgeTable>[4]) =>
				judgeTable(server, table, layout, symbol ?? "", more).catch((error: unknown) => {
					if (!isProviderError(error) || error.kind !== "timeout") throw error;
					throw serverError(server.name, "timeout", { ...error.facts, code: SERVER_CODES.look });
				});
			const own = {
				ref,
				layout,
				...(symbol !== undefined && { symbol }),
				...(version !== undefined && { version }),
			};
			const from =
				earlier !== undefined && isSameTableReading(earlier, asked)
					? earlier.lastDay?.day
					: undefined;
			if (earlier !== undefined && from !== undefined) {
				const found = grownVerdict(earlier, await look({ ...options, from }));
				const grown = { ...found, ...own };
				if (mayHold(earlier, grown, table, await state())) return grown;
			}
			return { ...(await look(options)), ...own };
		});
	}

	sum(plan: TradesPlan, verdict: TableVerdict, options: SumOptions) {
		const { ref, layout } = verdict;
		const key = canonicalJson(ref);
		return this.inTurn(ref, options, async (server, table) => {
			const idDigits = Math.max(verdict.facts.idDigits ?? 0, this.idDigits.get(key) ?? 0);
			const known = { ...verdict.facts, ...(idDigits > 0 && { idDigits }) };
			const { leftOut, ties, facts, view, ...sums } = await sumTableOrView(
				plan,
				server,
				table,
				layout,
				options,
				known,
			);
			this.idDigits.set(key, Math.max(facts.idDigits ?? 0, idDigits));
			return {
				...sums,
				notes: [
					...(view === undefined ? [] : [fromViewNote(view)]),
					...notesOn(plan, leftOut, ties),
				],
			};
		});
	}

	async dispose(): Promise<void> {
		for (const one of this.connections.values()) one.close();
		this.connections.clear();
		await Promise.all(this.endings);
	}

	private with<T>(
		ref: TableRef,
		{ signal }: SumOptions,
		task: (server: ClickHouseServer, table: Table) => Promise<T>,
	): Promise<T> {
		return this.use(ref.connection, signal, async (server, connection) =>
			task(server, await connection.table(server, ref, signal)),
		);
	}

	/** For what reads many rows. */
	private inTurn<T>(
		ref: TableRef,
		{ signal }: SumOptions,
		task: (server: ClickHouseServer, table: Table, connection: Connection) => Promise<T>,
	): Promise<T> {
		return this.use(ref.connection, signal, (server, connection) =>
			connection.turns.run(signal, async () =>
				task(server, await connection.table(server, ref, signal), connection),
			),
		);
	}

	private async use<T>(
		origin: string,
		signal: CancelSignal,
		task: (server: ClickHouseServer, connection: Connection) => Promise<T>,
	): Promise<T> {
		await this.checkMayUse(origin);
		const signIn = await this.options.readSignIn(origin);
		if (signIn === undefined) throw serverError(nameOf(origin), "noKey");
		const connection = this.connectionOf(origin, signIn);
		return connection.use(signal, (server) => task(server, connection));
	}

	private async checkMayUse(origin: string): Promise<void> {
		if (!(await this.options.mayUse(origin))) throw serverError(nameOf(origin), "cancelled");
	}

	private connectionOf(origin: string, signIn: SignIn): Connection {
		const known = this.connections.get(origin);
		if (known?.isOf(signIn) === true) return known;
		known?.close();
		const made: Connection = new Connection(this.serverOptions(origin, signIn), (ended) => {
			if (this.connections.get(origin) === made) this.connections.delete(origin);
			const ending = ended.finally(() => this.endings.delete(ending));
			this.endings.add(ending);
		});
		this.connections.set(origin, made);
		return made;
	}

	private serverOptions(origin: string, { user, password }: SignIn): ServerOptions {
		const { log, limits, notice } = this.options;
		return {
			origin,
			user,
			password,
			name: nameOf(origin),
			log,
			notice,
			get limits() {
				return limits();
			},
		};
	}
}

/** What people call a server: its host and port. */
function nameOf(origin: string): string {
	return URL.canParse(origin) ? new URL(origin).host : origin;
}

function stateOf(ref: TableRef, { dialect }: ClickHouseServer, table: Table): TableState {
	const { engine, sortingKey, isDistributed, isReplicated, takesFinal, columns, version } = table;
	return {
		ref,
		...(version !== undefined && { version }),
		serverVersion: dialect.version,
		engine,
		sortingKey,
		isDistributed,
		isReplicated,
		takesFinal,
		columns: columns.map(({ name, typeName }) => ({ name, type: typeName })),
	};
}

const counted = ({ trades, leftOut }: TableVerdict) => trades + leftOut;

/**
 * Whether days in front of the last known one may be as they were: as many rows have come as were found from that day on.
 * Nobody can tell where rows come meanwhile, where merges take some away, and where others stand among them.
 *
 * @param after the table's state once it was looked at
 */
function mayHold(
	earlier: TableVerdict,
	grown: TableVerdict,
	{ takesFinal }: Table,
	after: TableVerdict["version"],
): boolean {
	const { version, layout } = grown;
	const [before, now] = [earlier.version, version];
	if (before === undefined || now === undefined || takesFinal || layout.only !== undefined)
		return true;
	if (!isSameTableVersion(after, now)) return true;
	return now.rows - before.rows === counted(grown) - counted(earlier);
}

/** What the reader of an answer should know of it. */
function notesOn(plan: TradesPlan, leftOut: number, ties: "id" | "price"): readonly Text[] {
	return [
		...(leftOut > 0
			? [text("Rows without a usable price or size were left out of the range: {0}.", leftOut)]
			: []),
		...(plan.kind === "vwap" && ties === "price"
			? [
					text(
						"The table has no numbers of trades, so of trades at the same instant the lowest price counts as the first and the highest as the last.",
					),
				]
			: []),
	];
}
