import type { Limits } from "../limits";
import type { EpochMs } from "../time";

/** What a cost is counted against: the moment and the limits of the settings. */
export interface CostContext {
	readonly now: EpochMs;
	readonly limits: Limits;
}
