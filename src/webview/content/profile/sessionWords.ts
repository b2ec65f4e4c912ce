import { shortLength } from "../../../core/length";
import { zoneOf } from "../../../core/chart/zone";
import type { SessionProfile } from "../../../core/profile/overTime/sessionProfiles";
import type { StretchState } from "../../../core/result/reach";
import type { TimeRange } from "../../../core/result/series";
import type { Period } from "../../../core/session/periods";
import { type DurationMs, type EpochMs } from "../../../core/time";
import type { Words } from "../../words";
import type { Lack } from "../notices";

/** What sessions of a kind are called: `Days`, `US cash`. */
export function periodName(period: Period, { say }: Words): string {
	return typeof period === "string" ? say(`session_${period}`) : period.name;
}

/** So many of the newest sessions: `The last session`, `The last 5 sessions`. */
export function lastSessionsName(count: number, { say, full }: Words): string {
	return count === 1 ? say("lastSessions_one") : say("lastSessions_many", full(count));
}

/** The date at which a session begins on its own clocks: `2026-03-29`, of a month `2026-03`. */
function dateOf(period: Period, from: EpochMs, { zone }: Words): string {
	const own = typeof period === "string" ? zone : zoneOf(period.zone);
	const date = new Date(own.wall(from)).toISOString();
	return date.slice(0, period === "month" ? 7 : 10);
}

/** A single session: `2026-03-29`, `Week of 2026-03-23`, `US cash 2026-03-27`. */
export function sessionName(period: Period, { from }: TimeRange, words: Words): string {
	const date = dateOf(period, from, words);
	if (typeof period !== "string") return `${period.name} ${date}`;
	return period === "week" ? words.say("weekOf", date) : date;
}

/** The same where there is little room: without the year. */
export function shortSessionName(period: Period, range: TimeRange, words: Words): string {
	if (typeof period !== "string") return period.name;
	const date = dateOf(period, range.from, words);
	return period === "month" ? date : date.slice(5);
}

/** `partial` or `in progress`; nothing for a whole session. */
export function stateWords(state: StretchState, { say }: Words): string {
	return state === "complete" ? "" : say(state === "open" ? "inProgress" : "partialSession");
}

/** The same with what is missing: `partial, without its beginning`. */
export function fullStateWords(
	{ state, missing }: Pick<SessionProfile, "state" | "missing">,
	words: Words,
): string {
	const short = stateWords(state, words);
	return missing === undefined ? short : `${short}, ${words.say(`missing_${missing}`)}`;
}

/** That the query needs another interval. */
export function otherInterval(needed: DurationMs, { say }: Words): Omit<Lack, "text"> {
	return {
		cure: say("chooseInterval", shortLength(needed)),
		actions: [{ id: "editQuery", label: say("editQuery") }],
	};
}

/** Why sessions are not shown with these intervals, and what can be done about it. */
export function offGridNotice(
	period: Period,
	interval: DurationMs,
	needed: DurationMs,
	words: Words,
): Lack {
	const { say } = words;
	const text = say("sessionsOffGrid", periodName(period, words), shortLength(interval));
	return { text, ...otherInterval(needed, words) };
}
