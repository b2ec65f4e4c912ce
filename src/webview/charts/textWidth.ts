import { recalled } from "../../core/remembered";
import type { Pen } from "./pen";

const MOST_KEPT = 500;

/** Widths by font and text, with a line break between them. */
const widths = new WeakMap<Pen, (key: string) => number>();

/** Width of a text in the font of a pen. It is kept: frames that follow each other write the same names, titles and numbers. */
export function textWidth(pen: Pen, text: string): number {
	const known =
		widths.get(pen) ??
		recalled((key) => pen.measureText(key.slice(key.indexOf("\n") + 1)).width, MOST_KEPT);
	widths.set(pen, known);
	return known(`${pen.font}\n${text}`);
}
