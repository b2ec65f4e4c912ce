import { type DurationMs, durationMs, MINUTE_MS, SECOND_MS } from "../time";

/** How often an interval in progress is asked for, before anything has failed (definitions D50). */
const SHARE_OF_INTERVAL = 12;
const SHORTEST_MS = durationMs(15 * SECOND_MS);
const LONGEST_MS = durationMs(5 * MINUTE_MS);

/** The longest that failures put off the next request; only a server may ask for more. */
export const LONGEST_DELAY_MS = durationMs(15 * MINUTE_MS);

/** Time from one request of a followed market to the next: a twelfth of its interval, within 15 seconds to 5 minutes. */
export function followPeriod(interval: DurationMs): DurationMs {
	return durationMs(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, interval / SHARE_OF_INTERVAL)));
}
