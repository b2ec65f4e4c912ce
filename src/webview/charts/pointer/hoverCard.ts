import { element, setAttributes, setClass, setHidden, setText } from "../../dom";
import type { PlotArea } from "../frame";
import type { ItemRow, ItemWords } from "../screen";

/** Between the card and the row or point it describes. */
const DISTANCE = 14;

/** How rows stand, from the usual way to those for charts that have less room: two columns, or closer lines. */
const FORMS = ["card-usual", "card-wide", "card-dense"] as const;

interface CardSize {
	readonly width: number;
	readonly height: number;
	readonly form: (typeof FORMS)[number];
}

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
	private readonly sizes = new Map<string, CardSize>();

	hide(): void {
		setHidden(this.root, true);
	}

	/** Shows the words beside a place in the chart, never on the row that they describe. */
	show(words: ItemWords, x: number, y: number, area: PlotArea): void {
		this.fill(words);
		setHidden(this.root, false);
		const { width, height, form } = this.measure(words, area);
		this.wear(form);
		const isRightFree = x + DISTANCE + width <= area.right;
		const left = isRightFree ? x + DISTANCE : Math.max(area.left, x - DISTANCE - width);
		const isBelowFree = y + DISTANCE + height <= area.bottom;
		const top = isBelowFree ? y + DISTANCE : Math.max(area.top, y - DISTANCE - height);
		this.root.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
	}

	private fill({ title, columns, rows }: ItemWords): void {
		setText(this.title, title);
		const heading = columns === undefined ? [] : [{ label: "", value: "", values: columns }];
		const all: readonly ItemRow[] = [...heading, ...rows];
		setClass(this.rows, "card-columns", columns !== undefined);
		this.rows.style.setProperty("--columns", String(columns?.length ?? 1));
		while (this.rows.childElementCount > all.length) this.rows.lastElementChild?.remove();
		all.forEach(({ label, value, values = [value], color }, i) => {
			const row = this.rows.children[i] ?? this.rows.appendChild(emptyRow());
			const [name] = row.children;
			if (name === undefined) return;
			setText(name, label);
			while (row.childElementCount > values.length + 1) row.lastElementChild?.remove();
			values.forEach((text, at) => {
				const cell = row.children[at + 1] ?? row.appendChild(valueCell());
				setText(cell, text);
			});
			setClass(row, "card-heading", columns !== undefined && i === 0);
			setAttributes(name, { class: color === undefined ? "card-label" : "card-label card-marked" });
			if (color !== undefined && name instanceof HTMLElement)
				name.style.setProperty("--mark", color);
		});
	}

	/** Asking for the size costs a layout, so it is asked once for texts of the same lengths in a chart of the same size. */
	private measure({ title, columns = [], rows }: ItemWords, { right, bottom }: PlotArea): CardSize {
		const lengths = rows.flatMap(({ label, value, values = [value] }) =>
			[label, ...values].map((text) => text.length),
		);
		const shape = [right, bottom, title.length, ...columns, ...lengths].join();
		const known = this.sizes.get(shape);
		if (known !== undefined) return known;
		let size: CardSize = { width: 0, height: 0, form: "card-usual" };
		for (const form of FORMS) {
			// Columns of markets stand beside each other already.
			if (form === "card-wide" && columns.length > 0) continue;
			this.wear(form);
			size = { width: this.root.offsetWidth, height: this.root.offsetHeight, form };
			if (size.width <= right && size.height <= bottom) break;
		}
		this.sizes.set(shape, size);
		return size;
	}

	private wear(form: CardSize["form"]): void {
		for (const one of FORMS) setClass(this.root, one, one === form);
	}

	/** Another theme may have another font. */
	forgetSizes(): void {
		this.sizes.clear();
	}
}

function emptyRow(): HTMLElement {
	return element("div", { class: "card-row" }, element("span"), valueCell());
}

function valueCell(): HTMLElement {
	return element("span", { class: "card-value" });
}
