import type { AccessRange, PartialReason, Warning } from "../../result";
import type { TimeRange, VwapSeries } from "../../series";
import { text } from "../../text";
import type { EpochMs } from "../../time";
import { seriesWarnings } from "../seriesWarnings";

const day = (time: EpochMs) => new Date(time).toISOString().slice(0, 10);

/**
 * Whether the contract cut the data: its bound lies inside the range and no row lies beyond it. A
 * bound alone proves nothing; published answers hold data outside of their own bounds.
 */
function clipped(
	{ times }: VwapSeries,
	range: TimeRange,
	access: AccessRange,
	partial: PartialReason | undefined,
): { start: boolean; end: boolean } {
	const first = times[0];
	const last = times.at(-1);
	return {
		start:
			(partial === undefined || partial.completeUntil !== undefined) &&
			access.from !== undefined &&
			access.from > range.from &&
			!(first !== undefined && first < access.from - 1),
		end:
			(partial === undefined || partial.completeFrom !== undefined) &&
			access.to !== undefined &&
			access.to < range.to &&
			!(last !== undefined && last >= access.to),
	};
}

/** What the reader of this line should know. */
export function vwapWarnings(
	series: VwapSeries,
	range: TimeRange,
	access: AccessRange | undefined,
	partial: PartialReason | undefined,
): Warning[] {
	const warnings = seriesWarnings([series]);
	if (access === undefined || series.times.length === 0) return warnings;
	const { start, end } = clipped(series, range, access, partial);
	if (start && access.from !== undefined) {
		warnings.push({
			code: "accessStart",
			text: text("Your Kaiko contract begins on {0}; there is nothing before.", day(access.from)),
		});
	}
	if (end && access.to !== undefined) {
		warnings.push({
			code: "accessEnd",
			text: text("Your Kaiko contract ends on {0}; there is nothing after.", day(access.to)),
		});
	}
	return warnings;
}
