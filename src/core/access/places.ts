import { parseOrigin } from "./origin";
import {
	credentialOf,
	isRemoteProvider,
	type CREDENTIALS,
	REMOTE_PROVIDER_IDS,
	type RemoteProviderId,
} from "../providers/credentials";
import type { MarketQuery } from "../query/query";
import { type CredentialPlace, slotName } from "./credential";

/** Where the settings say that a provider is asked. */
export interface HostChoice<Host extends string = string> {
	/** One of the provider's own hosts by name, or the address that the person typed. */
	readonly host: Host | "custom";
	/** The address as it was typed; used only with `custom`. */
	readonly customOrigin: string;
}

/** Where the settings say that requests go. */
export type HostChoices = {
	readonly [Id in RemoteProviderId]: HostChoice<keyof (typeof CREDENTIALS)[Id]["hosts"] & string>;
};

/** The place that something is asked at with its credential. */
export interface Place extends CredentialPlace {
	/** Whether the person typed the origin, so that consent is needed before anything goes there. */
	readonly needsConsent: boolean;
}

/** The place that a provider is asked at with an API key. */
export interface KeyPlace extends Place {
	readonly provider: RemoteProviderId;
}

/** The place at an address that a person typed; `undefined` where {@link parseOrigin} refuses it. */
export function typedPlace(credential: string, typed: string): Place | undefined {
	const parsed = parseOrigin(typed);
	if (!parsed.ok) return undefined;
	const { origin, isLoopback } = parsed;
	return { credential, origin, needsConsent: !isLoopback };
}

/**
 * The place that a provider's requests go to. A custom origin takes the requests of every host.
 * `undefined` when the custom origin of the settings is not one.
 *
 * @param host the one that a query names; the settings' own when absent
 */
export function findPlace(
	choices: HostChoices,
	provider: RemoteProviderId,
	host?: string,
): KeyPlace | undefined {
	const { id: credential, hosts } = credentialOf(provider);
	const choice: HostChoice = choices[provider];
	if (choice.host === "custom") {
		const place = typedPlace(credential, choice.customOrigin);
		return place && { provider, ...place };
	}
	const origin = hosts[host ?? choice.host]?.origin;
	return origin === undefined ? undefined : { provider, credential, origin, needsConsent: false };
}

/** The place that a query goes to; `undefined` where it needs no key, and where the settings name no usable one. */
export function placeOfQuery(choices: HostChoices, query: MarketQuery): KeyPlace | undefined {
	const { provider } = query;
	if (!isRemoteProvider(provider)) return undefined;
	return findPlace(choices, provider, "region" in query ? query.region : undefined);
}

/** The places that a key can be saved for with these settings: one per provider and host that queries may name. */
export function keyPlaces(choices: HostChoices): readonly KeyPlace[] {
	const places = REMOTE_PROVIDER_IDS.flatMap((provider) => {
		const { hosts, isHostOfQuery } = credentialOf(provider);
		const chosen = choices[provider].host;
		const others = isHostOfQuery ? Object.keys(hosts).filter((host) => host !== chosen) : [];
		return [chosen, ...others].flatMap((host) => findPlace(choices, provider, host) ?? []);
	});
	return [...new Map(places.map((place) => [slotName(place), place])).values()];
}

/** The provider's own host at a place; `undefined` at a typed origin, which takes the requests of every host. */
export function hostAt({ provider, origin }: KeyPlace): string | undefined {
	const hosts = Object.entries(credentialOf(provider).hosts);
	return hosts.find(([, host]) => host.origin === origin)?.[0];
}
