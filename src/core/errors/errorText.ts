import { type ErrorFacts, type ErrorKind, ProviderError } from "./errors";
import type { ProviderId } from "../providers/ids";
import { sentenceOf } from "./errorSentences";
import { isSettable, type SettableLimit } from "../limits";
import { INVALID_CUSTOM_ORIGIN } from "../access/origin";
import { isRemoteProvider } from "../providers/credentials";
import { providerData } from "../providers/providers";
import { type Text, formatText } from "../text";
import { SERVER_CODES } from "./serverSentences";

/** What can be offered under an error. The values are those of the panel's actions. */
export type ErrorActionId =
	| "retry"
	| "changeRange"
	| "sendAnyway"
	| "editQuery"
	| "findMarket"
	| "enterKey"
	/** Only where the place has another key, which the host knows. */
	| "switchKey"
	| "signIn"
	| "signInAsOther"
	| "chooseTable"
	| "openDataSet"
	| "useSampleData"
	| "showLog"
	| "openSettings";

export interface ErrorDescription {
	readonly text: Text;
	readonly actions: readonly ErrorActionId[];
}

const ACTIONS: Readonly<Record<ErrorKind, readonly ErrorActionId[]>> = {
	noKey: ["enterKey", "switchKey", "useSampleData"],
	badKey: ["enterKey", "switchKey", "showLog"],
	notEntitled: ["switchKey", "enterKey", "showLog"],
	planLimit: ["changeRange", "switchKey", "enterKey"],
	badRequest: ["editQuery", "changeRange", "showLog"],
	notFound: ["editQuery", "useSampleData", "showLog"],
	rateLimited: ["retry", "switchKey", "showLog"],
	server: ["retry", "showLog"],
	timeout: ["retry", "changeRange", "showLog"],
	stalled: ["retry", "changeRange", "showLog"],
	offline: ["retry", "showLog"],
	dns: ["retry", "openSettings", "showLog"],
	refused: ["retry", "showLog"],
	reset: ["retry", "showLog"],
	tls: ["openSettings", "showLog"],
	proxy: ["openSettings", "showLog"],
	redirect: ["openSettings", "showLog"],
	portal: ["retry", "showLog"],
	badBody: ["retry", "showLog"],
	truncated: ["retry", "showLog"],
	tooLarge: ["changeRange", "showLog"],
	schema: ["showLog", "retry"],
	emptyData: ["changeRange", "editQuery", "retry"],
	cancelled: ["retry"],
	unreadable: ["retry", "showLog"],
	engine: ["retry", "showLog"],
	storage: ["retry", "showLog"],
};

/** What can be done when a limit of the settings was in the way. */
const AT_OWN_LIMIT: Readonly<Partial<Record<ErrorKind, readonly ErrorActionId[]>>> = {
	planLimit: ["changeRange", "openSettings"],
	timeout: ["retry", "changeRange", "openSettings"],
	tooLarge: ["changeRange", "openSettings", "showLog"],
};

/** What helps where a server of one's own is in the way. */
const AT_OWN_SERVER: Readonly<Partial<Record<ErrorKind, readonly ErrorActionId[]>>> = {
	noKey: ["signIn"],
	badKey: ["signIn", "showLog"],
	notEntitled: ["signInAsOther", "showLog"],
	notFound: ["chooseTable", "signInAsOther", "showLog"],
	rateLimited: ["retry", "showLog"],
	tooLarge: ["changeRange", "openSettings", "showLog"],
	timeout: ["retry", "changeRange", "openSettings"],
	server: ["showLog", "retry"],
	badRequest: ["openDataSet", "showLog"],
	dns: ["retry", "showLog"],
	redirect: ["retry", "showLog"],
	badBody: ["retry", "showLog"],
};

/** What helps where a provider's lists may tell which market was meant. */
const OF_UNKNOWN_MARKET: Readonly<Partial<Record<ErrorKind, readonly ErrorActionId[]>>> = {
	notFound: ["findMarket", "editQuery", "useSampleData", "showLog"],
	emptyData: ["changeRange", "findMarket", "editQuery", "retry"],
};

/** Whether the market itself may be the reason: the provider does not know it, or has nothing and does not say that it does. */
function isOfUnknownMarket({ kind, provider, facts }: ProviderError): boolean {
	if (!isRemoteProvider(provider)) return false;
	return kind === "notFound"
		? facts.code !== "INVALID_EXCHANGE"
		: kind === "emptyData" && facts.isMarketKnown !== true;
}

/** The limit of the settings that an error ran into; `undefined` where raising one would not help. */
export function limitBehindError({ kind, facts }: ProviderError): SettableLimit | undefined {
	const { ownLimit, limit } = facts;
	if (ownLimit !== undefined) return isSettable(ownLimit) ? ownLimit : undefined;
	// The size of a body is the one limit that the network layer enforces, and it does not name it.
	return kind === "tooLarge" && limit !== undefined ? "bodyBytes" : undefined;
}

function actionsOf(error: ProviderError): readonly ErrorActionId[] {
	const { kind, provider, facts } = error;
	if (facts.isUnsent === true) return ["sendAnyway", "changeRange", "openSettings"];
	if (facts.dataset !== undefined) return ["openDataSet", "showLog"];
	if (facts.server !== undefined) {
		// Its columns are chosen where the data set is described.
		if (facts.code === SERVER_CODES.column) return ["openDataSet", "retry", "showLog"];
		return AT_OWN_SERVER[kind] ?? ACTIONS[kind];
	}
	if (kind === "notEntitled" && providerData(provider).hints.isEntitlementOfSettings === true) {
		return ["switchKey", "enterKey", "openSettings", "showLog"];
	}
	if (isOfUnknownMarket(error)) return OF_UNKNOWN_MARKET[kind] ?? ACTIONS[kind];
	if (facts.code === INVALID_CUSTOM_ORIGIN) return ["openSettings", "showLog"];
	if (kind === "server" && facts.status === 504) return ["changeRange", "retry", "showLog"];
	if (kind === "planLimit" && facts.condition === undefined)
		return ["changeRange", "switchKey", "showLog"];
	return limitBehindError(error) === undefined
		? ACTIONS[kind]
		: (AT_OWN_LIMIT[kind] ?? ACTIONS[kind]);
}

/**
 * The one place that turns an error into words: one sentence or two for people, and what they can do.
 * The sentence depends on kind, provider and facts alone.
 */
export function describeError(error: ProviderError): ErrorDescription {
	return {
		text: sentenceOf(error.kind, error.provider, error.facts),
		actions: actionsOf(error),
	};
}

/** Whether another key may help, or another user. */
export function isMendedByKey(error: ProviderError): boolean {
	const isOfKeys = (action: ErrorActionId) =>
		action === "enterKey" ||
		action === "switchKey" ||
		action === "signIn" ||
		action === "signInAsOther";
	return actionsOf(error).some(isOfKeys);
}

/** Builds the error that crosses rooms; its message is the English sentence of {@link describeError}. */
export function providerError(
	kind: ErrorKind,
	provider: ProviderId,
	facts: ErrorFacts = {},
): ProviderError {
	return new ProviderError(kind, provider, formatText(sentenceOf(kind, provider, facts)), facts);
}
