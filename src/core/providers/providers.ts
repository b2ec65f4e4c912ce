import { PROVIDER_IDS, type ProviderId } from "./ids";
import { kaiko } from "./kaiko";
import { kiyotaka } from "./kiyotaka";
import type { ProviderCredential, ProviderData } from "./provider";
import { trades } from "./trades";

/** Core data of every provider. What differs between providers is looked up here, not asked by name. */
export const PROVIDERS = { kiyotaka, kaiko, trades } as const satisfies Readonly<
	Record<ProviderId, ProviderData>
>;

/** The providers that want a credential: those that are asked over the network with a key. */
export type RemoteProviderId = {
	readonly [Id in ProviderId]: (typeof PROVIDERS)[Id] extends { readonly credential: unknown }
		? Id
		: never;
}[ProviderId];

export function isRemoteProvider(id: ProviderId): id is RemoteProviderId {
	return "credential" in PROVIDERS[id];
}

/** Their ids, in the order in which people are asked. */
export const REMOTE_PROVIDER_IDS: readonly RemoteProviderId[] =
	PROVIDER_IDS.filter(isRemoteProvider);

/** The credential of a provider in the table's own terms, whichever it is. */
export function credentialOf(provider: RemoteProviderId): ProviderCredential {
	return PROVIDERS[provider].credential;
}
