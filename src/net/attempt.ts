import type { Readable } from "node:stream";
import axios, { type AxiosResponse } from "axios";
import type { KeylessEndpoint } from "../core/access/endpoint";
import type { ApiResponse, TakenBody } from "../core/http";
import type { Gzip, ReadBody } from "../core/feeds/windowReader";
import type { Limits } from "../core/limits";
import { epochMs } from "../core/time";
import { parseErrorBody, readEncoding, tooLarge } from "./bodyGate";
import { AttemptFailure } from "./failure";
import { keyHeader, type Signature } from "./keyHeader";
import { networkFailure } from "./networkErrors";
import { readBody } from "./readBody";
import { readHttpDate, readRetryAfter } from "./retryAfter";

/** Bytes that are read of an error's body: enough for its message. */
const ERROR_BODY_BYTES = 64 * 1024;

/** The bound of the library lies this far beyond ours, so that ours is reached first and names the error. */
const SLACK_BYTES = 1024 * 1024;

/** One request that is ready to go out. */
export interface Attempt<Facts> {
	readonly endpoint: KeylessEndpoint;
	readonly url: URL;
	/** Absent where the server gets no key. */
	readonly signature: Signature | undefined;
	readonly limits: Limits;
	readonly read: (bytes: Uint8Array, gzip?: Gzip) => Promise<ReadBody<Facts>>;
	/** Hears of every answer, a refused one too, as soon as its headers are there. */
	readonly onHeaders?: (status: number, headers: ResponseHeaders) => void;
}

export interface AttemptAnswer<Facts> extends ApiResponse<TakenBody<Facts>> {
	readonly status: number;
	/** Bytes on the wire. */
	readonly bytes: number;
	readonly headers: ResponseHeaders;
}

export type ResponseHeaders = Readonly<Record<string, unknown>>;

/** Sends the request and resolves when the headers are there. */
async function send(
	{ url, signature, limits }: Attempt<unknown>,
	signal: AbortSignal,
): Promise<AxiosResponse<Readable>> {
	const keyHeaders = signature === undefined ? [] : [signature.endpoint.keyHeader];
	return axios.request<Readable>({
		url: url.href,
		method: "get",
		// The Node adapter, without agents or axios's own proxy handling: VS Code's proxy support hooks
		// Node's modules and does nothing when an agent is given.
		adapter: "http",
		proxy: false,
		// A redirect could carry the key to another server.
		maxRedirects: 0,
		sensitiveHeaders: keyHeaders,
		redact: keyHeaders,
		// The body is read, measured and unpacked here and not by axios: its `timeout` never ends a body that
		// comes drop by drop, and its JSON mode takes broken JSON for text.
		responseType: "stream",
		decompress: false,
		maxContentLength: limits.bodyBytes + SLACK_BYTES,
		validateStatus: () => true,
		signal,
		headers: {
			Accept: "application/json",
			"Accept-Encoding": "gzip",
			"User-Agent": "value-area",
			...(signature !== undefined && keyHeader(signature.endpoint, url, signature.key)),
		},
	});
}

function redirectFailure(status: number, location: unknown, url: URL): AttemptFailure {
	let redirectHost = "another address";
	if (typeof location === "string" && URL.canParse(location, url.href)) {
		redirectHost = new URL(location, url.href).host || redirectHost;
	}
	return new AttemptFailure("redirect", { status, redirectHost });
}

