import type { QueryKind, TradesQuery } from "../core/query/schema";

/** The sample data's chart of one kind. */
export function sampleQuery(kind: QueryKind, symbol = "BTC-USDT"): TradesQuery {
	return kind === "vwap"
		? {
				kind,
				provider: "trades",
				dataset: "sample",
				symbol,
				interval: "15m",
				range: { last: "7d" },
			}
		: {
				kind,
				provider: "trades",
				dataset: "sample",
				symbol,
				interval: "1h",
				range: { last: "24h" },
			};
}
