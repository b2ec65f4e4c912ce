import * as read from "../reader";
import { CALENDAR_PERIODS, type Period } from "./periods";
import { LONGEST_NAME, type Session, sessionProblem, type Weekday, WEEKDAYS } from "./session";

const weekday = read.map(
	read.where(read.number, (day) => WEEKDAYS.some((one) => one === day), "a day from 1 to 7"),
	(day) => day as Weekday,
);

/** A session as a page or a file says it, sound in every part. */
export const session: read.Reader<Session> = read.where(
	read.fields<Session>({
		name: read.text(LONGEST_NAME),
		zone: read.text(64),
		days: read.list(weekday, WEEKDAYS.length),
		from: read.text(5),
		to: read.text(5),
	}),
	(one) => sessionProblem(one) === undefined,
	"a session",
);

/** Whether a value is a day, week, month or session that can be looked for. */
export function isPeriod(value: unknown): value is Period {
	return (
		CALENDAR_PERIODS.some((one) => one === value) || read.attempt(session, value) !== undefined
	);
}
