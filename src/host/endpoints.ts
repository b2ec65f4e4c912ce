import {
	createEndpoint,
	type Endpoint,
	KAIKO_ORIGINS,
	KIYOTAKA_HOSTS,
	type KiyotakaHost,
} from "../core/endpoint";
import type { RemoteProviderId } from "../core/errors";
import { providerError } from "../core/errorText";
import type { KaikoRegion } from "../core/http";
import { parseOrigin } from "../core/origin";
import type { MarketQuery } from "../core/query/schema";

/** Where the settings say that requests go. */
export interface HostChoice {
	readonly kiyotakaHost: KiyotakaHost | "custom";
	readonly kiyotakaCustomOrigin: string;
	readonly kaikoRegion: KaikoRegion | "custom";
	readonly kaikoCustomOrigin: string;
}

/** The place that a provider is asked at. */
export interface Place {
	readonly provider: RemoteProviderId;
	readonly origin: string;
	/** Whether the user typed the origin, so that consent is needed before a key goes there. */
	readonly needsConsent: boolean;
	readonly isLoopback: boolean;
}

function customPlace(provider: RemoteProviderId, typed: string): Place {
	const parsed = parseOrigin(typed);
	if (!parsed.ok) {
		throw providerError("dns", provider, {
			host: typed.slice(0, 60) || "—",
			code: "INVALID_CUSTOM_ORIGIN",
		});
	}
	const { origin, isLoopback } = parsed;
	return { provider, origin, needsConsent: !isLoopback, isLoopback };
}

/**
 * The origin that a provider's requests go to. A custom origin takes every region.
 * Throws `ProviderError` (`dns`) when the custom origin is not one.
 */
export function placeOf(
	choice: HostChoice,
	provider: RemoteProviderId,
	region: KaikoRegion | undefined,
): Place {
	if (provider === "kiyotaka") {
		return choice.kiyotakaHost === "custom"
			? customPlace(provider, choice.kiyotakaCustomOrigin)
			: vendorPlace(provider, KIYOTAKA_HOSTS[choice.kiyotakaHost].origin);
	}
	if (choice.kaikoRegion === "custom") return customPlace(provider, choice.kaikoCustomOrigin);
	return vendorPlace(provider, KAIKO_ORIGINS[region ?? choice.kaikoRegion]);
}

function vendorPlace(provider: RemoteProviderId, origin: string): Place {
	return { provider, origin, needsConsent: false, isLoopback: false };
}

/** The place that a query goes to; `undefined` for trades, which need no network. */
export function placeOfQuery(choice: HostChoice, query: MarketQuery): Place | undefined {
	if (query.provider === "trades") return undefined;
	return placeOf(choice, query.provider, query.provider === "kaiko" ? query.region : undefined);
}

/** The record that the network client works with: origin, key header and key of one place. */
export function endpointOf(
	place: Place,
	readKey: (place: Place) => Promise<string | undefined>,
): Endpoint {
	return createEndpoint(place.provider, place.origin, () => readKey(place));
}
