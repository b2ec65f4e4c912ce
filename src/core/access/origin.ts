import { type Text, text } from "../text";

/** Code of the failure when the settings name a custom server whose address is unusable. */
export const INVALID_CUSTOM_ORIGIN = "INVALID_CUSTOM_ORIGIN";

export type OriginResult =
	| { readonly ok: true; readonly origin: string; readonly isLoopback: boolean }
	| { readonly ok: false; readonly problem: Text };

const ORIGIN =
	/^(https?):\/\/((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|\[::1\])(?::(\d{1,5}))?\/?$/;
const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/;
const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: "80", https: "443" };

/** Whether a host, as `URL.hostname` gives it, is this machine itself. */
export function isLoopbackHost(host: string): boolean {
	return LOOPBACK.test(host);
}

/** Whether an origin from {@link parseOrigin} is this machine itself. */
export function isLoopbackOrigin(origin: string): boolean {
	const parsed = parseOrigin(origin);
	return parsed.ok && parsed.isLoopback;
}

/**
 * Reads the address of a custom server: scheme, host and optional port, nothing else. Plain `http:`
 * is for this machine alone, since a key travels with every request.
 */
export function parseOrigin(input: string): OriginResult {
	const [, scheme, host, port] = ORIGIN.exec(input.trim().toLowerCase()) ?? [];
	if (scheme === undefined || host === undefined || Number(port ?? 1) > 65_535) {
		return {
			ok: false,
			problem: text("Enter an address like https://example.com: scheme, host and port, no path."),
		};
	}
	const isLoopback = isLoopbackHost(host);
	if (scheme === "http" && !isLoopback) {
		return { ok: false, problem: text("Use https. Plain http is possible for this machine only.") };
	}
	const suffix = port === undefined || port === DEFAULT_PORTS[scheme] ? "" : `:${Number(port)}`;
	return { ok: true, origin: `${scheme}://${host}${suffix}`, isLoopback };
}
