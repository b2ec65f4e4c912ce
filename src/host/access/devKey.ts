import type { CredentialPlace } from "../../core/access/credential";
import { KEYED_SERVICE_IDS } from "../../core/access/services";
import { isLoopbackOrigin } from "../../core/origin";

/** Set by the bundler: true in the packaged extension, where the branch below vanishes. */
declare const VALUE_AREA_PRODUCTION: boolean;

/**
 * The fixed key that the loopback services of `npm start` and of the tests accept. Only in development
 * and test, only for this machine, and only while no key was saved or removed there.
 */
export function createDevKey(
	isProduction: boolean,
): (place: CredentialPlace) => string | undefined {
	if (!VALUE_AREA_PRODUCTION && !isProduction) {
		return ({ credential, origin }) =>
			KEYED_SERVICE_IDS.some((id) => id === credential) && isLoopbackOrigin(origin)
				? "loopback-dummy-key"
				: undefined;
	}
	return () => undefined;
}
