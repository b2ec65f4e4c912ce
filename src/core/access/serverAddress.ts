import { type Text, text } from "../text";
import { isLoopbackHost } from "./origin";

/** An address of a ClickHouse server, as a person typed it. */
export interface ServerAddress {
	/** Scheme, host and port as `URL.origin` gives them. */
	readonly origin: string;
	/** Whether what is sent there can be read on its way: plain http to another machine. */
	readonly isReadable: boolean;
}

export type ServerAddresses =
	| {
			readonly ok: true;
			/** What was typed, or where it leaves out scheme or port, what it can mean, the most likely first. */
			readonly addresses: readonly ServerAddress[];
	  }
	| { readonly ok: false; readonly problem: Text };

/** Ports of the HTTP interface as ClickHouse comes. */
const USUAL_PORTS = { http: 8123, https: 8443 } as const;
type Scheme = keyof typeof USUAL_PORTS;
const OWN_PORTS = { http: 80, https: 443 } as const;
/** Ports of the native protocol, which is not spoken here. */
const NATIVE_PORTS: ReadonlySet<string> = new Set(["9000", "9440"]);
const LONGEST = 300;

const refused = (problem: Text): ServerAddresses => ({ ok: false, problem });

const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const NAME = new RegExp(`^(?:${LABEL}\\.)*${LABEL}$`);
const NUMBER = "(?:0|[1-9]\\d{0,2})";
const IPV4 = new RegExp(`^${NUMBER}(?:\\.${NUMBER}){3}$`);

/**
 * Reads the address of a server's HTTP interface: scheme, host and port. What names no port means each of those that
 * are usual. A user or a password in an address would be shown and kept with it, so there must be none.
 */
export function readServerAddress(typed: string): ServerAddresses {
	const line = typed.trim();
	if (line === "" || line.length > LONGEST) return refused(HOW);
	const [, named, rest = line] = /^([a-z][a-z0-9+.:-]*):\/\/(.*)$/is.exec(line) ?? [];
	const scheme = named?.toLowerCase();
	if (scheme !== undefined && scheme !== "http" && scheme !== "https") {
		return refused(
			text("Enter the address of the HTTP interface. {0} is another one.", `${scheme}://`),
		);
	}
	if (rest.includes("@")) {
		return refused(text("Leave user and password out of the address. You are asked for them."));
	}
	const [, authority = "", path = ""] = /^([^/?#\\]*)(.*)$/s.exec(rest) ?? [];
	if (path !== "" && path !== "/") {
		return refused(
			text("Leave out what follows host and port. Database and table are asked for afterwards."),
		);
	}
	const [, typedHost = "", port] = /^(.*?)(?::(\d{1,5}))?$/.exec(authority.toLowerCase()) ?? [];
	const host = hostOf(typedHost);
	if (host === undefined || (port !== undefined && !isPort(Number(port)))) return refused(HOW);
	if (port !== undefined && NATIVE_PORTS.has(port)) {
		return refused(
			text(
				"{0} is the port of the native protocol. Enter that of the HTTP interface, often {1}.",
				port,
				String(port === "9000" ? USUAL_PORTS.http : USUAL_PORTS.https),
			),
		);
	}
	const schemes: readonly Scheme[] =
		scheme !== undefined ? [scheme] : isLoopbackHost(host) ? ["http", "https"] : ["https", "http"];
	const addresses = schemes.flatMap((one) => {
		const ports = port === undefined ? [USUAL_PORTS[one], OWN_PORTS[one]] : [Number(port)];
		return ports.map((number) => addressAt(one, host, number));
	});
	return { ok: true, addresses };
}

const HOW = text("Enter an address like https://example.com:8443: scheme, host and port.");

const isPort = (port: number) => port >= 1 && port <= 65_535;

/** A host as URLs write it; `undefined` for what is none, or would be read as another one. */
function hostOf(typed: string): string | undefined {
	const [, address] = /^\[(.*)\]$/.exec(typed) ?? [];
	if (address !== undefined) return ipv6Of(address);
	if (!NAME.test(typed) || typed.length > 253) return undefined;
	// Names of other scripts are not read, spelled out or encoded: not every one that begins so can be decoded.
	if (/(^|\.)xn--/.test(typed)) return undefined;
	// A host that ends in a number is an IPv4 address, whichever way it is written.
	if (!/(^|\.)(\d+|0x[0-9a-f]*)$/.test(typed)) return typed;
	return IPV4.test(typed) && typed.split(".").every((part) => Number(part) < 256)
		? typed
		: undefined;
}

const IPV6_GROUPS = 8;

/** An IPv6 address in brackets, its longest run of zeros left out as URLs do. */
function ipv6Of(typed: string): string | undefined {
	const halves = typed.split("::").map((half) => (half === "" ? [] : half.split(":")));
	const [before = [], after] = halves;
	const given = halves.flat();
	const left = IPV6_GROUPS - given.length;
	const isWhole = after === undefined ? left === 0 : halves.length === 2 && left > 0;
	if (!isWhole || !given.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
	const groups = [...before, ...Array<string>(left).fill("0"), ...(after ?? [])].map((group) =>
		parseInt(group, 16).toString(16),
	);
	// Of runs that are equally long the first one counts.
	let [start, length] = [0, 1];
	for (let from = 0; from < IPV6_GROUPS; from += 1) {
		let to = from;
		while (groups[to] === "0") to += 1;
		if (to - from > length) [start, length] = [from, to - from];
	}
	if (length === 1) return `[${groups.join(":")}]`;
	const [head, tail] = [groups.slice(0, start), groups.slice(start + length)];
	return `[${head.join(":")}::${tail.join(":")}]`;
}

function addressAt(scheme: Scheme, host: string, port: number): ServerAddress {
	const suffix = port === OWN_PORTS[scheme] ? "" : `:${port}`;
	return {
		origin: `${scheme}://${host}${suffix}`,
		isReadable: scheme === "http" && !isLoopbackHost(host),
	};
}

/** The address with this very origin, as {@link readServerAddress} gives it; `undefined` for what is none. */
export function serverAddressAt(origin: string): ServerAddress | undefined {
	const read = readServerAddress(origin);
	return read.ok ? read.addresses.find((one) => one.origin === origin) : undefined;
}
