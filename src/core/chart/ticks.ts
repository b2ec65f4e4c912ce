import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, epochMs } from "../time";
import { decimalsOf } from "./format";
import { type Zone, ambiguityText, offsetText } from "./zone";

/** A mark on an axis. */
export interface Tick {
	readonly value: number;
	readonly label: string;
	/** Starts of days, months and years stand out from the hours between them. */
	readonly isMajor: boolean;
}

const ROUND_MANTISSAS = [1, 2, 2.5, 5, 10];
const CLOCK_STEPS = [
	...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
	...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
	...[1, 2, 3, 4, 6, 12].map((count) => count * HOUR_MS),
];
const DAY_STEPS = [1, 2, 5, 10];
const MONTH_STEPS = [1, 2, 3, 6];

/** The smallest step of the form 1, 2, 2.5 or 5 times a power of ten that is at least `atLeast`. */
export function roundStep(atLeast: number): number {
	if (!(atLeast > 0)) return 1;
	const power = 10 ** Math.floor(Math.log10(atLeast));
	const mantissa = ROUND_MANTISSAS.find((m) => m * power >= atLeast * (1 - 1e-9)) ?? 10;
	return Number((mantissa * power).toPrecision(12));
}

/**
 * Round values inside `[min, max]`, at most `count` of them, never closer than `finest` (the price
 * step), so that no label needs more decimals than the prices have.
 */
export function roundValues(min: number, max: number, count: number, finest = 0): number[] {
	if (!(max > min) || count < 1) return [];
	let step = roundStep(Math.max((max - min) / count, finest));
	while (finest > 0 && decimalsOf(step) > decimalsOf(finest)) step = roundStep(step * 1.01);
	const values: number[] = [];
	const first = Math.ceil(min / step - 1e-9);
	const last = Math.floor(max / step + 1e-9);
	for (let k = first; k <= last; k++) values.push(Number((k * step).toPrecision(15)));
	return values;
}

/** How the labels of a time axis are written. */
export interface TimeTickOptions {
	readonly zone: Zone;
	readonly locale: string;
	/** At most this many ticks. */
	readonly count: number;
	/** Length of the data's intervals: daily data have no use for hours on the axis. */
	readonly interval: number;
}

/**
 * Starts of clock and calendar units inside `[min, max]`, aligned in the zone, labelled by what begins there.
 * A day, month or year stands at its first instant, which a clock change may put at 01:00; an hour that a
 * change skips has no tick, one that comes again has two, each with its offset.
 */
export function timeTicks(min: number, max: number, options: TimeTickOptions): Tick[] {
	if (!(max > min) || options.count < 1) return [];
	const ticks = unitTicks(min, max, options).filter(({ value }) => value >= min && value <= max);
	if (ticks.length < 2 && options.count >= 2) return endTicks(min, max, options);
	return withDate(ticks, options);
}

/** When fewer than two units begin in the range, its two ends are labelled. */
function endTicks(min: number, max: number, { zone, locale }: TimeTickOptions): Tick[] {
	const iso = (time: number) => new Date(zone.wall(epochMs(time))).toISOString();
	const date = (time: number) => dayLabel(locale)(zone.wall(epochMs(time)));
	const clock = (time: number) =>
		iso(time).slice(11, max - min < 2 * MINUTE_MS ? 19 : 16) + ambiguityText(zone, epochMs(time));
	if (max - min < 2 * DAY_MS) {
		return [
			{ value: min, label: `${date(min)} ${clock(min)}`, isMajor: true },
			{ value: max, label: clock(max), isMajor: false },
		];
	}
	const label = max - min < 300 * DAY_MS ? date : (time: number) => iso(time).slice(0, 10);
	return [min, max].map((value) => ({ value, label: label(value), isMajor: true }));
}

/** When no day begins in the range, the first label names the day. */
function withDate(ticks: Tick[], { zone, locale }: TimeTickOptions): Tick[] {
	const [first, ...rest] = ticks;
	if (first === undefined || ticks.some(({ isMajor }) => isMajor)) return ticks;
	const midnight = startOfDay(zone.wall(epochMs(first.value)));
	const date = dayLabel(locale)(midnight);
	return [{ ...first, label: `${date} ${first.label}`, isMajor: true }, ...rest];
}

