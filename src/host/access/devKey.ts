import type { SecretSlot } from "../../core/access/credential";
import { isLoopbackOrigin } from "../../core/access/origin";
import { credentialOf, REMOTE_PROVIDER_IDS } from "../../core/providers/credentials";

/** Set by the bundler: true in the packaged extension, where the branch below vanishes. */
declare const VALUE_AREA_PRODUCTION: boolean;

/**
 * The fixed key that the loopback services of `npm start` and of the tests accept. Only in development
 * and test, only for this machine, and only while no key was saved or removed there.
 */
export function createDevKey(isProduction: boolean): (slot: SecretSlot) => string | undefined {
	if (!VALUE_AREA_PRODUCTION && !isProduction) {
		return ({ credential, origin, key }) =>
			key === undefined &&
			REMOTE_PROVIDER_IDS.some((id) => credentialOf(id).id === credential) &&
			isLoopbackOrigin(origin)
				? "loopback-dummy-key"
				: undefined;
	}
	return () => undefined;
}
