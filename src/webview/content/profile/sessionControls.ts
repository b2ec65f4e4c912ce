import { MOST_SPANS, type ViewOptions } from "../../../core/query/viewOptions";
import type { SessionProfile } from "../../../core/profile/overTime/sessionProfiles";
import { readSpan } from "../../../core/profile/overTime/compositeRange";
import { type Part, profilesOf } from "../../../core/table/parts";
import { toIso } from "../../../core/time";
import { offeredSessions } from "../../../core/session/offered";
import { CALENDAR_PERIODS, type Period } from "../../../core/session/periods";
import type { Words } from "../../words";
import { type Control, flag } from "../control";
import type { ControlTools } from "../controlTools";
import type { ChartContent } from "../types";
import { carriedControls } from "./carriedControls";
import { fullStateWords, lastSessionsName, periodName, sessionName } from "./sessionWords";

/** What can be chosen about sessions, in the charts that show any. */
export function sessionControls(
	{ layout, facts }: ChartContent,
	parts: readonly Part[],
	view: ViewOptions,
	words: Words,
	tools: ControlTools,
): Control[] {
	if (layout === "crossCheck" || layout === "vendorCheck") return [];
	const hasTime = layout !== "profile";
	const canAddUp = layout !== "line" && (facts.intervals ?? 0) > 1;
	if (!hasTime && !canAddUp) return [];
	return [
		sessionControl(view, words),
		...(canAddUp ? [lastSessionsControl(view, words)] : []),
		...(canAddUp ? chosenSessionsControl(parts, view, words, tools) : []),
		...(hasTime ? [flag("separators", "separators", view, words)] : []),
		...(hasTime ? carriedControls(layout, facts, view, words) : []),
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

/** Which sessions a composite holds, the newest first. */
function chosenSessionsControl(
	parts: readonly Part[],
	view: ViewOptions,
	words: Words,
	{ shownSessions }: ControlTools,
): Control[] {
	const [part] = profilesOf(parts);
	const period = view.session ?? "day";
	const { zone, valueArea, say } = words;
	const found = part && shownSessions(part.series, part.result, period, zone.name, valueArea);
	if (found?.ok !== true || found.sessions.length < 2) return [];
	const sessions = found.sessions.slice(-MOST_SPANS).reverse();
	const held = (view.intervals ?? []).flatMap((kept) => readSpan(kept) ?? []);
	const isChosen = ({ stretch }: SessionProfile) =>
		held.some(({ from, to }) => from <= stretch.from && to >= stretch.to);
	return [
		{
			kind: "many",
			id: "chosenSessions",
			label: say("chosenSessions"),
			options: sessions.map((one, index) => ({
				value: String(index),
				label: [sessionName(period, one.period, words), fullStateWords(one, words)]
					.filter((text) => text !== "")
					.join(" · "),
			})),
			values: sessions.flatMap((one, index) => (isChosen(one) ? [String(index)] : [])),
			problem: say("tooManySpans", MOST_SPANS),
			set: (values) => {
				const spans = sessions
					.filter((_, index) => values.includes(String(index)))
					.map(({ stretch: { from, to } }) => ({ from: toIso(from), to: toIso(to) }))
					.reverse();
				return {
					interval: undefined,
					lastSessions: undefined,
					profileOf: view.profileOf === "sessions" ? view.profileOf : undefined,
					intervals: spans.length === 0 ? undefined : spans,
				};
			},
		},
	];
}

const COUNTS = [1, 2, 3, 5, 10, 20];

/** How many of the newest sessions a composite holds. */
function lastSessionsControl({ lastSessions, profileOf }: ViewOptions, words: Words): Control {
	const { say } = words;
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
				label: lastSessionsName(count, words),
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
