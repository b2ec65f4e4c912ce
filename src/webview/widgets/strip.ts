import type { Reading, Readings } from "../charts/screen";
import type { Figure } from "../content/figures";
import { type StripEntry, stripEntries } from "../content/stripEntries";
import type { ChartContent, LegendItem } from "../content/types";
import { element, icon, pushButton, setAttributes, setClass, setHidden, setText } from "../dom";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import { whenWords } from "./whenWords";

export interface StripHooks {
	/** Puts a value on the clipboard, and calls back once it is there. */
	readonly copy: (figure: Figure, onCopied: () => void) => void;
	/** Switches a line or mark off or on. */
	readonly toggle: (id: string) => void;
	readonly remove: (part: number) => void;
	readonly fold: (isFolded: boolean) => void;
}

/** How the strip is shown, beside what the chart says. */
export interface StripLook {
	readonly hidden: readonly string[];
	readonly canRemove: boolean;
	/** Whether it is folded; by its room where nobody has said. */
	readonly isFolded: boolean | undefined;
	readonly theme: ChartTheme;
}

/** What the strip shows. */
interface StripContent {
	readonly content: Pick<ChartContent, "figures" | "legend" | "screen">;
	readonly look: StripLook;
	readonly words: Words;
}

/** Digits that change faster than this cannot be read, and laying text out costs more than drawing a profile. */
const READABLE_MS = 1_000 / 30;

/** Height of a line of values, in CSS pixels. */
const LINE_PIXELS = 22;
/** The part of the page, and the most lines, that a strip takes which nobody has unfolded: the rest is the chart's. */
const MOST_OF_PAGE = 0.07;
const MOST_LINES = 3;

/**
 * The values above the chart and the marks of what is drawn, as one: a click copies a value, a click on a mark
 * switches its line off and on. Values of lines go with the crosshair, and return to the last when it leaves.
 */
export class Strip {
	private readonly entries = element("div", { class: "entries" });
	private readonly foldButton = pushButton(
		{ class: "fold tool", "data-testid": "fold" },
		icon("chevron-up"),
	);
	readonly root = element(
		"div",
		{ class: "strip", role: "region", "data-testid": "strip" },
		this.entries,
		this.foldButton,
	);
	private shown: readonly StripEntry[] = [];
	private key = "";
	private words: Words | undefined;
	private resting: Readings | undefined;
	private folded: boolean | undefined;
	/** Whether all values would take the room of the chart. */
	private isTight = false;
	/** What is read at a crosshair, while there is one. */
	private away: Readings | undefined;
	private last: StripContent | undefined;
	private refreshedAt = -Infinity;

	/** @param page whose size decides how many lines there may be */
	constructor(
		private readonly hooks: StripHooks,
		private readonly page: HTMLElement,
	) {
		this.foldButton.addEventListener("click", () => {
			hooks.fold(!this.isFolded);
		});
		new ResizeObserver(() => {
			this.fit();
		}).observe(page);
	}

	private get isFolded(): boolean {
		return this.folded ?? this.isTight;
	}

	/** @param content whose figures and marks are shown */
	show(content: StripContent["content"], look: StripLook, words: Words): void {
		const { figures, legend, screen } = content;
		this.last = { content, look, words };
		const { hidden, canRemove, theme } = look;
		const { resting } = screen;
		const entries = stripEntries(figures, legend, resting?.values ?? []);
		const parts = entries.map(({ key, figure, item, isSwitch }) => [
			...[key, figure?.detail?.id, figure?.follows, item, isSwitch, item?.color(theme)],
		]);
		const key = JSON.stringify([parts, hidden, canRemove]);
		const known = this.key;
		setAttributes(this.root, { "aria-label": words.say("strip") });
		// The same entries are updated in place: on a refresh nothing moves and the focus stays.
		if (key !== this.key) {
			const focused = this.root.contains(document.activeElement)
				? document.activeElement?.getAttribute("data-testid")
				: undefined;
			const leader = entries.find(({ follows }) => follows);
			this.entries.replaceChildren(
				...entries.map((entry) => this.build(entry, entry === leader, look, words)),
			);
			if (focused) this.root.querySelector<HTMLElement>(`[data-testid="${focused}"]`)?.focus();
		}
		const named = key === known && words === this.words ? this.shown : [];
		Object.assign(this, { key, shown: entries, words, folded: look.isFolded, resting });
		for (const [i, { figure }] of entries.entries()) {
			if (figure !== undefined && isSameText(named[i]?.figure, figure)) continue;
			const button = this.entries.children[i]?.querySelector(".figure");
			if (figure !== undefined && button instanceof HTMLElement) nameButton(button, figure, words);
		}
		this.say(this.away);
		if (key !== known) this.fit();
		else this.showFold();
	}

	clear(): void {
		this.entries.replaceChildren();
		this.foldButton.hidden = true;
		this.shown = [];
		this.key = "";
		this.last = this.away = undefined;
	}

