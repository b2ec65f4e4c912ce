import { queryNotice, queryProblem } from "../../core/query/problems";
import type { MarketQuery, QueryRange } from "../../core/query/query";
import type { Addition } from "../../core/query/combinations";
import { profileCounterpart, vwapCounterpart } from "./counterpart";
import { askProfileQuery } from "./profilePrompt";
import type { ProfilePromptDeps } from "./profileStep";
import { askRange } from "./rangeStep";
import type { PromptStart } from "./steps";
import { askOtherTrades, askTradesQuery } from "./tradesPrompt";
import { askVwapQuery, type VwapPromptDeps } from "./vwapPrompt";

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
		from: PromptStart = "start",
	): Promise<MarketQuery | undefined> {
		switch (query.provider) {
			case "kiyotaka":
				return askProfileQuery(this.deps.profile, query, from, title);
			case "kaiko":
				return askVwapQuery(this.deps.vwap, query, from, title);
			case "trades":
				return askTradesQuery(this.deps.profile, query, from, title);
		}
	}

	/**
	 * Asks for the market that is to be shown beside queries. It takes interval, range and options over
	 * from the first of them, as far as they fit.
	 */
	async beside(
		queries: readonly MarketQuery[],
		{ kind, isSameMarket }: Addition,
		title: string,
	): Promise<MarketQuery | undefined> {
		const [first] = queries;
		const { profile, vwap } = this.deps;
		switch (first?.provider) {
			case "kiyotaka":
				return isSameMarket
					? askVwapQuery(vwap, vwapCounterpart(first), "market", title)
					: askProfileQuery(profile, first, "market", title);
			case "kaiko":
				return isSameMarket
					? askProfileQuery(profile, profileCounterpart(first), "market", title)
					: askVwapQuery(vwap, first, "market", title);
			case "trades":
				if (isSameMarket) return { ...first, kind };
				return askOtherTrades(
					first,
					queries.flatMap((query) => (query.provider === "trades" ? query.symbol : [])),
					title,
				);
			case undefined:
				return undefined;
		}
	}

	/** Asks for one range that all of the queries can take. */
	async range(queries: readonly MarketQuery[], title: string): Promise<QueryRange | undefined> {
		const { limits, now } = this.deps.profile;
		const firstOf = (check: typeof queryNotice) => (range: QueryRange) =>
			queries
				.map((query) => check({ ...query, range }, limits(), now()))
				.find((found) => found !== undefined);
		const answer = await askRange({
			position: { title, step: 1, total: 1, canGoBack: false },
			selected: queries[0]?.range,
			recent: queries.map(({ range }) => range),
			now,
			problem: firstOf(queryProblem),
			notice: firstOf(queryNotice),
		});
		return typeof answer === "string" ? undefined : answer.value;
	}
}
