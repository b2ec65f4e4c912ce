import { OtherAnswerError } from "./answerErrors";
import { shortLength } from "../length";
import { DAY_MS, type DurationMs, durationMs } from "../time";

/**
 * Throws {@link OtherAnswerError} when two times are closer together than the interval: the answer is
 * of another interval then. An interval that does not divide a day may begin anew at midnight UTC.
 *
 * @param times epoch milliseconds, ascending and unique
 */
export function checkSpacing(times: ArrayLike<number>, interval: DurationMs, path: string): void {
	const isCutAtMidnight = DAY_MS % interval !== 0;
	let earlier: number | undefined;
	for (let i = 0; i < times.length; i++) {
		const time = times[i];
		if (time === undefined) continue;
		const gap = earlier === undefined ? interval : time - earlier;
		if (gap < interval && !(isCutAtMidnight && time % DAY_MS === 0)) {
			throw new OtherAnswerError(path, shortLength(interval), shortLength(durationMs(gap)));
		}
		earlier = time;
	}
}
