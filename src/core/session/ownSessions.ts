import { isRangeForm } from "../query/rangeInput";
import { own, recordOf } from "../reader";
import { type Text, text } from "../text";
import { MOST_OWN_SESSIONS, offeredSessions } from "./offered";
import { type Session, type Weekday, WEEKDAYS } from "./session";
import { sessionProblem } from "./sessionProblem";

/** One's own sessions as the settings have them, and what is wrong with those that cannot be used. */
export interface OwnSessions {
	readonly sessions: readonly Session[];
	readonly problems: readonly {
		/** What the session is called or, where it has no name, its place: `2`; absent of the setting as a whole. */
		readonly name?: string;
		readonly problem: Text;
	}[];
}

/**
 * Reads the setting `valueArea.sessions`: a list of `{ name, zone, from, to, days }`, where `days` may be absent and then means
 * every day. Each session that is not sound is left out and named; of one name the first counts. A setting that is no list has
 * no session, and says so.
 */
export function readOwnSessions(value: unknown): OwnSessions {
	if (!Array.isArray(value) && value !== undefined && value !== null) {
		const problem = text(
			"The setting {0} is no list of sessions. Write [ … ] around them.",
			SETTING,
		);
		return { sessions: [], problems: [{ problem }] };
	}
	const list: readonly unknown[] = Array.isArray(value) ? value : [];
	const sessions: Session[] = [];
	const problems: OwnSessions["problems"][number][] = [];
	for (const [place, one] of list.entries()) {
		const session = sessionOf(one);
		const name = session.name.trim() === "" ? String(place + 1) : session.name;
		const problem = sessionProblem(session) ?? placeProblem(session, sessions);
		if (problem === undefined) sessions.push(session);
		else problems.push({ name, problem });
	}
	return { sessions, problems };
}

/** How people find the list. */
const SETTING = "valueArea.sessions";

function placeProblem({ name }: Session, before: readonly Session[]): Text | undefined {
	if (before.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
		return text("Another session has the same name. Give each a name of its own.");
	}
	if (isRangeForm(name, offeredSessions(before)))
		return text("{0} is how a range is typed. Give the session another name.", name);
	return before.length < MOST_OWN_SESSIONS
		? undefined
		: text("There is room for {0} sessions of your own.", MOST_OWN_SESSIONS);
}

/** What is not there, or of another type, reads as empty, which no sound session has. */
function sessionOf(value: unknown): Session {
	const record = recordOf(value) ?? {};
	const word = (name: string) => {
		const found = own(record, name);
		return typeof found === "string" ? found : "";
	};
	const days = own(record, "days");
	return {
		name: word("name").replace(/\s+/g, " ").trim(),
		zone: word("zone"),
		from: word("from"),
		to: word("to"),
		days:
			days === undefined ? WEEKDAYS : Array.isArray(days) ? [...new Set(days as Weekday[])] : [],
	};
}
