import { tradedSpan } from "../../app/discovery/tradedSpan";
import { queryLabel } from "../../core/query/words/label";
import { queryNotice, queryProblem } from "../../core/query/words/problems";
import type { MarketQuery, QueryRange } from "../../core/query/query";
import type { Addition } from "../../core/query/combinations";
import { costLine } from "../words/costLine";
import { askProfileQuery } from "./profilePrompt";
import {
	createProviderPrompts,
	type KindPromptsDeps,
	type ProviderPrompts,
} from "./providerPrompts";
import { askRange } from "./steps/rangeStep";
import type { PromptStart } from "./steps/steps";
import { askVwapQuery } from "./vwapPrompt";

/** The prompts of all kinds of queries, with one entry for each thing that can be asked. */
export class QueryPrompts {
	private readonly ofProviders: ReturnType<typeof createProviderPrompts>;

	constructor(private readonly deps: KindPromptsDeps) {
		this.ofProviders = createProviderPrompts(deps);
	}

	private promptsOf({ provider }: MarketQuery): ProviderPrompts {
		return this.ofProviders[provider];
	}

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
		return this.promptsOf(query).edit(query, from, title);
	}

	/** Asks which market was meant by a query whose own is not known; the rest of the query stays. */
	similar(query: MarketQuery, title: string): Promise<MarketQuery | undefined> {
		return this.promptsOf(query).similar(query, title);
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
		if (first === undefined) return undefined;
		const prompts = this.promptsOf(first);
		return isSameMarket
			? prompts.otherKind(first, kind, title)
			: prompts.another(first, queries, title);
	}

	/** Asks for one range that all of the queries can take. */
	async range(queries: readonly MarketQuery[], title: string): Promise<QueryRange | undefined> {
		const { limits, now, costOf, access } = this.deps.profile;
		const spanAccess = { lists: access.lists, now };
		const firstOf = (check: typeof queryNotice) => (range: QueryRange) =>
			queries
				.map((query) => check({ ...query, range }, limits(), now()))
				.find((found) => found !== undefined);
		const answer = await askRange({
			position: { title, step: 1, total: 1, canGoBack: false },
			selected: queries[0]?.range,
			recent: queries.map(({ range }) => range),
			now,
			traded: queries.map((query) => ({
				...(queries.length > 1 && { name: queryLabel(query).market }),
				span: (signal) => tradedSpan(query, spanAccess, signal),
			})),
			problem: firstOf(queryProblem),
			notice: firstOf(queryNotice),
			cost: (range) =>
				costLine(
					queries.map((query) => ({ ...query, range })),
					costOf,
				),
		});
		return typeof answer === "string" ? undefined : answer.value;
	}
}
