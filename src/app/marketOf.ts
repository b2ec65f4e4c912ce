import { kaikoMarket } from "../core/feeds/kaiko/request";
import { kiyotakaMarket } from "../core/feeds/kiyotaka/request";
import type { MarketQuery } from "../core/query/query";

/** The market as people call it, for messages. */
export function marketOf(query: MarketQuery): string {
	switch (query.provider) {
		case "kiyotaka":
			return kiyotakaMarket(query);
		case "kaiko":
			return kaikoMarket(query);
		case "trades":
			return query.symbol;
	}
}
