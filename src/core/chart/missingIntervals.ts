import type { Series, TimeRange } from "../series";

/**
 * How many whole intervals of a range have no place in a series, such as an hour without trades in a
 * profile. What had not ended when the data were fetched is not missed. Intervals that do not lie on
 * the grid of the range, such as weeks from Monday, are counted between the first and the last.
 */
export function missingIntervals(
	{ times, interval }: Pick<Series, "times" | "interval">,
	range: TimeRange,
	fetchedAt: number,
): number {
	const [first] = times;
	const last = times.at(-1);
	if (first === undefined || last === undefined) return 0;
	if ((first - range.from) % interval !== 0) {
		return Math.max(0, Math.round((last - first) / interval) + 1 - times.length);
	}
	const to = Math.min(range.to, fetchedAt);
	const whole = Math.max(0, Math.floor((to - range.from) / interval));
	const end = range.from + whole * interval;
	const held = times.reduce(
		(count, time) => (time >= range.from && time < end ? count + 1 : count),
		0,
	);
	return Math.max(0, whole - held);
}
