import { DEFAULT_KEY } from "../core/access/credential";
import type { Endpoint, Endpoints } from "../core/access/endpoint";
import type { RequestAccount } from "../core/cost/account";
import type { ErrorFacts, ErrorKind, ProviderError } from "../core/errors/errors";
import { providerError } from "../core/errors/errorText";
import type {
	ApiClient,
	ApiRequest,
	ApiRequestOptions,
	ApiResponse,
	LaneReport,
	TakenBody,
} from "../core/http";
import { keyProblem } from "../core/access/keyForm";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { type Redact, createRedactor, redactedLog } from "../core/redact";
import { type Clock, systemClock } from "./clock";
import { AttemptFailure } from "./failure";
import { Lane } from "./lane";
import { runOperation } from "./operation";
import { RETRY_POLICY, type RetryPolicy } from "./policy";
import { requestUrl } from "./requestUrl";
import { withinTime } from "./withinTime";

// One bundle holds both clients, and with them the HTTP library.
export { createKeylessClient } from "./keylessClient";

export { reachOrigin } from "./reach";

export interface ApiClientOptions {
	/** Where each provider is asked, and with which key; looked up anew for every request. */
	readonly endpoints: Endpoints;
	/** Read anew for every request: limits are settings. */
	readonly limits: () => Limits;
	readonly log: Log;
	/** What all windows know of the limit of the key at a place. */
	readonly account?: (endpoint: Endpoint) => RequestAccount;
	/** Defaults to {@link RETRY_POLICY}. */
	readonly policy?: RetryPolicy;
	readonly clock?: Clock;
	readonly random?: () => number;
}

/** Facts without secrets: a server can repeat a key anywhere, even in the address of a redirect. */
function cleanFacts(facts: ErrorFacts, redact: Redact): ErrorFacts {
	const { code, detail, redirectHost } = facts;
	return {
		...facts,
		...(code !== undefined && { code: redact(code) }),
		...(detail !== undefined && { detail: redact(detail) }),
		...(redirectHost !== undefined && { redirectHost: redact(redirectHost) }),
	};
}

/** Keys that were in use lately, so that they can be taken out of lines and messages. */
const REMEMBERED_KEYS = 64;

/**
 * The one client to the providers. Attaches the key of the endpoint's own origin, follows no
 * redirect, retries what may pass and rejects with `ProviderError` only.
 */
export function createApiClient(options: ApiClientOptions): ApiClient & LaneReport {
	const { endpoints, limits, policy = RETRY_POLICY } = options;
	const { clock = systemClock, random = Math.random } = options;
	const lanes = new Map<string, { readonly endpoint: Endpoint; readonly lane: Lane }>();
	const keys: string[] = [];
	const redact = createRedactor(() => keys);
	const log = redactedLog(options.log, redact);

	/** Limits and refusals are those of a key: another one of the same origin waits for none of them. */
	function laneOf(endpoint: Endpoint): Lane {
		const { provider, origin, keyId } = endpoint;
		const name = `${provider} ${origin} ${keyId}`;
		const known = lanes.get(name) ?? { endpoint, lane: new Lane(clock, policy) };
		lanes.set(name, known);
		return known.lane;
	}

	function remember(key: string): void {
		if (keys.includes(key)) return;
		keys.push(key);
		if (keys.length > REMEMBERED_KEYS) keys.shift();
	}

	function error(
		kind: ErrorKind,
		request: ApiRequest,
		facts: ErrorFacts,
		endpoint?: Endpoint,
	): ProviderError {
		const { path, market } = request;
		return providerError(kind, request.provider, {
			...cleanFacts(facts, redact),
			...(endpoint !== undefined && { host: new URL(endpoint.origin).host }),
			...(endpoint !== undefined && endpoint.keyId !== DEFAULT_KEY && { keyId: endpoint.keyId }),
			path,
			...(market !== undefined && { market }),
		});
	}

	async function run<Facts>(
		request: ApiRequest,
		endpoint: Endpoint,
		signal: AbortSignal,
		{ onWait, remainingMs, read, operation }: ApiRequestOptions<Facts>,
		bounds: Limits,
	): Promise<ApiResponse<TakenBody<Facts>>> {
		const url = requestUrl(endpoint, request);
		const key = await endpoint.readKey();
		if (key === undefined || key === "") throw new AttemptFailure("noKey");
		if (keyProblem(key) !== undefined) throw new AttemptFailure("badKey", { code: "KEY_FORM" });
		remember(key);
		if (signal.aborted) throw signal.reason;
		const deadline = clock.monotonic() + bounds.operationMs;
		const account = options.account?.(endpoint);
		const lane = laneOf(endpoint);
		return runOperation(
			{
				request,
				endpoint,
				url,
				signature: { endpoint, key },
				limits: bounds,
				lane,
				account,
				policy,
				clock,
				random,
				log,
				trail: operation,
				onWait,
				read,
				remainingMs: () => Math.min(deadline - clock.monotonic(), remainingMs?.() ?? Infinity),
			},
			signal,
		);
	}

	async function get<Facts>(
		request: ApiRequest,
		asked: ApiRequestOptions<Facts>,
	): Promise<ApiResponse<TakenBody<Facts>>> {
		const bounds = limits();
		let endpoint: Endpoint | undefined;
		return withinTime(
			(signal) => {
				endpoint = endpoints(request.provider, request.host);
				return run(request, endpoint, signal, asked, bounds);
			},
			{
				signal: asked.signal,
				operationMs: bounds.operationMs,
				toError: ({ kind, facts }) => error(kind, request, facts, endpoint),
				onUnexpected: (words) => log.error(`${request.provider}: ${words}`),
			},
		);
	}

	return {
		get,
		lanes: () =>
			[...lanes.values()].map(({ endpoint: { provider, origin }, lane }) => ({
				provider,
				host: new URL(origin).host,
				...lane.state,
			})),
	};
}
