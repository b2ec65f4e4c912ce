import type { QueryKind } from "../../core/query/query";
import { text } from "../../core/text";
import type { OpenChart } from "../openChart";
import type { LastLooks } from "../prompts/lastLooks";
import type { QueryPrompts } from "../prompts/queryPrompts";
import { ArgumentError, queryArgument } from "./argument";

export interface AskQueryDeps {
	readonly prompts: QueryPrompts;
	readonly openChart: OpenChart;
	/** How charts of each kind were looked at last. */
	readonly lastLooks: Pick<LastLooks, "of">;
}

/** Prompts for a query of one kind and opens its chart; a query as the argument skips the prompts. */
export function askQuery(kind: QueryKind, { prompts, openChart, lastLooks }: AskQueryDeps) {
	return async (argument?: unknown): Promise<void> => {
		const query = argument === undefined ? await prompts.ask(kind) : queryArgument(argument);
		if (query === undefined) return;
		if (query.kind !== kind) {
			throw new ArgumentError(text("kind must be {0} for this command.", kind));
		}
		const queries = [query];
		await openChart({ queries, view: lastLooks.of(queries) }, { isAnnounced: true });
	};
}
