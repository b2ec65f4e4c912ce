import type { RunQuery } from "../../app/runQuery";
import { isProviderError } from "../../core/errors/errors";
import type { Log } from "../../core/log";
import type { MarketQuery } from "../../core/query/query";
import type { LastQueries } from "./lastQueries";

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