/** @param arrived called when the whole body is there, before it is read */
async function readAnswer<Facts>(
	response: AxiosResponse<Readable>,
	{ endpoint, url, limits, read, onHeaders }: Attempt<Facts>,
	signal: AbortSignal,
	arrived: () => void,
): Promise<AttemptAnswer<Facts>> {
	const { status, data: stream } = response;
	const headers: ResponseHeaders = response.headers;
	onHeaders?.(status, headers);
	const serverTime = readHttpDate(headers["date"]);
	const refuse = (failure: AttemptFailure) => {
		stream.on("error", () => undefined);
		stream.destroy();
		return failure;
	};
	if (status >= 300 && status < 400) {
		throw refuse(redirectFailure(status, headers["location"], url));
	}
	const encoding = readEncoding(headers["content-encoding"]);
	const { stallMs } = limits;
	const isSuccess = status >= 200 && status < 300;
	if (isSuccess && (status === 204 || status === 206)) {
		throw refuse(new AttemptFailure("badBody", { status }));
	}
	if (isSuccess && encoding === undefined) {
		throw refuse(new AttemptFailure("badBody", { status, code: "CONTENT_ENCODING" }));
	}
	if (isSuccess && Number(headers["content-length"]) > limits.bodyBytes) {
		throw refuse(tooLarge(limits.bodyBytes));
	}
	const maxBytes = isSuccess ? limits.bodyBytes : ERROR_BODY_BYTES;
	const raw = await readBody(stream, { maxBytes, stallMs }, signal);
	if (isSuccess && encoding !== undefined) {
		if (raw.isCut) throw tooLarge(limits.bodyBytes);
		const { length } = raw.bytes;
		arrived();
		const gzip = encoding === "gzip" ? { maxBytes: limits.bodyBytes } : undefined;
		const body = await readBytes((bytes) => read(bytes, gzip), raw.bytes, signal);
		if (body.kind === "tooLarge") throw tooLarge(limits.bodyBytes);
		if (body.kind === "unreadable") throw unreadable(body);
		if (body.kind !== "errorBody") {
			const time = serverTime === undefined ? {} : { serverTime: epochMs(serverTime) };
			return { status, headers, body, bytes: length, ...time };
		}
		throw classified(endpoint, { status, body: body.body, isHtml: false }, headers, serverTime);
	}
	const parsed = await parseErrorBody(raw.bytes, encoding, ERROR_BODY_BYTES);
	throw classified(endpoint, { status, ...parsed }, headers, serverTime);
}

/**
 * Reads a body that has come. Rejects with the signal's reason at once when that fires, and with `badBody` when the
 * reading itself failed: the same bytes would fail again.
 */
function readBytes<Facts>(
	read: Attempt<Facts>["read"],
	bytes: Uint8Array,
	signal: AbortSignal,
): Promise<ReadBody<Facts>> {
	return new Promise((resolve, reject) => {
		const onAbort = () => reject(signal.reason as Error);
		if (signal.aborted) return onAbort();
		signal.addEventListener("abort", onAbort, { once: true });
		read(bytes)
			.then(resolve, () => reject(new AttemptFailure("badBody", { code: "READING" })))
			.finally(() => signal.removeEventListener("abort", onAbort));
	});
}

/** A web page is a `portal`; everything else that is no JSON object is `badBody`. */
function unreadable({
	code,
	mayPass,
}: Extract<ReadBody, { readonly kind: "unreadable" }>): AttemptFailure {
	return code === "HTML"
		? new AttemptFailure("portal")
		: new AttemptFailure("badBody", { code }, { mayPass });
}

function classified(
	{ classify }: KeylessEndpoint,
	answer: Parameters<KeylessEndpoint["classify"]>[0],
	headers: ResponseHeaders,
	serverTime: number | undefined,
): AttemptFailure {
	const { kind, facts, retryAfterSeconds } = classify(answer);
	const hint =
		readRetryAfter(headers["retry-after"], serverTime ?? Date.now()) ??
		(retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000);
	return new AttemptFailure(
		kind,
		{ ...facts, status: answer.status },
		{
			...(hint !== undefined && { retryAfterMs: hint }),
		},
	);
}

/**
 * Sends one request and reads its answer. Rejects with {@link AttemptFailure} only; with the reason
 * of `signal` when that fires.
 *
 * Deadlines: `headersMs` until the headers are there, `stallMs` of silence in the body, `attemptMs`
 * until the whole body is there.
 */
export async function runAttempt<Facts>(
	attempt: Attempt<Facts>,
	signal: AbortSignal,
): Promise<AttemptAnswer<Facts>> {
	const { limits } = attempt;
	const own = new AbortController();
	const seconds = (ms: number) => ({ limit: Math.round(ms / 100) / 10 });
	const forHeaders = setTimeout(
		() => own.abort(new AttemptFailure("timeout", seconds(limits.headersMs))),
		limits.headersMs,
	);
	const forAll = setTimeout(
		() => own.abort(new AttemptFailure("stalled", seconds(limits.attemptMs))),
		limits.attemptMs,
	);
	const both = AbortSignal.any([signal, own.signal]);
	try {
		const response = await send(attempt, both);
		clearTimeout(forHeaders);
		// How long a body is read is no matter of the connection.
		return await readAnswer(response, attempt, both, () => clearTimeout(forAll));
	} catch (error) {
		// Closes the connection of an answer that is not read to its end.
		if (!both.aborted) own.abort(networkFailure(error));
		// After an abort, its reason counts and not what was thrown.
		if (signal.aborted) throw signal.reason;
		if (own.signal.aborted) throw own.signal.reason;
		throw networkFailure(error);
	} finally {
		clearTimeout(forHeaders);
		clearTimeout(forAll);
	}
}
