import type { ErrorFacts, ErrorKind } from "../../core/errors/errors";
import { providerError } from "../../core/errors/errorText";
import type { Text } from "../../core/text";

/** The error of a server that people call by this name. */
export function serverError(server: string, kind: ErrorKind, facts: ErrorFacts = {}): Error {
	return providerError(kind, "trades", { ...facts, server });
}

/** What a server is not asked, or cannot do, with the whole sentence. */
export function refusedBecause(server: string, reason: Text): Error {
	return serverError(server, "badRequest", { reason });
}
