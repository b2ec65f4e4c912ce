import type { PlanFacts } from "../../cost/plan";

/*
 * Two tables are published, and they disagree: kiyotaka.dev names four plans, docs.kiyotaka.ai three, and `Basic` is
 * another one in each. What both call by one name with the same figures stands once.
 */

/** The plans by the names of the setting in which a person says theirs. */
export const KIYOTAKA_PLANS: Readonly<Record<string, PlanFacts>> = {
	free: { perMinute: 10, burst: 20, perDay: 1_000, historyDays: 7, sums: false },
	basic50: { perMinute: 50, burst: 100, historyDays: 30, sums: false },
	basic100: { perMinute: 100, burst: 200, historyDays: 90, sums: false },
	standard: { perMinute: 100, burst: 200, historyDays: 90, sums: false },
	advanced: { perMinute: 750, burst: 1_500, historyDays: 365, sums: true },
	enterprise: { perMinute: 750, burst: 1_500, sums: true },
};
