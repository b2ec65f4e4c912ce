import { networkCode, networkKind } from "../core/errors/networkKinds";
import { AttemptFailure } from "./failure";

/**
 * Turns whatever the HTTP library threw into a failure of ours. Only the platform's code is taken
 * over: the error itself holds the request and with it the key.
 */
export function networkFailure(error: unknown): AttemptFailure {
	if (error instanceof AttemptFailure) return error;
	const code = networkCode(error);
	const kind = networkKind(code);
	return new AttemptFailure(kind, code === undefined ? {} : { code: code.slice(0, 64) }, {
		...(kind === "badBody" && { mayPass: true }),
	});
}
