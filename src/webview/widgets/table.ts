import type { CopyWish } from "../../core/table/copyWish";
import type { NumbersAt } from "../charts/screen";
import { element, setAttributes, setText } from "../dom";
import type { RowMark, TableContent } from "../content/tableContent";
import type { Words } from "../words";

const ROW_PIXELS = 22;
/** Rows that are built above and below the visible ones. */
const OVERSCAN = 8;
/** Browsers lose precision on taller elements; beyond this the scroll bar is scaled. */
const TALLEST_PIXELS = 12_000_000;

const MARK_WORDS: Readonly<Record<RowMark, "poc" | "vah" | "val" | "inProgress">> = {
	poc: "poc",
	vah: "vah",
	val: "val",
	open: "inProgress",
};

/** A real table of any length: only the rows in view exist, between two spacers. */
export class NumbersTable {
	private readonly table = element("table", { "data-testid": "table" });
	private readonly caption = element("caption");
	private readonly head = element("thead");
	private readonly body = element("tbody");
	private readonly resizes: ResizeObserver;
	private content: TableContent | undefined;
	private words: Words | undefined;
	private first = -1;
	/** The row of what the crosshair is on. */
	private here: number | undefined;
	/** Where choosing rows began, and where it is now. */
	private chosen: { readonly from: number; readonly to: number } | undefined;

	/**
	 * @param root element that the table fills, and scrolls in
	 * @param copy asks for rows on the clipboard
	 */
	constructor(
		private readonly root: HTMLElement,
		private readonly copy: (wish: CopyWish) => void,
	) {
		this.table.append(this.caption, this.head, this.body);
		this.root.append(this.table);
		this.root.addEventListener("scroll", () => {
			this.draw(false);
		});
		this.root.addEventListener("mousedown", (event) => {
			const row = event.target instanceof Element ? event.target.closest("tbody tr") : null;
			const index = Number(row?.getAttribute("aria-rowindex")) - 2;
			if (index >= 0) this.choose(index, event.shiftKey);
		});
		this.root.addEventListener("keydown", (event) => {
			if (!this.key(event)) return;
			event.preventDefault();
			// Otherwise the editor around the page acts on the same keys, for example to select the whole
			// page.
			event.stopPropagation();
		});
		this.resizes = new ResizeObserver(() => {
			this.draw(true);
		});
		this.resizes.observe(this.root);
	}

	/** @param keepPlace whether the scroll position stays, as on a refresh */
	show(content: TableContent, words: Words, keepPlace: boolean): void {
		this.content = content;
		this.words = words;
		if (!keepPlace) this.here = undefined;
		if (!keepPlace || (this.chosen?.to ?? 0) >= content.count) this.chosen = undefined;
		this.root.title = words.say("tableHelp");
		this.root.setAttribute("aria-label", content.caption);
		this.caption.hidden = content.showsCaption !== true;
		setText(this.caption, content.caption);
		setAttributes(this.table, {
			"aria-rowcount": String(content.count + 1),
			"aria-label": content.caption,
		});
		const titles = content.columns.map((title, at) =>
			element("th", { scope: "col", ...textClass(content, at) }, title),
		);
		this.head.replaceChildren(element("tr", { "aria-rowindex": "1" }, ...titles));
		if (!keepPlace) this.scrollTo(content.start ?? 0);
		this.draw(true);
	}

	/** Marks the row of what the crosshair is on, and brings it into view; without one, none is marked. */
	follow(place: NumbersAt | undefined): void {
		const row = place && this.content?.rowOf?.(place);
		if (row === this.here) return;
		this.here = row;
		if (this.root.hidden || this.content === undefined) return;
		if (row !== undefined) this.reveal(row);
		this.draw(true);
	}

	private reveal(row: number): void {
		const top = row * ROW_PIXELS * this.scale(this.content?.count ?? 0);
		const { scrollTop, clientHeight } = this.root;
		if (top < scrollTop || top > scrollTop + clientHeight - 3 * ROW_PIXELS) this.scrollTo(row);
	}

	private choose(row: number, isExtending: boolean): void {
		const { count = 0 } = this.content ?? {};
		const to = Math.max(0, Math.min(count - 1, row));
		this.chosen = { from: isExtending ? (this.chosen?.from ?? to) : to, to };
		this.draw(true);
	}

