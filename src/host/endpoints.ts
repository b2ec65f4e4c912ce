import { createEndpoint, type Endpoint } from "../core/endpoint";
import type { RemoteProviderId } from "../core/errors";
import { providerError } from "../core/errorText";
import type { KaikoRegion } from "../core/http";
import { INVALID_CUSTOM_ORIGIN } from "../core/origin";
import { findPlace, type HostChoice, type Place } from "./places";

/** An address as typed, without the name and password that stand in front of the host. */
function withoutUserInfo(typed: string): string {
	return typed.trim().replace(/\/\/[^/]*@/, "//");
}

/**
 * The origin that a provider's requests go to.
 * Throws `ProviderError` (`badRequest`) when the custom origin of the settings is not one.
 */
export function placeOf(
	choice: HostChoice,
	provider: RemoteProviderId,
	region: KaikoRegion | undefined,
): Place {
	const place = findPlace(choice, provider, region);
	if (place !== undefined) return place;
	const { kiyotakaCustomOrigin, kaikoCustomOrigin } = choice;
	const typed = provider === "kiyotaka" ? kiyotakaCustomOrigin : kaikoCustomOrigin;
	const host = withoutUserInfo(typed);
	throw providerError("badRequest", provider, {
		code: INVALID_CUSTOM_ORIGIN,
		...(host !== "" && { host }),
	});
}

/** The record that the network client works with: origin, key header and key of one place. */
export function endpointOf(
	place: Place,
	readKey: (place: Place) => Promise<string | undefined>,
): Endpoint {
	return createEndpoint(place.provider, place.origin, () => readKey(place));
}
