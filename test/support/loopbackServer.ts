import { createHash } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { createServer as createEncryptedServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text as readText } from "node:stream/consumers";
import { type Fault, type PlainAnswer, misbehave, sendJson } from "./faults";

/** What is kept of a request. Never the key itself: its SHA-256 tells whether it was the right one. */
export interface RequestRecord {
	readonly method: string;
	readonly path: string;
	/** Query text as it came, without the question mark. */
	readonly query: string;
	/** Lower-case names of all headers. */
	readonly headers: readonly string[];
	/** SHA-256 in hex of the values of headers that carry keys, by lower-case name. */
	readonly keyHashes: Readonly<Record<string, string>>;
	/** Milliseconds since the epoch when the request came. */
	readonly at: number;
}

/** Answers one request; the address is complete, with the server's own origin. */
export type Answer = (url: URL, request: IncomingMessage) => PlainAnswer;

/** The requests of one kind and what becomes of them. */
interface Channel {
	/** Requests so far, but for those to the control route. */
	readonly requests: readonly RequestRecord[];
	/** Misbehaviour for the next requests, one each, in order. */
	script(...faults: Fault[]): void;
	/** Misbehaviour for every request from now on; `undefined` ends it. */
	always(fault: Fault | undefined): void;
	/** Ends all misbehaviour, that of the next requests too. */
	behave(): void;
	/** Forgets requests and misbehaviour. */
	clear(): void;
	/** Resolves when `count` requests have come. */
	requested(count: number): Promise<void>;
}

export interface LoopbackServer extends Channel {
	readonly origin: string;
	/** Requests for lists, neither counted nor disturbed with the others; `clear` and `behave` are for both. */
	readonly lists: Channel;
	/** Connections that are open now. */
	readonly openSockets: number;
	/** Connections that were ever opened. */
	readonly connections: number;
	/** Ends all connections. */
	hangUp(): void;
	/** Resolves when no connection is open any more. */
	idle(): Promise<void>;
	stop(): Promise<void>;
}

export interface LoopbackServerOptions {
	readonly port?: number | undefined;
	/** The server's clock, which its `Date` header tells. */
	readonly now?: () => number;
	/** Whether a path is that of a list, so that its requests are told apart. */
	readonly isList?: (path: string) => boolean;
	/** Headers of every answer, misbehaviour included. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Key and certificate of a server that speaks HTTPS. */
	readonly tls?: { readonly key: string; readonly cert: string };
}

const CONTROL_PATH = "/__control";
const KEY_HEADERS = ["x-api-key", "x-kiyotaka-key", "x-openmarket-key", "authorization"];

const sha256 = (value: string) => createHash("sha256").update(value).digest("hex");

function recordOf(url: URL, request: IncomingMessage): RequestRecord {
	const keyHashes: Record<string, string> = {};
	for (const name of KEY_HEADERS) {
		const value = request.headers[name];
		if (typeof value === "string") keyHashes[name] = sha256(value);
	}
	return {
		method: request.method ?? "",
		path: url.pathname,
		query: url.search.slice(1),
		headers: Object.keys(request.headers),
		keyHashes,
		at: Date.now(),
	};
}

/** Calls waiting functions whenever something changed. */
class Watchers {
	private readonly waiting = new Set<() => void>();

	notify(): void {
		for (const check of [...this.waiting]) check();
	}

	until(isReached: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			const check = () => {
				if (!isReached()) return;
				this.waiting.delete(check);
				resolve();
			};
			this.waiting.add(check);
			check();
		});
	}
}

/** Keeps the requests of one kind, and what misbehaviour waits for them. */
class Requests implements Channel {
	private kept: RequestRecord[] = [];
	private scripted: Fault[] = [];
	private permanent: Fault | undefined;

	constructor(private readonly watchers: Watchers) {}

	get requests(): readonly RequestRecord[] {
		return this.kept;
	}

	script(...faults: Fault[]): void {
		this.scripted.push(...faults);
	}

	always(fault: Fault | undefined): void {
		this.permanent = fault;
	}

	behave(): void {
		this.scripted = [];
		this.permanent = undefined;
	}

	clear(): void {
		this.kept = [];
		this.behave();
	}

	requested(count: number): Promise<void> {
		return this.watchers.until(() => this.kept.length >= count);
	}

	/** Takes a request; returns its misbehaviour. */
	take(record: RequestRecord): Fault | undefined {
		this.kept.push(record);
		return this.scripted.shift() ?? this.permanent;
	}
}

/**
 * Starts an HTTP server on 127.0.0.1. Beside what `answer` says it has a control route:
 * `POST /__control` with `{ "script"?: Fault[], "always"?: Fault | null, "clear"?: true }`, and
 * `GET /__control`, which lists the requests so far.
 */
export async function startLoopbackServer(
	answer: Answer,
	{ port = 0, now = Date.now, isList = () => false, headers = {}, tls }: LoopbackServerOptions = {},
): Promise<LoopbackServer> {
	const sockets = new Set<Socket>();
	const watchers = new Watchers();
	const main = new Requests(watchers);
	const lists = new Requests(watchers);

	function behave(): void {
		main.behave();
		lists.behave();
	}

	function clear(): void {
		main.clear();
		lists.clear();
	}

	async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === "POST") {
			const order = JSON.parse(await readText(request)) as {
				script?: Fault[];
				always?: Fault | null;
				clear?: boolean;
			};
			if (order.clear === true) clear();
			if (order.script !== undefined) main.script(...order.script);
			if (order.always !== undefined) main.always(order.always ?? undefined);
		}
		const { requests } = main;
		sendJson(request, response, { status: 200, headers: {}, body: { requests } });
	}

	const onRequest = (request: IncomingMessage, response: ServerResponse) => {
		const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
		if (url.pathname === CONTROL_PATH) {
			control(request, response).catch((error: unknown) => {
				sendJson(request, response, { status: 400, headers: {}, body: { error: String(error) } });
			});
			return;
		}
		const fault = (isList(url.pathname) ? lists : main).take(recordOf(url, request));
		response.setHeader("date", new Date(now()).toUTCString());
		response.setHeaders(new Map(Object.entries(headers)));
		const plain = () => answer(url, request);
		if (fault === undefined) sendJson(request, response, plain());
		else misbehave(fault, request, response, plain);
		watchers.notify();
	};
	const server =
		tls === undefined ? createServer(onRequest) : createEncryptedServer(tls, onRequest);
	// Failed handshakes are the client's to tell.
	server.on("tlsClientError", () => undefined);
	let connections = 0;
	server.on("connection", (socket: Socket) => {
		connections += 1;
		sockets.add(socket);
		socket.on("error", () => undefined);
		socket.once("close", () => {
			sockets.delete(socket);
			watchers.notify();
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	const { port: bound } = server.address() as AddressInfo;

	return {
		origin: `${tls === undefined ? "http" : "https"}://127.0.0.1:${bound}`,
		lists,
		get requests() {
			return main.requests;
		},
		get openSockets() {
			return sockets.size;
		},
		get connections() {
			return connections;
		},
		hangUp: () => {
			for (const socket of sockets) socket.destroy();
		},
		script: (...faults) => main.script(...faults),
		always: (fault) => main.always(fault),
		behave,
		clear,
		requested: (count) => main.requested(count),
		idle: () => watchers.until(() => sockets.size === 0),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
