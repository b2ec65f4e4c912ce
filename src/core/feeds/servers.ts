import type { ApiRequest, ClassifyAnswer } from "../http";
import type { RemoteProviderId } from "../providers/credentials";
import { type DurationMs, MINUTE_MS } from "../time";
import type { Allowance } from "../cost/account";
import { REQUESTS_PER_MINUTE } from "./kaiko/cost";
import { classifyKaiko } from "./kaiko/errors";
import { probeRequest } from "./kaiko/request";
import { classifyKiyotaka } from "./kiyotaka/errors";
import { usageRequest } from "./kiyotaka/request";

/** What is common to all requests to a provider's server. */
interface Server {
	/** How its error answers are read. */
	readonly classify: ClassifyAnswer;
	/**
	 * How long it is left alone after a 429 that names no time: a minute where it counts by the minute.
	 * `undefined` where a back-off will do.
	 */
	readonly unhintedCooldown: DurationMs | undefined;
	/** What it publishes of its limit for every key; `undefined` where that depends on the plan. */
	readonly allowance: Allowance | undefined;
	/** Its cheapest request that takes a key: the quota, or one row of a common market. */
	readonly probe: ApiRequest;
}

/** The servers of the providers that are asked over the network. */
export const SERVERS: Readonly<Record<RemoteProviderId, Server>> = {
	kiyotaka: {
		classify: classifyKiyotaka,
		unhintedCooldown: MINUTE_MS,
		allowance: undefined,
		probe: usageRequest,
	},
	kaiko: {
		classify: classifyKaiko,
		unhintedCooldown: undefined,
		allowance: { perMinute: REQUESTS_PER_MINUTE, burst: REQUESTS_PER_MINUTE },
		probe: probeRequest,
	},
};
