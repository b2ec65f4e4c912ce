import { type DurationMs, durationMs } from "../time";
import type { AccountLeft, Silence } from "./account";

/** What several queries want of one account, and what is known of its limit. */
export interface Demand {
	/** What each query takes, in the account's own currency, in the order in which they are asked. */
	readonly costs: readonly number[];
	/** What is left; `undefined` where nobody knows until the server has answered. */
	readonly left?: AccountLeft;
	readonly silence?: Silence;
}

/** Share of what is left that is taken without a question. */
const SMALL_SHARE = 1 / 4;
/** Queries that are asked without a question where nobody knows what is left. */
const FEW = 4;

const sum = (costs: readonly number[]) => costs.reduce((total, cost) => total + cost, 0);

/** What all of it takes. */
export function totalOf({ costs }: Demand): number {
	return sum(costs);
}

/**
 * Whether a person is asked first: where the queries take more than a quarter of what is left of some account, or
 * nothing is sent there now, or nobody knows and they are many.
 */
export function needsConsent(demands: readonly Demand[]): boolean {
	return demands.some((demand) => {
		if (demand.costs.length < 2) return false;
		const { left, silence } = demand;
		if (silence !== undefined) return true;
		return left === undefined
			? demand.costs.length > FEW
			: totalOf(demand) > left.left * SMALL_SHARE;
	});
}

/** How many of the queries, from the first on, what is left now is enough for; all where nobody knows. */
export function fittingCount({ costs, left, silence }: Demand): number {
	if (silence !== undefined) return 0;
	if (left === undefined) return costs.length;
	const fits = costs.findIndex((_, at) => sum(costs.slice(0, at + 1)) > left.left);
	return fits < 0 ? costs.length : fits;
}

/** How long it takes until there was enough for all of it; `undefined` where that is not known, 0 where there is. */
export function waitOf(demand: Demand): DurationMs | undefined {
	const { left, silence } = demand;
	if (silence !== undefined || left === undefined) return undefined;
	const missing = totalOf(demand) - left.left;
	if (missing <= 0) return durationMs(0);
	return left.refill > 0 ? durationMs(Math.ceil(missing / left.refill)) : undefined;
}
