import { createHash } from "node:crypto";
import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
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

export interface LoopbackServer {
	readonly origin: string;
	/** Requests so far, but for those to the control route. */
	readonly requests: readonly RequestRecord[];
	/** Connections that are open now. */
	readonly openSockets: number;
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
	/** Resolves when no connection is open any more. */
	idle(): Promise<void>;
	stop(): Promise<void>;
}

export interface LoopbackServerOptions {
	readonly port?: number | undefined;
	/** The server's clock, which its `Date` header tells. */
	readonly now?: () => number;
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

/**
 * Starts an HTTP server on 127.0.0.1. Beside what `answer` says it has a control route:
 * `POST /__control` with `{ "script"?: Fault[], "always"?: Fault | null, "clear"?: true }`, and
 * `GET /__control`, which lists the requests so far.
 */
export async function startLoopbackServer(
	answer: Answer,
	{ port = 0, now = Date.now }: LoopbackServerOptions = {},
): Promise<LoopbackServer> {
	let requests: RequestRecord[] = [];
	let scripted: Fault[] = [];
	let permanent: Fault | undefined;
	const sockets = new Set<Socket>();
	const watchers = new Watchers();

	function behave(): void {
		scripted = [];
		permanent = undefined;
	}

	function clear(): void {
		requests = [];
		behave();
	}

	async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === "POST") {
			const order = JSON.parse(await readText(request)) as {
				script?: Fault[];
				always?: Fault | null;
				clear?: boolean;
			};
			if (order.clear === true) clear();
			if (order.script !== undefined) scripted.push(...order.script);
			if (order.always !== undefined) permanent = order.always ?? undefined;
		}
		sendJson(request, response, { status: 200, headers: {}, body: { requests } });
	}

	const server = createServer((request, response) => {
		const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
		if (url.pathname === CONTROL_PATH) {
			control(request, response).catch((error: unknown) => {
				sendJson(request, response, { status: 400, headers: {}, body: { error: String(error) } });
			});
			return;
		}
		requests.push(recordOf(url, request));
		const fault = scripted.shift() ?? permanent;
		response.setHeader("date", new Date(now()).toUTCString());
		const plain = () => answer(url, request);
		if (fault === undefined) sendJson(request, response, plain());
		else misbehave(fault, request, response, plain);
		watchers.notify();
	});
	server.on("connection", (socket: Socket) => {
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
		origin: `http://127.0.0.1:${bound}`,
		get requests() {
			return requests;
		},
		get openSockets() {
			return sockets.size;
		},
		script: (...faults) => void scripted.push(...faults),
		always: (fault) => void (permanent = fault),
		behave,
		clear,
		requested: (count) => watchers.until(() => requests.length >= count),
		idle: () => watchers.until(() => sockets.size === 0),
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
