import { joinedStretches } from "../result/openResult";
import type { TimeRange } from "../result/series";
import { type DurationMs, epochMs } from "../time";

/** What two stretches share; `undefined` where it is nothing. */
export function sharedStretch(one: TimeRange, other: TimeRange): TimeRange | undefined {
	const from = epochMs(Math.max(one.from, other.from));
	const to = epochMs(Math.min(one.to, other.to));
	return from < to ? { from, to } : undefined;
}

/** What of a range none of the stretches covers, in the order of time. */
export function uncovered(range: TimeRange, stretches: readonly TimeRange[]): TimeRange[] {
	const missing: TimeRange[] = [];
	let { from } = range;
	for (const covered of joinedStretches(stretches)) {
		const part = sharedStretch(covered, range);
		if (part === undefined) continue;
		if (part.from > from) missing.push({ from, to: part.from });
		from = part.to;
	}
	if (from < range.to) missing.push({ from, to: range.to });
	return missing;
}

/**
 * The fewest windows of at most one length that hold all that is missing, the newest first. A request costs
 * the same for one interval as for a whole window, so what is missing in several places shares one where it
 * fits: never are there more windows than the whole range has.
 *
 * @param missing in the order of time
 * @param length the most that one request may ask for
 */
export function windowsOver(missing: readonly TimeRange[], length: number): TimeRange[] {
	const windows: TimeRange[] = [];
	let reach = Infinity;
	for (const { from, to } of [...missing].reverse()) {
		let left: number = to;
		const last = windows.at(-1);
		if (last !== undefined && left > reach) {
			left = Math.max(from, reach);
			windows[windows.length - 1] = { from: epochMs(left), to: last.to };
		}
		while (left > from) {
			const end = left;
			reach = end - length;
			left = Math.max(from, reach);
			windows.push({ from: epochMs(left), to: epochMs(end) });
		}
	}
	return windows;
}

/** A piece of a range: asked for, or known. */
export interface Segment extends TimeRange {
	readonly isKnown: boolean;
}

/**
 * Cuts a range into windows that have to be asked for and what is known beside them, the newest first. Known
 * pieces are no longer than windows, so that a limit that ends an answer may end it between them.
 */
export function segmentsOf(
	range: TimeRange,
	known: readonly TimeRange[],
	length: DurationMs,
): Segment[] {
	const asked = windowsOver(uncovered(range, known), length);
	const kept = uncovered(range, asked).flatMap((stretch) => windowsOver([stretch], length));
	return [
		...asked.map((window) => ({ ...window, isKnown: false })),
		...kept.map((window) => ({ ...window, isKnown: true })),
	].sort((one, other) => other.to - one.to);
}
