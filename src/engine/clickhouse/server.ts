import { randomUUID } from "node:crypto";
import type { ClickHouseSettings } from "@clickhouse/client";
import type { CancelSignal } from "../../core/cancel";
import { type ErrorFacts, type ErrorKind, isProviderError } from "../../core/errors/errors";
import type { Log } from "../../core/log";
import { type Text, text } from "../../core/text";
import type { TextColumns } from "./answer";
import { type Dialect, dialectOf } from "./dialect";
import { refusedBecause, serverError } from "./failures";
import { ORIGIN_REFUSED, RequestFailure, Requests, type SignIn } from "./request";
import { meaningOf, Refusal } from "./serverWords";
import { chql, filledIn, parameterised, raw, type Statement, textValue } from "./statement";

/** What one query may cost. */
export interface QueryLimits {
	/** How long the server may work on it, in seconds. */
	readonly seconds: number;
	/** Memory of the server, in bytes. */
	readonly memoryBytes: number;
	/** Rows of the answer. */
	readonly rows: number;
	/** Bytes of the answer. */
	readonly bytes: number;
}

export interface ServerOptions extends SignIn {
	/** What people call it. */
	readonly name: string;
	readonly log: Log;
	readonly limits: QueryLimits;
	/** Is told what a person should know although nobody waits for it any more. */
	readonly notice?: (sentence: Text) => void;
	/** How often the progress of a query is asked for, in milliseconds. */
	readonly progressMs?: number;
	/** How much longer than the server's own limit an answer is waited for, in milliseconds. */
	readonly graceMs?: number;
}

/**
 * What has to be sure of an answer: nothing, where names are looked up; of trades, that none was left out without a
 * word, of several shards too, also where their table itself says that those which are down are left out.
 */
export type Wholeness = "any" | "whole" | "wholeOfShards" | "wholeOfSkippedShards";

export interface QueryOptions {
	readonly signal: CancelSignal;
	/** How much was read, from 0 to 1, while the server works. */
	readonly onProgress?: (share: number) => void;
	readonly wholeness: Wholeness;
}

const PROGRESS_MS = 500;
/** What answers at once: the version, progress, the order to end a query. */
const SHORT_SECONDS = 15;
const SHORT_BYTES = 1024 * 1024;
const GRACE_MS = 10_000;
/** A query that was ordered to end may not have begun yet. */
const SECOND_KILL_MS = 300;

/** What a server does where a limit is reached: it fails, and never answers with what it has so far. */
const OVERFLOWS = [
	"read_overflow_mode",
	"group_by_overflow_mode",
	"sort_overflow_mode",
	"result_overflow_mode",
	"timeout_overflow_mode",
	"set_overflow_mode",
	"distinct_overflow_mode",
	"transfer_overflow_mode",
] as const;
/** Settings by which rows are left out, or counted that are none, and the value with which all of them count once. */
const LEAVING_OUT: readonly (readonly [name: string, value: string])[] = [
	...OVERFLOWS.map((name) => [name, "throw"] as const),
	["read_overflow_mode_leaf", "throw"],
	["timeout_overflow_mode_leaf", "throw"],
	["limit", "0"],
	["offset", "0"],
	// Rows that were deleted, groups of shards that are not joined, shards that are taken for copies of one another.
	["apply_deleted_mask", "1"],
	["distributed_group_by_no_merge", "0"],
	["parallel_replicas_for_non_replicated_merge_tree", "0"],
	["ignore_cold_parts_seconds", "0"],
];
/** What a profile may say that makes answers other ones than those of the statement: older ones, with FINAL. */
const CHANGING_ANSWERS = { use_query_cache: 0, final: 0 } as const;
const SKIPS_SHARDS = "skip_unavailable_shards";
/** Whether a refusal is of the settings that were sent along, and not of the statement. */
const isOfSettings = ({ code, words }: Refusal) =>
	(code === 164 && /setting/i.test(words)) || code === 452;
const KILLED = 394;
const UNKNOWN_SETTING = 115;

