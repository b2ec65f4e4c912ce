import { providerError } from "../errors/errorText";
import type { RemoteProviderId } from "../providers/credentials";
import { INVALID_CUSTOM_ORIGIN } from "./origin";
import { findPlace, type HostChoices, type KeyPlace } from "./places";

// Apart from the other places, which every window loads: naming an error takes all that is known of providers.

/**
 * The place that a provider's requests go to.
 * Throws `ProviderError` (`badRequest`) when the custom origin of the settings is not one.
 */
export function placeOf(choices: HostChoices, provider: RemoteProviderId, host?: string): KeyPlace {
	const place = findPlace(choices, provider, host);
	if (place !== undefined) return place;
	const typed = withoutUserInfo(choices[provider].customOrigin);
	throw providerError("badRequest", provider, {
		code: INVALID_CUSTOM_ORIGIN,
		...(typed !== "" && { host: typed }),
	});
}

/** An address as typed, without the name and password that stand in front of the host. */
function withoutUserInfo(typed: string): string {
	return typed.trim().replace(/\/\/[^/]*@/, "//");
}
