import type { CancelSignal } from "../cancel";
import { isProviderError } from "../errors/errors";
import { describeError } from "../errors/errorText";
import type { ApiClient } from "../http";
import { credentialOf, type RemoteProviderId } from "../providers/credentials";
import { type Text, text } from "../text";
import { SERVERS } from "./servers";
import type { Gzip, Readings } from "./windowReader";

export interface KeyProbe {
	/** `unchecked`: the provider could not be asked, so nothing is known about the key. */
	readonly outcome: "accepted" | "refused" | "unchecked";
	/** The result in one sentence. */
	readonly text: Text;
}

/**
 * Tries the saved key with the cheapest request of the provider: the quota, or one row of a common market. A
 * key that the provider knows but that may not read this market is accepted. Never rejects.
 *
 * @param host the provider's own host that the key is for, by its name; the settings' when `undefined`
 */
export async function probeKey(
	provider: RemoteProviderId,
	host: string | undefined,
	{ client, readings }: { readonly client: ApiClient; readonly readings: Readings },
	signal: CancelSignal,
): Promise<KeyProbe> {
	const name = credentialOf(provider).label;
	try {
		const request = { ...SERVERS[provider].probe, ...(host !== undefined && { host }) };
		const read = (bytes: Uint8Array, gzip?: Gzip) => readings.check(bytes, gzip);
		await client.get(request, { signal, read });
		return { outcome: "accepted", text: text("{0} accepted the key.", name) };
	} catch (error) {
		if (!isProviderError(error)) {
			return { outcome: "unchecked", text: text("The key was saved but not tried at {0}.", name) };
		}
		switch (error.kind) {
			case "badKey":
				return { outcome: "refused", text: describeError(error).text };
			case "notEntitled":
			case "planLimit":
			case "notFound":
			case "schema":
				return {
					outcome: "accepted",
					text: text("{0} knows the key. What it may read depends on your plan.", name),
				};
			case "rateLimited":
				return {
					outcome: "accepted",
					text: text("{0} knows the key; its limit is used up for the moment.", name),
				};
			default:
				return { outcome: "unchecked", text: describeError(error).text };
		}
	}
}
