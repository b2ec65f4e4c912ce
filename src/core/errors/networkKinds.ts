import type { ErrorKind } from "./errors";

const KIND_OF_CODE: ReadonlyMap<string, ErrorKind> = new Map([
	["ECONNREFUSED", "refused"],
	["ENOTFOUND", "dns"],
	["EAI_AGAIN", "dns"],
	["EAI_FAIL", "dns"],
	["EAI_NODATA", "dns"],
	["ECONNRESET", "reset"],
	["ECONNABORTED", "reset"],
	["EPIPE", "reset"],
	["ETIMEDOUT", "timeout"],
	["ENETUNREACH", "offline"],
	["EHOSTUNREACH", "offline"],
	["ENETDOWN", "offline"],
	["EADDRNOTAVAIL", "offline"],
	["EPROTO", "tls"],
	["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
	["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
	["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
	["UNABLE_TO_GET_ISSUER_CERT", "tls"],
	["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls"],
	["HOSTNAME_MISMATCH", "tls"],
]);

const KIND_OF_PREFIX: readonly (readonly [string, ErrorKind])[] = [
	["CERT_", "tls"],
	["ERR_TLS_", "tls"],
	["ERR_SSL_", "tls"],
	["HPE_", "badBody"],
	["Z_", "badBody"],
];

/** The platform's code of a failure: of the error, its causes or the errors that it aggregates. */
export function networkCode(error: unknown, depth = 0): string | undefined {
	if (typeof error !== "object" || error === null || depth > 4) return undefined;
	const code = "code" in error ? error.code : undefined;
	if (typeof code === "string" && code !== "ERR_BAD_RESPONSE" && code !== "ERR_NETWORK") {
		return code;
	}
	const inner = "errors" in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
	for (const candidate of ["cause" in error ? error.cause : undefined, ...inner]) {
		const found = networkCode(candidate, depth + 1);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** What a code of the platform means for people; a connection that broke where it says nothing. */
export function networkKind(code: string | undefined): ErrorKind {
	return (
		KIND_OF_CODE.get(code ?? "") ??
		KIND_OF_PREFIX.find(([prefix]) => code?.startsWith(prefix) === true)?.[1] ??
		"reset"
	);
}
