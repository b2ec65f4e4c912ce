import { providerData } from "../providers/providers";
import { errorCodes } from "./errorCodes";
import type { ProviderError } from "./errors";

/**
 * What a support thread needs of an error, in one or two lines: codes, counts and the host, and the operation by
 * which the log tells the rest. Nothing that a person or a provider has written.
 */
export function errorDetails({ kind, provider, facts }: ProviderError, version: string): string {
	const { operation, attempts, host } = facts;
	const parts = [
		errorCodes(kind, facts),
		...(attempts === undefined ? [] : [`${attempts} ${attempts === 1 ? "attempt" : "attempts"}`]),
		...(host === undefined ? [] : [host]),
	];
	return [
		`Value Area ${version}${operation === undefined ? "" : `, operation ${operation}`}`,
		`${providerData(provider).label}: ${parts.join(", ")}`,
	].join("\n");
}
