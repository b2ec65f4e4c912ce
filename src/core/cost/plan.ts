import type { ProviderError } from "../errors/errors";
import { providerError } from "../errors/errorText";
import { providerOf } from "../providers/providers";
import type { MarketQuery } from "../query/query";
import { queryFit } from "../query/queryFit";
import type { TimeRange } from "../result/series";
import { DAY_MS, type EpochMs } from "../time";
import type { LearnedFact, LearnedFacts } from "./account";
import type { CostContext } from "./costContext";
import { askedFrom, estimateCost } from "./estimate";

/** What is known of a key's plan; what is absent is not known. Nothing is guessed: a person said it, or the server did. */
export interface PlanFacts {
	/** Most weight that can be used at once, after a pause. */
	readonly burst?: number;
	/** Weight that comes back in a minute. */
	readonly perMinute?: number;
	/** Weight of a day. */
	readonly perDay?: number;
	/** How far back its history reaches. */
	readonly historyDays?: number;
	/** Whether it sums exchanges. */
	readonly sums?: boolean;
}

/**
 * Why a query cannot be had with a plan, as the error that it ends with before anything is sent; `undefined` where
 * nothing that is known speaks against it.
 *
 * @param plan with what is left of its day, where it has a limit of the day
 * @param covers what of its range is known from earlier answers, which no plan can refuse
 */
export function planMisfit(
	query: MarketQuery,
	plan: PlanFacts & { readonly leftToday?: number },
	context: CostContext,
	covers: readonly TimeRange[] = [],
): ProviderError | undefined {
	const { weight } = estimateCost(query, context, covers);
	const from = askedFrom(query, context, covers);
	if (weight === undefined || from === undefined) return undefined;
	const { provider } = query;
	const common = { market: providerOf(query).marketWords(query), isUnsent: true };
	if (plan.sums === false && providerOf(query).isSum?.(query) === true) {
		return providerError("notEntitled", provider, { ...common, condition: "aggregation" });
	}
	if (plan.historyDays !== undefined && daysSince(from, context.now) > plan.historyDays) {
		const wanted = daysBack(query, context);
		const facts = { condition: "history", limit: plan.historyDays, wanted } as const;
		return providerError("planLimit", provider, { ...common, ...facts });
	}
	if (plan.burst !== undefined && weight > plan.burst) {
		const facts = { condition: "weight", limit: plan.burst, wanted: weight } as const;
		return providerError("planLimit", provider, { ...common, ...facts });
	}
	if (plan.leftToday !== undefined && weight > plan.leftToday) {
		const facts = { condition: "day", limit: plan.leftToday, wanted: weight } as const;
		return providerError("planLimit", provider, { ...common, ...facts });
	}
	return undefined;
}

/** How many days of history a query needs, begun ones as whole. */
export function daysBack(query: MarketQuery, { limits, now }: CostContext): number {
	return daysSince(queryFit(query, limits, now).range.from, now);
}

function daysSince(from: EpochMs, now: EpochMs): number {
	return Math.ceil((now - from) / DAY_MS);
}

/** What a refusal of the server tells of the plan. */
export function learnedFrom({ facts }: ProviderError): LearnedFacts {
	const { condition, limit, ownLimit, isUnsent } = facts;
	if (ownLimit !== undefined || isUnsent === true) return {};
	if (condition === "aggregation") return { sums: false };
	return condition === "history" && limit !== undefined ? { historyDays: limit } : {};
}

/**
 * What an answer shows to be wrong in what was known: the server gave what the plan was said not to.
 *
 * @param since where what the server gave begins
 */
export function contradicted(
	query: MarketQuery,
	plan: LearnedFacts,
	since: EpochMs,
	now: EpochMs,
): readonly LearnedFact[] {
	const isSum = providerOf(query).isSum?.(query) === true;
	const { historyDays } = plan;
	return [
		...(isSum && plan.sums === false ? (["sums"] as const) : []),
		...(historyDays !== undefined && daysSince(since, now) > historyDays
			? (["historyDays"] as const)
			: []),
	];
}
