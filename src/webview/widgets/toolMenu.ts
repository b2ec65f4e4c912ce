import { hasModifier } from "../charts/pointer/keys";
import { element, icon, pushButton, setAttributes } from "../dom";
import type { Words } from "../words";

/**
 * What of the header has no room in its line: behind one button, each with its name. It keeps its layout while it is
 * closed, so that what it holds can be measured.
 */
export class ToolMenu {
	readonly button = pushButton(
		{
			class: "tool",
			"data-testid": "moreTools",
			"aria-controls": "more-tools",
			"aria-expanded": "false",
		},
		icon("ellipsis"),
	);
	readonly root = element("div", { class: "more-tools", id: "more-tools", role: "group" });

	constructor() {
		this.button.addEventListener("click", () => {
			if (this.isOpen) this.close();
			else this.open();
		});
		this.root.addEventListener("keydown", (event) => {
			this.onKey(event);
		});
		this.root.addEventListener("click", ({ target }) => {
			// Lists and the stepper may be used again and again.
			if (target instanceof Element && target.closest(".tool.named") !== null) this.close();
		});
		document.addEventListener("pointerdown", ({ target }) => {
			if (target instanceof Node && !this.holds(target)) this.close();
		});
		this.root.addEventListener("focusout", ({ relatedTarget }) => {
			if (relatedTarget instanceof Node && !this.holds(relatedTarget)) this.close();
		});
	}

	show(isNeeded: boolean, { say }: Words): void {
		const label = say("moreTools");
		setAttributes(this.button, { title: label, "aria-label": label });
		this.root.setAttribute("aria-label", label);
		this.button.hidden = !isNeeded;
		if (!isNeeded) this.close();
	}

	get isOpen(): boolean {
		return this.root.classList.contains("open");
	}

	close(): void {
		if (this.root.contains(document.activeElement)) this.button.focus();
		this.set(false);
	}

	private open(): void {
		this.set(true);
		this.stops[0]?.focus();
	}

	private set(isOpen: boolean): void {
		this.root.classList.toggle("open", isOpen);
		setAttributes(this.button, { "aria-expanded": String(isOpen) });
	}

	private holds(node: Node): boolean {
		return this.root.contains(node) || this.button.contains(node);
	}

	/** Where the focus can be, from top to bottom. */
	private get stops(): HTMLElement[] {
		return [...this.root.querySelectorAll<HTMLElement>("select, button")].filter((node) =>
			node.matches(":not(:disabled)") ? node.offsetParent !== null : false,
		);
	}

	private onKey(event: KeyboardEvent): void {
		const { key, target } = event;
		// Space, Enter and Alt with an arrow open a list: an arrow that chose from it would change the chart on the way.
		if (hasModifier(event)) return;
		if (key === "Escape") this.close();
		else if (key === "ArrowDown" || key === "ArrowUp") {
			const { stops } = this;
			const place = stops.findIndex((node) => node === target);
			const next = place + (key === "ArrowDown" ? 1 : stops.length - 1);
			stops[next % stops.length]?.focus();
		} else if (key === "Home") this.stops[0]?.focus();
		else if (key === "End") this.stops.at(-1)?.focus();
		else return;
		event.preventDefault();
		event.stopPropagation();
	}
}
