import { recalled } from "../../core/remembered";
import type { Pen } from "./pen";

const MOST_KEPT = 100;

/** Widths of texts, by the font of each pen. */
const widths = new WeakMap<Pen, Map<string, (text: string) => number>>();

/** Width of a text in a font. It is kept: frames that follow each other write the same names, titles and numbers. */
export function textWidth(pen: Pen, font: string, text: string): number {
	const fonts = widths.get(pen) ?? new Map<string, (text: string) => number>();
	widths.set(pen, fonts);
	const known = fonts.get(font) ?? recalled((some) => measured(pen, font, some), MOST_KEPT);
	fonts.set(font, known);
	return known(text);
}

function measured(pen: Pen, font: string, text: string): number {
	const before = pen.font;
	pen.font = font;
	const { width } = pen.measureText(text);
	pen.font = before;
	return width;
}
