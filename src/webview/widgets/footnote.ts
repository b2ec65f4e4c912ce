import type { ViewOptions } from "../../core/query/viewOptions";
import type { Part } from "../../core/table/parts";
import type { PanelCaption } from "../../protocol/messages";
import { element, icon, pushButton, setAttributes, setText } from "../dom";
import { sourceLine, sourceNotes } from "../content/sourceLine";
import type { Words } from "../words";

/**
 * The source line under the chart: where the numbers are from, how many, and what to know about them. It is one line; where it has
 * no room, the notes begin with all of it.
 */
export class Footnote {
	private readonly line = element("span", { class: "footnote-line", "data-testid": "footnote" });
	private readonly toggle = pushButton(
		{ class: "notes-toggle", "data-testid": "notes", "aria-expanded": "false" },
		icon("info"),
		element("span"),
	);
	private readonly notes = element("ul", { class: "notes", hidden: true });
	readonly root = element("footer", { class: "footnote" }, this.notes, this.line, this.toggle);

	/** What is shown. */
	private key = "";
	private said: readonly string[] = [];
	private words: Words | undefined;
	/** Letters of the line when it was last seen whether it is cut: those of a line that is followed change, not how many. */
	private measured = -1;
	private isCut = false;

	constructor() {
		this.toggle.addEventListener("click", () => {
			this.open(this.toggle.getAttribute("aria-expanded") === "false");
		});
		new ResizeObserver(() => {
			this.fit();
		}).observe(this.root);
	}

	/** Sees anew whether the line is cut, after its room has changed. */
	fit(): void {
		this.measured = -1;
		this.list();
	}

	show(
		caption: PanelCaption,
		parts: readonly [Part, ...Part[]],
		view: ViewOptions,
		words: Words,
	): void {
		const line = sourceLine(caption, parts, view, words, Date.now());
		const said = sourceNotes(caption, parts, words);
		const key = [line, ...said, words.say("notes")].join("\n");
		if (key === this.key) return;
		Object.assign(this, { key, said, words });
		setText(this.line, line);
		setAttributes(this.line, { title: line });
		this.list();
	}

	/** Says how many notes there are; a source line that is cut is one of them. */
	private list(): void {
		const { line, said, words } = this;
		if (words === undefined) return;
		const { length } = line.textContent;
		// Reading widths lays the page out, which an answer that only tells other seconds need not do.
		if (length !== this.measured) {
			this.measured = length;
			this.isCut = line.scrollWidth > line.clientWidth;
		}
		const notes = this.isCut ? [line.textContent, ...said] : said;
		this.toggle.hidden = notes.length === 0;
		if (notes.length === 0) this.open(false);
		const label = words.say("notes");
		setAttributes(this.toggle, { title: label, "aria-label": `${label}: ${notes.length}` });
		const [, count] = this.toggle.children;
		if (count !== undefined) setText(count, said.length === 0 ? "" : String(said.length));
		const key = notes.join("\n");
		if (key === this.notes.dataset["key"]) return;
		this.notes.dataset["key"] = key;
		this.notes.replaceChildren(...notes.map((note) => element("li", {}, note)));
	}

	clear(): void {
		setText(this.line, "");
		Object.assign(this, { key: "", words: undefined, measured: -1 });
		this.toggle.hidden = true;
		this.open(false);
	}

	private open(isOpen: boolean): void {
		this.notes.hidden = !isOpen;
		this.toggle.setAttribute("aria-expanded", String(isOpen));
	}

	/** The source line as text, for pictures. */
	get text(): string {
		return this.line.textContent;
	}
}
