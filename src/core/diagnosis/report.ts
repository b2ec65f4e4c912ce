import { figure } from "../figure";
import type { LaneState } from "../http";
import type { Limits } from "../limits";
import { LIMIT_NAMES } from "../limits";
import { type EpochMs, toIso } from "../time";
import type { OperationRecord, StorageHealth } from "./facts";
import { type Reach, REACH_STEPS, type ReachStep, reachVerdict, verdictWords } from "./reach";

/** How a key fared at its provider. */
export type KeyTrial = "accepted" | "refused" | "unchecked" | "not tried";

/** One server of the settings. */
export interface DiagnosedHost {
	/** What is asked there, as people say it: `Kaiko`. */
	readonly label: string;
	/** `undefined` where the person typed an address that is not usable. */
	readonly host: string | undefined;
	/** Whether the person typed the address. */
	readonly isTyped: boolean;
	/** Absent where nothing was sent. */
	readonly reach?: Reach;
	/** Absent where none is ever sent. */
	readonly key?: DiagnosedKey;
}

/** What is known of the keys of a server, without any of them. */
export interface DiagnosedKey {
	/** How many there are. */
	readonly count: number;
	/** What the person calls the one in use, or the variable that it is read from; `undefined` without a name. */
	readonly name: string | undefined;
	readonly isNoted: boolean;
	/** Whether the keyring, or the environment, gives the key in use. */
	readonly isReadable: boolean;
	readonly isFromEnvironment: boolean;
	readonly trial: KeyTrial;
}

/**
 * Everything that a report holds. There is no room in it for a key, a token, a value of a query or a path: figures,
 * codes, versions, the hosts of the settings, and what people call their keys.
 */
export interface Diagnosis {
	readonly madeAt: EpochMs;
	/** By what they are versions of, and where the extension runs. */
	readonly versions: Readonly<Record<string, string>>;
	/** How the editor goes out: what is set, without any address. */
	readonly proxy: Readonly<Record<string, string>>;
	readonly hasProxy: boolean;
	readonly hosts: readonly DiagnosedHost[];
	readonly operations: readonly OperationRecord[];
	readonly limits: Limits;
	readonly lanes: readonly LaneState[];
	readonly storage: StorageHealth;
	readonly engine: Readonly<Record<string, string>>;
}

/** The report as Markdown, in English: it goes to whoever helps. */
export function reportText(diagnosis: Diagnosis): string {
	const { madeAt, versions, proxy, engine } = diagnosis;
	return [
		"# Value Area report",
		`Made ${toIso(madeAt)}. It holds no key, no password, no value of a query and no path of yours; of a key it says what you call it.`,
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

function hostTable({ hosts }: Diagnosis): string {
	return table(
		[
			"provider",
			"host",
			"typed by you",
			"keys",
			"in use",
			"key noted",
			"key readable",
			"from the environment",
			"key tried",
		],
		hosts.map(({ label, host, isTyped, key }) => [
			label,
			host ?? "the typed address is not usable",
			yesNo(isTyped),
			...(key === undefined ? NO_KEY : keyCells(key)),
		]),
	);
}

/** Cells of a server that is asked without a key. */
const NO_KEY = ["none needed", "", "", "", "", ""];

function keyCells({ count, name, ...key }: DiagnosedKey): readonly string[] {
	return [
		figure(count),
		count === 0 ? "" : (name ?? "without a name"),
		yesNo(key.isNoted),
		yesNo(key.isReadable),
		yesNo(key.isFromEnvironment),
		key.trial,
	];
}

function reachTable({ hosts, hasProxy }: Diagnosis): string {
	const tried = hosts.flatMap(({ host, reach }) =>
		host === undefined || reach === undefined ? [] : [{ host, reach }],
	);
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
