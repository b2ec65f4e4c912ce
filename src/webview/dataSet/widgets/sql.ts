import { element, setAttributes, setText } from "../../dom";
import type { DataSetHooks } from "../page";
import type { DataSetState } from "../state";

/** What was asked of the engine last. */
export class Sql {
	readonly root = element("section", { class: "sql", "data-testid": "sql" });
	private readonly title = element("h2", { id: "sql-title" });
	private readonly copy = element("button", {
		type: "button",
		class: "action action-link",
		"data-testid": "copySql",
	});
	private readonly hint = element("p", { class: "hint" });
	private readonly text = element("pre", { class: "room sql-text", role: "group", tabindex: "0" });

	constructor(hooks: DataSetHooks) {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		setAttributes(this.text, { "aria-labelledby": this.title.id });
		this.root.append(
			element("div", { class: "section-line" }, this.title, this.copy),
			this.hint,
			this.text,
		);
		this.copy.addEventListener("click", () => {
			hooks.act("copySql");
		});
	}

	show({ dataSet, words: { say } }: DataSetState): void {
		const sql = dataSet?.judgement?.sql;
		this.root.hidden = sql === undefined;
		setText(this.title, say("sql"));
		setText(this.copy, say("copySql"));
		setAttributes(this.copy, { "aria-label": say("copySqlLong"), title: say("copySqlLong") });
		setText(this.hint, say("sqlLong"));
		setText(this.text, sql ?? "");
	}
}
