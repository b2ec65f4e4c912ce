import type { Pen } from "./pen";

const MOST_KEPT = 500;

const widths = new WeakMap<Pen, Map<string, number>>();

/** Width of a text in the font of a pen. It is kept: frames that follow each other write the same names, titles and numbers. */
export function textWidth(pen: Pen, text: string): number {
	const known = widths.get(pen) ?? new Map<string, number>();
	widths.set(pen, known);
	const key = `${pen.font}\n${text}`;
	const width = known.get(key) ?? pen.measureText(text).width;
	if (known.size >= MOST_KEPT) known.clear();
	known.set(key, width);
	return width;
}
