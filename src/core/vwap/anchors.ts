import type { Zone } from "../chart/zone";
import { lowerBound } from "../search";
import type { TimeRange, VwapSeries } from "../result/series";
import { type PeriodIntervals, periodIntervals } from "../session/periodIntervals";
import { DAY_MS, epochMs, FIRST_MONDAY_MS, WEEK_MS } from "../time";

/** Where a running VWAP begins (definitions D19): anew in each period, or once. Times are epoch milliseconds. */
export type VwapAnchor =
	"session" | "week" | "month" | "first" | "highestVolume" | { readonly time: number };

/**
 * Indices of the intervals at which the running VWAP begins anew, ascending (definitions D19). `session`,
 * `week` and `month`: the first interval, and each that is the first to start in a new day, a new week
 * from Monday or a new month on the clock of the zone. `first`: the first interval. `highestVolume`: the
 * interval with the most volume, of equals the first. A time: the first interval that starts at or after
 * it. Empty when there is no such interval.
 */
export function anchorStarts(series: VwapSeries, anchor: VwapAnchor, zone: Zone): number[] {
	const { times, volume = new Float64Array(0) } = series;
	if (typeof anchor === "object") {
		const start = lowerBound(times, anchor.time);
		return start < times.length ? [start] : [];
	}
	if (anchor === "first") return times.length > 0 ? [0] : [];
	if (anchor === "highestVolume") {
		let most = -1;
		for (let index = 0; index < volume.length; index++) {
			if (volume[index] > (most < 0 ? 0 : volume[most])) most = index;
		}
		return most < 0 ? [] : [most];
	}
	const starts: number[] = [];
	let latest = -Infinity;
	for (let index = 0; index < times.length; index++) {
		const period = periodStart(anchor, zone.wall(epochMs(times[index])));
		// A clock that is put back does not begin the same day again.
		if (period <= latest) continue;
		latest = period;
		starts.push(index);
	}
	return starts;
}

/**
 * Whether the first period of a periodic anchor began before the data do, so that its running VWAP lacks
 * the beginning: the instant before the first interval lies in the same period (definitions D19). Never
 * for the other anchors.
 */
export function isFirstPartial({ times }: VwapSeries, anchor: VwapAnchor, zone: Zone): boolean {
	if (anchor !== "session" && anchor !== "week" && anchor !== "month") return false;
	const [first] = times;
	if (first === undefined) return false;
	const periodAt = (time: number) => periodStart(anchor, zone.wall(epochMs(time)));
	return periodAt(first - 1) === periodAt(first);
}

/**
 * The intervals of each session that has any, for a running VWAP that begins anew with each and ends with it (definitions
 * D19). Partial is a session that began before the first interval.
 *
 * @param periods sessions, ascending, see `periodsIn`
 */
export function anchorSessions(
	{ times, interval }: VwapSeries,
	periods: readonly TimeRange[],
): PeriodIntervals[] {
	const asked = { from: epochMs(times[0] ?? 0), to: epochMs((times.at(-1) ?? 0) + interval) };
	return periodIntervals(times, interval, periods, asked).filter(({ first, end }) => end > first);
}

/** Start of the period that holds a time, both as the clock on the wall shows them. */
function periodStart(anchor: "session" | "week" | "month", wall: number): number {
	if (anchor === "month") {
		const date = new Date(wall);
		return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
	}
	const [length, origin] = anchor === "week" ? [WEEK_MS, FIRST_MONDAY_MS] : [DAY_MS, 0];
	return Math.floor((wall - origin) / length) * length + origin;
}
