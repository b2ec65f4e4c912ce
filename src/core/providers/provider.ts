import type { QueryKind } from "../query/schema";

/** What a provider wants to be shown before it answers. */
export interface ProviderCredential {
	/** Names its secrets, its consents and its places: `kaiko`. Saved keys are found by it. */
	readonly id: string;
	/** Whose key it is, as people say it: `Kaiko`. */
	readonly label: string;
	/** Tells by the name that a key is written under, such as `KAIKO_API_KEY`, that it is this provider's. */
	readonly keyNames: RegExp;
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
