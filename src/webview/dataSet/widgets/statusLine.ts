import type { DataSetAction } from "../../../protocol/dataSet/messages";
import { element, icon, setAttributes, setText } from "../../dom";
import { actionButton } from "../../widgets/banners";
import type { DataSetState } from "../state";

/** What runs, as one line that is always there, so that nothing moves when it begins or ends. */
export class StatusLine {
	readonly root = element("div", { class: "status", "data-testid": "status" });
	private readonly bar = element("div", { class: "progress", role: "progressbar" });
	private readonly done = element("div", { class: "progress-done" });
	private readonly text = element("span", { class: "status-text", role: "status" });
	private readonly share = element("span", { class: "status-share", "aria-hidden": "true" });
	private readonly cancel = element("button", {
		type: "button",
		class: "action action-link",
		"data-testid": "cancel",
	});

	constructor(act: (id: DataSetAction) => void) {
		this.bar.append(this.done);
		this.root.append(
			element("div", { class: "track" }, this.bar),
			element("div", { class: "status-line" }, this.text, this.share, this.cancel),
		);
		this.cancel.addEventListener("click", () => {
			act("cancel");
		});
	}

	show({ status, dataSet, words, pending }: DataSetState): void {
		const { say, count, percent } = words;
		const isBusy = status.kind === "busy";
		const isJudging = isBusy && status.work === "judging";
		const share = isBusy ? status.share : undefined;
		setText(this.share, share === undefined ? "" : percent(share));
		this.cancel.hidden = !isJudging;
		setText(this.cancel, say("cancel"));
		this.bar.hidden = !isBusy && pending === undefined;
		this.bar.classList.toggle("progress-open", share === undefined);
		this.done.style.width = share === undefined ? "" : `${share * 100}%`;
		const files = isBusy ? (status.files ?? dataSet?.fileCount ?? 1) || 1 : 1;
		const sentence = isJudging
			? files === 1
				? say("judgingOneFile")
				: say("judgingFiles", count(files))
			: pending !== undefined && pending !== "id"
				? say("changing")
				: isBusy
					? say("understanding")
					: "";
		setText(this.text, sentence);
		setAttributes(this.root, { "data-busy": isBusy || pending !== undefined });
		setAttributes(this.bar, {
			"aria-label": sentence,
			"aria-valuenow": share === undefined ? undefined : String(Math.round(share * 100)),
			"aria-valuemin": "0",
			"aria-valuemax": "100",
		});
	}
}

/** What failed, and what needs somebody to do something. */
export class Banners {
	readonly root = element("div", { class: "banners" });
	private shown = "";

	constructor(private readonly act: (id: DataSetAction) => void) {}

	show({ status, dataSet, words }: DataSetState): void {
		const failed = status.kind === "failed" ? [status] : [];
		const notes = (dataSet?.notes ?? []).filter(({ actions = [] }) => actions.length > 0);
		const key = JSON.stringify([failed, notes, words.say("details")]);
		if (key === this.shown) return;
		this.shown = key;
		this.root.replaceChildren(
			...failed.map(({ text, isCancelled = false, detail, actions }) =>
				element(
					"div",
					isCancelled
						? { class: "banner banner-stopped", role: "status", "data-testid": "banner-stopped" }
						: { class: "banner banner-failed", role: "alert", "data-testid": "banner-failed" },
					icon(isCancelled ? "circle-slash" : "error"),
					element("span", { class: "banner-text" }, text),
					...actions.map((action) => actionButton(action, "link", this.act)),
					...(detail === undefined ? [] : [details(detail, words.say("details"))]),
				),
			),
			...notes.map(({ kind, text, actions = [] }) =>
				element(
					"div",
					{ class: `banner banner-${kind}`, "data-testid": `banner-${kind}` },
					icon(kind),
					element("span", { class: "banner-text" }, text),
					...actions.map((action) => actionButton(action, "link", this.act)),
				),
			),
		);
	}
}

export function details(detail: string, title: string): HTMLElement {
	return element(
		"details",
		{ class: "details" },
		element("summary", {}, title),
		element("p", { class: "details-text" }, detail),
	);
}
