import type { QueryService } from "../../app/queryService";
import { storageHealth } from "../../app/diagnosis/storageHealth";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import { hostAt, type KeyPlace, type Place } from "../../core/access/places";
import { REFERENCE_LABEL, referencePlace } from "../../core/access/referencePlace";
import type { Reach } from "../../core/diagnosis/reach";
import type { DiagnosedHost, Diagnosis } from "../../core/diagnosis/report";
import { credentialOf, REMOTE_PROVIDER_IDS } from "../../core/providers/credentials";
import { epochMs } from "../../core/time";
import { limits, proxyChoices, referenceOrigin } from "../config";
import { environmentFacts } from "./environmentFacts";

/** How far a person lets the diagnosis go. */
export type DiagnosisReach = "nothing" | "connections" | "keys";

/** Finds out how far one gets to an origin. Rejects with the signal's reason alone. */
export type ReachOrigin = (origin: string, signal: AbortSignal) => Promise<Reach>;

export interface GatherDeps {
	readonly service: Pick<
		QueryService,
		"places" | "keys" | "consents" | "operations" | "lanes" | "probe"
	>;
	readonly storageFolder: string;
	/** Loads what tries connections. */
	readonly loadReach: () => Promise<ReachOrigin>;
	readonly hasEngine: boolean;
	/** How many data sets are defined. */
	readonly countDataSets: () => Promise<number>;
	/** How many ClickHouse servers somebody has signed in to. */
	readonly countSignIns: () => number;
	readonly now: () => number;
}

/**
 * Collects what a report holds. Connections and keys are tried as far as the person allowed; what was cancelled counts as
 * not tried. Never rejects for a host that is not there.
 */
export async function gatherDiagnosis(
	deps: GatherDeps,
	goes: DiagnosisReach,
	signal: AbortSignal,
): Promise<Diagnosis> {
	const { service, storageFolder, hasEngine, countDataSets, countSignIns, now } = deps;
	const withKeys = service.places.ofKeys().map((place) => diagnosePlace(deps, place, goes, signal));
	const hosts = await Promise.all([...withKeys, diagnoseReference(deps, goes, signal)]);
	const { facts: proxy, hasProxy } = proxyChoices();
	return {
		madeAt: epochMs(now()),
		versions: environmentFacts(),
		proxy,
		hasProxy,
		hosts: [...hosts, ...unusableHosts(service)],
		// Trying a key is an operation, too.
		operations: service.operations.last(),
		limits: limits(),
		lanes: service.lanes(),
		storage: await storageHealth(storageFolder),
		engine: {
			"engine for files": hasEngine ? "found" : "not in this package",
			"data sets": String(await countDataSets()),
			"sign-ins to ClickHouse": String(countSignIns()),
		},
	};
}

async function diagnosePlace(
	deps: GatherDeps,
	place: KeyPlace,
	goes: DiagnosisReach,
	signal: AbortSignal,
): Promise<DiagnosedHost> {
	const { keys, consents } = deps.service;
	const isReadable = (await keys.read(place)) !== undefined;
	const mayGo = goes !== "nothing" && (await consents.given(place));
	const reach = mayGo ? await tryToReach(deps, place, signal) : undefined;
	const isTried = mayGo && goes === "keys" && isReadable && !signal.aborted;
	const trial = isTried ? (await deps.service.probe(place, signal)).outcome : "not tried";
	const { id, name } = keys.active(place);
	return {
		label: credentialOf(place.provider).label,
		host: new URL(place.origin).host,
		isTyped: place.needsConsent || hostAt(place) === undefined,
		...(reach !== undefined && { reach }),
		key: {
			count: keys.all(place).length,
			name,
			isNoted: keys.isThere(place),
			isReadable,
			isFromEnvironment: id === ENVIRONMENT_KEY,
			trial,
		},
	};
}

/** The server of the lists that are asked without a key. */
async function diagnoseReference(
	deps: GatherDeps,
	goes: DiagnosisReach,
	signal: AbortSignal,
): Promise<DiagnosedHost> {
	const place = referencePlace(referenceOrigin());
	if (place === undefined) return unusable(REFERENCE_LABEL);
	const mayGo = goes !== "nothing" && (await deps.service.consents.given(place));
	const reach = mayGo ? await tryToReach(deps, place, signal) : undefined;
	return {
		label: REFERENCE_LABEL,
		host: new URL(place.origin).host,
		isTyped: referenceOrigin().trim() !== "",
		...(reach !== undefined && { reach }),
	};
}

/** Providers whose address was typed and is none, so that nothing can be asked there. */
function unusableHosts({ places }: GatherDeps["service"]): readonly DiagnosedHost[] {
	return REMOTE_PROVIDER_IDS.filter((provider) => places.find(provider) === undefined).map(
		(provider) => unusable(credentialOf(provider).label),
	);
}

const unusable = (label: string): DiagnosedHost => ({ label, host: undefined, isTyped: true });

async function tryToReach(
	{ loadReach }: GatherDeps,
	{ origin }: Place,
	signal: AbortSignal,
): Promise<Reach | undefined> {
	const reachOrigin = await loadReach();
	try {
		return await reachOrigin(origin, signal);
	} catch (error) {
		if (signal.aborted) return undefined;
		throw error;
	}
}
