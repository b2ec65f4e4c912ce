import type { CostContext } from "../../core/cost/costContext";
import {
	contradicted,
	daysBack,
	learnedFrom,
	type PlanFacts,
	planMisfit,
} from "../../core/cost/plan";
import { isProviderError, type ProviderError } from "../../core/errors/errors";
import { providerError } from "../../core/errors/errorText";
import { viewKey } from "../../core/query/canonical";
import type { MarketQuery } from "../../core/query/query";
import { sharedStretch } from "../../core/cache/stretches";
import { missingStretch } from "../../core/result/rest";
import type { PackedResult } from "../../core/result/packedResult";
import { epochMs } from "../../core/time";
import type { CoverOf } from "../answerCache/cachedFetch";
import type { SharedBudget } from "./sharedBudget";

export interface PlanGuardDeps {
	readonly budget: Pick<SharedBudget, "plan" | "spentToday" | "learn" | "forget">;
	/** What the person says of the plan behind an account. */
	readonly said: (query: MarketQuery) => PlanFacts | undefined;
	/** Name of the account that a query spends of; `undefined` where it costs nothing. */
	readonly accountOf: (query: MarketQuery) => string | undefined;
	readonly context: () => CostContext;
	/** What is known of a query's answer. */
	readonly coverOf: CoverOf;
}

/**
 * Holds queries against what is known of a key's plan before they are sent: what the person said of it, and what the
 * server told and refused, which counts more. A person may have a query sent all the same.
 */
export class PlanGuard {
	private readonly insisted = new Set<string>();

	constructor(private readonly deps: PlanGuardDeps) {}

	/** From now on this query is sent, whatever is known of the plan. */
	insist(query: MarketQuery): void {
		this.insisted.add(viewKey([query]));
	}

	/**
	 * Rejects with the `ProviderError` with which a query ends that the plan cannot give. What is known of its answer needs
	 * no plan.
	 *
	 * @param isRenewed whether what is known is asked for, too
	 */
	async check(query: MarketQuery, isRenewed: boolean): Promise<void> {
		const { accountOf, said, context, coverOf } = this.deps;
		const account = accountOf(query);
		if (account === undefined || this.insisted.has(viewKey([query]))) return;
		const plan = await this.planOf(account, said(query));
		const now = context();
		const misfit = planMisfit(query, plan, now);
		if (misfit === undefined) return;
		const covers = isRenewed ? [] : await coverOf(query, now);
		const remaining = covers.length === 0 ? misfit : planMisfit(query, plan, now, covers);
		if (remaining !== undefined) throw remaining;
	}

	/** What the person says of a plan, what was learned of it, and what is left of its day. */
	private async planOf(account: string, said: PlanFacts = {}) {
		const { budget } = this.deps;
		const plan: PlanFacts = { ...said, ...(await budget.plan(account)) };
		if (plan.perDay === undefined) return plan;
		return { ...plan, leftToday: Math.max(0, plan.perDay - (await budget.spentToday(account))) };
	}

	/**
	 * An answer came: what was learned of the plan and does not agree with it is forgotten. What was cached says nothing.
	 *
	 * @param continued the earlier answer that it continues, which came under the plan of its time
	 */
	async answered(
		query: MarketQuery,
		{ chunks }: Pick<PackedResult, "chunks">,
		continued?: PackedResult,
	): Promise<void> {
		const { accountOf, context, budget } = this.deps;
		const account = accountOf(query);
		const asked = continued && missingStretch(continued);
		const given = chunks.flatMap(({ header: { origin, stretch } }) => {
			const isNew = asked === undefined || sharedStretch(asked, stretch) !== undefined;
			return origin !== "cached" && isNew ? [stretch.from] : [];
		});
		if (account === undefined || given.length === 0) return;
		const since = epochMs(Math.min(...given));
		const wrong = contradicted(query, await budget.plan(account), since, context().now);
		if (wrong.length > 0) budget.forget(account, wrong);
	}

	/** A query failed: notes what the refusal tells of the plan, and says with it what was asked for. */
	failed(query: MarketQuery, error: unknown): unknown {
		const account = this.deps.accountOf(query);
		if (account === undefined || !isProviderError(error)) return error;
		const learned = learnedFrom(error);
		if (Object.keys(learned).length > 0) this.deps.budget.learn(account, learned);
		return learned.historyDays === undefined ? error : this.withWanted(query, error);
	}

	private withWanted(query: MarketQuery, { kind, provider, facts }: ProviderError): ProviderError {
		return providerError(kind, provider, {
			...facts,
			wanted: daysBack(query, this.deps.context()),
		});
	}
}
