import { grouped } from "../content/controlGroups";
import { type Choices, type Control, takesNumber } from "../content/control";
import { element, setAttributes, setText } from "../dom";
import type { Words } from "../words";

/** A button under the choices. */
export interface FormButton {
	readonly id: string;
	readonly label: string;
	readonly press: () => void;
}

/** The view options that can be chosen, in a form beside the chart. */
export class OptionsForm {
	private readonly body = element("div", { class: "options-body" });
	private readonly buttons = element("div", { class: "options-buttons" });
	private readonly title = element("h2", { class: "options-title" });
	private shape = "";
	private controls: readonly Control[] = [];
	private rows: readonly HTMLElement[] = [];

	/** @param root the room beside the chart, which the form fills and shows */
	constructor(
		private readonly root: HTMLElement,
		private readonly change: (choices: Partial<Choices>) => void,
		close: () => void,
	) {
		this.root.append(this.title, this.body, this.buttons);
		this.root.addEventListener("keydown", ({ key }) => {
			if (key === "Escape") close();
		});
	}

	/** Moves the focus to the first choice. */
	focus(): void {
		this.root.querySelector<HTMLElement>("select, input")?.focus();
	}

	show(all: readonly Control[], buttons: readonly FormButton[], words: Words): void {
		this.root.hidden = false;
		const groups = grouped(all);
		const controls = groups.flatMap((one) => one.controls);
		this.controls = controls;
		this.root.setAttribute("aria-label", words.say("options"));
		setText(this.title, words.say("options"));
		// The same controls are updated in place, so that the focus stays while values change.
		const shape = JSON.stringify(
			[...controls, ...buttons].map((one) => [one.id, "options" in one ? one.options : 0]),
		);
		if (shape !== this.shape) this.build(groups, buttons, words);
		this.shape = shape;
		controls.forEach((control, i) => {
			const row = this.rows[i];
			if (row !== undefined) fill(row, control);
		});
	}

	private build(
		groups: ReturnType<typeof grouped>,
		buttons: readonly FormButton[],
		{ say }: Words,
	): void {
		const { activeElement } = document;
		const focused = this.root.contains(activeElement) ? activeElement?.id : undefined;
		this.rows = groups.flatMap((one) => one.controls).map((control, i) => this.row(control, i));
		let next = 0;
		const sections = groups.map(({ group, controls }) => {
			const heading = element("h3", { class: "options-heading", id: `options-${group}` });
			setText(heading, say(`group_${group}`));
			return element(
				"section",
				{ class: "options-group", "aria-labelledby": heading.id },
				heading,
				...this.rows.slice(next, (next += controls.length)),
			);
		});
		this.body.replaceChildren(...sections);
		this.buttons.replaceChildren(
			...buttons.map(({ id, label, press }) => {
				const button = element(
					"button",
					{ type: "button", class: "action action-secondary", "data-testid": id },
					label,
				);
				button.addEventListener("click", press);
				return button;
			}),
		);
		if (focused) document.getElementById(focused)?.focus();
	}

	private row(control: Control, i: number): HTMLElement {
		const id = `option-${control.id}`;
		const input = inputOf(control, id);
		const why = element("span", { class: "option-why", id: `${id}-why` });
		input.addEventListener("change", () => {
			const current = this.controls[i];
			const chosen = current && chosenOf(current, input);
			if (chosen !== undefined) this.change(chosen);
			const problem = current && chosen === undefined ? problemOf(current) : undefined;
			setAttributes(input, {
				"aria-invalid": problem === undefined ? undefined : "true",
				"aria-describedby": problem === undefined ? undefined : why.id,
			});
			setText(why, problem ?? "");
		});
		const label = element("label", { for: id });
		return element("div", { class: `option option-${control.kind}` }, label, input, why);
	}
}

function inputOf(control: Control, id: string): HTMLInputElement | HTMLSelectElement {
	const common = { id, "data-testid": id };
	switch (control.kind) {
		case "choice":
		case "many": {
			const options = control.options.map(({ value, label }) =>
				element("option", { value }, label),
			);
			const many = control.kind === "many" ? { multiple: true, size: "6" } : {};
			const select = element("select", { ...common, ...many }, ...options);
			if (control.kind === "many") toggleByClick(select);
			return select;
		}
		case "flag":
			return element("input", { ...common, type: "checkbox" });
		case "number": {
			const { min, max, step } = control;
			return element("input", {
				...common,
				type: "number",
				min: String(min),
				max: String(max),
				step: String(step),
			});
		}
		case "text":
			return element("input", { ...common, type: "text" });
	}
}

/** Lets a plain click choose an option or give it up; by itself it would give up all others. */
function toggleByClick(select: HTMLSelectElement): void {
	select.addEventListener("mousedown", (event) => {
		const { target, button, shiftKey, ctrlKey, metaKey } = event;
		if (!(target instanceof HTMLOptionElement) || button !== 0) return;
		if (shiftKey || ctrlKey || metaKey || select.disabled) return;
		event.preventDefault();
		const { scrollTop } = select;
		target.selected = !target.selected;
		select.focus();
		select.scrollTop = scrollTop;
		select.dispatchEvent(new Event("change"));
	});
}

function fill(row: Element, control: Control): void {
	const [label, input, why] = row.children;
	if (label === undefined || why === undefined) return;
	setText(label, control.label);
	setText(why, control.disabled ?? "");
	if (input instanceof HTMLSelectElement) {
		if (control.kind === "choice") input.value = control.value;
		if (control.kind === "many") {
			const chosen = new Set(control.values);
			for (const option of input.options) option.selected = chosen.has(option.value);
		}
	} else if (input instanceof HTMLInputElement) {
		if (control.kind === "flag") input.checked = control.value;
		else if (control.kind !== "many") input.value = String(control.value);
	} else return;
	input.disabled = control.disabled !== undefined;
	setAttributes(input, {
		"aria-describedby": control.disabled === undefined ? undefined : why.id,
		"aria-invalid": undefined,
	});
}

function chosenOf(
	control: Control,
	input: HTMLInputElement | HTMLSelectElement,
): Partial<Choices> | undefined {
	if (input instanceof HTMLSelectElement) {
		if (control.kind === "choice") return control.set(input.value);
		return control.kind === "many"
			? control.set([...input.selectedOptions].map(({ value }) => value))
			: undefined;
	}
	if (control.kind === "flag") return control.set(input.checked);
	if (control.kind === "text") return control.set(input.value);
	const value = input.valueAsNumber;
	return control.kind === "number" && takesNumber(control, value) ? control.set(value) : undefined;
}

/** The problem of a control whose value cannot be taken. */
function problemOf(control: Control): string | undefined {
	return "problem" in control ? control.problem : undefined;
}
