import type { ShownFile } from "../../../protocol/dataSet/messages";
import { element, icon, setAttributes, setText } from "../../dom";
import type { DataSetState } from "../state";
import type { DataSetWords } from "../words";
import { figure } from "./judgement";

/** Facts that qualify the data. What can be done something about stands above the page instead. */
export class Notes {
	readonly root = element("section", { class: "notes", "data-testid": "notes" });
	private readonly title = element("h2", { id: "notes-title" });
	private readonly list = element("ul", { class: "note-list" });
	private shown = "";

	constructor() {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		this.root.append(this.title, this.list);
	}

	show({ dataSet, words }: DataSetState): void {
		const notes = (dataSet?.notes ?? []).filter(({ actions = [] }) => actions.length === 0);
		this.root.hidden = notes.length === 0;
		setText(this.title, words.say("notes"));
		const key = JSON.stringify(notes);
		if (key === this.shown) return;
		this.shown = key;
		this.list.replaceChildren(
			...notes.map(({ kind, text }) =>
				element("li", { class: `note note-${kind}` }, icon(kind), element("span", {}, text)),
			),
		);
	}
}

/** The files of the data set, those that are gone or have changed first; or what is known of its table. */
export class Files {
	readonly root = element("section", { class: "files", "data-testid": "files" });
	private readonly title = element("h2", { id: "files-title" });
	private readonly more = element("p", { class: "hint" });
	private readonly room = element("div", { class: "room", role: "group", tabindex: "0" });
	private shown = "";

	constructor() {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		setAttributes(this.room, { "aria-labelledby": this.title.id });
		this.root.append(this.title, this.more, this.room);
	}

	show({ dataSet, words }: DataSetState): void {
		if (dataSet === undefined) return;
		const { files, fileCount, table } = dataSet;
		const { say, count } = words;
		setText(this.title, say("files"));
		this.more.hidden = fileCount <= files.length;
		setText(this.more, say("moreFiles", count(files.length), count(fileCount)));
		const key = JSON.stringify([files, table, say("file_missing")]);
		if (key === this.shown) return;
		this.shown = key;
		if (table !== undefined) {
			this.room.replaceChildren(
				element(
					"dl",
					{ class: "figures" },
					...table.facts.map(({ label, value }) => figure(label, value)),
				),
			);
			return;
		}
		const odd = files.filter(({ state }) => state !== "ok");
		const ordered = [...odd, ...files.filter(({ state }) => state === "ok")];
		this.room.replaceChildren(
			element("ul", { class: "file-list" }, ...ordered.map((file) => fileRow(file, words))),
		);
	}
}

function fileRow({ name, size, state }: ShownFile, { say }: DataSetWords): HTMLElement {
	return element(
		"li",
		{ class: `file file-${state}`, "data-state": state },
		icon(state === "ok" ? "file" : state === "changed" ? "warning" : "error"),
		element("span", { class: "file-name", title: name }, name),
		...(state === "ok" ? [] : [element("span", { class: "file-state" }, say(`file_${state}`))]),
		...(size === undefined ? [] : [element("span", { class: "file-size" }, size)]),
	);
}
