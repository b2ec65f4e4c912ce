import { element, setAttributes, setClass, setHidden, setText } from "../../dom";
import type { PlotArea } from "../frame";
import type { ItemRow, ItemWords } from "../screen";

/** Between the card and the row or point it describes. */
const DISTANCE = 14;

/** Room under the last row for the sign that there are more. */
const MORE = 14;

/** How rows stand, from the usual way to those for charts that have less room: two columns, or closer lines. */
const FORMS = ["card-usual", "card-wide", "card-dense"] as const;
type Form = (typeof FORMS)[number];

interface CardSize {
	readonly width: number;
	readonly height: number;
	/** Where each row ends, from the top of the card. */
	readonly ends: readonly number[];
}

/** What a card describes: a place in a chart, and from where to where its marks stand above each other. */
export interface CardPlace {
	readonly x: number;
	readonly top: number;
	readonly bottom: number;
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

	/**
	 * Shows the words beside a place in the chart, never on what they describe: in the first form that has room above, below or
	 * beside it, else as many rows as have.
	 */
	show(words: ItemWords, { x, top: upper, bottom: lower }: CardPlace, area: PlotArea): void {
		this.fill(words);
		setHidden(this.root, false);
		const above = upper - DISTANCE - area.top;
		const below = area.bottom - lower - DISTANCE;
		const tallest = Math.max(above, below);
		const widest = Math.max(x - area.left, area.right - x) - DISTANCE;
		const isBeside = ({ width, height }: CardSize) => width <= widest && height <= area.bottom;
		const size = this.sizeFor(
			words,
			area,
			(one) => one.width <= area.right && (one.height <= tallest || isBeside(one)),
		);
		const { width, ends } = size;
		const isWhole = size.height <= tallest || isBeside(size);
		const height = isWhole
			? size.height
			: (ends.findLast((end) => end + MORE <= tallest) ?? 0) + MORE;
		this.cutAt(isWhole ? undefined : height);
		const isRightFree = x + DISTANCE + width <= area.right;
		const left = isRightFree ? x + DISTANCE : Math.max(area.left, x - DISTANCE - width);
		const isBelow = height <= below;
		const top = isBelow ? lower + DISTANCE : Math.max(area.top, upper - DISTANCE - height);
		this.root.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
	}

	/** Shows the rows that end above a height alone, and says that there are more. */
	private cutAt(height: number | undefined): void {
		const { style } = this.root;
		const most = height === undefined ? "" : `${height}px`;
		if (style.maxHeight !== most) style.maxHeight = most;
		setClass(this.root, "card-cut", height !== undefined);
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

	/** Wears the first form whose size fits, else the last, and tells how large that is. */
	private sizeFor(words: ItemWords, area: PlotArea, fits: (size: CardSize) => boolean): CardSize {
		// Columns of markets stand beside each other already.
		const forms = FORMS.filter((form) => form !== "card-wide" || words.columns === undefined);
		const shape = shapeOf(words, area);
		let worn: Form = "card-usual";
		let size: CardSize = { width: 0, height: 0, ends: [] };
		for (const form of forms) {
			worn = form;
			size = this.measured(form, shape);
			if (fits(size)) break;
		}
		this.wear(worn);
		return size;
	}

	/** Asking for the size costs a layout, so it is asked once for texts of the same lengths in a chart of the same size. */
	private measured(form: Form, shape: string): CardSize {
		const key = `${form} ${shape}`;
		const known = this.sizes.get(key);
		if (known !== undefined) return known;
		this.wear(form);
		this.cutAt(undefined);
		const size = {
			width: this.root.offsetWidth,
			height: this.root.offsetHeight,
			ends: Array.from(this.rows.children, ({ lastElementChild: cell }) =>
				cell instanceof HTMLElement ? cell.offsetTop + cell.offsetHeight : 0,
			),
		};
		this.sizes.set(key, size);
		return size;
	}

	private wear(form: Form): void {
		for (const one of FORMS) setClass(this.root, one, one === form);
	}

	/** Another theme may have another font. */
	forgetSizes(): void {
		this.sizes.clear();
	}
}

/** Texts of one shape are as large as each other. */
function shapeOf({ title, columns = [], rows }: ItemWords, { right, bottom }: PlotArea): string {
	const lengths = rows.flatMap(({ label, value, values = [value] }) =>
		[label, ...values].map((text) => text.length),
	);
	return [right, bottom, title.length, ...columns, ...lengths].join();
}

function emptyRow(): HTMLElement {
	return element("div", { class: "card-row" }, element("span"), valueCell());
}

function valueCell(): HTMLElement {
	return element("span", { class: "card-value" });
}
