import type { ActionId, MessageAction } from "../../protocol/messages";
import { element, icon, setText } from "../dom";
import { actionButton } from "./banners";

const SKELETON_BARS = [22, 34, 51, 68, 84, 96, 88, 71, 57, 43, 30, 19];

/** What stands where the chart would be: loading, nothing to show, or a failure with ways forward. */
export class Placeholder {
	readonly root = element("div", { class: "placeholder" });

	private shown = "";

	constructor(private readonly act: (id: ActionId) => void) {}

	/** Skeleton lines; the style sheet keeps them invisible for the first 150 ms. */
	showLoading(text: string, cancel: MessageAction): void {
		const known = this.root.querySelector(".placeholder-text");
		const button = this.root.querySelector(".action");
		if (known !== null && button !== null && this.root.dataset["kind"] === "loading") {
			// A countdown is not read out every second.
			if (known.textContent !== text) known.setAttribute("role", "timer");
			setText(known, text);
			setText(button, cancel.label);
			return;
		}
		const bars = SKELETON_BARS.map((share) => {
			const bar = element("div", { class: "skeleton-bar" });
			bar.style.width = `${share}%`;
			return bar;
		});
		this.set(
			"loading",
			element("div", { class: "skeleton", "aria-hidden": "true" }, ...bars),
			element("p", { class: "placeholder-text", role: "status", "data-testid": "message" }, text),
			actionButton(cancel, "secondary", this.act),
		);
	}

	showMessage(kind: "empty" | "failed", text: string, actions: readonly MessageAction[]): void {
		// When nothing changed, the elements stay: the focus stays on its button and nothing is announced
		// twice.
		const key = JSON.stringify([kind, text, actions]);
		if (key === this.shown) return;
		const role = kind === "failed" ? "alert" : "status";
		this.set(
			kind,
			icon(kind === "failed" ? "error" : "graph"),
			element("p", { class: "placeholder-text", role, "data-testid": "message" }, text),
			element(
				"div",
				{ class: "placeholder-actions" },
				...actions.map((action, i) =>
					actionButton(action, i === 0 ? "primary" : "secondary", this.act),
				),
			),
		);
		this.shown = key;
	}

	private set(kind: string, ...children: HTMLElement[]): void {
		this.shown = "";
		this.root.dataset["kind"] = kind;
		this.root.replaceChildren(element("div", { class: "placeholder-body" }, ...children));
	}
}
