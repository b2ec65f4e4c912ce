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

/** The network client that is loaded when it is needed: loading it costs more than all of activation. */
export function createLazyClient({ load, hosts, consent }: LazyClientDeps): ApiClient {
	let loaded: ApiClient | undefined;
	const placeOfRequest = ({ provider, region }: ApiRequest) => placeOf(hosts(), provider, region);
	return {
		get: async (request, options) => {
			const place = placeOfRequest(request);
			if (place.needsConsent && !(await consent(place))) {
				throw providerError("cancelled", request.provider);
			}
			loaded ??= await load();
			return loaded.get(request, options);
		},
	};
}
