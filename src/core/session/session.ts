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

/** Which part of a session that somebody wrote cannot be used; `undefined` of a sound one. What is said of it stands apart. */
export function sessionFault({
	name,
	zone,
	days,
	from,
	to,
}: Session): "name" | "zone" | "time" | "days" | undefined {
	if (name.trim() === "" || name.length > LONGEST_NAME) return "name";
	if (!isTimeZone(zone)) return "zone";
	if (clockTime(from) === undefined || clockTime(to) === undefined) return "time";
	return days.length > 0 && days.every((day) => WEEKDAYS.includes(day)) ? undefined : "days";
}
