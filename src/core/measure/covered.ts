import { type ReachFacts, sharedBy, spokenFor } from "../result/reach";
import type { Series } from "../result/series";
import { alignDown, alignUp, epochMs } from "../time";

/**
 * How much of a stretch of time the whole intervals are that an answer speaks for (definitions D43).
 *
 * @param from epoch milliseconds
 * @param to the same; does not belong to the stretch
 * @returns milliseconds
 */
export function coveredWithin(
	grid: Pick<Series, "times" | "interval">,
	facts: ReachFacts,
	from: number,
	to: number,
): number {
	const { times, interval } = grid;
	const { fetchedAt, toldAt = fetchedAt } = facts;
	// What had not begun when the answer was given is not in it, also where its range goes on.
	const begun = Math.max(alignUp(toldAt, interval), (times.at(-1) ?? -Infinity) + interval);
	const whole = {
		from: alignUp(epochMs(from), interval),
		to: epochMs(Math.min(alignDown(epochMs(to), interval), begun)),
	};
	return sharedBy(spokenFor(grid, facts), [whole]).reduce((sum, one) => sum + one.to - one.from, 0);
}
