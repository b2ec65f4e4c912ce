import type { MarketQuery } from "../../core/query/schema";
import { askProfileQuery, PROFILE_RANGE_STEP, type ProfilePromptDeps } from "./profilePrompt";
import { askTradesQuery, TRADES_RANGE_STEP } from "./tradesPrompt";
import { askVwapQuery, VWAP_RANGE_STEP, type VwapPromptDeps } from "./vwapPrompt";

export interface QueryPromptsDeps {
	readonly profile: ProfilePromptDeps;
	readonly vwap: VwapPromptDeps;
}

/** The prompts of every kind of query, behind one door. */
export class QueryPrompts {
	constructor(private readonly deps: QueryPromptsDeps) {}

	/** Asks for a new query of one kind. */
	ask(kind: MarketQuery["kind"]): Promise<MarketQuery | undefined> {
		return kind === "vwap" ? askVwapQuery(this.deps.vwap) : askProfileQuery(this.deps.profile);
	}

	/** Asks for changes of a query, from the first step or from the range on. */
	edit(
		query: MarketQuery,
		title: string,
		from: "start" | "range" = "start",
	): Promise<MarketQuery | undefined> {
		const step = (rangeStep: number) => (from === "range" ? rangeStep : 0);
		switch (query.provider) {
			case "kiyotaka":
				return askProfileQuery(this.deps.profile, query, step(PROFILE_RANGE_STEP), title);
			case "kaiko":
				return askVwapQuery(this.deps.vwap, query, step(VWAP_RANGE_STEP), title);
			case "trades":
				return askTradesQuery(this.deps.profile, query, step(TRADES_RANGE_STEP), title);
		}
	}
}
