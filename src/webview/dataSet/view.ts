import { element, icon, setText } from "../dom";
import { actionButton } from "../widgets/banners";
import { LiveRegion } from "../widgets/liveRegion";
import type { RevealedField } from "./fields";
import type { DataSetHooks, DataSetView } from "./page";
import type { DataSetState } from "./state";
import { BadRows } from "./widgets/badRows";
import { FieldsForm } from "./widgets/fieldsForm";
import { Heading } from "./widgets/heading";
import { Judgement } from "./widgets/judgement";
import { Files, Notes } from "./widgets/notes";
import { Preview } from "./widgets/preview";
import { Questions } from "./widgets/questions";
import { Sql } from "./widgets/sql";
import { Banners, details, StatusLine } from "./widgets/statusLine";
import { Symbols } from "./widgets/symbols";

/** A piece of the page that shows the state. */
interface Widget {
	readonly root: HTMLElement;
	show(state: DataSetState): void;
}

/** The elements of the page of a data set. */
export class DataSetWidgets implements DataSetView {
	private readonly live = new LiveRegion();
	private readonly form: FieldsForm;
	private readonly widgets: readonly Widget[];
	private readonly main = element("main", { class: "page" });
	private readonly nothing: Nothing;
	private toast = element("div", { hidden: true });

	constructor(
		root: HTMLElement,
		private readonly state: DataSetState,
		hooks: DataSetHooks,
	) {
		const heading = new Heading(hooks);
		const status = new StatusLine(hooks.act);
		const banners = new Banners(hooks.act);
		this.form = new FieldsForm(hooks);
		const questions = new Questions(hooks, () => {
			this.form.focus();
		});
		const preview = new Preview();
		const symbols = new Symbols(hooks);
		const judgement = new Judgement(hooks);
		const notes = new Notes();
		const badRows = new BadRows(hooks);
		const sql = new Sql(hooks);
		const files = new Files();
		this.nothing = new Nothing(hooks);
		this.widgets = [
			heading,
			status,
			banners,
			questions,
			this.form,
			preview,
			symbols,
			judgement,
			notes,
			badRows,
			sql,
			files,
		];
		this.main.append(
			heading.root,
			status.root,
			banners.root,
			element(
				"div",
				{ class: "columns" },
				questions.root,
				// Where there is one column the charts come before what explains them.
				element("div", { class: "charts" }, symbols.root, judgement.root, notes.root),
				this.form.root,
				preview.root,
				element("div", { class: "below" }, badRows.root, files.root, sql.root),
			),
		);
		root.append(this.main, this.nothing.root, this.live.root, this.toast);
	}

	render(): void {
		const { state } = this;
		const isThere = state.dataSet !== undefined;
		this.main.hidden = !isThere;
		this.nothing.root.hidden = isThere;
		if (isThere) for (const widget of this.widgets) widget.show(state);
		else this.nothing.show(state);
	}

	announce(words: string): void {
		this.live.announce(words);
	}

	tell(words: string): void {
		this.announce(words);
		// A new element begins its moment anew.
		const { toast } = this;
		this.toast = element("div", { class: "toast", "aria-hidden": "true" }, words);
		toast.replaceWith(this.toast);
	}

	focusField(id: RevealedField): void {
		this.form.focusField(id);
	}
}

/** What stands in the place of a data set that has not been shown yet. */
class Nothing {
	readonly root = element("main", { class: "placeholder" });
	private readonly title = element("h1", { class: "visually-hidden" });
	private readonly text = element("p", { class: "placeholder-text", "data-testid": "message" });
	private readonly body = element("div", { class: "placeholder-body" });
	private shown = "";

	constructor(private readonly hooks: DataSetHooks) {
		this.root.append(this.title, this.body);
	}

	show({ status, words }: DataSetState): void {
		const key = JSON.stringify([status, words.say("loading")]);
		if (key === this.shown) return;
		this.shown = key;
		setText(this.title, words.say("dataSet"));
		const isFailed = status.kind === "failed";
		const isStopped = isFailed && status.isCancelled === true;
		this.text.setAttribute("role", isFailed && !isStopped ? "alert" : "status");
		this.root.dataset["kind"] = isStopped ? "stopped" : isFailed ? "failed" : "loading";
		setText(this.text, isFailed ? status.text : words.say("loading"));
		const actions = isFailed
			? status.actions
			: [{ id: "cancel" as const, label: words.say("cancel") }];
		this.body.replaceChildren(
			icon(isStopped ? "circle-slash" : isFailed ? "error" : "list-selection"),
			this.text,
			...(isFailed && status.detail !== undefined
				? [details(status.detail, words.say("details"))]
				: []),
			element(
				"div",
				{ class: "placeholder-actions" },
				...actions.map((action, index) =>
					actionButton(action, index === 0 && isFailed ? "primary" : "secondary", this.hooks.act),
				),
			),
		);
	}
}
