import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import {
	type ErrorKind,
	isProviderError,
	type ProviderError,
} from "../../../../src/core/errors/errors";
import type { Log } from "../../../../src/core/log";
import type { TradesTables } from "../../../../src/core/trades/table/tables";
import type { QueryOptions, ServerOptions } from "../../../../src/engine/clickhouse/server";
import {
	type ClickHouseTablesOptions,
	createClickHouseTables,
} from "../../../../src/engine/clickhouse/tables";
import { KeptLog } from "../../app/keptLog";

/** A request as a server sees it. */
export interface Asked {
	readonly statement: string;
	readonly parameters: URLSearchParams;
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

/** Rows as the format `JSONCompact` writes them. */
export function rowsAnswer(
	names: readonly string[],
	data: readonly (readonly unknown[])[],
): string {
	const meta = names.map((name) => ({ name, type: "String" }));
	return JSON.stringify({ meta, data, rows: data.length });
}

export const VERSION = rowsAnswer(["version", "zone"], [["26.7.2.1", "Europe/Berlin"]]);

/** A listener on this machine that answers as a test says, with sockets of its own. */
export class MadeServer {
	readonly asked: Asked[] = [];
	private readonly waiting = new Set<() => void>();

	private constructor(
		private readonly server: Server,
		readonly origin: string,
	) {}

	/** @param answer answers what is no question for the version */
	static async start(answer: (asked: Asked) => void): Promise<MadeServer> {
		const server = createServer((request, response) => {
			readText(request).then(
				(statement) => {
					const parameters = new URL(request.url ?? "/", "http://x").searchParams;
					const asked = { statement, parameters, request, response };
					made.asked.push(asked);
					for (const check of [...made.waiting]) check();
					if (statement.includes("version()")) response.end(VERSION);
					else answer(asked);
				},
				() => response.destroy(),
			);
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		const { port } = server.address() as AddressInfo;
		const made = new MadeServer(server, `http://127.0.0.1:${port}`);
		return made;
	}

	/** Resolves once a statement with these words has come. */
	arrived(words: string, times = 1): Promise<Asked> {
		return new Promise((resolve) => {
			const check = () => {
				const found = this.asked.filter(({ statement }) => statement.includes(words));
				const last = found[times - 1];
				if (last === undefined) return;
				this.waiting.delete(check);
				resolve(last);
			};
			this.waiting.add(check);
			check();
		});
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

export const LIMITS: ServerOptions["limits"] = {
	seconds: 60,
	memoryBytes: 2_000_000_000,
	rows: 1_000_000,
	bytes: 32 * 1024 * 1024,
};

export function optionsFor(
	origin: string,
	options: Partial<ServerOptions> = {},
): ServerOptions & { readonly log: Log } {
	return {
		origin,
		name: "team",
		user: "reader",
		password: "secret pass",
		limits: LIMITS,
		log: new KeptLog(),
		...options,
	};
}

/** Options of a query over trades that nobody cancels. */
export const UNTIL_DONE: QueryOptions = {
	signal: new AbortController().signal,
	wholeness: "whole",
};

/** Tables of servers that the user `default` has signed in to, as a server comes. */
export function signedIn(options: Partial<ClickHouseTablesOptions> = {}): TradesTables {
	return createClickHouseTables({
		log: new KeptLog(),
		limits: () => LIMITS,
		readSignIn: () => Promise.resolve({ user: "default", password: "" }),
		mayUse: () => Promise.resolve(true),
		notice: () => undefined,
		...options,
	});
}

/** Tables of servers that nobody has signed in to. */
export function signedOut(): TradesTables {
	return signedIn({ readSignIn: () => Promise.resolve(undefined) });
}

/** What a promise is refused with, which has to be an error of a kind. */
export async function refusalOf(
	promise: Promise<unknown>,
	kind: ErrorKind,
): Promise<ProviderError> {
	const error = await promise.then(
		() => assert.fail("it should have failed"),
		(error: unknown) => error,
	);
	assert.ok(isProviderError(error), String(error));
	assert.equal(error.kind, kind, error.message);
	return error;
}