	/**
	 * The same chart with other values: called with every frame, and shown as often as digits can be read. What was left out
	 * follows once the picture rests.
	 */
	refresh(figures: readonly Figure[]): void {
		const { last } = this;
		const now = performance.now();
		if (last === undefined || figures === last.content.figures) return;
		if (now - this.refreshedAt < READABLE_MS) return;
		this.refreshedAt = now;
		this.show({ ...last.content, figures }, last.look, last.words);
	}

	/** Says what lines are at a place, or at rest what they were last. */
	follow(readings: Readings | undefined): void {
		// Charts without a crosshair say so with every frame.
		if (readings === undefined && this.away === undefined) return;
		this.say(readings);
	}

	private say(readings: Readings | undefined): void {
		const { words } = this;
		if (words === undefined) return;
		this.away = readings;
		setClass(this.root, "following", readings !== undefined);
		const found = new Map((readings ?? this.resting)?.values.map((one) => [one.id, one]));
		const now = Date.now();
		const leader = this.shown.find(({ follows }) => follows);
		const { when: atRest } = leader?.figure ?? {};
		const { place = "" } = readings ?? this.resting ?? {};
		const named =
			readings === undefined && atRest !== undefined
				? words.time(atRest.start)
				: (found.get(leader?.reads ?? "")?.place ?? place);
		/** What the first that goes with the crosshair says at rest. */
		let first: string | undefined;
		for (const [i, entry] of this.shown.entries()) {
			const node = this.entries.children[i];
			if (node === undefined) continue;
			const read = found.get(entry.reads);
			const reading = read && withTime(read, read.place ?? place, named, entry);
			if (entry.figure !== undefined) {
				const isAway = readings !== undefined && entry.follows;
				fill(node, entry.figure, isAway ? (reading ?? NONE) : undefined);
			} else fillMark(node, reading);
			const when = node.querySelector(".entry-when");
			if (when === null) continue;
			const last = entry.figure?.when;
			const rest = last === undefined ? (this.resting?.place ?? "") : whenWords(last, now, words);
			// All are of one place at the crosshair; at rest each may be of an interval of its own.
			const own = rest === first ? "" : rest;
			setText(when, readings === undefined ? own : first === undefined ? named : "");
			first ??= rest;
		}
	}

	/** Says anew how old the last value is. */
	showAge(): void {
		if (this.away === undefined) this.say(undefined);
	}

	/** Finds out how many lines all values take. */
	private fit(): void {
		const { clientHeight } = this.page;
		if (clientHeight === 0 || this.shown.length === 0) return;
		// The button that folds takes room, too.
		this.showFold();
		this.root.classList.remove("folded");
		const lines = Math.floor((clientHeight * MOST_OF_PAGE) / LINE_PIXELS);
		const most = Math.min(MOST_LINES, Math.max(1, lines)) + 0.5;
		this.isTight = this.entries.offsetHeight > most * LINE_PIXELS;
		this.showFold();
	}

	private showFold(): void {
		const { words, isFolded, shown } = this;
		const [keys, others] = [shown.filter(({ isKey }) => isKey), shown.some(({ isKey }) => !isKey)];
		const canFold = keys.length > 0 && others;
		setClass(this.root, "folded", canFold && isFolded);
		setHidden(this.foldButton, !canFold);
		const label = words?.say(isFolded ? "unfoldStrip" : "foldStrip") ?? "";
		setAttributes(this.foldButton, {
			title: label,
			"aria-label": label,
			"aria-expanded": String(!isFolded),
		});
		const chevron = isFolded ? "chevron-down" : "chevron-up";
		const { firstElementChild: mark } = this.foldButton;
		if (mark !== null) setAttributes(mark, { class: `codicon codicon-${chevron}` });
	}

	private build(entry: StripEntry, isLeader: boolean, look: StripLook, words: Words): HTMLElement {
		const { figure, item, isKey, isSwitch, follows } = entry;
		const classes = [
			"entry",
			...(isKey ? ["entry-key"] : []),
			...(follows ? ["entry-follows"] : []),
		];
		const node = element("span", { class: classes.join(" ") });
		if (item !== undefined)
			node.append(this.mark(item, figure !== undefined, isSwitch, look, words));
		if (figure !== undefined) node.append(this.button(figure, item !== undefined));
		if (isLeader || figure?.when !== undefined) {
			const id = isLeader ? "when" : `when-${figure?.id ?? ""}`;
			node.append(element("span", { class: "entry-when", "data-testid": id }));
		}
		const { part } = item ?? {};
		if (part !== undefined && look.canRemove)
			node.append(this.removal(item?.label ?? "", part, words));
		return node;
	}

