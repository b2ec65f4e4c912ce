import type { ErrorFacts, ErrorKind } from "./errors";

/** Codes as providers and platforms define them; anything else in their place is text, which may repeat what was asked. */
const CODE = /^[A-Z][A-Z0-9_]{1,47}$/;

/** `rateLimited 429 LIMIT_REACHED`: what a failure is told by in the log and in reports. */
export function errorCodes(
	kind: ErrorKind,
	{ status, code }: Pick<ErrorFacts, "status" | "code">,
): string {
	const isCode = code !== undefined && CODE.test(code);
	return [kind, status, isCode ? code : undefined].filter((part) => part !== undefined).join(" ");
}
