import type { Readable } from "node:stream";
import {
	ClickHouseLogLevel,
	type ClickHouseClient,
	type ClickHouseSettings,
	createClient,
	type ClickHouseClientConfigOptions,
} from "@clickhouse/client";
import { serverAddressAt } from "../../core/access/serverAddress";
import { networkCode, networkKind } from "../../core/errors/networkKinds";
import type { ErrorFacts, ErrorKind } from "../../core/errors/errors";
import { EndlessAnswer, readAnswer, readBytes, type TextColumns, UnreadableAnswer } from "./answer";
import { cleanWords, Refusal, refusalIn } from "./serverWords";

/** Bytes that are read of a refusal: enough for its words. */
const REFUSAL_BYTES = 64 * 1024;
/** The library's own timeout lies beyond every deadline of ours: it does not say what happened. */
const LIBRARY_TIMEOUT_MS = 24 * 3_600_000;

/** Code of the failure where a password may not go to an address. */
export const ORIGIN_REFUSED = "ORIGIN_REFUSED";

/** A request that failed, told in terms of people; what the server said is a `Refusal` instead. */
export class RequestFailure extends Error {
	override readonly name = "RequestFailure";

	constructor(
		readonly kind: ErrorKind,
		readonly facts: ErrorFacts,
		/** For the log. */
		readonly detail: string,
	) {
		super(detail);
	}
}

/** Another way to a server than HTTP: an engine inside of this process. */
export type EmbeddedEngine = NonNullable<ClickHouseClientConfigOptions["connection"]>;

export interface SignIn {
	/** Scheme, host and port: user and password go there and nowhere else. */
	readonly origin: string;
	readonly user: string;
	readonly password: string;
	readonly engine?: EmbeddedEngine;
}

export interface Request {
	readonly text: string;
	readonly parameters?: Readonly<Record<string, string>>;
	readonly settings?: ClickHouseSettings;
	readonly id: string;
	/** Most bytes of the answer. */
	readonly bytes: number;
	readonly signal: AbortSignal;
}

/** Sends single requests to one server, each on a connection of its own, and reads their answers. */
export class Requests {
	private readonly client: ClickHouseClient;

	/** @throws {RequestFailure} `badRequest` for an address to which no password may go */
	constructor(signIn: SignIn) {
		const { user, password, engine } = signIn;
		const { origin } = signIn;
		if (serverAddressAt(origin) === undefined) {
			throw new RequestFailure("badRequest", { code: ORIGIN_REFUSED }, "refused origin");
		}
		// The name ends at the first colon of what is sent.
		if (user.includes(":")) throw new RequestFailure("badKey", { code: "USER_FORM" }, "user form");
		this.client = createClient({
			url: origin,
			username: user,
			password,
			application: "value-area",
			request_timeout: LIBRARY_TIMEOUT_MS,
			// A connection that the server has given up would break the next query, and nothing is sent twice.
			keep_alive: { enabled: false },
			log: { level: ClickHouseLogLevel.OFF },
			...(engine !== undefined && { connection: engine }),
		});
	}

	/**
	 * Rejects with `Refusal` for what the server said, `RequestFailure` for all else, and with the signal's reason at
	 * once when it fires.
	 */
	async ask(request: Request): Promise<TextColumns> {
		const { signal } = request;
		signal.throwIfAborted();
		let stop: (() => void) | undefined;
		const aborted = new Promise<never>((_, reject) => {
			stop = () => reject(signal.reason as Error);
			signal.addEventListener("abort", stop, { once: true });
		});
		try {
			return await Promise.race([this.answer(request), aborted]);
		} catch (error) {
			signal.throwIfAborted();
			throw failureOf(error, request.bytes);
		} finally {
			if (stop !== undefined) signal.removeEventListener("abort", stop);
		}
	}

