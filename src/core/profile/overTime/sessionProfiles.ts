import { at } from "../../at";
import type { TimeRange, VolumeProfileSeries } from "../../result/series";
import { type PeriodIntervals, periodIntervals } from "../../session/periodIntervals";
import { epochMs } from "../../time";
import type { Ladder } from "../ladder";
import { analyzeProfile, type ProfileLevels } from "../profile";
import { type ProfileRows, seriesLadder } from "../rows";
import type { ValueAreaOptions } from "../valueArea";
import { composite } from "./composite";

/** Whether a session is there whole, lacks a part of itself, or is in progress (definitions D47). */
export type SessionState = "complete" | "partial" | "open";

/** The profile of one session: of the intervals that lie wholly inside of it. */
export interface SessionProfile extends PeriodIntervals {
	readonly state: SessionState;
	/** What of the session lies in the range that was asked for. */
	readonly stretch: TimeRange;
	/** Absent where its intervals do not add up. */
	readonly rows: ProfileRows | undefined;
	/** Absent where nothing traded or nothing adds up. */
	readonly levels: ProfileLevels | undefined;
}

/**
 * The profile of each session that has an interval in the range or lies in it whole, ascending (definitions D47): the
 * composite (D12) of its intervals, with every level computed of that.
 *
 * @param periods sessions, ascending, see `periodsIn`
 * @param asked the range that the answer speaks for
 */
export function sessionProfiles(
	series: VolumeProfileSeries,
	periods: readonly TimeRange[],
	asked: TimeRange,
	area: Pick<ValueAreaOptions, "percent" | "method">,
	ladder: Ladder = seriesLadder(series),
): SessionProfile[] {
	const { times, interval, open } = series;
	return periodIntervals(times, interval, periods, asked)
		.filter(({ first, end, isPartial }) => end > first || !isPartial)
		.map((one): SessionProfile => {
			const { period, first, end } = one;
			const isOpen = open && end > first && end === times.length;
			const sum = composite(series, indicesOf(one), ladder);
			const rows = sum.ok ? sum.rows : undefined;
			return {
				...one,
				state: isOpen ? "open" : one.isPartial ? "partial" : "complete",
				stretch: {
					from: epochMs(Math.max(period.from, asked.from)),
					to: epochMs(Math.min(period.to, asked.to)),
				},
				rows,
				levels: rows && analyzeProfile(rows, area),
			};
		});
}

/** Numbers of the intervals of a session. */
export function indicesOf({ first, end }: Pick<PeriodIntervals, "first" | "end">): number[] {
	return Array.from({ length: end - first }, (_, index) => first + index);
}

/**
 * The sessions as a series, one after another: its times are where they begin, its rows those of their sums. Its sessions
 * may differ in length, so that the interval of the series says nothing of them.
 */
export function sessionSeries(
	series: VolumeProfileSeries,
	sessions: readonly SessionProfile[],
): VolumeProfileSeries {
	const offsets = new Uint32Array(sessions.length + 1);
	sessions.forEach(({ rows }, index) => {
		offsets[index + 1] = offsets[index] + (rows?.prices.length ?? 0);
	});
	const column = (of: (rows: ProfileRows) => Float64Array | undefined) => {
		const joined = new Float64Array(at(offsets, sessions.length));
		sessions.forEach(({ rows }, index) => {
			const own = rows && of(rows);
			if (own !== undefined) joined.set(own, at(offsets, index));
		});
		return joined;
	};
	return {
		...series,
		times: Float64Array.from(sessions, ({ period }) => period.from),
		open: sessions.at(-1)?.state === "open",
		steps: Float64Array.from(sessions, ({ rows }) => rows?.step ?? NaN),
		offsets,
		prices: column(({ prices }) => prices),
		buy: column(({ buy }) => buy),
		sell: column(({ sell }) => sell),
		...(series.unknown === undefined ? {} : { unknown: column(({ unknown }) => unknown) }),
	};
}
