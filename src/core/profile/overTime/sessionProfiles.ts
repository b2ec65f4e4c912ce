import { at } from "../../at";
import {
	type Missing,
	missingOf,
	type Reach,
	stateOf,
	type StretchState,
} from "../../result/reach";
import type { TimeRange, VolumeProfileSeries } from "../../result/series";
import { type PeriodIntervals, periodIntervals } from "../../session/periodIntervals";
import { epochMs } from "../../time";
import type { Ladder } from "../ladder";
import { analyzeProfile, type ProfileLevels } from "../profile";
import { type ProfileRows, seriesLadder } from "../rows";
import type { ValueAreaOptions } from "../valueArea";
import { composite } from "./composite";

/** The profile of one session: of the intervals that lie wholly inside of it. */
export interface SessionProfile extends PeriodIntervals {
	readonly state: StretchState;
	/** What the answer lacks of it: something where it is partial, and maybe where it is in progress. */
	readonly missing: Missing | undefined;
	/** What of the session lies in what the answer speaks for. */
	readonly stretch: TimeRange;
	/** Absent where its intervals do not add up. */
	readonly rows: ProfileRows | undefined;
	/** Absent where nothing traded or nothing adds up. */
	readonly levels: ProfileLevels | undefined;
}

/**
 * The profile of each session that has begun, ascending (definitions D47): the composite (D12) of its intervals, with every
 * level computed of that. Of a session that is over, and of which the answer lacks some or all, there is none without an interval.
 *
 * @param periods sessions, ascending, see `periodsIn`
 * @param reach how far the answer reaches
 */
export function sessionProfiles(
	series: VolumeProfileSeries,
	periods: readonly TimeRange[],
	reach: Reach,
	area: Pick<ValueAreaOptions, "percent" | "method">,
	ladder: Ladder = seriesLadder(series),
): SessionProfile[] {
	const { times, interval } = series;
	const { span } = reach;
	return periodIntervals(times, interval, periods, span).flatMap((one): SessionProfile[] => {
		const { period } = one;
		const state = stateOf(reach, period);
		// Nothing is known of it, or it has not begun.
		if (state === "partial" && one.end === one.first) return [];
		const sum = composite(series, indicesOf(one), ladder);
		const rows = sum.ok ? sum.rows : undefined;
		return [
			{
				...one,
				state,
				missing: missingOf(reach, period),
				stretch: {
					from: epochMs(Math.max(period.from, span.from)),
					to: epochMs(Math.min(period.to, span.to)),
				},
				rows,
				levels: rows && analyzeProfile(rows, area),
			},
		];
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
