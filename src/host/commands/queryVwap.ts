import { text } from "../../core/text";
import { ArgumentError, queryArgument } from "./argument";
import type { QueryCommandDeps } from "./queryVolumeProfile";

/** Prompts for a VWAP and opens its chart; a query as the argument skips the prompts. */
export function queryVwap({ prompts, openChart }: QueryCommandDeps) {
	return async (argument?: unknown): Promise<void> => {
		const query = argument === undefined ? await prompts.ask("vwap") : queryArgument(argument);
		if (query === undefined) return;
		if (query.kind !== "vwap") throw new ArgumentError(text("kind must be vwap for this command."));
		await openChart({ queries: [query], view: {} }, { isAnnounced: true });
	};
}
