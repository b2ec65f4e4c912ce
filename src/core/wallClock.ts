/**
 * Tells what the clocks of a zone show, by its IANA name; those of this machine without one. Throws a `RangeError` for an
 * unknown name.
 */
export function wallClock(zone?: string): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat("en-US", {
		...(zone === undefined ? {} : { timeZone: zone }),
		hourCycle: "h23",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	});
}

/** What a clock shows at a time, to the second, as if it showed UTC: epoch milliseconds. */
export function readWall(clock: Intl.DateTimeFormat, time: number): number {
	const parts: Record<string, number> = {};
	for (const { type, value } of clock.formatToParts(time)) parts[type] = Number(value);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Whether a zone of this name is known. */
export function isTimeZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
	} catch {
		// An unknown name throws a RangeError.
		return false;
	}
}
