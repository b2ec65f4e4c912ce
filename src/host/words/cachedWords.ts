import * as vscode from "vscode";
import { intervalLength } from "../../core/query/interval";
import { cachedFacts, type PackedResult } from "../../core/result/packedResult";
import { epochMs, MINUTE_MS, momentWords } from "../../core/time";
import { countWords } from "./amounts";

/** How much of an answer came from the cache, and when that was asked for; `undefined` where nothing did. */
export function cachedWords(result: PackedResult): string | undefined {
	const { fromCache, cachedAt } = cachedFacts(result);
	if (cachedAt === undefined) return undefined;
	const since = momentWords(epochMs(cachedAt - (cachedAt % MINUTE_MS)));
	if (fromCache === "all") return vscode.l10n.t("from the cache, as of {0} UTC", since);
	// What never came is neither from the cache nor from the provider.
	const intervalsOf = (chunks: PackedResult["chunks"]) => {
		const length = chunks.reduce(
			(sum, { header: { stretch } }) => sum + stretch.to - stretch.from,
			0,
		);
		return countWords(Math.round(length / intervalLength(result.query)));
	};
	const { chunks } = result;
	return vscode.l10n.t(
		"{0} of {1} intervals from the cache, as of {2} UTC",
		intervalsOf(chunks.filter(({ header }) => header.origin === "cached")),
		intervalsOf(chunks),
		since,
	);
}
