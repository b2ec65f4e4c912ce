import { element, setText } from "../../dom";
import type { PlotArea } from "../frame";
import type { ItemWords } from "../screen";

/** Between the card and the row or point it describes. */
const DISTANCE = 14;

/** The compact card with the exact values of what is under the crosshair. */
export class HoverCard {
	private readonly title = element("div", { class: "card-title" });
	private readonly rows = element("div", { class: "card-rows" });
	readonly root = element(
		"div",
		{ class: "card", "aria-hidden": "true", hidden: true },
		this.title,
		this.rows,
	);
	private readonly sizes = new Map<string, { readonly width: number; readonly height: number }>();

	hide(): void {
		this.root.hidden = true;
	}

	/** Shows the words beside a place in the chart, never on the row that they describe. */
	show(words: ItemWords, x: number, y: number, area: PlotArea): void {
		this.fill(words);
		this.root.hidden = false;
		const { width, height } = this.measure(words);
		const isRightFree = x + DISTANCE + width <= area.right;
		const left = isRightFree ? x + DISTANCE : Math.max(area.left, x - DISTANCE - width);
		const isBelowFree = y + DISTANCE + height <= area.bottom;
		const top = isBelowFree ? y + DISTANCE : Math.max(area.top, y - DISTANCE - height);
		this.root.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
	}

	private fill({ title, rows }: ItemWords): void {
		setText(this.title, title);
		while (this.rows.childElementCount > rows.length) this.rows.lastElementChild?.remove();
		rows.forEach(({ label, value, color }, i) => {
			const row = this.rows.children[i] ?? this.rows.appendChild(emptyRow());
			const [name, number] = row.children;
			if (name === undefined || number === undefined) return;
			setText(name, label);
			setText(number, value);
			name.className = color === undefined ? "card-label" : "card-label card-marked";
			if (color !== undefined && name instanceof HTMLElement)
				name.style.setProperty("--mark", color);
		});
	}

	/** Asking for the size costs a layout, so it is asked once for texts of the same lengths. */
	private measure({ title, rows }: ItemWords): { readonly width: number; readonly height: number } {
		const shape = [title.length, ...rows.map(({ value }) => value.length)].join();
		const known = this.sizes.get(shape);
		if (known !== undefined) return known;
		const size = { width: this.root.offsetWidth, height: this.root.offsetHeight };
		this.sizes.set(shape, size);
		return size;
	}

	/** Another theme may have another font. */
	forgetSizes(): void {
		this.sizes.clear();
	}
}

function emptyRow(): HTMLElement {
	return element(
		"div",
		{ class: "card-row" },
		element("span"),
		element("span", { class: "card-value" }),
	);
}
