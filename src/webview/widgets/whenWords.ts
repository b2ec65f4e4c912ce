import { DAY_MS } from "../../core/time";
import { ageWords } from "../ageWords";
import type { FigureInterval } from "../content/figures";
import type { Words } from "../words";

/**
 * When the interval of a last value began, and within a day how long it is over; later its date says that. Of one that was in
 * progress when its answer was asked for, that moment is said: the value is of what had traded until then.
 *
 * @param now by this machine's clock; an answer that was told later says that the clock is slow
 */
export function whenWords(
	{ start, end, toldAt, isOpen }: FigureInterval,
	now: number,
	words: Words,
): string {
	const text = words.time(start);
	// A clock tells milliseconds, which say nothing here.
	const told = words.time(Math.floor(toldAt / 1_000) * 1_000);
	const today = Math.max(now, toldAt);
	const short = today - start < DAY_MS ? text.slice(11) : text;
	if (isOpen) {
		const isSameDay = told.slice(0, 10) === text.slice(0, 10);
		return `${short} · ${words.say("inProgressAt", told.slice(isSameDay ? 11 : 5))}`;
	}
	const age = today - end;
	return age < DAY_MS ? `${short} · ${ageWords(age, words)}` : text;
}
