import { type ErrorFacts, isProviderError } from "../errors";
import type { RemoteProviderId } from "../providers/credentials";
import { providerError } from "../errorText";
import type { Log } from "../log";
import { DecodeError } from "../reader";
import type { PartialReason } from "../result";
import { OtherAnswerError, TooLargeError } from "./answerErrors";

/**
 * Reads an answer; what cannot be read or is about something else becomes a `schema` or `tooLarge`
 * error, its path goes to the log.
 */
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
		if (error instanceof OtherAnswerError) {
			const { path, asked, answered } = error;
			log.error(`${provider}: the answer is about something else: ${error.message}`);
			throw providerError("schema", provider, { ...facts, code: path, asked, answered });
		}
		if (error instanceof TooLargeError) {
			const { ownLimit } = error;
			log.error(`${provider}: the answer is too large: ${error.message}`);
			throw providerError("tooLarge", provider, {
				...facts,
				...(ownLimit !== undefined && { ownLimit: ownLimit.name, limit: ownLimit.value }),
			});
		}
		throw error;
	}
}

/** Why a fetch that had brought something ended early. Anything but a `ProviderError` is thrown on. */
export function partialReason(error: unknown): Pick<PartialReason, "code" | "error"> {
	if (!isProviderError(error)) throw error;
	return error.kind === "cancelled"
		? { code: "cancelled" }
		: { code: "requestFailed", error: { kind: error.kind, facts: error.facts } };
}
