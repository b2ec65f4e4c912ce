import type { ErrorFacts, ErrorKind } from "../core/errors/errors";

/** One attempt went wrong. Holds the listed primitives only; the client turns it into a `ProviderError`. */
export class AttemptFailure extends Error {
	override readonly name = "AttemptFailure";

	constructor(
		readonly kind: ErrorKind,
		readonly facts: ErrorFacts = {},
		readonly hints: {
			/** Milliseconds that the server asks to wait. */
			readonly retryAfterMs?: number;
			/** Whether another attempt may succeed, when the kind alone does not tell. */
			readonly mayPass?: boolean;
		} = {},
	) {
		super(kind);
	}
}
