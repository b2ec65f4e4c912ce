import { at } from "../at";
import { remembered } from "../remembered";
import { type LineData, type LineFrame, type LinePen, traceLine } from "./lineTrace";

const MOVE = 0;
const LINE = 1;
const DOT = 2;
const COLUMN = 3;
/** What stands behind each other for one call: which it is, and up to four numbers. */
const STRIDE = 5;

/** The calls that trace a line in a frame. */
const recorded = remembered((line: LineData, frame: LineFrame): Float64Array => {
	const calls: number[] = [];
	traceLine(line, frame, {
		moveTo: (x, y) => calls.push(MOVE, x, y, 0, 0),
		lineTo: (x, y) => calls.push(LINE, x, y, 0, 0),
		dot: (x, y) => calls.push(DOT, x, y, 0, 0),
		column: (x, top, bottom, width) => calls.push(COLUMN, x, top, bottom, width),
	});
	return Float64Array.from(calls);
});

/** Traces a line like `traceLine`. One that stays in its frame, as all of a line in small does, is looked through once. */
export function retraceLine(line: LineData, frame: LineFrame, pen: LinePen): void {
	const calls = recorded(line, frame);
	for (let i = 0; i < calls.length; i += STRIDE) {
		const [kind, x, y] = [calls[i], at(calls, i + 1), at(calls, i + 2)];
		if (kind === MOVE) pen.moveTo(x, y);
		else if (kind === LINE) pen.lineTo(x, y);
		else if (kind === DOT) pen.dot(x, y);
		else pen.column(x, y, at(calls, i + 3), at(calls, i + 4));
	}
}
