import { viewKey } from "../../core/query/canonical";
import type { MarketQuery } from "../../core/query/query";

/**
 * Identity of a panel: opening the same again finds it.
 *
 * @param market id of the saved market that the panel belongs to; without one it is known by what it shows
 */
export function panelKey(queries: readonly MarketQuery[], market: string | undefined): string {
	return market === undefined ? viewKey(queries) : `market ${market}`;
}
