import { providerError } from "../core/errorText";
import type { ApiClient, ApiRequest } from "../core/http";
import { placeOf } from "./endpoints";
import type { HostChoice, Place } from "./places";

export interface LazyClientDeps {
	/** Loads the network client; called on the first request. */
	readonly load: () => Promise<ApiClient>;
	readonly hosts: () => HostChoice;
	/** Asks the person before a key goes to an origin that they typed; true when it may. */
	readonly consent: (place: Place) => Promise<boolean>;
}

/**
 * The network client that is loaded when it is needed: loading it costs more than all of activation.
 * Everybody waits for the same one, since limits, quiet times and refused keys live in it; one that
 * could not be loaded is tried again with the next request.
 */
export function createLazyClient({ load, hosts, consent }: LazyClientDeps): ApiClient {
	let loading: Promise<ApiClient> | undefined;
	const placeOfRequest = ({ provider, region }: ApiRequest) => placeOf(hosts(), provider, region);
	const loadOnce = async () => {
		const shared = (loading ??= load());
		try {
			return await shared;
		} catch (error) {
			if (loading === shared) loading = undefined;
			throw error;
		}
	};
	return {
		get: async (request, options) => {
			const place = placeOfRequest(request);
			if (place.needsConsent && !(await consent(place))) {
				throw providerError("cancelled", request.provider);
			}
			const client = await loadOnce();
			return client.get(request, options);
		},
	};
}
