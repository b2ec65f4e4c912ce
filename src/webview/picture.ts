import { drawFrame } from "./charts/drawFrame";
import type { Frame } from "./charts/frame";
import type { Pen } from "./charts/pen";
import type { Figure } from "./content/figures";
import type { LegendItem } from "./content/types";
import { SvgPen, type SvgTools } from "./svgPen";

/** Words around the chart in a picture. */
export interface PictureWords {
	readonly title: string;
	readonly subtitle: string;
	readonly figures: readonly Figure[];
	readonly legend: readonly LegendItem[];
	readonly footnote: string;
}

const PADDING = 14;
const TITLE_PIXELS = 16;
const LINE_PIXELS = 18;
/** A mark of the legend and the gap behind it. */
const SWATCH_PIXELS = 14;
/** Between entries of the legend. */
const LEGEND_GAP = 14;

/** The size of a picture, and how to draw it. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly draw: (pen: Pen) => void;
}

/**
 * The chart as it is on the screen, on the theme's background, with market, values and source line.
 *
 * @param pen measures texts
 */
export function pictureOf(pen: Pen, frame: Frame, words: PictureWords): Picture {
	const layout = layOut(pen, frame, words);
	return {
		width: layout.width,
		height: layout.height,
		draw: (pen) => {
			draw(pen, frame, words, layout);
		},
	};
}

/** The same picture as the text of an SVG file. */
export function svgTextOf(frame: Frame, words: PictureWords, tools: SvgTools): string {
	const pen = new SvgPen(tools);
	const picture = pictureOf(pen, frame, words);
	picture.draw(pen);
	return pen.text(picture.width, picture.height);
}

interface Layout {
	readonly lines: readonly string[];
	readonly entries: readonly LegendEntry[];
	readonly notes: readonly string[];
	readonly head: number;
	readonly width: number;
	readonly height: number;
	readonly family: string;
	readonly small: string;
}

function layOut(pen: Pen, { theme, width, height }: Frame, words: PictureWords): Layout {
	const family = theme.font.slice(theme.font.indexOf(" ") + 1);
	const small = `12px ${family}`;
	pen.font = small;
	const lines = wrap(pen, figureWords(words.figures), width);
	const notes = wrap(pen, words.footnote.split(" · "), width);
	const entries = placeLegend(pen, words.legend, width);
	const keyLines = (entries.at(-1)?.line ?? -1) + 1;
	const head = PADDING + TITLE_PIXELS + 8 + (lines.length + keyLines) * LINE_PIXELS + 6;
	const foot = notes.length * LINE_PIXELS + PADDING;
	const [whole, tall] = [width + 2 * PADDING, head + height + 8 + foot];
	return { lines, entries, notes, head, width: whole, height: tall, family, small };
}

function draw(
	pen: Pen,
	frame: Frame,
	words: PictureWords,
	{ lines, entries, notes, head, width, height, family, small }: Layout,
): void {
	const { theme } = frame;
	pen.fillStyle = theme.background;
	pen.fillRect(0, 0, width, height);
	pen.textBaseline = "top";
	pen.textAlign = "left";
	pen.fillStyle = theme.text;
	pen.font = `600 ${TITLE_PIXELS}px ${family}`;
	pen.fillText(words.title, PADDING, PADDING);
	const titleWidth = pen.measureText(words.title).width;
	pen.font = small;
	pen.fillStyle = theme.dimText;
	pen.fillText(words.subtitle, PADDING + titleWidth + 10, PADDING + 3);
	pen.fillStyle = theme.text;
	lines.forEach((line, i) => {
		pen.fillText(line, PADDING, PADDING + TITLE_PIXELS + 8 + i * LINE_PIXELS);
	});
	const top = PADDING + TITLE_PIXELS + 10 + lines.length * LINE_PIXELS;
	drawLegend(pen, frame, entries, top);
	pen.fillStyle = theme.dimText;
	notes.forEach((line, i) => {
		pen.fillText(line, PADDING, head + frame.height + 8 + i * LINE_PIXELS);
	});
	pen.save();
	pen.translate(PADDING, head);
	drawFrame(pen, frame);
	pen.restore();
}

interface LegendEntry {
	readonly item: LegendItem;
	/** Pixels from the left edge of the picture. */
	readonly left: number;
	readonly line: number;
}

/** Puts the entries of the legend beside each other, in as many lines as they need. */
function placeLegend(pen: Pen, legend: readonly LegendItem[], width: number): LegendEntry[] {
	let [left, line] = [PADDING, 0];
	return legend.map((item) => {
		const wide = SWATCH_PIXELS + pen.measureText(item.label).width;
		if (left > PADDING && left + wide > width + PADDING) [left, line] = [PADDING, line + 1];
		const entry = { item, left, line };
		left += wide + LEGEND_GAP;
		return entry;
	});
}

function drawLegend(
	pen: Pen,
	{ theme }: Frame,
	entries: readonly LegendEntry[],
	top: number,
): void {
	for (const { item, left, line } of entries) {
		const place = top + line * LINE_PIXELS;
		pen.fillStyle = item.color(theme);
		if (item.glyph === undefined) pen.fillRect(left, place + 4, 9, 5);
		else pen.fillText(item.glyph, left, place);
		pen.fillStyle = theme.dimText;
		pen.fillText(item.label, left + SWATCH_PIXELS, place);
	}
}

function figureWords(figures: readonly Figure[]): string[] {
	return figures.map(({ label, value, detail }) =>
		detail === undefined || detail.text === ""
			? `${label} ${value}`
			: `${label} ${value} (${detail.text})`,
	);
}

/** Joins words with wide gaps into lines that fit. */
function wrap(pen: Pen, parts: readonly string[], width: number): string[] {
	const lines: string[] = [];
	for (const part of parts) {
		const last = lines.at(-1);
		const longer = last === undefined ? part : `${last}   ${part}`;
		if (last !== undefined && pen.measureText(longer).width <= width)
			lines[lines.length - 1] = longer;
		else lines.push(part);
	}
	return lines;
}