function startOfDay(wall: number): number {
	return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** Ticks of the units that fit, some of them beyond the ends. */
function unitTicks(min: number, max: number, options: TimeTickOptions): Tick[] {
	const { zone, count, interval } = options;
	const [atMin, atMax] = [zone.wall(epochMs(min)), zone.wall(epochMs(max))];
	// A clock that is put back shows less at the end than the time that has passed.
	const span = max - min;
	const from = Math.min(atMin, atMax - span);
	const to = Math.max(atMax, atMin + span);
	const atLeast = span / count;
	const clock = CLOCK_STEPS.find((step) => step >= atLeast && step >= Math.min(interval, DAY_MS));
	if (clock !== undefined && interval < DAY_MS) return clockTicks(from, to, clock, options);
	return dateTicks(dates(startOfDay(from), to, atLeast), options, dateLabels(options.locale));
}

function clockTicks(from: number, to: number, step: number, options: TimeTickOptions): Tick[] {
	const { zone } = options;
	const times = everyMs(from, to, step)
		.filter((wall) => wall % DAY_MS !== 0)
		.flatMap((wall) => {
			const instants = zone.instants(wall);
			return instants.map((value): Tick => {
				const offset = instants.length > 1 ? ` ${offsetText(zone, value)}` : "";
				return { value, label: clockLabel(wall) + offset, isMajor: false };
			});
		});
	// Between hours, the month alone would not say that a day begins.
	const label = dayLabel(options.locale);
	const days = dateTicks(everyMs(startOfDay(from), to, DAY_MS), options, label);
	// After a clock change, a day may begin at the same instant as an hour tick; the day is named then.
	const starts = new Set(days.map(({ value }) => value));
	return [...days, ...times.filter(({ value }) => !starts.has(value))].sort(
		(a, b) => a.value - b.value,
	);
}

function clockLabel(wall: number): string {
	return new Date(wall).toISOString().slice(11, wall % MINUTE_MS === 0 ? 16 : 19);
}

/** Ticks at the first instants of local dates; a date that a zone leaves out has none. */
function dateTicks(
	midnights: readonly number[],
	{ zone }: TimeTickOptions,
	label: (midnight: number) => string,
): Tick[] {
	return midnights.flatMap((midnight) => {
		const value = zone.firstAt(midnight);
		const isThere = startOfDay(zone.wall(value)) === midnight;
		return isThere ? [{ value, label: label(midnight), isMajor: true }] : [];
	});
}

function dates(from: number, to: number, atLeast: number): number[] {
	const days = DAY_STEPS.find((step) => step * DAY_MS >= atLeast);
	if (days !== undefined) return everyDays(from, to, days);
	const month = DAY_MS * 30.44;
	const months = MONTH_STEPS.find((step) => step * month >= atLeast);
	return everyMonths(from, to, months ?? Math.ceil(roundStep(atLeast / month / 12)) * 12);
}

function everyMs(from: number, to: number, step: number): number[] {
	const walls: number[] = [];
	for (let wall = Math.ceil(from / step) * step; wall <= to; wall += step) walls.push(wall);
	return walls;
}

/** Days of the month that are multiples of `step`; the first of each month is always one of them. */
function everyDays(from: number, to: number, step: number): number[] {
	return everyMs(from, to, DAY_MS).filter((wall) => {
		const day = new Date(wall).getUTCDate();
		// A tick just before the first of a month would collide with that tick.
		return (day - 1) % step === 0 && (step === 1 || day <= 31 - step);
	});
}

function everyMonths(from: number, to: number, step: number): number[] {
	const start = new Date(from);
	const walls: number[] = [];
	for (let k = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step); ; k++) {
		const month = k * step;
		const wall = Date.UTC(Math.floor(month / 12), month % 12);
		if (wall > to) return walls;
		if (wall >= from) walls.push(wall);
	}
}

/** Formats are expensive to make, and every frame needs them. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();
const monthFormats = new Map<string, Intl.DateTimeFormat>();

function cached(
	cache: Map<string, Intl.DateTimeFormat>,
	locale: string,
	options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
	const known = cache.get(locale);
	if (known !== undefined) return known;
	const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
	cache.set(locale, format);
	return format;
}

function dayLabel(locale: string): (wall: number) => string {
	const format = cached(dayFormats, locale, { day: "numeric", month: "short" });
	return (wall) => format.format(wall);
}

/** A day, or the month or year that begins with it. */
function dateLabels(locale: string): (midnight: number) => string {
	const day = dayLabel(locale);
	const month = cached(monthFormats, locale, { month: "short" });
	return (midnight) => {
		const date = new Date(midnight);
		if (date.getUTCDate() !== 1) return day(midnight);
		return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : month.format(midnight);
	};
}
