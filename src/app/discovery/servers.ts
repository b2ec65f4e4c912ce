import { findPlace, type HostChoices, type KeyPlace } from "../../core/access/places";
import { referencePlace } from "../../core/access/referencePlace";
import { providerError } from "../../core/errors/errorText";
import type { Gzip, ReadBody } from "../../core/feeds/windowReader";
import type { ApiClient, ApiResponse, KeylessClient, TakenBody } from "../../core/http";
import type { RemoteProviderId } from "../../core/providers/credentials";
import type { Consents } from "../consents";
import type { ListServer, ListServers } from "./lists";

/** The body of a list, read as the object that it is. */
export type ListBody = Readonly<Record<string, unknown>>;
export type ReadListBody = (bytes: Uint8Array, gzip?: Gzip) => Promise<ReadBody<ListBody>>;

export interface ListServersDeps {
	readonly client: ApiClient;
	readonly keyless: KeylessClient;
	readonly readBody: ReadListBody;
	readonly hosts: () => HostChoices;
	/** The address of Kaiko's reference data as it was typed; empty is the vendor's own. */
	readonly referenceOrigin: () => string;
	readonly consents: Pick<Consents, "areGiven">;
	/** Whether there is a key for a place. */
	readonly hasKey: (place: KeyPlace) => Promise<boolean>;
}

/** Kiyotaka lists its markets to whoever has a key; Kaiko lists its own to everybody, at another host. */
export function createListServers(deps: ListServersDeps): ListServers {
	const { client, keyless, readBody, hosts, consents, hasKey } = deps;
	const withKey = (provider: RemoteProviderId): ListServer => ({
		place: () => findPlace(hosts(), provider),
		obstacle: async (place) => {
			if (!consents.areGiven(place)) return "noConsent";
			return (await hasKey({ provider, ...place })) ? undefined : "noKey";
		},
		ask: async (request, options) =>
			bodyOf(
				provider,
				// Lists take nothing of a key's limit.
				await client.get({ provider, cost: 0, ...request }, { ...options, read: readBody }),
			),
	});
	return {
		kiyotaka: withKey("kiyotaka"),
		kaiko: {
			place: () => referencePlace(deps.referenceOrigin()),
			obstacle: (place) => Promise.resolve(consents.areGiven(place) ? undefined : "noConsent"),
			ask: async (request, options) =>
				bodyOf(
					"kaiko",
					await keyless.get({ provider: "kaiko", ...request }, { ...options, read: readBody }),
				),
		},
	};
}

function bodyOf(provider: RemoteProviderId, { body }: ApiResponse<TakenBody<ListBody>>): ListBody {
	if (body.kind === "read") return body.facts;
	throw providerError("schema", provider);
}
