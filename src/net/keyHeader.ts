import type { Endpoint } from "../core/access/endpoint";
import { keyProblem } from "../core/access/keyForm";
import { parseOrigin } from "../core/access/origin";
import { AttemptFailure } from "./failure";

/** A key and the one place that it goes to. */
export interface Signature {
	readonly endpoint: Endpoint;
	readonly key: string;
}

/**
 * The header that carries the key: the only place where a key meets a request.
 *
 * @throws {AttemptFailure} when the address is not exactly the record's origin, the record's origin may
 *   not see a key at all, or the key has a form that libraries would change. No request leaves then.
 */
export function keyHeader(endpoint: Endpoint, url: URL, key: string): Record<string, string> {
	const origin = parseOrigin(endpoint.origin);
	if (!origin.ok || origin.origin !== endpoint.origin) {
		throw new AttemptFailure("badRequest", { code: "ORIGIN_REFUSED" });
	}
	if (url.origin !== endpoint.origin || url.username !== "" || url.password !== "") {
		throw new AttemptFailure("badRequest", { code: "ORIGIN_MISMATCH" });
	}
	if (keyProblem(key) !== undefined) throw new AttemptFailure("badKey", { code: "KEY_FORM" });
	return { [endpoint.keyHeader]: key };
}
