const MOST_KEPT = 500;
/** Width of a character when the browser gives no context to measure with. */
const GUESSED_PIXELS = 7;

/** Widths of axis labels in pixels. They are kept, because most frames ask for the same labels. */
export class LabelWidths {
	private readonly context = document.createElement("canvas").getContext("2d");
	private readonly widths = new Map<string, number>();

	constructor(private font: string) {}

	setFont(font: string): void {
		this.font = font;
		this.widths.clear();
	}

	of(label: string): number {
		const known = this.widths.get(label);
		if (known !== undefined) return known;
		if (this.context === null) return label.length * GUESSED_PIXELS;
		this.context.font = this.font;
		const width = Math.ceil(this.context.measureText(label).width);
		if (this.widths.size >= MOST_KEPT) this.widths.clear();
		this.widths.set(label, width);
		return width;
	}
}
