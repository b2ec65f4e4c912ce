import { KAIKO_ORIGINS, KIYOTAKA_HOSTS, type KiyotakaHost } from "../core/endpoint";
import type { RemoteProviderId } from "../core/errors";
import type { KaikoRegion } from "../core/http";
import { parseOrigin } from "../core/origin";
import type { MarketQuery } from "../core/query/schema";
import { slotName } from "./keys";

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

function vendorPlace(provider: RemoteProviderId, origin: string): Place {
	return { provider, origin, needsConsent: false, isLoopback: false };
}

function customPlace(provider: RemoteProviderId, typed: string): Place | undefined {
	const parsed = parseOrigin(typed);
	if (!parsed.ok) return undefined;
	const { origin, isLoopback } = parsed;
	return { provider, origin, needsConsent: !isLoopback, isLoopback };
}

/**
 * The origin that a provider's requests go to. A custom origin takes every region.
 * `undefined` when the custom origin of the settings is not one.
 */
export function findPlace(
	choice: HostChoice,
	provider: RemoteProviderId,
	region: KaikoRegion | undefined,
): Place | undefined {
	if (provider === "kiyotaka") {
		return choice.kiyotakaHost === "custom"
			? customPlace(provider, choice.kiyotakaCustomOrigin)
			: vendorPlace(provider, KIYOTAKA_HOSTS[choice.kiyotakaHost].origin);
	}
	if (choice.kaikoRegion === "custom") return customPlace(provider, choice.kaikoCustomOrigin);
	return vendorPlace(provider, KAIKO_ORIGINS[region ?? choice.kaikoRegion]);
}

/** The place that a query goes to; `undefined` for trades, and where the settings name no usable one. */
export function placeOfQuery(choice: HostChoice, query: MarketQuery): Place | undefined {
	if (query.provider === "trades") return undefined;
	return findPlace(choice, query.provider, query.provider === "kaiko" ? query.region : undefined);
}

/** The places that a key can be saved for with these settings: one per provider and region. */
export function keyPlaces(choice: HostChoice): readonly Place[] {
	const isEu = choice.kaikoRegion === "eu";
	const places = [
		findPlace(choice, "kiyotaka", undefined),
		findPlace(choice, "kaiko", isEu ? "eu" : "us"),
		findPlace(choice, "kaiko", isEu ? "us" : "eu"),
	].flatMap((place) => place ?? []);
	return [...new Map(places.map((place) => [slotName(place), place])).values()];
}
