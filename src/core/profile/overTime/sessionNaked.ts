import { at } from "../../at";
import type { VolumeProfileSeries } from "../../result/series";
import type { Ladder } from "../ladder";
import { intervalGrids, seriesLadder } from "../rows";
import { foldOf } from "./composite";
import { type IntervalPocs, intervalPocs } from "./intervalPocs";
import { indicesOf, type SessionProfile } from "./sessionProfiles";

/** The POC of a whole session. */
export interface SessionNakedPoc {
	/** Index of the session. */
	readonly session: number;
	readonly price: number;
	/** Index of the interval after the session that traded through it; `undefined` while it is naked. */
	readonly endedBy: number | undefined;
}

/**
 * The POC of every complete session, and the first interval after its end whose traded range meets the POC's row
 * (definitions D11, D47). Intervals between sessions count, too.
 */
export function sessionNakedPocs(
	series: VolumeProfileSeries,
	sessions: readonly SessionProfile[],
	ladder: Ladder = seriesLadder(series),
): SessionNakedPoc[] {
	const pocs = intervalPocs(series, ladder);
	const { multiples } = intervalGrids(series, ladder);
	const { positions } = ladder;
	return sessions.flatMap((session, index): SessionNakedPoc[] => {
		const row = pocRow(series, session, pocs, ladder);
		if (session.state !== "complete" || row === undefined) return [];
		for (let interval = session.end; interval < series.times.length; interval++) {
			const [low, high] = [at(pocs.low, interval), at(pocs.high, interval)];
			if (low < 0) continue;
			const top = at(positions, high) + at(multiples, interval);
			if (at(positions, low) < row.top && top > row.bottom)
				return [{ session: index, price: row.price, endedBy: interval }];
		}
		return [{ session: index, price: row.price, endedBy: undefined }];
	});
}

/** The POC's row in rows of the shared ladder. */
function pocRow(
	series: VolumeProfileSeries,
	session: SessionProfile,
	{ poc }: IntervalPocs,
	ladder: Ladder,
) {
	const { first, end, rows, levels } = session;
	if (rows === undefined || levels === undefined) return undefined;
	// One interval is its own sum, on its own grid.
	if (end - first === 1) {
		const bottom = at(ladder.positions, at(poc, first));
		const tall = at(intervalGrids(series, ladder).multiples, first);
		return { price: levels.poc, bottom, top: bottom + tall };
	}
	const fold = foldOf(series, indicesOf(session), ladder);
	if (!fold.ok) return undefined;
	const bottom = at(rows.positions, levels.pocIndex) * fold.multiple + fold.origin;
	return { price: levels.poc, bottom, top: bottom + fold.multiple };
}
