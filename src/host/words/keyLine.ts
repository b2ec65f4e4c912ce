import * as vscode from "vscode";
import type { QueryService } from "../../app/queryService";
import type { MarketQuery } from "../../core/query/query";
import { keyInSentence } from "../access/keyWords";
import { unique } from "./viewLabel";

/**
 * Which keys queries are asked with: `with Team`. `undefined` where each place has one key alone and nobody gave it a
 * name.
 */
export function keyLine(
	queries: readonly MarketQuery[],
	{ keys, places }: Pick<QueryService, "keys" | "places">,
): string | undefined {
	const names = queries.flatMap((query) => {
		const place = places.ofQuery(query);
		if (place === undefined || !keys.isThere(place)) return [];
		const active = keys.active(place);
		return active.name !== undefined || keys.all(place).length > 1 ? [keyInSentence(active)] : [];
	});
	return names.length === 0 ? undefined : vscode.l10n.t("with {0}", unique(names).join(", "));
}
