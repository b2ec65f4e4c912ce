import { recordOf } from "../reader";
import type { ErrorKind } from "../errors/errors";
import { withoutUnseen } from "../unseen";

const KIND_OF_STATUS: ReadonlyMap<number, ErrorKind> = new Map([
	[401, "badKey"],
	[402, "notEntitled"],
	[403, "notEntitled"],
	[404, "notFound"],
	[407, "proxy"],
	[408, "server"],
	[410, "notFound"],
	[429, "rateLimited"],
]);

/** The kind of failure that an HTTP status means when the body says nothing more. */
export function kindOfStatus(status: number): ErrorKind {
	return KIND_OF_STATUS.get(status) ?? (status >= 500 ? "server" : "badRequest");
}

/** Whether the answer is a web page that asks for a login. */
export function isLoginPage(status: number, isHtml: boolean): boolean {
	return isHtml && (status === 401 || status === 403 || status === 511);
}

const DETAIL_LENGTH = 200;

/** Whether a body says itself that the request failed, whatever the HTTP status is. */
export function isErrorBody(body: unknown): boolean {
	const record = recordOf(body);
	if (record === undefined) return false;
	return (
		record["result"] === "error" || (typeof record["error"] === "string" && record["error"] !== "")
	);
}

/**
 * A provider's message as one line of at most 200 printable characters: no markup, no terminal
 * sequences, no control, bidirectional or invisible characters.
 */
export function cleanDetail(value: unknown): string | undefined {
	if (typeof value !== "string") return undefined;
	const words = value
		.slice(0, 4_096)
		.replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, "")
		.replace(/<(script|style)\b[^>]*>[\s\S]*?(<\/\1\s*>|$)/gi, " ")
		.replace(/<[^>]*>/g, " ")
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
		.replace(/[\p{Co}\p{Cn}]/gu, "");
	const line = withoutUnseen(words).replace(/\s+/g, " ").trim();
	if (line === "") return undefined;
	const characters = [...line];
	return characters.length <= DETAIL_LENGTH
		? line
		: `${characters.slice(0, DETAIL_LENGTH - 1).join("")}…`;
}

/** A whole, positive number of seconds from a body; anything else is no hint. */
export function retrySeconds(value: unknown): number | undefined {
	return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
