import { lookup } from "node:dns/promises";
import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecure } from "node:tls";
import type { Reach, ReachStep } from "../core/diagnosis/reach";
import { networkCode } from "../core/errors/networkKinds";

/** Milliseconds for each step: a support question does not wait as long as a query does. */
const STEP_MS = 8_000;

/** What a step looks for; rejects as the platform does. */
type Look = (signal: AbortSignal) => Promise<string | undefined>;

const SKIPPED: ReachStep = { outcome: "skipped" };

/**
 * Finds out how far one gets to an origin: its name, a connection, its certificate, and a request the editor's way.
 * No key, no query and no cookie goes with any of it. Each step ends after some seconds. Rejects with the signal's
 * reason alone.
 *
 * @param origin scheme, host and port, as `URL.origin` gives them
 * @param stepMs the longest that a step may take
 */
export async function reachOrigin(
	origin: string,
	signal: AbortSignal,
	stepMs = STEP_MS,
): Promise<Reach> {
	const url = new URL(origin);
	const isSecure = url.protocol === "https:";
	const host = url.hostname.replace(/^\[|\]$/g, "");
	const port = Number(url.port) || (isSecure ? 443 : 80);
	const step = async (look: Look): Promise<ReachStep> => {
		const began = performance.now();
		const ms = () => Math.round(performance.now() - began);
		const late = AbortSignal.timeout(stepMs);
		try {
			const found = await look(AbortSignal.any([signal, late]));
			return { outcome: "ok", ms: ms(), ...(found !== undefined && { found }) };
		} catch (error) {
			if (signal.aborted) throw signal.reason;
			const found = late.aborted ? "TIMEOUT" : (networkCode(error) ?? "UNKNOWN");
			return { outcome: "failed", ms: ms(), found: found.slice(0, 64) };
		}
	};
	const name = isIP(host) === 0 ? await step(findName(host)) : SKIPPED;
	const isKnown = name.outcome !== "failed";
	const connection = isKnown
		? await step(open(() => connectPlain({ host, port }), "connect"))
		: SKIPPED;
	const certificate =
		isSecure && connection.outcome === "ok" ? await step(shakeHands(host, port)) : SKIPPED;
	const request = await step(ask(url, isSecure));
	return { name, connection, certificate, request };
}

function findName(host: string): Look {
	return async (signal) => {
		const { length } = await before(lookup(host, { all: true }), signal);
		return `${length} ${length === 1 ? "address" : "addresses"}`;
	};
}

/** A look-up cannot be cancelled: its answer comes too late for anyone. */
function before<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
		work.then(resolve, reject);
	});
}

/** Opens a socket, waits until it stands, and closes it. */
function open(make: () => Socket, event: string, tell?: (socket: Socket) => string): Look {
	return (signal) =>
		new Promise((resolve, reject) => {
			const socket = make();
			const settle = (finish: () => void) => {
				socket.destroy();
				finish();
			};
			signal.addEventListener("abort", () => settle(() => reject(signal.reason as Error)), {
				once: true,
			});
			socket.once(event, () => settle(() => resolve(tell?.(socket))));
			socket.on("error", (error) => settle(() => reject(error)));
		});
}

/** The usual checks of a certificate hold; the editor adds those of the system to the trusted ones. */
function shakeHands(host: string, port: number): Look {
	let version: string | null = null;
	return open(
		() => {
			// A name may be asked for, an address may not (RFC 6066, 3).
			const socket = connectSecure({ host, port, ...(isIP(host) === 0 && { servername: host }) });
			socket.once("secureConnect", () => (version = socket.getProtocol()));
			return socket;
		},
		"secureConnect",
		() => version ?? "",
	);
}

/** Asks for the root of the origin without an agent, which the editor's proxy support then provides. */
function ask(url: URL, isSecure: boolean): Look {
	return (signal) =>
		new Promise((resolve, reject) => {
			const send = isSecure ? secureRequest : plainRequest;
			const request = send(
				url,
				{
					method: "GET",
					signal,
					headers: { "User-Agent": "value-area", Accept: "application/json" },
				},
				({ statusCode }: IncomingMessage) => {
					resolve(String(statusCode));
					request.destroy();
				},
			);
			// What comes after the answer is of no interest.
			request.on("error", reject);
			request.end();
		});
}