	private key({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
		const { count = 0, start = 0 } = this.content ?? {};
		const page = Math.floor(this.root.clientHeight / ROW_PIXELS) - 2;
		const steps: Readonly<Record<string, number>> = {
			ArrowDown: 1,
			ArrowUp: -1,
			PageDown: page,
			PageUp: -page,
			Home: -Infinity,
			End: Infinity,
		};
		if (ctrlKey || metaKey) {
			if (key === "a") this.chosen = { from: 0, to: count - 1 };
			else if (key !== "c" || this.chosen === undefined) return false;
			if (key === "c") this.copyChosen();
			this.draw(true);
			return true;
		}
		const step = steps[key];
		if (step === undefined) return false;
		this.choose(this.chosen === undefined ? start : this.chosen.to + step, shiftKey);
		this.reveal(this.chosen?.to ?? 0);
		this.draw(true);
		return true;
	}

	private copyChosen(): void {
		const { content, chosen } = this;
		if (content === undefined || chosen === undefined) return;
		const from = Math.min(chosen.from, chosen.to);
		const to = Math.max(chosen.from, chosen.to);
		this.copy({ kind: "rows", table: content.name, from, to });
	}

	private isChosen(row: number): boolean {
		if (this.chosen === undefined) return false;
		const { from, to } = this.chosen;
		return row >= Math.min(from, to) && row <= Math.max(from, to);
	}

	private scrollTo(row: number): void {
		const { count = 0 } = this.content ?? {};
		const visible = this.root.clientHeight / ROW_PIXELS;
		this.body.replaceChildren(spacer(count * ROW_PIXELS * this.scale(count)));
		this.root.scrollTop = Math.max(0, row - visible / 2) * ROW_PIXELS * this.scale(count);
	}

	private scale(count: number): number {
		return Math.min(1, TALLEST_PIXELS / Math.max(1, count * ROW_PIXELS));
	}

	private draw(isForced: boolean): void {
		const { content, words } = this;
		if (content === undefined || words === undefined || this.root.clientHeight === 0) return;
		const scale = this.scale(content.count);
		const visible = Math.ceil(this.root.clientHeight / ROW_PIXELS) + 2 * OVERSCAN;
		const top = Math.floor(this.root.scrollTop / scale / ROW_PIXELS) - OVERSCAN;
		const first = Math.max(0, Math.min(content.count - visible, top));
		if (!isForced && Math.abs(first - this.first) < OVERSCAN / 2) return;
		this.first = first;
		const last = Math.min(content.count, first + visible);
		const rows: HTMLElement[] = [];
		for (let index = first; index < last; index++) {
			const row = tableRow(content, index, words);
			if (this.isChosen(index)) row.classList.add("row-chosen");
			if (index === this.here) row.classList.add("row-here");
			rows.push(row);
		}
		const height = content.count * ROW_PIXELS * scale;
		const above = Math.min(first * ROW_PIXELS * scale, height - (last - first) * ROW_PIXELS);
		const below = height - above - (last - first) * ROW_PIXELS;
		this.body.replaceChildren(spacer(Math.max(0, above)), ...rows, spacer(Math.max(0, below)));
	}
}

function tableRow(content: TableContent, index: number, words: Words): HTMLElement {
	const { cells, marks = [], isInside = false, isOff = false } = content.row(index);
	const [header = "", ...values] = cells;
	const badges = marks.map((mark) =>
		element("span", { class: `badge badge-${mark}` }, words.say(MARK_WORDS[mark])),
	);
	const classes = [
		...marks.map((mark) => `row-${mark}`),
		...(isInside ? ["row-inside"] : []),
		...(isOff ? ["row-off"] : []),
	];
	return element(
		"tr",
		{ "aria-rowindex": String(index + 2), class: classes.join(" "), "data-marks": marks.join(" ") },
		element("th", { scope: "row" }, header, ...badges),
		...values.map((value, at) => element("td", textClass(content, at + 1), value)),
	);
}

function textClass({ textColumns = [] }: TableContent, column: number): { class?: string } {
	return textColumns.includes(column) ? { class: "text" } : {};
}

function spacer(height: number): HTMLElement {
	const row = element("tr", { class: "spacer", "aria-hidden": "true" }, element("td"));
	row.style.height = `${height}px`;
	return row;
}
