import { DEFAULT_KEY } from "./credential";
import { SERVERS } from "../feeds/servers";
import type { ClassifyAnswer } from "../http";
import { credentialOf, type RemoteProviderId } from "../providers/credentials";
import type { DurationMs } from "../time";

/** A server of a provider, and how it is listened to. It has no room for a key. */
export interface KeylessEndpoint {
	readonly provider: RemoteProviderId;
	/** Scheme, host and port as `URL.origin` gives them. */
	readonly origin: string;
	/** How this provider words its failures. */
	readonly classify: ClassifyAnswer;
	/** How long it is left alone after a 429 that names no time; `undefined` where a back-off will do. */
	readonly unhintedCooldown: DurationMs | undefined;
}

/**
 * One place that a key may go to: the exact origin, the header that carries the key there, and where
 * to read it. The three form one frozen record, so that a key can never meet another origin.
 */
export interface Endpoint extends KeylessEndpoint {
	readonly keyHeader: string;
	/** Which of the place's keys is sent, by its id; never the key. What counts per key goes by origin and this. */
	readonly keyId: string;
	/** Reads that key; `undefined` when none is saved. Asked anew for every request. */
	readonly readKey: () => Promise<string | undefined>;
}

/**
 * Where a provider is asked at this moment: at its own host of that name, else at the one of the settings.
 * Throws `ProviderError` where the settings name no usable place.
 */
export type Endpoints = (provider: RemoteProviderId, host: string | undefined) => Endpoint;

/** The header in which a provider expects its key at `origin`. */
function keyHeaderOf(provider: RemoteProviderId, origin: string): string {
	const { hosts, keyHeader } = credentialOf(provider);
	return Object.values(hosts).find((host) => host.origin === origin)?.keyHeader ?? keyHeader;
}

/** Builds the record of a server that gets no key. `origin` comes from `parseOrigin` or is the provider's own. */
export function createKeylessEndpoint(provider: RemoteProviderId, origin: string): KeylessEndpoint {
	const { classify, unhintedCooldown } = SERVERS[provider];
	return Object.freeze({ provider, origin, classify, unhintedCooldown });
}

/**
 * Builds the frozen record of one place. `origin` comes from `parseOrigin` or the table of providers; `keyId` names the
 * key that `readKey` reads.
 */
export function createEndpoint(
	provider: RemoteProviderId,
	origin: string,
	readKey: () => Promise<string | undefined>,
	keyId = DEFAULT_KEY,
): Endpoint {
	return Object.freeze({
		...createKeylessEndpoint(provider, origin),
		keyHeader: keyHeaderOf(provider, origin),
		keyId,
		readKey,
	});
}
