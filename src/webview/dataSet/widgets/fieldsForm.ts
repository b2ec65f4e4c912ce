import { element, setAttributes, setText } from "../../dom";
import { type Field, fieldGroups, type FieldGroup } from "../fields";
import type { DataSetHooks } from "../page";
import type { DataSetState, Refusal } from "../state";
import { showProblem } from "./problem";

const ZONES = "zones";

/** How the files are read: each choice with what it means for the rows. */
export class FieldsForm {
	readonly root = element("section", { class: "fields", "data-testid": "fields" });
	private readonly title = element("h2", { id: "fields-title", tabindex: "-1" });
	private readonly startOver = element("button", {
		type: "button",
		class: "action action-link",
		"data-testid": "startOver",
	});
	private readonly intro = element("p", { class: "hint" });
	private readonly body = element("div", { class: "groups" });
	private shape = "";
	private fields = new Map<string, Field>();

	constructor(private readonly hooks: DataSetHooks) {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		this.root.append(
			element("div", { class: "section-line" }, this.title, this.startOver),
			this.intro,
			this.body,
		);
		this.startOver.addEventListener("click", () => {
			hooks.act("startOver");
		});
	}

	focus(): void {
		this.title.focus();
	}

	focusField(id: string): void {
		document.getElementById(elementId(id))?.focus();
	}

	show({ dataSet, words, revealed, refused }: DataSetState): void {
		if (dataSet === undefined) return;
		const { say, count } = words;
		const { rowsLookedAt } = dataSet;
		setText(this.title, say("howRead"));
		setText(this.startOver, say("startOver"));
		setAttributes(this.startOver, { title: say("startOverLong") });
		setText(
			this.intro,
			rowsLookedAt === 1 ? say("oneRowLookedAt") : say("rowsLookedAt", count(rowsLookedAt)),
		);
		const groups = fieldGroups(dataSet, revealed, words);
		this.fields = new Map(groups.flatMap(({ fields }) => fields.map((one) => [one.id, one])));
		// The same fields are updated in place, so that the focus stays while values change.
		const shape = JSON.stringify([
			dataSet.id,
			groups.map(({ id, fields }) => [
				id,
				fields.map((one) => [one.id, one.kind === "choice" ? one.options : 0]),
			]),
		]);
		if (shape !== this.shape) this.build(groups);
		this.shape = shape;
		for (const { id, title, sentence } of groups) {
			const legend = document.getElementById(`group-${id}`);
			const meaning = document.getElementById(`meaning-${id}`);
			if (legend !== null) setText(legend, title);
			if (meaning !== null) setText(meaning, sentence);
		}
		for (const field of this.fields.values()) {
			const problem = refused?.said === field.id ? refused : undefined;
			const why = document.getElementById(`${elementId(field.id)}-why`);
			if (why !== null) showProblem(why, problem, this.hooks.act);
			fill(field, problem);
		}
	}

	private build(groups: readonly FieldGroup[]): void {
		const { activeElement } = document;
		const focused = this.body.contains(activeElement) ? activeElement?.id : undefined;
		this.body.replaceChildren(
			...groups.map(({ id, fields }) =>
				element(
					"div",
					{ class: "group", role: "group", "aria-labelledby": `group-${id}` },
					element("span", { class: "group-title", id: `group-${id}` }),
					element("div", { class: "group-fields" }, ...fields.map((field) => this.row(field))),
					element("p", { class: "meaning", id: `meaning-${id}` }),
				),
			),
		);
		if (focused) document.getElementById(focused)?.focus();
	}

	private row(field: Field): HTMLElement {
		const input = inputOf(field);
		input.addEventListener("change", () => {
			const current = this.fields.get(field.id);
			if (current !== undefined) this.hooks.choose(current, valueOf(input));
		});
		const label = element("label", { for: input.id, id: `${input.id}-label` });
		const why = element("span", { class: "why", id: `${input.id}-why`, role: "alert" });
		return element("div", { class: `field field-${field.kind}` }, label, input, why);
	}
}

type Input = HTMLInputElement | HTMLSelectElement;

const elementId = (id: string) => `field-${id}`;

function inputOf(field: Field): Input {
	const id = elementId(field.id);
	const common = { id, "data-testid": id };
	switch (field.kind) {
		case "choice":
			return element(
				"select",
				common,
				...field.options.map(({ value, label }) => element("option", { value }, label)),
			);
		case "flag":
			return element("input", { ...common, type: "checkbox" });
		case "text":
			if (field.suggestsZones === true) listZones();
			return element("input", {
				...common,
				type: "text",
				spellcheck: "false",
				...(field.suggestsZones === true ? { list: ZONES } : {}),
				...(field.isNumber === true ? { inputmode: "numeric" } : {}),
			});
	}
}

/** The names of time zones, which a browser offers while one is typed. */
function listZones(): void {
	if (document.getElementById(ZONES) !== null) return;
	const names = ["UTC", ...Intl.supportedValuesOf("timeZone")];
	document.body.append(
		element("datalist", { id: ZONES }, ...names.map((value) => element("option", { value }))),
	);
}

function valueOf(input: Input): string {
	if (input instanceof HTMLInputElement && input.type === "checkbox") {
		return input.checked ? "true" : "";
	}
	return input.value;
}

/** @param problem why the value that was given cannot be taken */
function fill(field: Field, problem: Refusal | undefined): void {
	const id = elementId(field.id);
	const input = document.getElementById(id);
	const label = document.getElementById(`${id}-label`);
	if (label !== null) setText(label, field.label);
	if (!(input instanceof HTMLInputElement || input instanceof HTMLSelectElement)) return;
	setAttributes(input, {
		title: field.help,
		"aria-invalid": problem === undefined ? undefined : "true",
		"aria-describedby": problem === undefined ? undefined : `${id}-why`,
	});
	// What was refused stays as it was typed, and so does what is being typed.
	const isKept =
		field.kind === "text" &&
		(problem !== undefined ||
			(input === document.activeElement && input.dataset["value"] !== input.value));
	if (isKept) return;
	if (field.kind === "flag" && input instanceof HTMLInputElement) {
		input.checked = field.value === "true";
	} else input.value = field.value;
	input.dataset["value"] = field.value;
}
