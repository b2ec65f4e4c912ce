import { developingLevels } from "../../../core/profile/overTime/developing";
import { sessionNakedPocs } from "../../../core/profile/overTime/sessionNaked";
import type { SessionProfile } from "../../../core/profile/overTime/sessionProfiles";
import { remembered } from "../../../core/remembered";
import { isWholeSince } from "../../../core/result/reach";
import type { VolumeProfileSeries } from "../../../core/result/series";
import type { ShownSessions } from "../../../core/chart/profile/shownSessions";
import { openPoint, stepLayer } from "../../charts/layers/line";
import { rayLayer } from "../../charts/layers/rays";
import type { Plot } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { extentOf, lineOf, piecesOf } from "../vwap/lines";
import { MOST_NAKED, type ProfileBundle } from "./profileBundle";
import { sessionName } from "./sessionWords";

/** What of a session its sums depend on: where its intervals begin and end. */
type Bounds = readonly (readonly [first: number, end: number])[];

const boundsOf = (sessions: readonly SessionProfile[]): Bounds =>
	sessions.filter(({ first, end }) => end > first).map(({ first, end }) => [first, end] as const);

/** Developing levels that begin anew with each session; none between sessions. */
const developingIn = remembered(
	(series: VolumeProfileSeries, bounds: Bounds, area: Words["valueArea"]) => {
		const levels = developingLevels(series, { ...area, starts: bounds.map(([first]) => first) });
		const isInside = new Uint8Array(series.times.length);
		for (const [first, end] of bounds) isInside.fill(1, first, end);
		const inside = (column: Float64Array) =>
			column.map((value, index) => (isInside[index] === 1 ? value : NaN));
		return {
			poc: inside(levels.poc),
			vah: inside(levels.vah),
			val: inside(levels.val),
			rowHeight: levels.rowHeight,
		};
	},
);

/** POC and value area of the sum since the session began, after each of its intervals (definitions D13, D47). */
export function sessionDevelopingPlot(
	{ series, model }: ProfileBundle,
	{ sessions }: ShownSessions,
	wantsEdges: boolean,
	words: Words,
): Plot {
	const { poc, vah, val, rowHeight } = developingIn(series, boundsOf(sessions), words.valueArea);
	const atEdges = wantsEdges && model.rows.step !== undefined;
	const upper = atEdges ? vah.map((price, index) => price + (rowHeight[index] ?? 0)) : vah;
	const line = (values: Float64Array) => lineOf(series.times, values, series.interval);
	const starts = boundsOf(sessions).map(([first]) => first);
	const pieces = (values: Float64Array) => piecesOf(series.times, values, series.interval, starts);
	const dashed = (values: Float64Array, color: (theme: ChartTheme) => string) =>
		stepLayer(series.times, values, series.interval, { color, width: 1.5, dash: [5, 3] });
	return {
		extent: extentOf(...pieces(val), ...pieces(upper)),
		layers: [
			dashed(upper, (theme) => theme.valueArea),
			dashed(val, (theme) => theme.valueArea),
			dashed(poc, (theme) => theme.poc),
			...(series.open ? [openPoint(line(poc), { color: (theme) => theme.poc })] : []),
		],
	};
}

/** POCs of whole sessions that nothing has traded through since, from the session's end on (definitions D11). */
export function sessionNakedPlot(
	{ series, model }: ProfileBundle,
	{ sessions, period, reach }: ShownSessions,
	words: Words,
): Plot {
	const price = words.price(model.priceDecimals);
	const alive = sessionNakedPocs(series, sessions).filter(
		// In a hole, something may have traded through it.
		({ session, endedBy }) =>
			endedBy === undefined && isWholeSince(reach, sessions[session]?.period.to ?? NaN),
	);
	const rays = alive.slice(-MOST_NAKED).flatMap(({ session, price: value }) => {
		const own = sessions[session];
		if (own === undefined) return [];
		const name = words.say("nakedName", sessionName(period, own.period, words), price(value));
		return [{ from: own.period.to, value, name }];
	});
	return { layers: [rayLayer(rays)] };
}
