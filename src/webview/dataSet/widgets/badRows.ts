import type { ShownBadRow } from "../../../protocol/dataSet/messages";
import { element, setAttributes, setText } from "../../dom";
import type { DataSetHooks } from "../page";
import type { DataSetState } from "../state";

/** Rows that are no trades although they should be: where they stand, what is wrong, what they hold. */
export class BadRows {
	readonly root = element("section", { class: "bad-rows", "data-testid": "badRows" });
	private readonly title = element("h2", { id: "bad-rows-title" });
	private readonly copy = element("button", {
		type: "button",
		class: "action action-link",
		"data-testid": "copyBadRows",
	});
	private readonly count = element("p", { class: "hint" });
	private readonly room = element("div", { class: "room", role: "group", tabindex: "0" });
	private shown = "";

	constructor(hooks: DataSetHooks) {
		setAttributes(this.root, { "aria-labelledby": this.title.id });
		setAttributes(this.room, { "aria-labelledby": this.title.id });
		this.root.append(
			element("div", { class: "section-line" }, this.title, this.copy),
			this.count,
			this.room,
		);
		this.copy.addEventListener("click", () => {
			hooks.act("copyBadRows");
		});
	}

	show({ dataSet, words }: DataSetState): void {
		const { count, first } = dataSet?.judgement?.bad ?? { count: 0, first: [] };
		// A server counts them and does not show them.
		this.root.hidden = first.length === 0;
		if (first.length === 0) return;
		const { say } = words;
		setText(this.title, say("badRows"));
		setText(this.copy, say("copyRows"));
		setAttributes(this.copy, { "aria-label": say("copyRowsLong"), title: say("copyRowsLong") });
		setText(
			this.count,
			count > first.length
				? say("badRowsFirst", words.count(first.length), words.count(count))
				: count === 1
					? say("oneBadRow")
					: say("badRowsAll", words.count(count)),
		);
		const key = JSON.stringify([first, say("line")]);
		if (key === this.shown) return;
		this.shown = key;
		const hasFiles = first.some(({ file }) => file !== undefined);
		const head = [...(hasFiles ? ["file" as const] : []), "line", "problem", "text"] as const;
		this.room.replaceChildren(
			element(
				"table",
				{ "aria-labelledby": this.title.id },
				element(
					"thead",
					{},
					element(
						"tr",
						{},
						...head.map((id) =>
							element("th", { scope: "col", class: id === "line" ? "number" : "" }, say(id)),
						),
					),
				),
				element("tbody", {}, ...first.map((row) => rowOf(row, hasFiles, words.count))),
			),
		);
	}
}

function rowOf(
	{ file = "", line, text, problem }: ShownBadRow,
	hasFiles: boolean,
	count: (value: number) => string,
): HTMLElement {
	return element(
		"tr",
		{},
		...(hasFiles ? [element("td", { class: "file-name", title: file }, file)] : []),
		element("td", { class: "number" }, count(line)),
		element("td", {}, problem),
		element("td", { class: "raw", title: text }, text),
	);
}
