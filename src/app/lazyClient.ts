import { type HostChoices, placeOf } from "../core/access/places";
import { providerError } from "../core/errors/errorText";
import type { ApiClient } from "../core/http";
import type { Consents } from "./consents";

export interface LazyClientDeps {
	/** Loads the network client; called on the first request. */
	readonly load: () => Promise<ApiClient>;
	readonly hosts: () => HostChoices;
	/** Asked before anything goes to an origin that a person typed. */
	readonly consents: Pick<Consents, "given">;
}

/**
 * The network client that is loaded when it is needed: loading it costs more than all of activation.
 * Everybody waits for the same one, since limits, quiet times and refused keys live in it; one that
 * could not be loaded is tried again with the next request.
 */
export function createLazyClient({ load, hosts, consents }: LazyClientDeps): ApiClient {
	let loading: Promise<ApiClient> | undefined;
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
			const { provider, host } = request;
			if (!(await consents.given(placeOf(hosts(), provider, host)))) {
				throw providerError("cancelled", provider);
			}
			const client = await loadOnce();
			return client.get(request, options);
		},
	};
}
