import type { MarketQuery } from "../query/query";
import type { Text } from "../text";

/** A query that a plan can give in the place of one that it cannot. */
export interface Fit {
	/** What choosing it does, on a button: `Use 7 days`. */
	readonly label: Text;
	readonly query: MarketQuery;
	/** Whether only its range is another one, so that other queries of a chart can take it too. */
	readonly changes: "range" | "query";
}
