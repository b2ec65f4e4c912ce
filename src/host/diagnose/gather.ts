import type { QueryService } from "../../app/queryService";
import { storageHealth } from "../../app/diagnosis/storageHealth";
import { ENVIRONMENT_KEY } from "../../core/access/environmentKey";
import type { KeyPlace } from "../../core/access/places";
import type { Reach } from "../../core/diagnosis/reach";
import type { DiagnosedPlace, Diagnosis, KeyTrial } from "../../core/diagnosis/report";
import { credentialOf } from "../../core/providers/credentials";
import { epochMs } from "../../core/time";
import { limits, proxyChoices } from "../config";
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
	const places = await Promise.all(
		service.places.ofKeys().map((place) => diagnosePlace(deps, place, goes, signal)),
	);
	const { facts: proxy, hasProxy } = proxyChoices();
	return {
		madeAt: epochMs(now()),
		versions: environmentFacts(),
		proxy,
		hasProxy,
		places,
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
	{ service, loadReach }: GatherDeps,
	place: KeyPlace,
	goes: DiagnosisReach,
	signal: AbortSignal,
): Promise<DiagnosedPlace> {
	const { keys, consents } = service;
	const isKeyReadable = (await keys.read(place)) !== undefined;
	const mayGo = goes !== "nothing" && (await consents.given(place));
	const reach = mayGo ? await tryToReach(loadReach, place, signal) : undefined;
	const isTried = mayGo && goes === "keys" && isKeyReadable && !signal.aborted;
	const trial: KeyTrial = isTried ? (await service.probe(place, signal)).outcome : "not tried";
	return {
		provider: credentialOf(place.provider).label,
		host: new URL(place.origin).host,
		isTyped:
			place.needsConsent || credentialHosts(place).every((origin) => origin !== place.origin),
		keys: keys.all(place).length,
		isKeyNoted: keys.isThere(place),
		isKeyReadable,
		isFromEnvironment: keys.active(place).id === ENVIRONMENT_KEY,
		...(reach !== undefined && { reach }),
		trial,
	};
}

const credentialHosts = ({ provider }: KeyPlace) =>
	Object.values(credentialOf(provider).hosts).map(({ origin }) => origin);

async function tryToReach(
	loadReach: GatherDeps["loadReach"],
	{ origin }: KeyPlace,
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
