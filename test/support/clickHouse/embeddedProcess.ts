/**
 * The embedded engine behind HTTP, as a server takes questions: `embeddedProcess MODULE FOLDER CONFIG`. A question with `readonly` is
 * asked in a session of its own, since a session keeps what was once set; everything else in one that may change data.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { gzip, type ZlibOptions } from "node:zlib";

interface Question {
	readonly query: string;
	readonly query_id?: string;
	readonly query_params?: Readonly<Record<string, string>>;
	readonly clickhouse_settings?: Readonly<Record<string, string>>;
	readonly abort_signal?: AbortSignal;
}

interface Connection {
	query(question: Question): Promise<{ readonly stream: Readable }>;
	command(question: Question): Promise<unknown>;
	close(): Promise<void>;
}

interface EngineModule {
	createChdbConnection(options: { readonly path: string }): Connection;
}

interface SessionModule {
	readonly Session: new (path: string, options: object) => object;
}

const [modulePath = "", path = ":memory:", config = ""] = process.argv.slice(2);
// eslint-disable-next-line @typescript-eslint/no-require-imports -- where it stands is known at run time alone
const engine = require(join(modulePath, "dist", "connection", "index.js")) as EngineModule;
if (config !== "") {
	// The first session of a process configures the engine for all connections after it.
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
	const { Session } = require(modulePath) as SessionModule;
	new Session(path, { connectionArgs: [`--config-file=${config}`] });
}
const open = () => engine.createChdbConnection({ path });
const writer = open();

/** How hard a server packs its answers unless it is told otherwise. */
const PACKING = 3;
const packed = promisify<Buffer, ZlibOptions, Buffer>(gzip);

/** What the interface of a server takes that is no setting. */
const NO_SETTINGS = ["query", "query_id", "database", "user", "password", "session_id", "compress"];

/** A parameter as a text, out of the escapes that the interface asks for. */
const unescaped = (value: string) =>
	value.replaceAll(
		/\\(.)/gs,
		(_, one: string) => ({ t: "\t", n: "\n", r: "\r", "0": "\0" })[one] ?? one,
	);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const url = new URL(request.url ?? "/", "http://127.0.0.1");
	if (url.pathname === "/ping") {
		response.end("Ok.\n");
		return;
	}
	const body = await buffer(request);
	const inUrl = url.searchParams.get("query");
	const query = inUrl === null ? body.toString() : `${inUrl}\n${body.toString()}`;
	const settings: Record<string, string> = {};
	const params: Record<string, string> = {};
	for (const [name, value] of url.searchParams) {
		if (name.startsWith("param_")) params[name.slice("param_".length)] = unescaped(value);
		else if (!NO_SETTINGS.includes(name)) settings[name] = value;
	}
	const question = { query, query_params: params, clickhouse_settings: settings };
	const isReading = settings.readonly !== undefined;
	const connection = isReading ? open() : writer;
	try {
		const { stream } = await connection.query(question);
		const bytes = await buffer(stream);
		const isPacked =
			settings.enable_http_compression === "1" &&
			/\bgzip\b/.test(String(request.headers["accept-encoding"]));
		if (isPacked) response.setHeader("Content-Encoding", "gzip");
		response.end(isPacked ? await packed(bytes, { level: PACKING }) : bytes);
	} catch (error) {
		const { code, message } = error as { readonly code?: string; readonly message: string };
		response.statusCode = 500;
		if (code !== undefined) response.setHeader("X-ClickHouse-Exception-Code", code);
		response.end(`Code: ${code ?? 1002}. DB::Exception: ${message}\n`);
	} finally {
		if (isReading) await connection.close();
	}
}

const server = createServer((request, response) => {
	answer(request, response).catch((error: unknown) => {
		response.statusCode = 500;
		response.end(String(error));
	});
});
server.listen(0, "127.0.0.1", () => {
	process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("message", () => {
	const { user, system } = process.cpuUsage();
	process.send?.({ cpuMs: (user + system) / 1_000 });
});
process.once("disconnect", () => process.exit(0));
