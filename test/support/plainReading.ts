import type { Gzip, ReadBody } from "../../src/core/feeds/windowReader";
import { parseBody } from "../../src/reading/parseBody";

/** Takes a body as the JSON that it is. */
export function readJson(bytes: Uint8Array, gzip?: Gzip): Promise<ReadBody<unknown>> {
	const parsed = parseBody(bytes, gzip);
	return Promise.resolve(parsed.kind === "answer" ? { kind: "read", facts: parsed.body } : parsed);
}
