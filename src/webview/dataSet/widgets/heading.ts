import { DATA_SET_ID_LENGTH } from "../../../core/trades/dataSet/dataSetId";
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
	private readonly idInput = element("input", {
		type: "text",
		class: "name-input",
		"data-testid": "idInput",
		spellcheck: "false",
		autocapitalize: "off",
		maxlength: String(DATA_SET_ID_LENGTH),
	});
	private readonly nameLabel = element("span", {});
	private readonly idLabel = element("span", {});
	private readonly idField = element("label", { class: "name-field" }, this.idLabel, this.idInput);
	private readonly hint = element("p", { class: "hint name-note", id: "id-hint" });
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
		class: "problem name-note",
		id: "name-problem",
		role: "alert",
	});
	private readonly form = element(
		"form",
		{ class: "name-form" },
		element("label", { class: "name-field" }, this.nameLabel, this.input),
		this.idField,
		element("div", { class: "name-actions" }, this.save, this.cancel),
		this.hint,
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
		for (const input of [this.input, this.idInput]) {
			input.addEventListener("keydown", (event) => {
				if (event.key === "Enter") {
					event.preventDefault();
					this.rename();
				} else if (event.key === "Escape") this.leave();
			});
		}
		this.save.addEventListener("click", (event) => {
			event.preventDefault();
			this.rename();
		});
		this.cancel.addEventListener("click", () => {
			this.leave();
		});
	}

	private rename(): void {
		this.hooks.rename(this.input.value, this.idInput.value);
	}

	private leave(): void {
		this.hooks.stopRenaming();
	}

	show({ dataSet, words, isRenaming, refused }: DataSetState): void {
		if (dataSet === undefined) return;
		const { say, count } = words;
		const { id, name, source, canRename, canChangeId, fileCount, table, judgement } = dataSet;
		const isOpening = isRenaming && this.form.hidden;
		const isLeaving = !isRenaming && this.form.contains(document.activeElement);
		this.form.hidden = !isRenaming;
		// A page has a heading whatever becomes of its name.
		this.title.classList.toggle("visually-hidden", isRenaming);
		this.pencil.hidden = isRenaming || !canRename;
		setText(this.title, name);
		if (isOpening) {
			this.input.value = name;
			this.idInput.value = id;
		}
		if (isLeaving) this.pencil.focus();
		setText(this.nameLabel, say("name"));
		setText(this.idLabel, say("id"));
		this.idField.hidden = !canChangeId;
		setText(this.hint, canChangeId ? say("idLong") : say("idStays", id));
		setText(this.save, say("save"));
		setText(this.cancel, say("cancel"));
		const problem = refused?.said === "name" || refused?.said === "id" ? refused : undefined;
		showProblem(this.problem, problem, this.hooks.act);
		for (const [input, said] of [
			[this.input, "name"],
			[this.idInput, "id"],
		] as const) {
			const isWrong = problem?.said === said;
			setAttributes(input, {
				"aria-invalid": isWrong ? "true" : undefined,
				"aria-describedby": isWrong ? this.problem.id : this.hint.id,
			});
		}
		const change = say(canChangeId ? "rename" : "renameAlone");
		setAttributes(this.pencil, { title: change, "aria-label": change });
		const files = fileCount === 1 ? say("oneFile") : say("fileCount", count(fileCount));
		const facts = [source, table?.name ?? files];
		if (judgement !== undefined) {
			const { trades, size, span } = judgement;
			if (size !== undefined) facts.push(size);
			facts.push(trades === 1 ? say("oneTrade") : say("tradeCount", count(trades)));
			if (span !== undefined) facts.push(words.span(span));
		}
		facts.push(say("idFact", id));
		const key = facts.join("\n");
		if (this.facts.dataset["key"] === key) return;
		this.facts.dataset["key"] = key;
		this.facts.replaceChildren(...facts.map((fact) => element("span", { class: "fact" }, fact)));
	}
}
