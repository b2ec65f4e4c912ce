import { recalled } from "../../core/remembered";

const MOST_KEPT = 100;
/** Width of a character when the browser gives no context to measure with. */
const GUESSED_PIXELS = 7;

/** Widths of axis labels in pixels. They are kept, because most frames ask for the same labels. */
export class LabelWidths {
	private readonly context = document.createElement("canvas").getContext("2d");
	private widthOf: (label: string) => number;

	constructor(font: string) {
		this.widthOf = this.widthsIn(font);
	}

	setFont(font: string): void {
		this.widthOf = this.widthsIn(font);
	}

	of(label: string): number {
		return this.widthOf(label);
	}

	private widthsIn(font: string): (label: string) => number {
		const { context } = this;
		return recalled((label) => {
			if (context === null) return label.length * GUESSED_PIXELS;
			context.font = font;
			return Math.ceil(context.measureText(label).width);
		}, MOST_KEPT);
	}
}
