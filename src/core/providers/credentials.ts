import type { ProviderId } from "./ids";

/** One of a provider's own hosts. */
export interface ProviderHost {
	/** Scheme, host and port as `URL.origin` gives them. */
	readonly origin: string;
	/** The header in which it expects the key. */
	readonly keyHeader: string;
	/** The variable of an environment under which people keep a key for it. */
	readonly variable: string;
}

/** What a provider wants to be shown before it answers, and where. */
export interface ProviderCredential {
	/** Names its secrets, its consents and its places: `kaiko`. Saved keys are found by it. */
	readonly id: string;
	/** Whose key it is, as people say it: `Kaiko`. */
	readonly label: string;
	/** Matches the names under which people store a key of this provider, such as `KAIKO_API_KEY`. */
	readonly keyNames: RegExp;
	/** Its own hosts by the names that settings and queries have for them; the first is asked where nothing is set. */
	readonly hosts: Readonly<Record<string, ProviderHost>>;
	/** Whether each query says which host it is for; else the settings do. */
	readonly isHostOfQuery: boolean;
	/** The header in which the key is sent to any other origin. */
	readonly keyHeader: string;
}

/**
 * The credentials of the providers that want one, in the order in which people are asked. Apart from
 * what else is known of a provider, because every window needs them from its start.
 */
export const CREDENTIALS = {
	kiyotaka: {
		id: "kiyotaka",
		label: "Kiyotaka",
		keyNames: /kiyotaka|openmarket/i,
		hosts: {
			"api.kiyotaka.ai": {
				origin: "https://api.kiyotaka.ai",
				keyHeader: "X-Kiyotaka-Key",
				variable: "KIYOTAKA_API_KEY",
			},
			"api.openmarket.xyz": {
				origin: "https://api.openmarket.xyz",
				keyHeader: "X-OpenMarket-Key",
				variable: "OPENMARKET_API_KEY",
			},
		},
		isHostOfQuery: false,
		keyHeader: "X-Kiyotaka-Key",
	},
	kaiko: {
		id: "kaiko",
		label: "Kaiko",
		keyNames: /kaiko/i,
		hosts: {
			us: {
				origin: "https://us.market-api.kaiko.io",
				keyHeader: "X-Api-Key",
				variable: "KAIKO_API_KEY",
			},
			eu: {
				origin: "https://eu.market-api.kaiko.io",
				keyHeader: "X-Api-Key",
				variable: "KAIKO_API_KEY",
			},
		},
		isHostOfQuery: true,
		keyHeader: "X-Api-Key",
	},
} as const satisfies Partial<Readonly<Record<ProviderId, ProviderCredential>>>;

/** The providers that want a credential: those that are asked over the network with a key. */
export type RemoteProviderId = keyof typeof CREDENTIALS;

/** Ids of those providers, in the order in which people are asked. */
export const REMOTE_PROVIDER_IDS = Object.keys(CREDENTIALS) as readonly RemoteProviderId[];

/** Whether a provider wants a credential. */
export function isRemoteProvider(id: ProviderId): id is RemoteProviderId {
	return id in CREDENTIALS;
}

/** The credential of a provider, typed so that any provider fits. */
export function credentialOf(provider: RemoteProviderId): ProviderCredential {
	return CREDENTIALS[provider];
}
