import type { RunQuery } from "../../app/runQuery";
import { isProviderError } from "../../core/errors/errors";
import type { Log } from "../../core/log";
import type * as vscode from "vscode";
import { canonicalJson } from "../../core/query/canonical";
import { parseMarketQuery } from "../../core/query/parse";
import type { MarketQuery, QueryKind } from "../../core/query/query";
import { LAST_QUERIES_STATE } from "../ids";

const KEPT = 8;

/** The queries that were answered lately, newest first: the source of "last used" answers. */
export class LastQueries {
	private readonly asked = new Set<string>();

	/** @param onRemembered called when a query is remembered */
	constructor(
		private readonly state: vscode.Memento,
		private readonly onRemembered: () => void = () => undefined,
	) {}

	get all(): readonly MarketQuery[] {
		const kept: unknown = this.state.get(LAST_QUERIES_STATE);
		if (!Array.isArray(kept)) return [];
		return kept.flatMap((value: unknown) => {
			const parsed = parseMarketQuery(value);
			return parsed.ok ? [parsed.query] : [];
		});
	}

	get newest(): MarketQuery | undefined {
		return this.all[0];
	}

	/** Queries of one kind that were asked from a provider over the network. */
	of<Kind extends QueryKind, Provider extends MarketQuery["provider"]>(
		kind: Kind,
		provider: Provider,
	): readonly Extract<MarketQuery, { kind: Kind; provider: Provider }>[] {
		return this.all.filter(
			(query): query is Extract<MarketQuery, { kind: Kind; provider: Provider }> =>
				query.kind === kind && query.provider === provider,
		);
	}

	/** A person asks for the query: it is remembered when its answer comes. */
	expect(query: MarketQuery): void {
		this.asked.add(canonicalJson(query));
	}

	/** The answer of a query came: remembers it if a person asked for it. */
	async answered(query: MarketQuery): Promise<void> {
		if (this.asked.delete(canonicalJson(query))) await this.remember(query);
	}

	private async remember(query: MarketQuery): Promise<void> {
		const key = canonicalJson(query);
		const others = this.all.filter((other) => canonicalJson(other) !== key);
		await this.state.update(LAST_QUERIES_STATE, [query, ...others].slice(0, KEPT));
		this.onRemembered();
	}
}

/**
 * Runs queries and keeps those that a person asked for once a provider answered them, with data or
 * with none for the range: a misspelled market is no "last used" answer.
 */
export function rememberAnswered(runQuery: RunQuery, lastQueries: LastQueries, log: Log): RunQuery {
	const answered = (query: MarketQuery) => {
		lastQueries.answered(query).catch((error: unknown) => {
			log.warn(`the last query was not remembered (${String(error)})`);
		});
	};
	return async (query, options) => {
		try {
			const result = await runQuery(query, options);
			answered(query);
			return result;
		} catch (error) {
			if (isProviderError(error) && error.kind === "emptyData") answered(query);
			throw error;
		}
	};
}
