import { placeOf } from "../core/access/placeOf";
import type { HostChoices } from "../core/access/places";
import { providerError } from "../core/errors/errorText";
import type { ApiClient, LaneReport } from "../core/http";
import type { Consents } from "./consents";
import { LoadedOnce } from "./loadedOnce";

export interface LazyClientDeps {
	/** Loads the network client; called on the first request. */
	readonly load: () => Promise<ApiClient & Partial<LaneReport>>;
	readonly hosts: () => HostChoices;
	/** Asked before anything goes to an origin that a person typed. */
	readonly consents: Pick<Consents, "given">;
}

/**
 * A network client that is loaded when it is needed, because loading it costs more than all of activation.
 * All requests share one client, which holds limits, quiet times and refused keys. When it could not be
 * loaded, the next request tries again.
 */
export function createLazyClient({
	load,
	hosts,
	consents,
}: LazyClientDeps): ApiClient & LaneReport {
	const loaded = new LoadedOnce(load);
	let lanes: LaneReport["lanes"] | undefined;
	return {
		// A client that nobody has needed yet has sent nothing.
		lanes: () => lanes?.() ?? [],
		get: async (request, options) => {
			const { provider, host } = request;
			if (!(await consents.given(placeOf(hosts(), provider, host)))) {
				throw providerError("cancelled", provider);
			}
			const client = await loaded.get();
			lanes ??= client.lanes;
			return client.get(request, options);
		},
	};
}
