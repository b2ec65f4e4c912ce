import { DATA_SET_NAME_LENGTH } from "../../../protocol/dataSet/messages";
import { element, icon, setAttributes, setText } from "../../dom";
import type { DataSetHooks } from "../page";
import type { DataSetState } from "../state";
import { showProblem } from "./problem";

/** What the data set is: its name, its source, and how much of it there is. */
export class Heading {
	readonly root = element("header", { class: "heading" });
	private readonly title = element("h1", { class: "name", "data-testid": "name" });
	private readonly pencil = element(
		"button",
		{ type: "button", class: "tool", "data-testid": "rename" },
		icon("edit"),
	);
	private readonly input = element("input", {
		type: "text",
		class: "name-input",
		"data-testid": "nameInput",
		maxlength: String(DATA_SET_NAME_LENGTH),
	});
	private readonly save = element("button", {
		type: "submit",
		class: "action action-primary",
		"data-testid": "saveName",
	});
	private readonly cancel = element("button", {
		type: "button",
		class: "action action-secondary",
		"data-testid": "cancelName",
	});
	private readonly problem = element("p", {
		class: "problem name-problem",
		id: "name-problem",
		role: "alert",
	});
	private readonly form = element(
		"form",
		{ class: "name-form" },
		this.input,
		this.save,
		this.cancel,
		this.problem,
	);
	private readonly facts = element("p", { class: "facts", "data-testid": "facts" });

	constructor(private readonly hooks: DataSetHooks) {
		this.root.append(
			element("div", { class: "name-line" }, this.title, this.pencil, this.form),
			this.facts,
		);
		this.pencil.addEventListener("click", () => {
			hooks.startRenaming();
			this.input.select();
			this.input.focus();
		});
		this.form.addEventListener("submit", (event) => {
			// The editor does not let pages send forms.
			event.preventDefault();
			this.rename();
		});
		// Without leave to send forms, some browsers do not even ask.
		this.input.addEventListener("keydown", (event) => {
			if (event.key === "Enter") {
				event.preventDefault();
				this.rename();
			} else if (event.key === "Escape") this.leave();
		});
		this.save.addEventListener("click", (event) => {
			event.preventDefault();
			this.rename();
		});
		this.cancel.addEventListener("click", () => {
			this.leave();
		});
	}

	private rename(): void {
		this.hooks.rename(this.input.value);
		if (this.form.hidden) this.pencil.focus();
	}

	private leave(): void {
		this.hooks.stopRenaming();
		this.pencil.focus();
	}

	show({ dataSet, words, isRenaming, refused }: DataSetState): void {
		if (dataSet === undefined) return;
		const { say, count } = words;
		const { name, source, canRename, fileCount, judgement } = dataSet;
		const isOpening = isRenaming && this.form.hidden;
		this.form.hidden = !isRenaming;
		// A page has a heading whatever becomes of its name.
		this.title.classList.toggle("visually-hidden", isRenaming);
		this.pencil.hidden = isRenaming || !canRename;
		setText(this.title, name);
		if (isOpening) this.input.value = name;
		setText(this.save, say("save"));
		setText(this.cancel, say("cancel"));
		const problem = refused?.said === "name" ? refused : undefined;
		showProblem(this.problem, problem, this.hooks.act);
		setAttributes(this.input, {
			"aria-label": say("name"),
			"aria-invalid": problem === undefined ? undefined : "true",
			"aria-describedby": problem === undefined ? undefined : this.problem.id,
		});
		setAttributes(this.pencil, { title: say("rename"), "aria-label": say("rename") });
		const files = fileCount === 1 ? say("oneFile") : say("fileCount", count(fileCount));
		const facts = [source, files];
		if (judgement !== undefined) {
			const { trades, size, span } = judgement;
			facts.push(size, trades === 1 ? say("oneTrade") : say("tradeCount", count(trades)));
			if (span !== undefined) facts.push(words.span(span));
		}
		const key = facts.join("\n");
		if (this.facts.dataset["key"] === key) return;
		this.facts.dataset["key"] = key;
		this.facts.replaceChildren(...facts.map((fact) => element("span", { class: "fact" }, fact)));
	}
}
