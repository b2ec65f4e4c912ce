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

/** The key of a place that was there before keys had names: it stands in the slot that every version knows. */
export const DEFAULT_KEY = "default";
const NAMED_KEY = /^[0-9a-f]{16}$/;

/** Where one secret stands: at a place, which may have several by id; the one without is {@link DEFAULT_KEY}. */
export interface SecretSlot extends CredentialPlace {
	/** Id of one of several keys, sixteen hexadecimal digits. */
	readonly key?: string;
}

/** Whether a text is the id of a key that has a name. */
export function isNamedKey(id: string): boolean {
	return NAMED_KEY.test(id);
}

/** The slot of one key of a place, by its id. */
export function slotOf({ credential, origin }: CredentialPlace, id: string): SecretSlot {
	return id === DEFAULT_KEY ? { credential, origin } : { credential, origin, key: id };
}

const CREDENTIAL_ID = /^[a-z][a-zA-Z0-9]*(?::[\w.-]{1,64})?$/;

/**
 * Name of a secret, under which people have theirs saved.
 * Throws `RangeError` for what is no id of a credential or of a key: its secret could not be told from another's.
 */
export function slotName({ credential, origin, key }: SecretSlot): string {
	if (!CREDENTIAL_ID.test(credential)) throw new RangeError("not the id of a credential");
	if (key !== undefined && !isNamedKey(key)) throw new RangeError("not the id of a key");
	const ofKey = key === undefined ? "" : `|${key}`;
	return `key|${credential}|${origin}${ofKey}`;
}

/** The slot of this name; `undefined` where it is no name of {@link slotName}. */
export function readSlotName(name: string): SecretSlot | undefined {
	const [kind, credential = "", origin, key, ...more] = name.split("|");
	const isOurs = kind === "key" && CREDENTIAL_ID.test(credential) && more.length === 0;
	if (!isOurs || origin === undefined) return undefined;
	if (key === undefined) return { credential, origin };
	return isNamedKey(key) ? { credential, origin, key } : undefined;
}

/** Whether two places are one. */
export function isSamePlace(one: CredentialPlace, other: CredentialPlace): boolean {
	return one.credential === other.credential && one.origin === other.origin;
}

/** What people call whatever takes a credential: the provider's name, or the one they gave themselves. */
export function credentialLabel(credential: string): string {
	const known = REMOTE_PROVIDER_IDS.map(credentialOf).find(({ id }) => id === credential);
	return known?.label ?? credential.slice(credential.indexOf(":") + 1);
}
