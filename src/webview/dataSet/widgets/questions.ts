import type { ShownQuestion } from "../../../protocol/dataSet/messages";
import { element, setAttributes, setText } from "../../dom";
import type { DataSetHooks } from "../page";
import type { DataSetState } from "../state";
import type { DataSetWords } from "../words";
import { showProblem } from "./problem";

/** What the files do not tell. Nothing is answered before a person says so. */
export class Questions {
	readonly root = element("section", { class: "questions", "data-testid": "questions" });
	private readonly title = element("h2", { id: "questions-title" });
	private readonly intro = element("p", { class: "hint" });
	private readonly list = element("div", { class: "question-list" });
	private shown = "";

	/** @param leave takes the focus once there is nothing left to answer */
	constructor(
		private readonly hooks: DataSetHooks,
		private readonly leave: () => void,
	) {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		this.root.append(this.title, this.intro, this.list);
	}

	show({ dataSet, words, refused }: DataSetState): void {
		const questions = dataSet?.questions ?? [];
		setText(this.title, words.say("questions"));
		setText(this.intro, words.say("questionIntro"));
		const hadFocus = this.root.contains(document.activeElement);
		const key = JSON.stringify([dataSet?.id, questions, words.say("useAnswer")]);
		if (key !== this.shown) this.build(questions, words);
		this.shown = key;
		this.root.hidden = questions.length === 0;
		for (const { id } of questions) {
			const why = document.getElementById(`${id}-why`);
			const input = document.getElementById(`${id}-text`);
			const problem = refused?.said === `question ${id}` ? refused : undefined;
			if (why !== null) showProblem(why, problem, this.hooks.act);
			if (input !== null) {
				setAttributes(input, { "aria-invalid": problem === undefined ? undefined : "true" });
			}
		}
		const hasFocus = this.root.contains(document.activeElement);
		if (hadFocus && !hasFocus) {
			const first = this.list.querySelector("fieldset");
			const next =
				first?.querySelector<HTMLElement>("input:checked") ??
				first?.querySelector<HTMLElement>("input") ??
				undefined;
			if (next === undefined) this.leave();
			else next.focus();
		}
	}

	/** What was chosen stays chosen where the same question is asked again. */
	private build(questions: readonly ShownQuestion[], words: DataSetWords): void {
		const { activeElement } = document;
		const focused = this.list.contains(activeElement) ? activeElement?.id : undefined;
		const typed = new Map<string, string>();
		for (const input of this.list.querySelectorAll("input")) {
			if (input.type === "text") typed.set(input.id, input.value);
			else if (input.checked) typed.set(input.name, input.id);
		}
		this.list.replaceChildren(...questions.map((question) => this.block(question, words)));
		for (const [id, value] of typed) {
			const own = document.getElementById(id);
			if (own instanceof HTMLInputElement) own.value = value;
			const radio = document.getElementById(value);
			if (radio instanceof HTMLInputElement && radio.name === id) {
				radio.checked = true;
				radio.dispatchEvent(new Event("change"));
			}
		}
		if (focused) document.getElementById(focused)?.focus();
	}

	private block(question: ShownQuestion, words: DataSetWords): HTMLElement {
		const { id, sentence, choices } = question;
		const { say } = words;
		const why = element("p", { class: "problem", id: `${id}-why`, role: "alert" });
		const use = element(
			"button",
			{ type: "button", class: "action action-primary", "data-testid": `use-${id}` },
			say("useAnswer"),
		);
		if (choices.length === 0) {
			const input = element("input", {
				type: "text",
				id: `${id}-text`,
				class: "text-input",
				"data-testid": `text-${id}`,
				"aria-label": say("textAnswer"),
				"aria-describedby": why.id,
			});
			const answer = () => {
				this.hooks.answer(question, input.value);
			};
			use.addEventListener("click", answer);
			input.addEventListener("keydown", ({ key }) => {
				if (key === "Enter") answer();
			});
			return this.fieldset(sentence, element("div", { class: "answer-line" }, input, use), why);
		}
		const radios = choices.map((_, index) =>
			element("input", {
				type: "radio",
				name: `question-${id}`,
				id: `${id}-${index}`,
				"data-testid": `choice-${id}-${index}`,
				checked: index === question.recommended,
			}),
		);
		const lines = choices.map(({ label, examples }, index) => {
			const input = radios[index] ?? "";
			const text = element("span", { class: "choice-label" }, label);
			const more = [
				...(index === question.recommended
					? [element("span", { class: "badge" }, say("recommended"))]
					: []),
				...(examples.length === 0
					? []
					: [element("span", { class: "examples" }, say("examples", examples.join(" · ")))]),
			];
			const words = element("span", { class: "choice-words" }, text, ...more);
			return element("label", { class: "choice", for: `${id}-${index}` }, input, words);
		});
		// Without a recommendation there is nothing to use before a person has chosen.
		const follow = () => {
			use.disabled = !radios.some(({ checked }) => checked);
		};
		for (const radio of radios) radio.addEventListener("change", follow);
		use.addEventListener("click", () => {
			const chosen = radios.findIndex(({ checked }) => checked);
			if (chosen !== -1) this.hooks.answer(question, chosen);
		});
		follow();
		return this.fieldset(sentence, ...lines, element("div", { class: "answer-line" }, use), why);
	}

	private fieldset(sentence: string, ...children: HTMLElement[]): HTMLElement {
		return element("fieldset", { class: "question" }, element("legend", {}, sentence), ...children);
	}
}
