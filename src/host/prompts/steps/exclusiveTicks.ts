/**
 * Ticks after a change: one of several exclusive choices that was ticked last unticks the others.
 *
 * @param before codes that were ticked
 * @param now codes that are ticked
 */
export function withoutRivals(
	before: readonly string[],
	now: readonly string[],
	exclusive: readonly string[],
): readonly string[] {
	const winner = now.find((code) => exclusive.includes(code) && !before.includes(code));
	return winner === undefined
		? now
		: now.filter((code) => code === winner || !exclusive.includes(code));
}
