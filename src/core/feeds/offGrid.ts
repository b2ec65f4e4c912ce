import { providerError } from "../errors/errorText";
import { providerOf } from "../providers/providers";
import { intervalLength } from "../query/interval";
import type { MarketQuery } from "../query/query";
import { periodProblem } from "../session/periodRange";
import type { EpochMs } from "../time";

/**
 * Refuses a range of the calendar whose period does not begin and end with intervals. The clocks of a zone were others in other
 * years, so a query that was right when it was saved may mean such a period now, or over recorded trades.
 *
 * @param now what the range counts back from, such as the time of day or a data set's last trade
 * @throws {ProviderError} with the interval that would do
 */
export function refuseOffGrid(query: MarketQuery, now: EpochMs): void {
	const reason = periodProblem(query.range, intervalLength(query), now);
	if (reason === undefined) return;
	throw providerError("badRequest", query.provider, {
		reason,
		market: providerOf(query).marketWords(query),
	});
}
