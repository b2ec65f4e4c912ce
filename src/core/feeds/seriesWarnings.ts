import type { MarketPieces } from "../result/piece";
import type { Warning } from "../result/result";
import type { RejectedCounts } from "../result/series";
import { text } from "../text";
import { momentWords } from "../time";
import { implausibleVwap } from "./implausible";
import { sumStrays } from "./strays";

/** Adds up what could not be used, over several series. */
export function sumRejected(counts: readonly RejectedCounts[]): RejectedCounts {
	const sum = (pick: (rejected: RejectedCounts) => number) =>
		counts.reduce((total, rejected) => total + pick(rejected), 0);
	const strays = sumStrays(counts.map(({ strays }) => strays));
	return {
		points: sum(({ points }) => points),
		levels: sum(({ levels }) => levels),
		duplicates: sum(({ duplicates }) => duplicates),
		outOfRange: sum(({ outOfRange }) => outOfRange),
		...(strays !== undefined && { strays }),
	};
}

/** The codes of {@link seriesWarnings}. */
export const SERIES_WARNINGS: readonly string[] = [
	"badPoints",
	"cutLevels",
	"duplicates",
	"strays",
	"vwapOutside",
	"badCandles",
];

/** What the reader of markets' series should know: what was left out, and numbers that contradict each other. */
export function seriesWarnings(markets: readonly MarketPieces[]): Warning[] {
	const { points, levels, duplicates, strays } = sumRejected(
		markets.flat().map(({ series }) => series.rejected),
	);
	const warnings: Warning[] = [];
	if (points > 0) {
		warnings.push({
			code: "badPoints",
			text: text("Intervals left out for numbers that cannot be right: {0}.", points),
		});
	}
	if (levels > 0) {
		warnings.push({
			code: "cutLevels",
			text: text("Incomplete price levels left out: {0}.", levels),
		});
	}
	if (duplicates > 0) {
		warnings.push({
			code: "duplicates",
			text: text("Intervals that came twice, the later one kept: {0}.", duplicates),
		});
	}
	if (strays !== undefined) {
		warnings.push({
			code: "strays",
			text: text(
				"Rows far outside of the range left out: {0}, from {1} to {2} UTC.",
				strays.count,
				momentWords(strays.first),
				momentWords(strays.last),
			),
		});
	}
	return [...warnings, ...markets.flatMap(implausibleVwap)];
}
