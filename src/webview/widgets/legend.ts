import type { LegendItem } from "../content/types";
import { element, icon } from "../dom";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";

export interface LegendHooks {
	readonly toggle: (id: string) => void;
	readonly remove: (part: number) => void;
}

/** What the colours mean; lines and marks are switched off and on by a click. */
export class Legend {
	readonly root = element("div", { class: "legend", role: "region", "data-testid": "legend" });
	private shown = "";

	constructor(private readonly hooks: LegendHooks) {}

	show(
		items: readonly LegendItem[],
		hidden: readonly string[],
		canRemove: boolean,
		theme: ChartTheme,
		words: Words,
	): void {
		const key = JSON.stringify([items, hidden, canRemove, items.map(({ color }) => color(theme))]);
		if (key === this.shown) return;
		this.shown = key;
		const focused = this.root.contains(document.activeElement)
			? document.activeElement?.getAttribute("data-testid")
			: undefined;
		this.root.setAttribute("aria-label", words.say("legend"));
		this.root.replaceChildren(
			...items.map((item) => this.item(item, hidden, canRemove, theme, words)),
		);
		if (focused) this.root.querySelector<HTMLElement>(`[data-testid="${focused}"]`)?.focus();
	}

	clear(): void {
		this.root.replaceChildren();
		this.shown = "";
	}

	private item(
		{ id, label, color, look, glyph, part }: LegendItem,
		hidden: readonly string[],
		canRemove: boolean,
		theme: ChartTheme,
		{ say }: Words,
	): HTMLElement {
		const swatch = element(
			"span",
			{ class: glyph === undefined ? `swatch swatch-${look ?? "solid"}` : "swatch-glyph" },
			...(glyph === undefined ? [] : [glyph]),
		);
		swatch.style.setProperty("--swatch", color(theme));
		const words = [swatch, element("span", { class: "legend-label" }, label)];
		let node: HTMLElement;
		if (id === "") node = element("span", { class: "legend-item" }, ...words);
		else {
			const isOn = !hidden.includes(id);
			node = element(
				"button",
				{
					type: "button",
					class: "legend-item",
					"data-testid": `legend-${id}`,
					"aria-pressed": String(isOn),
					title: say("legendToggle", label),
				},
				...words,
			);
			node.addEventListener("click", () => {
				this.hooks.toggle(id);
			});
		}
		if (part === undefined || !canRemove) return node;
		const name = say("removeMarket", label);
		const remove = element(
			"button",
			{
				type: "button",
				class: "legend-remove",
				title: name,
				"aria-label": name,
				"data-testid": `remove-${part}`,
			},
			icon("close"),
		);
		remove.addEventListener("click", () => {
			this.hooks.remove(part);
		});
		return element("span", { class: "legend-group" }, node, remove);
	}
}
