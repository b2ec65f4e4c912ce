import type { Warning } from "../result";
import type { RejectedCounts } from "../series";
import { text } from "../text";

/** Sums of what could not be used, over several series. */
export function sumRejected(counts: readonly RejectedCounts[]): RejectedCounts {
	const sum = (pick: (rejected: RejectedCounts) => number) =>
		counts.reduce((total, rejected) => total + pick(rejected), 0);
	return {
		points: sum(({ points }) => points),
		levels: sum(({ levels }) => levels),
		duplicates: sum(({ duplicates }) => duplicates),
		outOfRange: sum(({ outOfRange }) => outOfRange),
	};
}

/** What the reader should know about data that was left out. */
export function rejectedWarnings({ points, levels, duplicates }: RejectedCounts): Warning[] {
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
	return warnings;
}
