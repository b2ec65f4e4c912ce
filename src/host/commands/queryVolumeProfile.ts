import { text } from "../../core/text";
import type { OpenChart } from "../openChart";
import type { QueryPrompts } from "../prompts/queryPrompts";
import { ArgumentError, queryArgument } from "./argument";

export interface QueryCommandDeps {
	readonly prompts: QueryPrompts;
	readonly openChart: OpenChart;
}

/** Prompts for a volume profile and opens its chart; a query as the argument skips the prompts. */
export function queryVolumeProfile({ prompts, openChart }: QueryCommandDeps) {
	return async (argument?: unknown): Promise<void> => {
		const query =
			argument === undefined ? await prompts.ask("volumeProfile") : queryArgument(argument);
		if (query === undefined) return;
		if (query.kind !== "volumeProfile") {
			throw new ArgumentError(text("kind must be volumeProfile for this command."));
		}
		await openChart({ queries: [query], view: {} }, { isAnnounced: true });
	};
}
