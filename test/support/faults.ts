import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";

/**
 * Misbehaviour for one request, as plain data, so that a test in another process can ask for it.
 * `after…` faults change the ordinary answer; the others replace it.
 */
export type Fault =
	/** Answers as usual, later. */
	| { readonly kind: "delay"; readonly ms: number }
	/** Accepts the request and never answers. */
	| { readonly kind: "silence" }
	/** Sends headers a byte at a time, for ever. */
	| { readonly kind: "dripHeaders"; readonly everyMs: number }
	/** Sends the ordinary answer's headers, then a byte at a time, for ever. */
	| { readonly kind: "drip"; readonly everyMs: number }
	/** Sends headers and half of the ordinary body, then nothing more. */
	| { readonly kind: "stall" }
	/** Closes the connection with a reset before any answer. */
	| { readonly kind: "reset" }
	/** Announces the whole body, sends half of it and closes. */
	| { readonly kind: "truncate"; readonly chunked?: boolean }
	| { readonly kind: "redirect"; readonly status: number; readonly location: string }
	/** Any answer, as given. */
	| {
			readonly kind: "answer";
			readonly status: number;
			readonly headers?: Readonly<Record<string, string | readonly string[]>>;
			readonly body?: string;
			/** Body as base64, for bytes that are no text. */
			readonly base64?: string;
			/** Without a length: the end of the connection ends the body. */
			readonly untilClose?: boolean;
	  }
	/** Bytes instead of HTTP. */
	| { readonly kind: "raw"; readonly text: string }
	| { readonly kind: "gzipBomb"; readonly megabytes: number }
	/** Sends the ordinary answer without the end of its gzip stream. */
	| { readonly kind: "brokenGzip"; readonly damage: "cut" | "flip" | "plain" }
	/** Replaces fields at the top of the ordinary JSON answer; `null` in `remove` takes them away. */
	| {
			readonly kind: "patch";
			readonly set?: Readonly<Record<string, unknown>>;
			readonly remove?: readonly string[];
	  };

/** What a service would have answered. */
export interface PlainAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
}

const PORTAL_HEADERS = { "content-type": "application/json; charset=utf-8" };

/** Sends an ordinary JSON answer, packed when the client asked for it. */
export function sendJson(
	request: IncomingMessage,
	response: ServerResponse,
	{ status, headers, body }: PlainAnswer,
): void {
	const json = Buffer.from(JSON.stringify(body));
	const isPacked = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "") && json.length > 256;
	const bytes = isPacked ? gzipSync(json, { level: 4 }) : json;
	response.writeHead(status, {
		...PORTAL_HEADERS,
		...headers,
		vary: "Accept-Encoding",
		...(isPacked && { "content-encoding": "gzip" }),
		"content-length": bytes.length,
	});
	response.end(bytes);
}

function every(ms: number, socket: Socket, tick: () => void): void {
	const timer = setInterval(tick, ms);
	socket.once("close", () => clearInterval(timer));
}

function sendBomb(response: ServerResponse, megabytes: number): void {
	const megabyte = gzipSync(Buffer.alloc(1024 * 1024, 0x20));
	// Members of a gzip file may follow each other, so the bomb is one member many times.
	const bomb = Buffer.concat(Array.from({ length: megabytes }, () => megabyte));
	response.writeHead(200, { ...PORTAL_HEADERS, "content-encoding": "gzip" });
	response.end(bomb);
}

function sendBrokenGzip(
	response: ServerResponse,
	body: unknown,
	damage: "cut" | "flip" | "plain",
): void {
	const json = Buffer.from(JSON.stringify(body));
	let bytes = gzipSync(json);
	if (damage === "cut") bytes = bytes.subarray(0, bytes.length - 8);
	if (damage === "flip") bytes.writeUInt8((bytes.at(-6) ?? 0) ^ 0xff, bytes.length - 6);
	if (damage === "plain") bytes = json;
	response.writeHead(200, {
		...PORTAL_HEADERS,
		"content-encoding": "gzip",
		"content-length": bytes.length,
	});
	response.end(bytes);
}

/** Carries out a fault. `plain` gives the answer that the service would have sent. */
export function misbehave(
	fault: Fault,
	request: IncomingMessage,
	response: ServerResponse,
	plain: () => PlainAnswer,
): void {
	const { socket } = request;
	const body = () => Buffer.from(JSON.stringify(plain().body));
	switch (fault.kind) {
		case "delay": {
			const timer = setTimeout(() => sendJson(request, response, plain()), fault.ms);
			response.once("close", () => clearTimeout(timer));
			return;
		}
		case "silence":
			return;
		case "dripHeaders":
			socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
			every(fault.everyMs, socket, () => socket.write("x"));
			return;
		case "drip":
			response.writeHead(200, PORTAL_HEADERS);
			response.write("{");
			every(fault.everyMs, socket, () => response.write(" "));
			return;
		case "stall": {
			const bytes = body();
			response.writeHead(200, { ...PORTAL_HEADERS, "content-length": bytes.length });
			response.write(bytes.subarray(0, bytes.length >> 1));
			return;
		}
		case "reset":
			socket.resetAndDestroy();
			return;
		case "truncate": {
			const bytes = body();
			const length = fault.chunked === true ? {} : { "content-length": bytes.length };
			response.writeHead(200, { ...PORTAL_HEADERS, ...length });
			response.write(bytes.subarray(0, bytes.length >> 1), () => socket.destroy());
			return;
		}
		case "redirect":
			response.writeHead(fault.status, { location: fault.location }).end();
			return;
		case "answer": {
			const bytes =
				fault.base64 === undefined
					? Buffer.from(fault.body ?? "")
					: Buffer.from(fault.base64, "base64");
			if (fault.untilClose === true) {
				response.shouldKeepAlive = false;
				response.useChunkedEncodingByDefault = false;
				response.removeHeader("content-length");
			}
			response.writeHead(fault.status, copyHeaders(fault.headers));
			response.end(bytes);
			return;
		}
		case "raw":
			socket.end(fault.text);
			return;
		case "gzipBomb":
			sendBomb(response, fault.megabytes);
			return;
		case "brokenGzip":
			sendBrokenGzip(response, plain().body, fault.damage);
			return;
		case "patch": {
			const answer = plain();
			const patched: Record<string, unknown> = {
				...(answer.body as Record<string, unknown>),
				...fault.set,
			};
			for (const name of fault.remove ?? []) delete patched[name];
			sendJson(request, response, { ...answer, body: patched });
		}
	}
}

function copyHeaders(
	headers: Readonly<Record<string, string | readonly string[]>> = {},
): Record<string, string | string[]> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			typeof value === "string" ? value : [...value],
		]),
	);
}
