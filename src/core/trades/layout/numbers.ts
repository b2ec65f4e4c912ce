import { formatDecimal, readDecimal } from "../../decimal";
import { epochMs, toIso } from "../../time";
import { readWall, wallClock } from "../../wallClock";
import type { FileLayout } from "./fileLayout";

/*
 * Numbers and times as files write them. The rules are those that the engine reads by (trades.md 4 and 5); here
 * they serve detection and the few rows that are shown.
 */

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/;
const COMMA_NUMBER = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d{1,4})?$/;
/** A date and a time of day, with or without a zone: what the engine's database reads too. */
const MOMENT =
	/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T D](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,12}))?)?(Z| UTC| GMT|[+-]\d{2}(?::?\d{2})?)?$/;

export function isNumber(text: string): boolean {
	return NUMBER.test(text);
}

/** A number whose decimals stand behind a comma. */
export function isCommaNumber(text: string): boolean {
	return COMMA_NUMBER.test(text);
}

export function isMoment(text: string): boolean {
	return MOMENT.test(text);
}

/** `20240131` and `20240131093000`: numbers that are dates, and times in no unit. */
export function isDateNumber(text: string): boolean {
	return /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{6})?$/.test(text);
}

/** Whether a moment says its zone. */
export function hasZone(text: string): boolean {
	return MOMENT.exec(text)?.[8] !== undefined;
}

/** Plain text of a number that a file writes, times `10 ** -scale`; `undefined` for what is none. */
export function plainNumber(text: string, decimalComma: boolean, scale = 0): string | undefined {
	const pointed = decimalComma ? text.replace(",", ".") : text;
	if (!NUMBER.test(pointed)) return undefined;
	const whole = pointed.replace(/^([+-]?)\./, "$10.").replace(/\.(?=$|[eE])/, "");
	const { units, places } = readDecimal(whole);
	return formatDecimal({ units, places: places + scale });
}

/** Powers of ten from each unit to microseconds. */
const TO_MICROSECONDS = { s: 6, ms: 3, us: 0, ns: -3 } as const;

/** The unit of a time by its size: 10 digits are seconds, 13 ms, 16 µs, 19 ns; `undefined` for any other. */
export function unitByMagnitude(text: string): "s" | "ms" | "us" | "ns" | undefined {
	const size = Math.abs(Number(text));
	if (size >= 1e9 && size < 1e10) return "s";
	if (size >= 1e12 && size < 1e13) return "ms";
	if (size >= 1e15 && size < 1e16) return "us";
	return size >= 1e18 && size < 1e19 ? "ns" : undefined;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
	const quotient = dividend / divisor;
	return dividend % divisor < 0n ? quotient - 1n : quotient;
}

/** Microseconds of a time that is a number, what is below cut off. */
function numericMicroseconds(text: string, unit: "s" | "ms" | "us" | "ns"): bigint | undefined {
	const plain = plainNumber(text, false);
	if (plain === undefined) return undefined;
	const { units, places } = readDecimal(plain);
	const shift = TO_MICROSECONDS[unit] - places;
	return shift >= 0 ? units * 10n ** BigInt(shift) : floorDivide(units, 10n ** BigInt(-shift));
}

/** Milliseconds that a zone is ahead of UTC at an instant. */
function offsetAt(zone: string, time: number): number {
	return readWall(wallClock(zone), time) - Math.floor(time / 1_000) * 1_000;
}

/** UTC milliseconds of a wall clock's reading, which is given as if it were UTC. */
export function fromWallClock(wall: number, zone: string): number {
	if (zone === "UTC") return wall;
	const guess = wall - offsetAt(zone, wall);
	return wall - offsetAt(zone, guess);
}

function offsetOf(zone: string): number {
	const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
	return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function momentMicroseconds(text: string, zone: string): bigint | undefined {
	const found = MOMENT.exec(text);
	if (found === null) return undefined;
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
		.slice(1, 7)
		.map((part: string | undefined) => Number(part ?? 0));
	const wall = Date.UTC(year, month - 1, day, hour, minute, second);
	const isReal = new Date(wall).getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
	if (!isReal || month < 1 || month > 12) return undefined;
	const named = found[8];
	const time = named === undefined ? fromWallClock(wall, zone) : wall - offsetOf(named);
	const fraction = (found[7] ?? "").padEnd(6, "0").slice(0, 6);
	return BigInt(time) * 1_000n + BigInt(fraction);
}

/** A file's way to write times. */
export type TimeForm = Pick<FileLayout, "time" | "zone" | "timeBase" | "decimalComma">;

/** Microseconds since the epoch of a time as the file writes it; `undefined` for what is none. */
export function microsecondsOf(text: string, form: TimeForm): bigint | undefined {
	if (form.time === "text") return momentMicroseconds(text, form.zone);
	const number = form.decimalComma ? text.replace(",", ".") : text;
	const unit = form.time === "byMagnitude" ? unitByMagnitude(number) : form.time;
	if (unit === undefined) return undefined;
	const microseconds = numericMicroseconds(number, unit);
	return microseconds === undefined
		? undefined
		: microseconds + BigInt(form.timeBase ?? 0) * 1_000n;
}

const LAST_DATE_US = 8_640_000_000_000_000_000n;

/** ISO 8601 in UTC, with microseconds where there are any; `undefined` beyond what a date can name. */
export function isoMicroseconds(microseconds: bigint): string | undefined {
	if (microseconds > LAST_DATE_US || microseconds < -LAST_DATE_US) return undefined;
	const milliseconds = floorDivide(microseconds, 1_000n);
	const below = microseconds - milliseconds * 1_000n;
	const iso = toIso(epochMs(Number(milliseconds)));
	return below === 0n ? iso : iso.replace("Z", `${below.toString().padStart(3, "0")}Z`);
}
