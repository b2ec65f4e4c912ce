import { type DurationMs, type EpochMs, HOUR_MS, MINUTE_MS, epochMs } from "../time";
import { readWall, wallClock } from "../wallClock";

const MINUTES_15 = 900_000;
/** No time zone is further from UTC. */
export const FURTHEST_OFFSET = 16 * HOUR_MS;

/** A time zone in which axes are aligned and labelled. */
export interface Zone {
	/** What is printed beside times: `UTC`, `Europe/Berlin`. */
	readonly name: string;
	/** The local time at an instant, written as if it were UTC. */
	readonly wall: (time: EpochMs) => number;
	/**
	 * The instants of a local time, ascending: none when a clock change skips it, two when it comes twice.
	 */
	readonly instants: (wall: number) => readonly EpochMs[];
	/** The first instant of a local time or, when a clock change skips it, of the next one that exists. */
	readonly firstAt: (wall: number) => EpochMs;
}

export const UTC_ZONE: Zone = {
	name: "UTC",
	wall: (time) => time,
	instants: (wall) => [epochMs(wall)],
	firstAt: epochMs,
};

/** Zones by their names, with what was looked up in them: a calendar asks for the same days again and again. */
const kept = new Map<string, Zone>();
const MOST_KEPT = 32;

/** The zone of a setting: `UTC`, `local` or an IANA name. Throws a `RangeError` for an unknown name. */
export function zoneOf(setting: string): Zone {
	if (setting === "UTC") return UTC_ZONE;
	// What this machine's zone is may change at any moment.
	if (setting === "local") return openZone(setting);
	const known = kept.get(setting) ?? openZone(setting);
	kept.delete(setting);
	kept.set(setting, known);
	const [oldest] = kept.keys();
	if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
	return known;
}

/** The zone of a setting or of a view; one that this machine does not know is UTC, which stands beside the times. */
export function knownZone(setting: string): Zone {
	try {
		return zoneOf(setting);
	} catch {
		return UTC_ZONE;
	}
}

function openZone(setting: string): Zone {
	const clock = wallClock(setting === "local" ? undefined : setting);
	const name = clock.resolvedOptions().timeZone;
	// Offsets change on quarter hours at the finest, so one look-up serves the whole quarter.
	const offsets = new Map<number, number>();
	const offsetAt = (time: number): number => {
		const quarter = Math.floor(time / MINUTES_15);
		const known = offsets.get(quarter);
		if (known !== undefined) return known;
		const start = quarter * MINUTES_15;
		const offset = readWall(clock, start) - start;
		if (offsets.size > 4_096) offsets.clear();
		offsets.set(quarter, offset);
		return offset;
	};
	/**
	 * The offsets before and after the one clock change that can affect a local time, and when it happens.
	 */
	const changeNear = (wall: number) => {
		let from = Math.floor((wall - FURTHEST_OFFSET) / MINUTES_15);
		let to = Math.ceil((wall + FURTHEST_OFFSET) / MINUTES_15);
		const before = offsetAt(from * MINUTES_15);
		const after = offsetAt(to * MINUTES_15);
		while (before !== after && to - from > 1) {
			const middle = Math.floor((from + to) / 2);
			if (offsetAt(middle * MINUTES_15) === before) from = middle;
			else to = middle;
		}
		return { before, after, at: to * MINUTES_15 };
	};
	const instants = (wall: number): EpochMs[] => {
		const { before, after, at } = changeNear(wall);
		if (before === after) return [epochMs(wall - before)];
		return [
			...(wall - before < at ? [epochMs(wall - before)] : []),
			...(wall - after >= at ? [epochMs(wall - after)] : []),
		];
	};
	return {
		name,
		wall: (time) => time + offsetAt(time),
		instants,
		firstAt: (wall) => instants(wall)[0] ?? epochMs(changeNear(wall).at),
	};
}

/** Offset of the local time from UTC as ISO 8601 writes it: `+05:45`. */
export function offsetText(zone: Zone, time: EpochMs): string {
	const minutes = Math.round((zone.wall(time) - time) / MINUTE_MS);
	const text = new Date(Math.abs(minutes) * MINUTE_MS).toISOString().slice(11, 16);
	return `${minutes < 0 ? "-" : "+"}${text}`;
}

/** A blank and the offset when the local time is that of another instant too, else nothing. */
export function ambiguityText(zone: Zone, time: EpochMs): string {
	return zone.instants(zone.wall(time)).length > 1 ? ` ${offsetText(zone, time)}` : "";
}

/**
 * `2026-03-29 16:00`, with seconds or milliseconds only where they say something, and with the offset in
 * an hour that comes twice: `2026-10-25 02:30 +02:00`.
 *
 * @param interval length of the intervals that the times are of: where it has seconds, so has each time
 */
export function timeText(zone: Zone, interval: DurationMs = MINUTE_MS): (time: number) => string {
	return (time) => {
		if (!Number.isFinite(time)) return "";
		const instant = epochMs(time);
		const wall = new Date(zone.wall(instant)).toISOString();
		const hasSeconds = time % MINUTE_MS !== 0 || interval % MINUTE_MS !== 0;
		const end = !hasSeconds ? 16 : time % 1_000 === 0 ? 19 : 23;
		return wall.slice(0, end).replace("T", " ") + ambiguityText(zone, instant);
	};
}

/**
 * `16:00:05` in local time, for "fetched at"; with the date when that is not today's, with the offset when
 * the time is ambiguous.
 */
export function momentText(zone: Zone): (time: number, now: number) => string {
	const wall = (time: number) => new Date(zone.wall(epochMs(time))).toISOString();
	return (time, now) => {
		const moment = wall(time);
		const isToday = moment.slice(0, 10) === wall(now).slice(0, 10);
		const text = isToday ? moment.slice(11, 19) : moment.slice(0, 19).replace("T", " ");
		return text + ambiguityText(zone, epochMs(time));
	};
}
