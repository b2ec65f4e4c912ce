import { type ErrorFacts, type ProviderError, isProviderError } from "../errors/errors";
import { providerError } from "../errors/errorText";
import type { Log } from "../log";
import type { RemoteProviderId } from "../providers/credentials";
import type { PartialReason } from "../result/result";
import type { AnswerProblem } from "./windowReader";

/** The error for an answer that cannot be used; the path of the problem goes to the log. */
export function answerError(
	problem: AnswerProblem,
	provider: RemoteProviderId,
	facts: ErrorFacts,
	log: Log,
): ProviderError {
	switch (problem.kind) {
		case "form":
			log.error(`${provider}: the answer has an unexpected form: ${problem.message}`);
			return providerError("schema", provider, { ...facts, code: problem.path });
		case "other": {
			const { path, asked, answered } = problem;
			log.error(`${provider}: the answer is about something else: ${problem.message}`);
			return providerError("schema", provider, { ...facts, code: path, asked, answered });
		}
		case "size": {
			const { ownLimit } = problem;
			log.error(`${provider}: the answer is too large: ${problem.message}`);
			return providerError("tooLarge", provider, {
				...facts,
				...(ownLimit !== undefined && { ownLimit: ownLimit.name, limit: ownLimit.value }),
			});
		}
	}
}

/** Why a fetch that had brought something ended early. Anything but a `ProviderError` is thrown on. */
export function partialReason(error: unknown): Pick<PartialReason, "code" | "error"> {
	if (!isProviderError(error)) throw error;
	return error.kind === "cancelled"
		? { code: "cancelled" }
		: { code: "requestFailed", error: { kind: error.kind, facts: error.facts } };
}
