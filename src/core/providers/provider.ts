import type { QueryKind } from "../query/schema";

/** One of a provider's own hosts. */
export interface ProviderHost {
	/** Scheme, host and port as `URL.origin` gives them. */
	readonly origin: string;
	/** The header in which it expects the key. */
	readonly keyHeader: string;
}

/** What a provider wants to be shown before it answers, and where. */
export interface ProviderCredential {
	/** Names its secrets, its consents and its places: `kaiko`. Saved keys are found by it. */
	readonly id: string;
	/** Whose key it is, as people say it: `Kaiko`. */
	readonly label: string;
	/** Tells by the name that a key is written under, such as `KAIKO_API_KEY`, that it is this provider's. */
	readonly keyNames: RegExp;
	/** Its own hosts by the names that settings and queries have for them. */
	readonly hosts: Readonly<Record<string, ProviderHost>>;
	/** Whether each query says which host it is for; else the settings do. */
	readonly isHostOfQuery: boolean;
	/** The header in which the key is sent to any other origin. */
	readonly keyHeader: string;
}

/** What is known of a provider without asking it. */
export interface ProviderData {
	/** What people call it: `Kaiko`. */
	readonly label: string;
	/** The kinds of query that it answers. */
	readonly kinds: readonly QueryKind[];
	/** Absent where nothing is to be shown. */
	readonly credential?: ProviderCredential;
}
