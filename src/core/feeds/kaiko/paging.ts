import type { NextPage } from "../windowReader";
import { recordOf } from "../../reader";

const TOKEN = /^[\w\-.~=+/]{1,2048}$/;
const TOKEN_IN_URL = /[?&]continuation_token=([^&#]*)/;
const MAX_URL_LENGTH = 8_192;

function tokenOfUrl(url: string): string | undefined {
	if (url.length > MAX_URL_LENGTH) return undefined;
	const [, encoded] = TOKEN_IN_URL.exec(url) ?? [];
	if (encoded === undefined) return undefined;
	try {
		return decodeURIComponent(encoded);
	} catch {
		return undefined;
	}
}

const isAbsent = (value: unknown) => value === undefined || value === null || value === "";

/**
 * Finds the token of the next page: the field `continuation_token`, else the parameter of that name
 * in `next_url`. The address itself is never requested, since it may name any host.
 */
export function nextPageOf(body: unknown): NextPage {
	const record = recordOf(body) ?? {};
	const field = record["continuation_token"];
	const url = record["next_url"];
	if (isAbsent(field) && isAbsent(url)) return { kind: "end" };
	const token = isAbsent(field) ? (typeof url === "string" ? tokenOfUrl(url) : undefined) : field;
	return typeof token === "string" && TOKEN.test(token)
		? { kind: "token", token }
		: { kind: "badToken" };
}