/** The setting that a server does not know, by its words: `Unknown setting limit`, `… setting 'limit'`. */
function unknownSetting({ code, words }: Refusal): string | undefined {
	return code === UNKNOWN_SETTING ? /setting ['"`]?(\w+)/i.exec(words)?.[1] : undefined;
}

/** What a user who may set nothing has for settings that leave rows out. */
interface FixedSettings {
	readonly leavesOut: boolean;
	readonly skipsShards: boolean;
}

/** A ClickHouse server that a user has signed in to. */
export interface ClickHouseServer {
	readonly name: string;
	readonly dialect: Dialect;
	/** Its zone by its IANA name. */
	readonly zone: string;
	/**
	 * Asks for rows. A cancel ends the wait at once; the query is then ended on the server too. Rejects with
	 * `ProviderError`.
	 */
	query(statement: Statement, options: QueryOptions): Promise<TextColumns>;
	/** Ends the connection, once queries that were cancelled have been ended on the server. */
	close(): Promise<void>;
}

/**
 * Signs in to a server and asks which one it is.
 *
 * Rejects with `ProviderError`: `badKey` for user or password, `notEntitled`, `notFound`, `rateLimited`, `tooLarge`,
 * `timeout`, `redirect`, `portal` or `badBody` for what is no ClickHouse, a kind of the network, else `server`.
 */
export async function signInTo(
	options: ServerOptions,
	signal: CancelSignal,
): Promise<ClickHouseServer> {
	const server = new Server(options);
	try {
		await server.signIn(signal);
	} catch (error) {
		await server.close();
		throw error;
	}
	return server;
}

class Server implements ClickHouseServer {
	readonly name: string;
	dialect: Dialect = dialectOf("");
	zone = "UTC";
	/** Whether it has said which version it is. */
	private isKnown = false;
	private readonly requests: Requests;
	private readonly redact: (line: string) => string;
	/** Absent while settings can be sent. */
	private fixed: FixedSettings | undefined;
	/** Settings that this server does not know, and by which it can therefore leave nothing out. */
	private readonly unknown = new Set<string>();
	private readonly endings = new Set<Promise<void>>();

	constructor(private readonly options: ServerOptions) {
		this.name = options.name;
		this.redact = redactorOf(options);
		try {
			this.requests = new Requests(options);
		} catch (error) {
			throw this.told(error, {});
		}
	}

	async signIn(signal: CancelSignal): Promise<void> {
		const statement = raw("SELECT version() AS version, timezone() AS zone");
		const { columns } = await this.query(statement, { signal, wholeness: "any" });
		const [version, zone] = columns.map(([cell]) => cell ?? "");
		this.dialect = dialectOf(version ?? "");
		this.isKnown = true;
		this.zone = zone ?? "UTC";
	}

	async query(statement: Statement, options: QueryOptions): Promise<TextColumns> {
		try {
			if (this.fixed === undefined) {
				try {
					return await this.runWithSettings(statement, options);
				} catch (error) {
					if (!(error instanceof Refusal) || !isOfSettings(error)) throw error;
					this.options.log.info(`${this.name}: its user may set nothing (error ${error.code})`);
				}
				this.fixed = await this.fixedSettings(options.signal);
			}
			this.checkWholeness(options.wholeness, this.fixed);
			return await this.run(statement, options, {});
		} catch (error) {
			throw this.told(error, { signal: options.signal });
		}
	}

	/** Asks with all settings that the server knows. */
	private async runWithSettings(statement: Statement, options: QueryOptions): Promise<TextColumns> {
		for (;;) {
			const settings = this.settings();
			try {
				return await this.run(statement, options, settings);
			} catch (error) {
				const name = error instanceof Refusal ? unknownSetting(error) : undefined;
				if (name === undefined || name === "readonly" || !(name in settings)) throw error;
				this.options.log.info(`${this.name}: it does not know the setting ${name}`);
				this.unknown.add(name);
			}
		}
	}

	private settings(): ClickHouseSettings {
		const all = this.allSettings();
		return Object.fromEntries(Object.entries(all).filter(([name]) => !this.unknown.has(name)));
	}

	private allSettings(): ClickHouseSettings {
		const { seconds, memoryBytes, rows } = this.options.limits;
		return {
			// Settings may be sent along, and nothing may be changed by any of them.
			readonly: "2",
			max_execution_time: seconds,
			max_memory_usage: String(memoryBytes),
			max_result_rows: String(rows),
			skip_unavailable_shards: 0,
			wait_end_of_query: 1,
			enable_http_compression: 1,
			...Object.fromEntries(OVERFLOWS.map((name) => [name, "throw"])),
			// Who answers has to be found out whatever a profile does to answers.
			...(!this.isKnown && { limit: "0", offset: "0", use_query_cache: 0 }),
			...(this.dialect.endsWithConnection && {
				...Object.fromEntries(LEAVING_OUT),
				...CHANGING_ANSWERS,
				cancel_http_readonly_queries_on_client_close: 1,
				aggregate_functions_null_for_empty: 0,
				prefer_column_name_to_alias: 0,
			}),
		};
	}

	private async fixedSettings(signal: CancelSignal): Promise<FixedSettings> {
		const names = [...LEAVING_OUT.map(([name]) => name), SKIPS_SHARDS];
		const list = raw(names.map((name) => `'${name}'`).join(", "));
		const { columns } = await this.run(
			chql`SELECT name, value FROM system.settings WHERE name IN (${list})`,
			{ signal },
			{},
		);
		const [found = [], values = []] = columns;
		const valueOf = new Map(found.map((name, at) => [name, values[at]]));
		return {
			leavesOut: LEAVING_OUT.some(
				([name, value]) => valueOf.has(name) && valueOf.get(name) !== value,
			),
			skipsShards: valueOf.get(SKIPS_SHARDS) !== "0",
		};
	}

	/** What nobody can be sure of is not shown. */
	private checkWholeness(wholeness: Wholeness, { leavesOut, skipsShards }: FixedSettings): void {
		if (wholeness === "any") return;
		if (leavesOut) {
			throw refusedBecause(
				this.name,

				text(
					"{0} lets its user set nothing and may leave rows out without a word. Ask its administrator for a profile with readonly = 2.",
					this.name,
				),
			);
		}
		const isSkipped = wholeness === "wholeOfShards" ? skipsShards : wholeness !== "whole";
		if (isSkipped) {
			throw refusedBecause(
				this.name,

				text(
					"{0} lets its user set nothing and may leave out shards that are down. Ask its administrator for a profile with readonly = 2.",
					this.name,
				),
			);
		}
	}

	/** One request, within its time; rejects with `Refusal`, `RequestFailure` or `Cancelled`. */
	private async run(
		statement: Statement,
		{ signal, onProgress }: Pick<QueryOptions, "signal" | "onProgress">,
		settings: ClickHouseSettings,
	): Promise<TextColumns> {
		if (signal.aborted) throw new RequestFailure("cancelled", {}, "cancelled");
		const { limits, progressMs = PROGRESS_MS, graceMs = GRACE_MS } = this.options;
		const { text, parameters } = this.sent(statement);
		const id = randomUUID();
		const own = new AbortController();
		const cancel = () => own.abort(new RequestFailure("cancelled", {}, "cancelled"));
		signal.addEventListener("abort", cancel, { once: true });
		const deadline = setTimeout(
			() => own.abort(new RequestFailure("timeout", { limit: limits.seconds }, "deadline")),
			limits.seconds * 1_000 + graceMs,
		);
		const watch = onProgress === undefined ? undefined : new Watch(onProgress);
		const timer = watch && setInterval(() => watch.look(() => this.progressOf(id)), progressMs);
		try {
			const { bytes } = limits;
			return await this.requests.ask({ text, parameters, settings, id, bytes, signal: own.signal });
		} catch (error) {
			if (own.signal.aborted || (error instanceof RequestFailure && error.kind === "tooLarge")) {
				this.end(id);
			}
			throw error;
		} finally {
			clearTimeout(deadline);
			clearInterval(timer);
			watch?.close();
			signal.removeEventListener("abort", cancel);
		}
	}

	private sent(statement: Statement) {
		return this.dialect.hasParameters
			? parameterised(statement)
			: { text: filledIn(statement), parameters: {} };
	}

	/** A short question beside a query, for nobody who could cancel it. */
	private aside(statement: Statement): Promise<TextColumns> {
		const signal = AbortSignal.timeout(SHORT_SECONDS * 1_000);
		const { text, parameters } = this.sent(statement);
		const id = randomUUID();
		return this.requests.ask({ text, parameters, id, bytes: SHORT_BYTES, signal });
	}

	/** How much of a query's rows was read; `undefined` where that is not known. */
	private async progressOf(id: string): Promise<number | undefined> {
		const { columns } = await this.aside(
			chql`SELECT toString(read_rows), toString(total_rows_approx) FROM system.processes WHERE query_id = ${textValue(id)}`,
		);
		const [read, total] = columns.map(([cell]) => Number(cell ?? 0));
		if (read === undefined || total === undefined || total <= 0) return undefined;
		return Math.min(read / total, 1);
	}

	/** Has the server end a query that nobody waits for any more. */
	private end(id: string): void {
		const ending = this.kill(id)
			.catch((error: unknown) => this.cannotEnd(error))
			.finally(() => this.endings.delete(ending));
		this.endings.add(ending);
	}

	private async kill(id: string): Promise<void> {
		const statement = chql`KILL QUERY WHERE query_id = ${textValue(id)} ASYNC`;
		if ((await this.aside(statement)).rows > 0) return;
		await new Promise((resolve) => setTimeout(resolve, SECOND_KILL_MS));
		await this.aside(statement);
	}

	private cannotEnd(error: unknown): void {
		this.options.log.warn(this.redact(`${this.name}: a query was not ended: ${wordsOf(error)}`));
		if (!(error instanceof Refusal)) return;
		this.options.notice?.(
			text(
				"{0} refused to end a query that was cancelled: it goes on there until it is done or its time is up.",
				this.name,
			),
		);
	}

	/** The error for whoever asked; what the server said goes into the log. */
	private told(error: unknown, { signal }: { readonly signal?: CancelSignal }): Error {
		if (isProviderError(error)) return error;
		const { kind, facts } = this.meaning(error, signal?.aborted === true);
		if (facts.code === ORIGIN_REFUSED) {
			return refusedBecause(
				this.name,

				text("{0}: its address is not usable. Use https, or http on this machine.", this.name),
			);
		}
		if (kind !== "cancelled") {
			this.options.log.warn(this.redact(`${this.name}: ${kind}: ${wordsOf(error)}`));
		}
		return serverError(this.name, kind, { ...facts, host: hostOf(this.options.origin) });
	}

	private meaning(
		error: unknown,
		isCancelled: boolean,
	): { readonly kind: ErrorKind; readonly facts: ErrorFacts } {
		if (error instanceof Refusal) {
			if (error.code === KILLED && isCancelled) return { kind: "cancelled", facts: {} };
			const { kind, facts } = meaningOf(error, this.zone);
			return kind === "timeout"
				? { kind, facts: { ...facts, limit: this.options.limits.seconds } }
				: { kind, facts };
		}
		if (error instanceof RequestFailure) return error;
		return { kind: "server", facts: {} };
	}

	async close(): Promise<void> {
		await Promise.all(this.endings);
		await this.requests.close();
	}
}

/** Tells how far a query is: one look at a time, and none that goes back. */
class Watch {
	private isLooking = false;
	private isClosed = false;
	private furthest = 0;

	constructor(private readonly tell: (share: number) => void) {}

	look(progress: () => Promise<number | undefined>): void {
		if (this.isLooking) return;
		this.isLooking = true;
		progress()
			.then((share) => {
				if (this.isClosed || share === undefined || share <= this.furthest) return;
				this.furthest = share;
				this.tell(share);
			})
			// A server that does not tell how far it is may answer all the same.
			.catch(() => undefined)
			.finally(() => {
				this.isLooking = false;
			});
	}

	close(): void {
		this.isClosed = true;
	}
}

function wordsOf(error: unknown): string {
	if (error instanceof Refusal) return error.words;
	if (error instanceof RequestFailure) return error.detail;
	return error instanceof Error ? error.message : "unknown";
}

function hostOf(origin: string): string {
	return URL.canParse(origin) ? new URL(origin).host : origin;
}

/** Takes the password out of a line, in every form in which it is sent. */
function redactorOf({ user, password }: SignIn): (line: string) => string {
	if (password === "") return (line) => line;
	const forms = [
		Buffer.from(`${user}:${password}`).toString("base64"),
		encodeURIComponent(password),
		password,
	];
	return (line) => forms.reduce((clean, form) => clean.replaceAll(form, "[password]"), line);
}
