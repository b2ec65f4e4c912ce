import type { KeylessEndpoint } from "../core/access/endpoint";
import type { ApiRequest } from "../core/http";
import { AttemptFailure } from "./failure";

/**
 * The complete address of a request. Queries are encoded as pairs, so that a name may repeat without
 * brackets; the path has to survive the URL parser unchanged, so that no segment climbs out of it.
 */
export function requestUrl(
	endpoint: KeylessEndpoint,
	{ path, params }: Pick<ApiRequest, "path" | "params">,
): URL {
	const query = new URLSearchParams(
		params.map(([name, value]): [string, string] => [name, value]),
	).toString();
	const url = new URL(`${endpoint.origin}${path}`);
	if (!path.startsWith("/") || url.pathname !== path || url.search !== "" || url.hash !== "") {
		throw new AttemptFailure("badRequest", { code: "PATH_REFUSED" });
	}
	url.search = query;
	return url;
}
