import type { WebviewStringId } from "../../protocol/strings";
import { element } from "../dom";
import type { Words } from "../words";

const KEYS: readonly (readonly [keys: string, what: WebviewStringId])[] = [
	["← → ↑ ↓", "keyArrows"],
	["Home  End", "keyEnds"],
	["+  −", "keyZoom"],
	["[  ]", "keyZoomPrice"],
	["Page Up  Page Down", "keyPan"],
	["0", "keyReset"],
	["b", "keyBox"],
	["g", "keyGoTo"],
	["m", "keyMeasure"],
	["%", "keyPercent"],
	["s", "keySelect"],
	["← →  Enter  F2  Delete", "keySelection"],
	["a", "keyAnchor"],
	["A", "keyAnchorAdd"],
	["← →  F2  b  Delete", "keyAnchorMark"],
	["c", "keyCopy"],
	["Escape", "keyEscape"],
	["?", "keyHelp"],
];
const POINTER: readonly WebviewStringId[] = [
	"keyWheel",
	"keyDrag",
	"keyMeasureDrag",
	"keyAltDrag",
	"keyAltClick",
	"keyDouble",
];

/** The list of keys over the chart. */
export class KeyHelp {
	readonly root = element("div", {
		class: "key-help",
		role: "dialog",
		// A long list scrolls, which takes the keyboard's focus.
		tabindex: "0",
		"data-testid": "keyHelp",
		hidden: true,
	});
	private before: HTMLElement | null = null;

	constructor() {
		this.root.addEventListener("keydown", (event) => {
			if (event.key !== "Escape" && event.key !== "?") return;
			event.stopPropagation();
			this.hide();
		});
		this.root.addEventListener("click", () => {
			this.hide();
		});
	}

	toggle(words: Words): void {
		if (!this.root.hidden) {
			this.hide();
			return;
		}
		const { say } = words;
		const { activeElement } = document;
		this.before = activeElement instanceof HTMLElement ? activeElement : null;
		this.root.setAttribute("aria-label", say("keysTitle"));
		this.root.replaceChildren(
			element("h2", {}, say("keysTitle")),
			element(
				"dl",
				{},
				...KEYS.flatMap(([keys, what]) => [
					element("dt", {}, element("kbd", {}, keys)),
					element("dd", {}, say(what)),
				]),
			),
			...POINTER.map((what) => element("p", {}, say(what))),
		);
		this.root.hidden = false;
		this.root.focus();
	}

	hide(): void {
		this.root.hidden = true;
		this.before?.focus({ preventScroll: true });
	}
}
