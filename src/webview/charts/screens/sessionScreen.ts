import { upperBound } from "../../../core/search";
import type { TimeRange } from "../../../core/result/series";
import type { Screen } from "../screen";
import { SIDE } from "./timeLayout";

/**
 * A chart over time whose times are sessions: the crosshair is on the session that a place lies in, or on the one before it,
 * and stands in its middle, however long each is.
 *
 * @param screen one whose times are the starts of the sessions
 * @param interval that it takes each of its times to be long
 */
export function sessionScreen(
	screen: Screen,
	sessions: readonly TimeRange[],
	stretches: readonly TimeRange[],
	interval: number,
): Screen {
	const starts = Float64Array.from(sessions, ({ from }) => from);
	const middleOf = (time: number): number => {
		const stretch = stretches[upperBound(starts, time) - 1];
		return stretch === undefined ? time : (stretch.from + stretch.to) / 2;
	};
	return {
		...screen,
		cursorAt(pane, at) {
			if (pane.id === SIDE) return screen.cursorAt(pane, at);
			const start = starts[Math.max(0, upperBound(starts, at.x) - 1)];
			return start === undefined
				? undefined
				: screen.cursorAt(pane, { ...at, x: start + interval / 2 });
		},
		pointOf(cursor) {
			const { time } = cursor;
			const point = screen.pointOf(cursor);
			return time === undefined ? point : { ...point, x: middleOf(time) };
		},
		marks(cursor, pointer) {
			const marks = screen.marks(cursor, pointer);
			const { time } = cursor;
			return time === undefined || marks.x === undefined
				? marks
				: { ...marks, x: { ...marks.x, value: middleOf(time) } };
		},
	};
}
