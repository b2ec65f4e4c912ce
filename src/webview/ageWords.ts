import { DAY_MS, HOUR_MS, MINUTE_MS } from "../core/time";
import type { Words } from "./words";

/** How old something is: `5 min ago`. */
export function ageWords(age: number, words: Words): string {
	if (age < MINUTE_MS) return words.say("justNow");
	if (age < HOUR_MS) return words.say("minutesAgo", Math.floor(age / MINUTE_MS));
	if (age < DAY_MS) return words.say("hoursAgo", Math.floor(age / HOUR_MS));
	return words.say("daysAgo", Math.floor(age / DAY_MS));
}
