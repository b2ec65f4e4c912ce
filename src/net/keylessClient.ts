import { createKeylessEndpoint, type KeylessEndpoint } from "../core/access/endpoint";
import { parseOrigin } from "../core/access/origin";
import { providerError } from "../core/errors/errorText";
import type { ApiRequestOptions, KeylessClient, KeylessRequest } from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { createRedactor, redactedLog } from "../core/redact";
import type { RemoteProviderId } from "../core/providers/credentials";
import { type Clock, systemClock } from "./clock";
import { AttemptFailure } from "./failure";
import { Lane } from "./lane";
import { runOperation } from "./operation";
import { RETRY_POLICY, type RetryPolicy } from "./policy";
import { requestUrl } from "./requestUrl";
import { withinTime } from "./withinTime";

export interface KeylessClientOptions {
	/** Where a provider's data without a key are, read anew for every request. May throw `ProviderError`. */
	readonly origin: (provider: RemoteProviderId) => string;
	readonly limits: () => Limits;
	readonly log: Log;
	/** Defaults to {@link KEYLESS_POLICY}. */
	readonly policy?: RetryPolicy;
	readonly clock?: Clock;
	readonly random?: () => number;
}

/** Somebody waits with a question open, and a list that was kept will do: two attempts, short waits. */
export const KEYLESS_POLICY: RetryPolicy = {
	...RETRY_POLICY,
	attempts: 2,
	backoffCap: 1_000,
	rateCap: 2_000,
	longestRateWait: 5_000,
	longestServerWait: 2_000,
};

/** Throws where the record's origin is none, such as one with a password in it; no request leaves then. */
function checkOrigin({ origin }: KeylessEndpoint): void {
	const parsed = parseOrigin(origin);
	if (!parsed.ok || parsed.origin !== origin) {
		throw new AttemptFailure("badRequest", { code: "ORIGIN_REFUSED" });
	}
}

/**
 * The client to servers that get no key. It has none, reads none and knows no header for one. Everything else is as for
 * the other client: no redirect, deadlines, bounded bodies, `ProviderError`s only.
 */
export function createKeylessClient(options: KeylessClientOptions): KeylessClient {
	const { limits, policy = KEYLESS_POLICY } = options;
	const { clock = systemClock, random = Math.random } = options;
	const lanes = new Map<string, Lane>();
	// Continuation tokens stay out of the log here, too.
	const redact = createRedactor(() => []);
	const log = redactedLog(options.log, redact);

	function laneOf({ origin }: KeylessEndpoint): Lane {
		const lane = lanes.get(origin) ?? new Lane(clock, policy);
		lanes.set(origin, lane);
		return lane;
	}

	async function get<Facts>(
		request: KeylessRequest,
		{ signal, remainingMs, read, onWait, operation: trail }: ApiRequestOptions<Facts>,
	) {
		const bounds = limits();
		let endpoint: KeylessEndpoint | undefined;
		return withinTime(
			(own) => {
				endpoint = createKeylessEndpoint(request.provider, options.origin(request.provider));
				checkOrigin(endpoint);
				const deadline = clock.monotonic() + bounds.operationMs;
				const operation = {
					request,
					endpoint,
					url: requestUrl(endpoint, request),
					signature: undefined,
					limits: bounds,
					lane: laneOf(endpoint),
					// Nothing of a key's limit is spent.
					account: undefined,
					policy,
					clock,
					random,
					log,
					trail,
					onWait,
					read,
					remainingMs: () => Math.min(deadline - clock.monotonic(), remainingMs?.() ?? Infinity),
				};
				return runOperation(operation, own);
			},
			{
				signal,
				operationMs: bounds.operationMs,
				toError: ({ kind, facts }) =>
					providerError(kind, request.provider, {
						...facts,
						...(endpoint !== undefined && { host: new URL(endpoint.origin).host }),
						path: request.path,
					}),
				onUnexpected: (words) => log.error(`${request.provider}: ${words}`),
			},
		);
	}

	return { get };
}
