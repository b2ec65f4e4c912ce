import type { RemoteProviderId } from "../errors";
import { providerError } from "../errorText";
import { INVALID_CUSTOM_ORIGIN, parseOrigin } from "../origin";
import type { MarketQuery } from "../query/query";
import { type CredentialPlace, slotName } from "./credential";
import { KEYED_SERVICE_IDS, type KEYED_SERVICES, keyedService } from "./services";

/** Where the settings say that a service is asked. */
export interface HostChoice<Host extends string = string> {
	/** One of the service's own hosts by name, or the address that the person typed. */
	readonly host: Host | "custom";
	/** That address as it was typed; matters for `custom` alone. */
	readonly customOrigin: string;
}

/** Where the settings say that requests go, by the id of the service's credential. */
export type HostChoices = {
	readonly [Id in RemoteProviderId]: HostChoice<
		keyof (typeof KEYED_SERVICES)[Id]["hosts"] & string
	>;
};

/** The place that something is asked at with its credential. */
export interface Place<Id extends string = string> extends CredentialPlace {
	readonly credential: Id;
	/** Whether the person typed the origin, so that consent is needed before anything goes there. */
	readonly needsConsent: boolean;
	readonly isLoopback: boolean;
}

/** The place of an API key. */
export type KeyPlace = Place<RemoteProviderId>;

/** The place at an address that a person typed; `undefined` where {@link parseOrigin} refuses it. */
export function typedPlace<Id extends string>(
	credential: Id,
	typed: string,
): Place<Id> | undefined {
	const parsed = parseOrigin(typed);
	if (!parsed.ok) return undefined;
	const { origin, isLoopback } = parsed;
	return { credential, origin, needsConsent: !isLoopback, isLoopback };
}

/**
 * The origin that a service's requests go to. A custom origin takes the requests of every host.
 * `undefined` when the custom origin of the settings is not one.
 *
 * @param host the one that a query names; the settings' own when absent
 */
export function findPlace<Id extends RemoteProviderId>(
	choices: HostChoices,
	credential: Id,
	host?: string,
): Place<Id> | undefined {
	const choice: HostChoice = choices[credential];
	if (choice.host === "custom") return typedPlace(credential, choice.customOrigin);
	const { hosts } = keyedService(credential);
	const origin = hosts[host ?? choice.host]?.origin;
	return origin === undefined
		? undefined
		: { credential, origin, needsConsent: false, isLoopback: false };
}

/**
 * The origin that a service's requests go to.
 * Throws `ProviderError` (`badRequest`) when the custom origin of the settings is not one.
 */
export function placeOf<Id extends RemoteProviderId>(
	choices: HostChoices,
	credential: Id,
	host?: string,
): Place<Id> {
	const place = findPlace(choices, credential, host);
	if (place !== undefined) return place;
	const typed = withoutUserInfo(choices[credential].customOrigin);
	throw providerError("badRequest", credential, {
		code: INVALID_CUSTOM_ORIGIN,
		...(typed !== "" && { host: typed }),
	});
}

/** An address as typed, without the name and password that stand in front of the host. */
function withoutUserInfo(typed: string): string {
	return typed.trim().replace(/\/\/[^/]*@/, "//");
}

/** The place that a query goes to; `undefined` for trades, and where the settings name no usable one. */
export function placeOfQuery(choices: HostChoices, query: MarketQuery): KeyPlace | undefined {
	if (query.provider === "trades") return undefined;
	return findPlace(choices, query.provider, "region" in query ? query.region : undefined);
}

/** The places that a key can be saved for with these settings: one per service and host that queries may name. */
export function keyPlaces(choices: HostChoices): readonly KeyPlace[] {
	const places = KEYED_SERVICE_IDS.flatMap((id) => {
		const { hosts, isHostOfQuery } = keyedService(id);
		const chosen = choices[id].host;
		const others = isHostOfQuery ? Object.keys(hosts).filter((host) => host !== chosen) : [];
		return [chosen, ...others].flatMap((host) => findPlace(choices, id, host) ?? []);
	});
	return [...new Map(places.map((place) => [slotName(place), place])).values()];
}

/** The service's own host at a place; `undefined` at a typed origin, which takes the requests of every host. */
export function hostAt({ credential, origin }: KeyPlace): string | undefined {
	const hosts = Object.entries(keyedService(credential).hosts);
	return hosts.find(([, host]) => host.origin === origin)?.[0];
}
