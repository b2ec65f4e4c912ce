import type { KiyotakaProfileQuery } from "../../query/schema";
import type { Warning } from "../../result";
import type { VolumeProfileSeries } from "../../series";
import { text } from "../../text";
import { rejectedWarnings, sumRejected } from "../rejectedWarnings";
import type { AssembledProfiles } from "./assemble";

/** What the reader of these profiles should know. */
export function profileWarnings(
	{ exchange, rawSymbol }: KiyotakaProfileQuery,
	{
		series,
		isShifted,
		strays,
	}: Omit<AssembledProfiles, "series"> & {
		readonly series: readonly VolumeProfileSeries[];
	},
): Warning[] {
	const warnings = rejectedWarnings(sumRejected(series.map(({ rejected }) => rejected)));
	if (isShifted) {
		warnings.push({
			code: "endStamps",
			text: text("Kiyotaka stamped the ends of the intervals; the times shown are their starts."),
		});
	}
	if (strays > 0) {
		warnings.push({
			code: "strays",
			text: text("Intervals far outside of the range left out: {0}.", strays),
		});
	}
	const isOther = ({ market }: VolumeProfileSeries) =>
		(market.symbol !== undefined && market.symbol !== rawSymbol) ||
		(market.exchange !== undefined && market.exchange !== exchange[0]);
	if (rawSymbol !== undefined && series.some(isOther)) {
		warnings.push({
			code: "otherMarket",
			text: text("Kiyotaka answered with another market than the one asked for."),
		});
	}
	return warnings;
}
