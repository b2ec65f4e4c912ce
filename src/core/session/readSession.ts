import * as read from "../reader";
import { CALENDAR_PERIODS, type Period } from "./periods";
import { LONGEST_NAME, type Session, sessionFault, type Weekday, WEEKDAYS } from "./session";

// Marked as doing nothing else, so that a bundle that reads no session leaves all of this out.
const weekday = /* @__PURE__ */ read.map(
	/* @__PURE__ */ read.where(
		read.number,
		(day) => WEEKDAYS.some((one) => one === day),
		"a day from 1 to 7",
	),
	(day) => day as Weekday,
);

/** A session as a page or a file says it, sound in every part. */
export const session: read.Reader<Session> = /* @__PURE__ */ read.where(
	/* @__PURE__ */ read.fields<Session>({
		name: /* @__PURE__ */ read.text(LONGEST_NAME),
		zone: /* @__PURE__ */ read.text(64),
		days: /* @__PURE__ */ read.list(weekday, 7),
		from: /* @__PURE__ */ read.text(5),
		to: /* @__PURE__ */ read.text(5),
	}),
	(one) => sessionFault(one) === undefined,
	"a session",
);

/** Whether a value is a day, week, month or session that can be looked for. */
export function isPeriod(value: unknown): value is Period {
	return (
		CALENDAR_PERIODS.some((one) => one === value) || read.attempt(session, value) !== undefined
	);
}
