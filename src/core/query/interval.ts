import { providerOf } from "../providers/providers";
import { type Text, text } from "../text";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS, type DurationMs } from "../time";
import type { MarketQuery } from "./query";

/** Length of a query's interval. The query has passed its schema. */
export function intervalLength(query: MarketQuery): DurationMs {
	return providerOf(query).intervalLength(query);
}

/** How often an interval repeats, as an adjective: `hourly`, `5-minute`, `90-second`. */
export function intervalWords(length: DurationMs): Text {
	if (length === WEEK_MS) return text("weekly");
	if (length % DAY_MS === 0) {
		return length === DAY_MS ? text("daily") : text("{0}-day", length / DAY_MS);
	}
	if (length % HOUR_MS === 0) {
		return length === HOUR_MS ? text("hourly") : text("{0}-hour", length / HOUR_MS);
	}
	if (length % MINUTE_MS === 0) return text("{0}-minute", length / MINUTE_MS);
	return text("{0}-second", length / SECOND_MS);
}
