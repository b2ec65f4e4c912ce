import type { ErrorFacts, ErrorKind } from "../core/errors/errors";

/** One attempt went wrong. Holds listed primitives only; the client makes the `ProviderError` of it. */
export class AttemptFailure extends Error {
	override readonly name = "AttemptFailure";

	constructor(
		readonly kind: ErrorKind,
		readonly facts: ErrorFacts = {},
		readonly hints: {
			/** Milliseconds that the server asks to wait. */
			readonly retryAfterMs?: number;
			/** Whether another attempt may end better, where the kind alone does not say so. */
			readonly mayPass?: boolean;
		} = {},
	) {
		super(kind);
	}
}
