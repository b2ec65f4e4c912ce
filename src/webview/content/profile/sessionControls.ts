import { MOST_SPANS, type ViewOptions } from "../../../core/query/viewOptions";
import { offeredSessions } from "../../../core/session/offered";
import { CALENDAR_PERIODS, type Period } from "../../../core/session/periods";
import type { Words } from "../../words";
import { type Control, flag } from "../control";
import type { ChartContent } from "../types";
import { carriedControls } from "./carriedControls";
import { periodName } from "./sessionWords";

/** What can be chosen about sessions, in the charts that show any. */
export function sessionControls(
	{ layout, facts }: ChartContent,
	view: ViewOptions,
	words: Words,
): Control[] {
	if (layout === "crossCheck" || layout === "vendorCheck") return [];
	const hasTime = layout !== "profile";
	const canAddUp = layout !== "line" && (facts.intervals ?? 0) > 1;
	if (!hasTime && !canAddUp) return [];
	return [
		sessionControl(view, words),
		...(canAddUp ? [lastSessionsControl(view, words)] : []),
		...(hasTime ? [flag("separators", "separators", view, words)] : []),
		...(hasTime && layout !== "line" ? carriedControls(view, words) : []),
	];
}

/** Which sessions a view means, wherever it shows any. */
function sessionControl({ session }: ViewOptions, words: Words): Control {
	const offered: Period[] = [...CALENDAR_PERIODS, ...offeredSessions(words.settings.sessions)];
	const chosen = JSON.stringify(session ?? "day");
	// One that is neither ready nor in the settings any more stays what it is.
	if (session !== undefined && !offered.some((one) => JSON.stringify(one) === chosen))
		offered.push(session);
	return {
		kind: "choice",
		id: "session",
		label: words.say("session"),
		options: offered.map((one) => ({
			value: JSON.stringify(one),
			label: periodName(one, words),
		})),
		value: chosen,
		set: (value) => {
			const found = offered.find((one) => JSON.stringify(one) === value);
			return { session: found === "day" ? undefined : found };
		},
	};
}

const COUNTS = [1, 2, 3, 5, 10, 20];

/** How many of the newest sessions a composite holds. */
function lastSessionsControl(
	{ lastSessions, profileOf }: ViewOptions,
	{ say, full }: Words,
): Control {
	const counts =
		lastSessions === undefined || COUNTS.includes(lastSessions)
			? COUNTS
			: [...COUNTS, lastSessions].sort((a, b) => a - b);
	return {
		kind: "choice",
		id: "lastSessions",
		label: say("lastSessions"),
		options: [
			{ value: "", label: say("lastSessions_none") },
			...counts.map((count) => ({
				value: String(count),
				label: count === 1 ? say("lastSessions_one") : say("lastSessions_many", full(count)),
			})),
		],
		value: lastSessions === undefined ? "" : String(Math.min(MOST_SPANS, lastSessions)),
		set: (value) => ({
			interval: undefined,
			intervals: undefined,
			profileOf: profileOf === "sessions" ? profileOf : undefined,
			lastSessions: value === "" ? undefined : Number(value),
		}),
	};
}
