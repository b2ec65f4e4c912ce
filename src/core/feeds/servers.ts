import type { ApiRequest, ClassifyAnswer, KaikoRegion } from "../http";
import type { RemoteProviderId } from "../providers/credentials";
import { classifyKaiko } from "./kaiko/errors";
import { probeRequest } from "./kaiko/request";
import { classifyKiyotaka } from "./kiyotaka/errors";
import { usageRequest } from "./kiyotaka/request";

/** What is common to all requests to a provider's server. */
interface Server {
	/** How it words its failures. */
	readonly classify: ClassifyAnswer;
	/** Its cheapest request that takes a key: the quota, or one row of a common market. */
	readonly probe: (region: KaikoRegion) => ApiRequest;
}

/** The servers of the providers that are asked over the network. */
export const SERVERS: Readonly<Record<RemoteProviderId, Server>> = {
	kiyotaka: { classify: classifyKiyotaka, probe: () => usageRequest },
	kaiko: { classify: classifyKaiko, probe: probeRequest },
};