	private async answer(request: Request): Promise<TextColumns> {
		const { text, parameters = {}, settings = {}, id, bytes, signal } = request;
		const isPacked = settings.enable_http_compression === 1;
		const { stream, http_status_code, response_headers } = await this.client.exec({
			query: `${text} FORMAT JSONCompact`,
			query_params: { ...parameters },
			clickhouse_settings: settings,
			query_id: id,
			abort_signal: signal,
			ignore_error_response: true,
			// The library's own option would send the setting to users who may send none.
			decompress_response_stream: isPacked,
			...(isPacked && { http_headers: { "Accept-Encoding": "gzip" } }),
		});
		const destroy = () => stream.destroy();
		signal.addEventListener("abort", destroy, { once: true });
		try {
			if (signal.aborted) destroy();
			const status = http_status_code ?? 200;
			const isRefused =
				status !== 200 || response_headers["x-clickhouse-exception-code"] !== undefined;
			if (!isRefused) return readAnswer(await readWhole(stream, bytes));
			const location = response_headers["location"];
			if (status >= 300 && status < 400) throw redirected(location);
			throw refusalOf(status, (await readStart(stream)).toString("utf8"));
		} finally {
			signal.removeEventListener("abort", destroy);
			stream.on("error", () => undefined);
			stream.destroy();
		}
	}

	close(): Promise<void> {
		return this.client.close();
	}
}

async function readWhole(stream: Readable, most: number): Promise<Buffer> {
	const bytes = await readBytes(stream, most);
	const start = bytes.subarray(0, 256).toString("latin1");
	if (/^\s*<(!doctype|html|head|body)/i.test(start)) {
		throw new RequestFailure("portal", {}, "a web page");
	}
	return bytes;
}

/** What there is of a refusal, even where it does not end or breaks off. */
async function readStart(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			length += chunk.length;
			if (length > REFUSAL_BYTES) break;
		}
	} catch {
		// The words so far say more than that they broke off.
	}
	return Buffer.concat(chunks, length).subarray(0, REFUSAL_BYTES);
}

function redirected(location: string | readonly string[] | undefined): RequestFailure {
	const target = typeof location === "string" ? location : "";
	const redirectHost = URL.canParse(target) ? new URL(target).host : "";
	return new RequestFailure(
		"redirect",
		{ redirectHost: redirectHost === "" ? "another address" : redirectHost },
		"a redirect",
	);
}

/** What a status without words of ClickHouse means: whoever answers stands in front of it, or is something else. */
function refusalOf(status: number, body: string): Refusal | RequestFailure {
	const refusal = refusalIn(body);
	if (refusal !== undefined) return refusal;
	const failure = (kind: ErrorKind) =>
		new RequestFailure(kind, { status }, `status ${status}: ${cleanWords(body)}`);
	if (status === 401) return failure("badKey");
	if (status === 407) return failure("proxy");
	if (status === 429) return failure("rateLimited");
	if (status === 408 || status === 504) return failure("timeout");
	if (status === 502 || status === 503) return failure("server");
	return failure(/^\s*<(!doctype|html|head|body)/i.test(body) ? "portal" : "badBody");
}

const MEGABYTE = 1024 * 1024;

function failureOf(error: unknown, bytes: number): Error {
	if (error instanceof Refusal || error instanceof RequestFailure) return error;
	if (error instanceof EndlessAnswer) {
		const limit = Math.max(Math.round(bytes / MEGABYTE), 1);
		return new RequestFailure("tooLarge", { limit, ownLimit: "bodyBytes" }, "too many bytes");
	}
	if (error instanceof UnreadableAnswer) {
		return new RequestFailure("badBody", {}, error.reason);
	}
	// An engine in this process throws what it says; a number is its error's.
	const code = networkCode(error);
	if (error instanceof Error && code !== undefined && /^\d+$/.test(code)) {
		return refusalIn(error.message) ?? new Refusal(Number(code), cleanWords(error.message));
	}
	return new RequestFailure(
		networkKind(code),
		code === undefined ? {} : { code: code.slice(0, 64) },
		code ?? "connection broke",
	);
}
