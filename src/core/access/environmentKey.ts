import { credentialOf, REMOTE_PROVIDER_IDS } from "../providers/credentials";
import type { CredentialPlace } from "./credential";

/** Id of the key that is read from the environment. */
export const ENVIRONMENT_KEY = "environment";

/** All variables that may hold a key. */
export const VARIABLES: readonly string[] = [
	...new Set(
		REMOTE_PROVIDER_IDS.flatMap((id) =>
			Object.values(credentialOf(id).hosts).map(({ variable }) => variable),
		),
	),
];

/**
 * The variable of the environment that may hold the key of a place. Only a provider's own origins have one:
 * `undefined` for an address that somebody typed, which never gets a key that was not entered for it.
 */
export function variableOf({ credential, origin }: CredentialPlace): string | undefined {
	const provider = REMOTE_PROVIDER_IDS.find((id) => credentialOf(id).id === credential);
	if (provider === undefined) return undefined;
	const hosts = Object.values(credentialOf(provider).hosts);
	return hosts.find((host) => host.origin === origin)?.variable;
}
