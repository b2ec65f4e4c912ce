import { type Text, text } from "../text";
import { DAY_MS, type DurationMs, MINUTE_MS, durationMs } from "../time";
import { isTimeZone } from "../wallClock";

/** Days of a week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A named window of local time that comes on chosen days, such as a cash session (definitions D51). */
export interface Session {
	readonly name: string;
	/** `UTC` or an IANA name. */
	readonly zone: string;
	/** Days of the week on which it begins, as the zone's calendar has them. */
	readonly days: readonly Weekday[];
	/** When it begins on the clocks of the zone, `09:30`. */
	readonly from: string;
	/** When it is over, `16:00`. At or before `from` it is a time of the next day: equal to it, the session takes a day. */
	readonly to: string;
}

const WORKDAYS = [1, 2, 3, 4, 5] as const;

/** Sessions that are there without any setting. Hours are those of the place, so that they follow its clock changes. */
export const READY_SESSIONS: readonly Session[] = [
	{ name: "Asia", zone: "Asia/Tokyo", days: WORKDAYS, from: "09:00", to: "17:00" },
	{ name: "London", zone: "Europe/London", days: WORKDAYS, from: "08:00", to: "17:00" },
	{ name: "New York", zone: "America/New_York", days: WORKDAYS, from: "08:00", to: "17:00" },
	{ name: "US cash", zone: "America/New_York", days: WORKDAYS, from: "09:30", to: "16:00" },
	{
		name: "Day from 17:00 New York",
		zone: "America/New_York",
		days: WEEKDAYS,
		from: "17:00",
		to: "17:00",
	},
	{ name: "UTC day", zone: "UTC", days: WEEKDAYS, from: "00:00", to: "00:00" },
];

/** Most letters of a name. */
export const LONGEST_NAME = 40;

/** Time since midnight of a clock's `09:30`; `undefined` for any other form and for times that no clock shows. */
export function clockTime(value: string): DurationMs | undefined {
	const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) ?? [];
	if (hours === undefined) return undefined;
	return durationMs((Number(hours) * 60 + Number(minutes)) * MINUTE_MS);
}

/** How long a session is on a day whose clock does not change. Throws a `RangeError` for times that no clock shows. */
export function sessionLength({ from, to }: Session): DurationMs {
	const [start, end] = [clockTime(from), clockTime(to)];
	if (start === undefined || end === undefined) throw new RangeError("a session needs two times");
	return durationMs(end > start ? end - start : end - start + DAY_MS);
}

/** What is wrong with a session that somebody wrote, and what would be right; `undefined` for a sound one. */
export function sessionProblem({ name, zone, days, from, to }: Session): Text | undefined {
	if (name.trim() === "" || name.length > LONGEST_NAME) {
		return text("A session needs a name of at most {0} letters.", LONGEST_NAME);
	}
	if (!isTimeZone(zone)) {
		return text("{0} is no time zone. Write UTC or a name such as America/New_York.", zone);
	}
	const wrong = [from, to].find((time) => clockTime(time) === undefined);
	if (wrong !== undefined) {
		return text("{0} is no time of a day. Write hours and minutes, such as 09:30.", wrong);
	}
	if (days.length === 0 || !days.every((day) => WEEKDAYS.includes(day))) {
		return text("The days of a session are numbers from 1, Monday, to 7, Sunday.");
	}
	return undefined;
}