	/** Spaces keep the words apart: speech control compares the accessible name with what is visible. */
	private button(figure: Figure, hasMark: boolean): HTMLElement {
		const { id, role, detail, follows } = figure;
		const hasDetail = detail !== undefined || follows === true;
		const button = pushButton(
			{ class: `figure ${role === undefined || hasMark ? "" : `figure-${role}`}` },
			element("span", { class: "figure-label" }),
			" ",
			element("span", { class: "figure-value", "data-testid": id }),
			...(hasDetail
				? [" ", element("span", { class: "figure-detail", "data-testid": detail?.id })]
				: []),
		);
		button.addEventListener("click", () => {
			const now = this.shown.find((entry) => entry.figure?.id === id)?.figure ?? figure;
			this.hooks.copy(now, () => {
				button.classList.remove("copied");
				// Restarts the highlight when the same value is copied again.
				void button.offsetWidth;
				button.classList.add("copied");
			});
		});
		return button;
	}

	private mark(
		item: LegendItem,
		hasFigure: boolean,
		isSwitch: boolean,
		{ hidden, theme }: StripLook,
		{ say }: Words,
	): HTMLElement {
		const { id, label, color, look, glyph } = item;
		const swatch = element(
			"span",
			{ class: glyph === undefined ? `swatch swatch-${look ?? "solid"}` : "swatch-glyph" },
			...(glyph === undefined ? [] : [glyph]),
		);
		swatch.style.setProperty("--swatch", color(theme));
		const name = hasFigure ? "legend-label visually-hidden" : "legend-label";
		const parts = [
			swatch,
			element("span", { class: name }, label),
			...(hasFigure
				? []
				: [
						element("span", { class: "legend-value" }),
						element("span", { class: "legend-detail" }),
					]),
		];
		const isOn = !hidden.includes(id);
		if (!isSwitch) {
			// The figure beside it says its name.
			const attributes = hasFigure ? { "aria-hidden": "true", "data-on": String(isOn) } : {};
			const words = hasFigure && id !== "" ? parts.slice(0, 1) : parts;
			return element(
				"span",
				{ class: id !== "" ? "mark" : "legend-item", ...attributes },
				...words,
			);
		}
		const node = pushButton(
			{
				class: "legend-item",
				"data-testid": `legend-${id}`,
				"aria-pressed": String(isOn),
				title: say("legendToggle", label),
			},
			...parts,
		);
		node.addEventListener("click", () => {
			this.hooks.toggle(id);
		});
		return node;
	}

	private removal(label: string, part: number, { say }: Words): HTMLElement {
		const name = say("removeMarket", label);
		const remove = pushButton(
			{ class: "legend-remove", title: name, "aria-label": name, "data-testid": `remove-${part}` },
			icon("close"),
		);
		remove.addEventListener("click", () => {
			this.hooks.remove(part);
		});
		return remove;
	}
}

/** A reading that says its own time where it is not of the one that the strip names. */
function withTime(reading: Reading, place: string, named: string, { figure }: StripEntry): Reading {
	if (place === named) return reading;
	const time = place.slice(place.slice(0, 10) === named.slice(0, 10) ? 11 : 5);
	const detail = reading.detail ?? figure?.detail?.text ?? "";
	return { ...reading, detail: detail === "" ? time : `${detail} · ${time}` };
}

/** There is nothing of it at the crosshair. */
const NONE: Reading = { id: "", value: "–", detail: "" };

/** Writes what a figure is at the crosshair, or at rest. */
function fill(entry: Element, figure: Figure, reading: Reading | undefined): void {
	write(entry.querySelector(".figure-label"), reading?.label ?? figure.label);
	write(entry.querySelector(".figure-value"), reading?.value ?? figure.value);
	write(entry.querySelector(".figure-detail"), reading?.detail ?? figure.detail?.text ?? "");
}

function fillMark(entry: Element, reading: Reading | undefined): void {
	write(entry.querySelector(".legend-value"), reading?.value ?? "");
	write(entry.querySelector(".legend-detail"), reading?.detail ?? "");
}

function write(node: Element | null, text: string): void {
	if (!(node instanceof HTMLElement) || node.textContent === text) return;
	setText(node, text);
	if (node.className === "figure-label" || node.closest(".entry-follows") === null) return;
	// What has once had room keeps it, so that nothing beside it moves. Marks between digits are narrow.
	const room = Math.max(text.replace(/[,.\s]/g, "").length, Number(node.dataset["room"] ?? 0));
	node.dataset["room"] = String(room);
	node.style.minWidth = `${room}ch`;
}

function isSameText(before: Figure | undefined, { label, value, detail, hint }: Figure): boolean {
	return (
		before?.label === label &&
		before.value === value &&
		before.hint === hint &&
		before.detail?.text === detail?.text
	);
}

/** The name of a button says what it copies, which does not go with the crosshair. */
function nameButton(
	button: HTMLElement,
	{ label, value, detail, hint }: Figure,
	words: Words,
): void {
	const spoken = detail === undefined ? value : `${value} ${detail.text}`;
	setAttributes(button, { title: hint, "aria-label": words.say("copyValue", label, spoken) });
}
