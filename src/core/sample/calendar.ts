import { at } from "../at";
import { IntegerStream, hash } from "./random";

/** What kind of day the market has. Every week, Monday to Sunday, holds the same seven in its own order. */
export type DayCharacter = "trend" | "balanced" | "burst" | "quiet" | "interrupted";

const WEEK: readonly DayCharacter[] = [
	"trend",
	"trend",
	"balanced",
	"balanced",
	"burst",
	"quiet",
	"interrupted",
];

/** Day 0 of the Unix epoch was a Thursday, so day 4 was the first Monday. */
const FIRST_MONDAY = 4;

/** All markets share these streams, as if they heard the same news. */
const CHARACTER_SEED = 11;
const LEVEL_SEED = 12;
const TREND_SEED = 13;

/** Slow waves of the price: length in weeks and height in millionths of the base price. */
const WAVES = [
	{ weeks: 26, height: 90_000 },
	{ weeks: 7, height: 25_000 },
] as const;

const weekOf = (day: number): number => Math.floor((day - FIRST_MONDAY) / 7);

function shuffledWeek(week: number): DayCharacter[] {
	const stream = new IntegerStream(hash(CHARACTER_SEED, week));
	const days = [...WEEK];
	for (let last = days.length - 1; last > 0; last--) {
		const [picked] = days.splice(stream.below(last + 1), 1);
		if (picked !== undefined) days.push(picked);
	}
	return days;
}

function wave(seed: number, week: number): number {
	let level = 0;
	for (const { weeks, height } of WAVES) {
		const node = Math.floor(week / weeks);
		const along = week - node * weeks;
		const at = (index: number) => (hash(seed, weeks, index) % 2_001) - 1_000;
		const blended = at(node) * (weeks - along) + at(node + 1) * along;
		level += Math.trunc((blended * height) / (1_000 * weeks));
	}
	return level;
}

/** Level of a market at the start of a week: the shared tide and a third as much of its own. */
function weekLevel(seed: number, week: number): number {
	return wave(LEVEL_SEED, week) + Math.trunc(wave(seed, week) / 3);
}

/** The character of a UTC day, counted from the Unix epoch. */
export function dayCharacter(day: number): DayCharacter {
	const week = weekOf(day);
	return shuffledWeek(week)[day - FIRST_MONDAY - week * 7] ?? "balanced";
}

/**
 * Where a market stands at the start and at the end of a UTC day, in millionths of its base price above
 * or below it. The end of one day is the start of the next.
 *
 * Five days of a week move little; its two trend days run in opposite directions and carry the rest.
 */
export function dayLevels(
	seed: number,
	day: number,
): { readonly open: number; readonly close: number } {
	const week = weekOf(day);
	const start = weekLevel(seed, week);
	const end = weekLevel(seed, week + 1);
	const own = new IntegerStream(hash(seed, week));
	const shared = new IntegerStream(hash(TREND_SEED, week));

	const characters = shuffledWeek(week);
	const changes = characters.map((character) => (character === "trend" ? 0 : own.bell(1_800)));
	const tide = wave(LEVEL_SEED, week + 1) - wave(LEVEL_SEED, week);
	const against = (tide >= 0 ? -1 : 1) * shared.between(17_000, 24_000);
	const rest = end - start - against - changes.reduce((sum, change) => sum + change, 0);
	const first = characters.indexOf("trend");
	const second = characters.lastIndexOf("trend");
	const isAgainstFirst = shared.below(2) === 0;
	changes[first] = isAgainstFirst ? against : rest;
	changes[second] = isAgainstFirst ? rest : against;

	const index = day - FIRST_MONDAY - week * 7;
	const open = changes.slice(0, index).reduce((sum, change) => sum + change, start);
	return { open, close: open + at(changes, index) };
}
