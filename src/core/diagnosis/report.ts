import { figure } from "../figure";
import type { Limits } from "../limits";
import { LIMIT_NAMES } from "../limits";
import { type EpochMs, toIso } from "../time";
import { type Reach, REACH_STEPS, type ReachStep, reachVerdict, verdictWords } from "./reach";

/** How a key fared at its provider. */
export type KeyTrial = "accepted" | "refused" | "unchecked" | "not tried";

/** One place that a key can be kept for. */
export interface DiagnosedPlace {
	readonly provider: string;
	readonly host: string;
	/** Whether the person typed the address. */
	readonly isTyped: boolean;
	readonly keys: number;
	readonly isKeyNoted: boolean;
	/** Whether the keyring, or the environment, gives the key in use. */
	readonly isKeyReadable: boolean;
	readonly isFromEnvironment: boolean;
	/** Absent where nothing was sent. */
	readonly reach?: Reach;
	readonly trial: KeyTrial;
}

/** One operation, by figures and codes alone. */
export interface DiagnosedOperation {
	readonly id: string;
	readonly begunAt: EpochMs;
	readonly provider: string;
	readonly kind: string;
	readonly outcome: string;
	readonly ms?: number;
	readonly windows: number;
	readonly requests: number;
	readonly retries: number;
	readonly waitedMs: number;
	readonly bytes: number;
	readonly statuses: Readonly<Record<string, number>>;
	readonly rows?: number;
	readonly leftOut?: number;
}

/** What all requests to one origin share, at this moment. */
export interface DiagnosedLane {
	readonly provider: string;
	readonly host: string;
	readonly inFlight: number;
	readonly waiting: number;
	/** Until when nothing is sent, and which kind of failure asked for that. */
	readonly quiet?: { readonly until: EpochMs; readonly kind: string };
	readonly retryTokens: number;
}

export interface DiagnosedStorage {
	readonly writable: string;
	readonly freeBytes: number | undefined;
	readonly folders: readonly {
		readonly name: string;
		readonly files: number;
		readonly bytes: number;
		readonly damaged: number;
	}[];
}

/**
 * Everything that a report holds. There is no room in it for a key, a token, a value of a query or a path: figures,
 * codes, versions and the hosts of the settings.
 */
export interface Diagnosis {
	readonly madeAt: EpochMs;
	/** By what they are versions of, and where the extension runs. */
	readonly versions: Readonly<Record<string, string>>;
	/** How the editor goes out: what is set, without any address. */
	readonly proxy: Readonly<Record<string, string>>;
	readonly hasProxy: boolean;
	readonly places: readonly DiagnosedPlace[];
	readonly operations: readonly DiagnosedOperation[];
	readonly limits: Limits;
	readonly lanes: readonly DiagnosedLane[];
	readonly storage: DiagnosedStorage;
	readonly engine: Readonly<Record<string, string>>;
}

/** The report as Markdown, in English: it goes to whoever helps. */
export function reportText(diagnosis: Diagnosis): string {
	const { madeAt, versions, proxy, engine } = diagnosis;
	return [
		"# Value Area report",
		`Made ${toIso(madeAt)}. It holds no key, no password, no value of a query and no path of yours.`,
		section("Versions", pairs(versions)),
		section("Hosts and keys", hostTable(diagnosis)),
		section("Ways to the hosts", reachTable(diagnosis)),
		section("Proxy and certificates", pairs(proxy)),
		section("Last operations", operationTable(diagnosis)),
		section("Waiting", laneTable(diagnosis)),
		section("Limits", limitTable(diagnosis)),
		section("Storage", storageTable(diagnosis)),
		section("Trades", pairs(engine)),
		"",
	].join("\n\n");
}

function section(title: string, content: string): string {
	return `## ${title}\n\n${content}`;
}

const yesNo = (is: boolean) => (is ? "yes" : "no");
const shown = (count: number | undefined) => (count === undefined ? "" : figure(count));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	if (rows.length === 0) return "None.";
	const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A cell that cannot end its column or its line. */
function cell(text: string): string {
	return text.replace(/[\r\n|]+/g, " ");
}

function pairs(values: Readonly<Record<string, string>>): string {
	return table(["what", "is"], Object.entries(values));
}

function hostTable({ places }: Diagnosis): string {
	return table(
		[
			"provider",
			"host",
			"typed by you",
			"keys",
			"key noted",
			"key readable",
			"from the environment",
			"key tried",
		],
		places.map((place) => [
			place.provider,
			place.host,
			yesNo(place.isTyped),
			figure(place.keys),
			yesNo(place.isKeyNoted),
			yesNo(place.isKeyReadable),
			yesNo(place.isFromEnvironment),
			place.trial,
		]),
	);
}

function reachTable({ places, hasProxy }: Diagnosis): string {
	const tried = places.flatMap(({ host, reach }) => (reach === undefined ? [] : [{ host, reach }]));
	if (tried.length === 0) return "Not tried.";
	return table(
		["host", "DNS", "TCP", "TLS", "HTTP, the editor's way", "so"],
		tried.map(({ host, reach }) => [
			host,
			...REACH_STEPS.map((name) => stepWords(reach[name])),
			verdictWords(reachVerdict(reach, hasProxy)),
		]),
	);
}

function stepWords({ outcome, ms, found }: ReachStep): string {
	const more = [found, ms === undefined ? undefined : `${figure(ms)} ms`];
	const words = more.filter((one) => one !== undefined && one !== "");
	return words.length === 0 ? outcome : `${outcome} (${words.join(", ")})`;
}

function operationTable({ operations }: Diagnosis): string {
	return table(
		[
			"id",
			"begun",
			"provider",
			"kind",
			"end",
			"ms",
			"windows",
			"requests",
			"retries",
			"waited ms",
			"bytes",
			"statuses",
			"rows",
			"left out",
		],
		operations.map((one) => [
			one.id,
			toIso(one.begunAt),
			one.provider,
			one.kind,
			one.outcome,
			shown(one.ms),
			figure(one.windows),
			figure(one.requests),
			figure(one.retries),
			figure(one.waitedMs),
			figure(one.bytes),
			Object.entries(one.statuses)
				.map(([status, count]) => `${count} × ${status}`)
				.join(", "),
			shown(one.rows),
			shown(one.leftOut),
		]),
	);
}

function laneTable({ lanes }: Diagnosis): string {
	return table(
		["provider", "host", "in flight", "waiting", "quiet until", "because of", "tokens for retries"],
		lanes.map(({ provider, host, inFlight, waiting, quiet, retryTokens }) => [
			provider,
			host,
			figure(inFlight),
			figure(waiting),
			quiet === undefined ? "" : toIso(quiet.until),
			quiet?.kind ?? "",
			figure(retryTokens),
		]),
	);
}

function limitTable({ limits }: Diagnosis): string {
	return table(
		["limit", "value"],
		LIMIT_NAMES.map((name) => [name, figure(limits[name])]),
	);
}

function storageTable({ storage: { writable, freeBytes, folders } }: Diagnosis): string {
	const free = freeBytes === undefined ? "unknown" : `${figure(freeBytes)} bytes`;
	const counts = table(
		["folder", "files", "bytes", "damaged"],
		folders.map(({ name, files, bytes, damaged }) => [
			name,
			figure(files),
			figure(bytes),
			figure(damaged),
		]),
	);
	return `Writable: ${writable}. Free: ${free}.\n\n${counts}`;
}
