import { DAY_MS, type EpochMs, epochMs } from "../time";

const MINUTES_15 = 900_000;

/** A time zone in which axes are aligned and labelled. */
export interface Zone {
	/** What is printed beside times: `UTC`, `Europe/Berlin`. */
	readonly name: string;
	/** What the clock on the wall shows, as if it were UTC. */
	readonly wall: (time: EpochMs) => number;
	/** When the clock on the wall shows that; `undefined` for what a clock change skips. */
	readonly instant: (wall: number) => EpochMs | undefined;
}

export const UTC_ZONE: Zone = {
	name: "UTC",
	wall: (time) => time,
	instant: (wall) => epochMs(wall),
};

/** The zone of a setting: `UTC`, `local` or an IANA name. Throws a `RangeError` for an unknown name. */
export function zoneOf(setting: string): Zone {
	if (setting === "UTC") return UTC_ZONE;
	const format = new Intl.DateTimeFormat("en-US", {
		...(setting === "local" ? {} : { timeZone: setting }),
		hourCycle: "h23",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	});
	const name = format.resolvedOptions().timeZone;
	// Offsets change on quarter hours at the finest, so one look-up serves the whole quarter.
	const offsets = new Map<number, number>();
	const offsetAt = (time: number): number => {
		const quarter = Math.floor(time / MINUTES_15);
		const known = offsets.get(quarter);
		if (known !== undefined) return known;
		const start = quarter * MINUTES_15;
		const offset = readWall(format, start) - start;
		if (offsets.size > 4_096) offsets.clear();
		offsets.set(quarter, offset);
		return offset;
	};
	return {
		name,
		wall: (time) => time + offsetAt(time),
		instant: (wall) => {
			for (const guess of [wall - offsetAt(wall - DAY_MS), wall - offsetAt(wall + DAY_MS)]) {
				if (guess + offsetAt(guess) === wall) return epochMs(guess);
			}
			return undefined;
		},
	};
}

function readWall(format: Intl.DateTimeFormat, time: number): number {
	const parts: Record<string, number> = {};
	for (const { type, value } of format.formatToParts(time)) parts[type] = Number(value);
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
	return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** `2026-03-29 16:00`, with seconds or milliseconds only where they say something. */
export function timeText(zone: Zone): (time: number) => string {
	return (time) => {
		if (!Number.isFinite(time)) return "";
		const wall = new Date(zone.wall(epochMs(time))).toISOString();
		const end = time % 60_000 === 0 ? 16 : time % 1_000 === 0 ? 19 : 23;
		return wall.slice(0, end).replace("T", " ");
	};
}

/** `16:00:05` on the wall, for "fetched at"; with its date where that is not today's. */
export function momentText(zone: Zone): (time: number, now: number) => string {
	const wall = (time: number) => new Date(zone.wall(epochMs(time))).toISOString();
	return (time, now) => {
		const moment = wall(time);
		const isToday = moment.slice(0, 10) === wall(now).slice(0, 10);
		return isToday ? moment.slice(11, 19) : moment.slice(0, 19).replace("T", " ");
	};
}
