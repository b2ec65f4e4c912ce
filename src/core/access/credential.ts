import { credentialOf, REMOTE_PROVIDER_IDS } from "../providers/credentials";

/**
 * Where a secret belongs: it is never read for another origin. A credential's id is the provider's
 * that takes it, or of whatever else a person signs in to, `clickhouse`.
 */
export interface CredentialPlace {
	readonly credential: string;
	/** Scheme, host and port as `URL.origin` gives them. */
	readonly origin: string;
}

const CREDENTIAL_ID = /^[a-z][a-zA-Z0-9]*(?::[\w.-]{1,64})?$/;

/**
 * Name of the secret of one place, under which people have theirs saved.
 * Throws `RangeError` for what is no id of a credential: its secret could not be told from another's.
 */
export function slotName({ credential, origin }: CredentialPlace): string {
	if (!CREDENTIAL_ID.test(credential)) throw new RangeError("not the id of a credential");
	return `key|${credential}|${origin}`;
}

/** The place whose secret has this name; `undefined` where it is no name of {@link slotName}. */
export function placeOfSlot(slot: string): CredentialPlace | undefined {
	const [kind, credential = "", origin, ...more] = slot.split("|");
	const isOurs = kind === "key" && CREDENTIAL_ID.test(credential) && more.length === 0;
	return isOurs && origin !== undefined ? { credential, origin } : undefined;
}

/** Whether two places have one secret. */
export function isSamePlace(one: CredentialPlace, other: CredentialPlace): boolean {
	return one.credential === other.credential && one.origin === other.origin;
}

/** What people call whatever takes a credential: the provider's name, or the one they gave themselves. */
export function credentialLabel(credential: string): string {
	const known = REMOTE_PROVIDER_IDS.map(credentialOf).find(({ id }) => id === credential);
	return known?.label ?? credential.slice(credential.indexOf(":") + 1);
}
