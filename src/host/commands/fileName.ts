import type { ResultFacts } from "../../core/result/result";
import type { Series } from "../../core/result/series";
import { shortLength } from "../../core/length";
import { toIso } from "../../core/time";
import { providerOf } from "../../core/providers/providers";
import { queryLabel } from "../../core/query/words/label";

/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 80;

/** A file name of `[a-z0-9._-]` from words of any kind: never a path, never a reserved name. */
export function suggestedFileName(words: readonly string[], extension: string): string {
	const slug = [...new Set(words.map(slugOf))].filter((word) => word !== "").join("-");
	const stem = slug.slice(0, LONGEST - extension.length - 1).replace(/[-._]+$/, "");
	const safe = stem === "" || RESERVED.test(stem) ? `value-area-${stem || "data"}` : stem;
	return `${safe}.${extension}`;
}

/**
 * What an exported file holds, as words of its name: market, kind, venue, interval and days, such as
 * `btc-usd`, `vwap`, `cbse`, `1h`, `2026-11-15-to-2026-11-22`. A word that other words already contain is
 * left out.
 */
export function exportWords(
	{ query, range }: Pick<ResultFacts, "query" | "range">,
	series: Pick<Series, "id" | "interval">,
): readonly string[] {
	const { market } = queryLabel(query);
	const source = providerOf(query).sourceCode?.(query);
	const venue = series.id.split(" ").filter((word) => slugOf(word) !== slugOf(market));
	const [first, last] = [toIso(range.from).slice(0, 10), toIso(range.to).slice(0, 10)];
	return [
		market,
		query.kind === "vwap" ? "vwap" : "volume-profile",
		...(source === undefined ? [] : [source]),
		...venue,
		shortLength(series.interval),
		first === last ? first : `${first}-to-${last}`,
	];
}

function slugOf(word: string): string {
	return word
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
}
