import { type SpokenFacts, sharedBy, spokenFor } from "../result/reach";
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
	facts: SpokenFacts,
	from: number,
	to: number,
): number {
	const { interval } = grid;
	const whole = { from: alignUp(epochMs(from), interval), to: alignDown(epochMs(to), interval) };
	return sharedBy(spokenFor(grid, facts), [whole]).reduce((sum, one) => sum + one.to - one.from, 0);
}
