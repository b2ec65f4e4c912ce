import { element, setAttributes, setText } from "../dom";
import type { Figure } from "../content/figures";
import type { Words } from "../words";

/** The row of values above the chart; each is copied by a click. */
export class Strip {
	readonly root = element("div", { class: "strip", "data-testid": "strip" });
	private shown = "";

	/** @param copy puts a value on the clipboard, and calls back once it is there */
	constructor(private readonly copy: (figure: Figure, onCopied: () => void) => void) {}

	show(figures: readonly Figure[], words: Words): void {
		const ids = figures.map(({ id, detail }) => `${id} ${detail?.id ?? ""}`).join();
		// The same figures are updated in place: on a refresh nothing moves and the focus stays.
		if (ids !== this.shown)
			this.root.replaceChildren(...figures.map((figure) => figureButton(figure)));
		this.shown = ids;
		figures.forEach((figure, i) => {
			const button = this.root.children[i];
			if (button instanceof HTMLButtonElement) this.fill(button, figure, words);
		});
	}

	clear(): void {
		this.root.replaceChildren();
		this.shown = "";
	}

	private fill(button: HTMLButtonElement, figure: Figure, words: Words): void {
		const { label, value, detail, hint, role } = figure;
		const [name, number, more] = button.children;
		if (name !== undefined) setText(name, label);
		if (number !== undefined) setText(number, value);
		if (more !== undefined) setText(more, detail?.text ?? "");
		const spoken = detail === undefined ? value : `${value} ${detail.text}`;
		setAttributes(button, {
			class: `figure ${role === undefined ? "" : `figure-${role}`}`,
			title: hint,
			"aria-label": words.say("copyValue", label, spoken),
		});
		button.onclick = () => {
			this.copy(figure, () => {
				button.classList.remove("copied");
				// Restarts the highlight when the same value is copied again.
				void button.offsetWidth;
				button.classList.add("copied");
			});
		};
	}
}

/** Spaces keep the words apart: speech control compares the accessible name with what is visible. */
function figureButton({ id, detail }: Figure): HTMLElement {
	return element(
		"button",
		{ type: "button" },
		element("span", { class: "figure-label" }),
		" ",
		element("span", { class: "figure-value", "data-testid": id }),
		...(detail === undefined
			? []
			: [" ", element("span", { class: "figure-detail", "data-testid": detail.id })]),
	);
}
