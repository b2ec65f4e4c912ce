import { at } from "../at";
import { DAY_MS, MINUTE_MS } from "../time";
import { dayCharacter, dayLevels, type DayCharacter } from "./calendar";
import type { IntegerStream } from "./random";

/** The day is cut into this many equal segments; the mid price runs straight inside each. */
export const SEGMENTS = 2_048;

/** A stretch of a day in milliseconds since its midnight, the end not included. */
interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** How one day unfolds for one market. */
export interface DayPath {
	/** Mid price at each of the `SEGMENTS + 1` segment borders, in millionths of the base price from it. */
	readonly levels: Float64Array;
	/** Trades expected in each segment, times 256. */
	readonly rates: Float64Array;
	/** When nothing trades at all. */
	readonly silences: readonly Stretch[];
}

/**
 * Temper of a day. `swing`: deviation of the first halving, in millionths. `coarse` and `fine`: how much
 * of it each further halving keeps, in 256ths, before and after the sixth; above 181 the price keeps
 * coming back, below it runs. `trades`: expected number of the day.
 */
interface Temper {
	readonly swing: number;
	readonly coarse: number;
	readonly fine: number;
	readonly trades: number;
}

const TEMPERS: Readonly<Record<DayCharacter, Temper>> = {
	trend: { swing: 4_600, coarse: 172, fine: 176, trades: 14_000 },
	balanced: { swing: 2_100, coarse: 236, fine: 168, trades: 10_000 },
	burst: { swing: 2_400, coarse: 190, fine: 176, trades: 9_000 },
	quiet: { swing: 1_500, coarse: 200, fine: 176, trades: 5_500 },
	interrupted: { swing: 2_800, coarse: 181, fine: 176, trades: 8_500 },
};

/** Activity by UTC hour in percent: Asia's morning, Europe's open, New York's peak. */
const ACTIVITY = [
	72, 66, 62, 60, 58, 62, 72, 88, 98, 102, 96, 90, 102, 138, 170, 172, 150, 134, 120, 106, 96, 90,
	84, 78,
] as const;

function activityAt(segment: number): number {
	const position = (segment * 24) / SEGMENTS;
	const hour = Math.floor(position);
	const now = at(ACTIVITY, hour % 24);
	const next = at(ACTIVITY, (hour + 1) % 24);
	return now + (next - now) * (position - hour);
}

/** Displaces midpoints from the whole day down to single segments: a random walk tied at both ends. */
function displaceMidpoints(levels: Float64Array, temper: Temper, stream: IntegerStream): void {
	let swing = temper.swing;
	let halvings = 0;
	for (let width = SEGMENTS; width > 1; width /= 2) {
		for (let left = 0; left < SEGMENTS; left += width) {
			const middle = left + width / 2;
			const straight = (at(levels, left) + at(levels, left + width)) / 2;
			const lively = (swing * (100 + activityAt(middle))) / 200;
			levels[middle] = Math.round(straight + stream.bell(lively));
		}
		swing = (swing * (halvings < 6 ? temper.coarse : temper.fine)) / 256;
		halvings += 1;
	}
}

/** Sudden one-way moves on heavy trading, each given back over the rest of the day by a slow lean. */
function addBursts(levels: Float64Array, rates: Float64Array, stream: IntegerStream): void {
	for (let burst = 0; burst < 3; burst++) {
		const start = stream.between(burst * 640 + 60, burst * 640 + 560);
		const length = stream.between(8, 26);
		const move = (stream.below(2) === 0 ? 1 : -1) * stream.between(4_000, 9_500);
		for (let border = 0; border <= SEGMENTS; border++) {
			const done = Math.min(Math.max((border - start) / length, 0), 1);
			levels[border] = Math.round(at(levels, border) + move * (done - border / SEGMENTS));
		}
		for (let segment = start; segment < start + length * 2; segment++) {
			const factor = segment < start + length ? 9 : 3;
			rates[segment] = at(rates, segment) * factor;
		}
	}
}

/** Stretches without a trade. On an interrupted day one of them swallows at least a whole UTC hour. */
function drawSilences(character: DayCharacter, stream: IntegerStream): Stretch[] {
	const minutes = (from: number, length: number): Stretch => ({
		from: from * MINUTE_MS,
		to: (from + length) * MINUTE_MS,
	});
	if (character === "quiet") return [minutes(stream.between(60, 330), stream.between(14, 24))];
	if (character !== "interrupted") return [];
	const hour = stream.between(9, 20);
	const before = stream.between(4, 26);
	return [
		minutes(stream.between(70, 240), stream.between(12, 30)),
		minutes(stream.between(300, 440), stream.between(20, 45)),
		minutes(hour * 60 - before, before + 60 + stream.between(6, 55)),
	];
}

/** The course of a UTC day: its mid price, how busy it is, and when it falls silent. */
export function dayPath(seed: number, day: number, stream: IntegerStream): DayPath {
	const character = dayCharacter(day);
	const temper = TEMPERS[character];
	const { open, close } = dayLevels(seed, day);
	const levels = new Float64Array(SEGMENTS + 1);
	levels[0] = open;
	levels[SEGMENTS] = close;
	displaceMidpoints(levels, temper, stream);

	const rates = new Float64Array(SEGMENTS);
	for (let segment = 0; segment < SEGMENTS; segment++) {
		rates[segment] = (temper.trades * activityAt(segment) * 256) / (SEGMENTS * 100);
	}
	if (character === "burst") addBursts(levels, rates, stream);
	return { levels, rates, silences: drawSilences(character, stream) };
}

/** Milliseconds since midnight at which a segment begins. */
export function segmentStart(segment: number): number {
	return Math.floor((segment * DAY_MS) / SEGMENTS);
}
