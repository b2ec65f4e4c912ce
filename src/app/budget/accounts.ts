import type { Endpoint } from "../../core/access/endpoint";
import { isSamePlace } from "../../core/access/credential";
import { type HostChoices, type KeyPlace, keyPlaces, placeOfQuery } from "../../core/access/places";
import { type Allowance, LEARNED_FACTS, type RequestAccount } from "../../core/cost/account";
import type { QueryCost } from "../../core/cost/cost";
import type { CostContext } from "../../core/cost/costContext";
import { estimateCost } from "../../core/cost/estimate";
import type { PlanFacts } from "../../core/cost/plan";
import { SERVERS } from "../../core/feeds/servers";
import { isRemoteProvider, type RemoteProviderId } from "../../core/providers/credentials";
import type { MarketQuery } from "../../core/query/query";
import type { CoverOf } from "../answerCache/cachedFetch";
import type { Disposable } from "../emitter";
import type { KeyRing } from "../keys/keyRing";
import { PlanGuard } from "./planGuard";
import { type AccountState, SharedBudget, type SharedBudgetDeps } from "./sharedBudget";

/** What is left of the limit of the key that is in use at a place. */
export interface AccountAt extends AccountState {
	readonly place: KeyPlace;
	/** What the person calls the key; `undefined` for one without a name. */
	readonly keyName: string | undefined;
	/** What is left of its day, by what the windows of this machine have spent; absent where its plan has no such limit. */
	readonly today?: { readonly left: number; readonly of: number };
}

export interface AccountsDeps extends SharedBudgetDeps {
	readonly keys: Pick<KeyRing, "active" | "isThere" | "onDidChangeActive">;
	readonly hosts: () => HostChoices;
	/** What the person says of the plan of their keys; nothing where they do not say it. */
	readonly plan: ((provider: RemoteProviderId) => PlanFacts | undefined) | undefined;
	readonly context: () => CostContext;
	/** What is known of a query's answer. */
	readonly coverOf: CoverOf;
}

/** The keys in use with what is known of their limits and plans. */
export class Accounts implements Disposable {
	readonly budget: SharedBudget;
	readonly guard: PlanGuard;
	private readonly following: Disposable;

	constructor(private readonly deps: AccountsDeps) {
		const { keys, hosts, context, coverOf } = deps;
		this.budget = new SharedBudget(deps);
		this.guard = new PlanGuard({
			budget: this.budget,
			said: (query) => this.planOf(query),
			accountOf: (query) => {
				const place = placeOfQuery(hosts(), query);
				return place && this.nameAt(place);
			},
			context,
			coverOf,
		});
		this.following = keys.onDidChangeActive(({ place }) => {
			const changed = keyPlaces(hosts()).find((one) => isSamePlace(one, place));
			// Another key may have another plan.
			if (changed !== undefined) {
				this.budget.forget(this.nameAt(changed), LEARNED_FACTS);
			}
		});
	}

	/** The account that requests to an endpoint spend of. */
	of(endpoint: Endpoint): RequestAccount {
		return this.budget.account(nameOf(endpoint), () => this.allowanceOf(endpoint.provider));
	}

	/** What is left of the limit of each key in use. Asks nobody. */
	all(): Promise<readonly AccountAt[]> {
		const { keys, hosts } = this.deps;
		const places = keyPlaces(hosts()).filter((place) => keys.isThere(place));
		return Promise.all(
			places.map(async (place) => ({
				place,
				keyName: keys.active(place).name,
				...(await this.budget.state(this.nameAt(place), this.allowanceOf(place.provider))),
				...(await this.todayAt(place)),
			})),
		);
	}

	private async todayAt(place: KeyPlace): Promise<Pick<AccountAt, "today">> {
		const of = this.deps.plan?.(place.provider)?.perDay;
		if (of === undefined) return {};
		const spent = await this.budget.spentToday(this.nameAt(place));
		return { today: { left: Math.max(0, of - spent), of } };
	}

	/**
	 * What a query costs beside what is known of its answer; rejects with `ProviderError` where it would be refused
	 * before anything is sent.
	 *
	 * @param isRenewed whether what is known is asked for, too
	 */
	async estimate(query: MarketQuery, isRenewed = false): Promise<QueryCost> {
		const context = this.deps.context();
		const covers = isRenewed ? [] : await this.deps.coverOf(query, context);
		const cost = estimateCost(query, context, covers);
		const { perMinute } = this.planOf(query) ?? {};
		return cost.weight === undefined || perMinute === undefined
			? cost
			: { ...cost, weightPerMinute: perMinute };
	}

	dispose(): void {
		this.following.dispose();
		this.budget.dispose();
	}

	private planOf({ provider }: MarketQuery): PlanFacts | undefined {
		return isRemoteProvider(provider) ? this.deps.plan?.(provider) : undefined;
	}

	private allowanceOf(provider: RemoteProviderId): Allowance | undefined {
		const { perMinute, burst } = this.deps.plan?.(provider) ?? {};
		const said = perMinute === undefined || burst === undefined ? undefined : { perMinute, burst };
		return SERVERS[provider].allowance ?? said;
	}

	private nameAt(place: KeyPlace): string {
		return nameOf({ ...place, keyId: this.deps.keys.active(place).id });
	}
}

function nameOf({ provider, origin, keyId }: Pick<Endpoint, "provider" | "origin" | "keyId">) {
	return `${provider} ${origin} ${keyId}`;
}
