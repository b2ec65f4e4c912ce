/** What is tried on the way to a host, each step by itself. */
export const REACH_STEPS = ["name", "connection", "certificate", "request"] as const;
export type ReachStepName = (typeof REACH_STEPS)[number];

export interface ReachStep {
	readonly outcome: "ok" | "failed" | "skipped";
	readonly ms?: number;
	/** A code of the platform, a status, a count: what the step found. Never text of a server. */
	readonly found?: string;
}

/**
 * How far one gets to a host. The first three steps go straight to it; the request goes the editor's way, through a
 * proxy where one is set, and carries no key.
 */
export type Reach = Readonly<Record<ReachStepName, ReachStep>>;

/** What stands between this machine and a host. */
export type ReachVerdict =
	| "reachable"
	| "throughProxy"
	| "proxyLogin"
	| "proxy"
	| "name"
	| "connection"
	| "certificate"
	| "request";

/** The status by which a proxy asks for a login. */
const PROXY_LOGIN = "407";

/**
 * Tells what is in the way, from the outermost to the innermost.
 *
 * @param hasProxy whether the editor or the environment names a proxy
 */
export function reachVerdict(reach: Reach, hasProxy: boolean): ReachVerdict {
	const { name, connection, certificate, request } = reach;
	const isStraight = [name, connection, certificate].every(({ outcome }) => outcome !== "failed");
	if (request.found === PROXY_LOGIN) return "proxyLogin";
	if (request.outcome === "ok") return isStraight ? "reachable" : "throughProxy";
	if (hasProxy && isStraight) return "proxy";
	if (name.outcome === "failed") return "name";
	if (connection.outcome === "failed") return "connection";
	if (certificate.outcome === "failed") return "certificate";
	return "request";
}

const VERDICT_WORDS: Readonly<Record<ReachVerdict, string>> = {
	reachable: "reachable",
	throughProxy: "reachable through a proxy alone",
	proxyLogin: "the proxy asks for a login",
	proxy: "reachable straight, but not the editor's way: look at the proxy settings",
	name: "its name is not found: DNS, VPN, or a proxy that is not set",
	connection: "no connection: firewall, VPN, or a proxy that is not set",
	certificate:
		"its certificate is not trusted: something on the way reads along, or a root certificate is missing",
	request: "it does not answer over HTTP",
};

export function verdictWords(verdict: ReachVerdict): string {
	return VERDICT_WORDS[verdict];
}
