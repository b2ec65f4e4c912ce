import type { AxisState, AxisTag, Layer } from "./frame";

const LINE_PIXELS = 16;
const PADDING = 8;

/** What stands in a pane that has nothing to draw: the sentence that says why, broken into lines. */
export class SentencePane {
	readonly layers: readonly Layer[];

	constructor(text: string) {
		this.layers = [
			(pen, { area }, { theme }) => {
				pen.font = theme.font;
				pen.fillStyle = theme.dimText;
				pen.textAlign = "left";
				pen.textBaseline = "middle";
				const room = area.right - area.left - 2 * PADDING;
				const lines = broken(text, (line) => pen.measureText(line).width <= room);
				lines.forEach((line, i) => {
					pen.fillText(line, area.left + PADDING, area.top + PADDING + (i + 0.5) * LINE_PIXELS);
				});
			},
		];
	}

	fit(): AxisState {
		return { min: 0, max: 1, ticks: [], title: "", tags: [] };
	}

	tags(): AxisTag[] {
		return [];
	}
}

/** The words of a text in lines that have room; a single word that has none gets a line all the same. */
function broken(text: string, hasRoom: (line: string) => boolean): string[] {
	const lines: string[] = [];
	for (const word of text.split(" ")) {
		const last = lines.pop();
		const longer = last === undefined ? word : `${last} ${word}`;
		if (last === undefined || hasRoom(longer)) lines.push(longer);
		else lines.push(last, word);
	}
	return lines;
}
