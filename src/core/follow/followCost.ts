import type { QueryCost } from "../cost/cost";
import { type Text, text } from "../text";
import { type DurationMs, HOUR_MS } from "../time";

/** What following takes in an hour, in what the provider counts. */
export interface FollowCost {
	readonly perHour: number;
	readonly unit: "weight" | "requests";
}

/** What requests of this cost take in an hour, one after each `delay` (definitions D50). */
export function costPerHour(cost: QueryCost, delay: DurationMs): FollowCost {
	const each = cost.weight ?? cost.requests;
	const unit = cost.weight === undefined ? "requests" : "weight";
	return { perHour: (each * HOUR_MS) / delay, unit };
}

/** `weight 24 an hour`, `240 requests an hour`, or both of several markets; nothing where no provider is asked. */
export function hourlyWords(costs: readonly FollowCost[]): readonly Text[] {
	const sum = (unit: FollowCost["unit"]) =>
		Math.round(
			costs.reduce((total, one) => total + (one.unit === unit ? one.perHour : 0), 0) * 10,
		) / 10;
	const [weight, requests] = [sum("weight"), sum("requests")];
	return [
		...(weight > 0 ? [text("weight {0} an hour", weight)] : []),
		...(requests > 0 ? [text("{0} requests an hour", requests)] : []),
	];
}
