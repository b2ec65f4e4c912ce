import type { QueryKind } from "../query/schema";
import type { ProviderCredential } from "./credentials";

/** What is known of a provider without asking it. */
export interface ProviderData {
	/** What people call it: `Kaiko`. */
	readonly label: string;
	/** The kinds of query that it answers. */
	readonly kinds: readonly QueryKind[];
	/** Absent where nothing is to be shown. */
	readonly credential?: ProviderCredential;
}
