import { DecodeError, TooLargeError } from "../decode";
import { type ErrorFacts, type RemoteProviderId, isProviderError } from "../errors";
import { providerError } from "../errorText";
import type { Log } from "../log";
import type { PartialReason } from "../result";
import type { EpochMs } from "../time";

/** Reads an answer; what cannot be read becomes a `schema` or `tooLarge` error, its path goes to the log. */
export function decodeAnswer<Decoded>(
	decode: () => Decoded,
	provider: RemoteProviderId,
	facts: ErrorFacts,
	log: Log,
): Decoded {
	try {
		return decode();
	} catch (error) {
		if (error instanceof DecodeError) {
			log.error(`${provider}: the answer has an unexpected form: ${error.message}`);
			throw providerError("schema", provider, { ...facts, code: error.path });
		}
		if (error instanceof TooLargeError) {
			log.error(`${provider}: the answer is too large: ${error.message}`);
			throw providerError("tooLarge", provider, facts);
		}
		throw error;
	}
}

/** Why a fetch that had brought something ended early. Anything but a `ProviderError` is thrown on. */
export function partialReason(error: unknown, completeUntil: EpochMs | undefined): PartialReason {
	if (!isProviderError(error)) throw error;
	const until = completeUntil === undefined ? {} : { completeUntil };
	return error.kind === "cancelled"
		? { code: "cancelled", ...until }
		: { code: "requestFailed", error: { kind: error.kind, facts: error.facts }, ...until };
}
