import type { ActionId, MessageAction } from "../../protocol/messages";
import { element, icon, pushButton, setText } from "../dom";

/** One thin line above the chart. */
export interface Banner {
	readonly kind: "failed" | "partial" | "notice" | "busy" | "waiting" | "stale";
	readonly text: string;
	readonly actions: readonly MessageAction[];
}

const ICONS: Readonly<Record<Banner["kind"], string>> = {
	failed: "error",
	partial: "warning",
	notice: "warning",
	busy: "sync",
	waiting: "info",
	stale: "history",
};

/** Lines about the state of the chart: it is partial, old, being refreshed, or the refresh failed. */
export class Banners {
	readonly root = element("div", { class: "banners" });
	private shown = "";
	private form = "";

	constructor(private readonly act: (id: ActionId) => void) {}

	show(banners: readonly Banner[]): void {
		const key = JSON.stringify(banners);
		if (key === this.shown) return;
		const form = JSON.stringify(banners.map(({ kind, actions }) => [kind, actions]));
		if (this.shown !== "" && form === this.form) this.reword(banners);
		else this.replace(banners);
		[this.shown, this.form] = [key, form];
	}

	/** New words in the same lines: buttons keep the focus, and a countdown is not read out every second. */
	private reword(banners: readonly Banner[]): void {
		for (const [at, { kind, text }] of banners.entries()) {
			const line = this.root.children[at];
			const words = line?.querySelector(".banner-text");
			if (line === undefined || words === null || words === undefined) continue;
			if (kind === "busy") line.setAttribute("role", "timer");
			setText(words, text);
		}
	}

	private replace(banners: readonly Banner[]): void {
		this.root.replaceChildren(
			...banners.map(({ kind, text, actions }) =>
				element(
					"div",
					{
						class: `banner banner-${kind}`,
						"data-testid": `banner-${kind}`,
						role: kind === "failed" ? "alert" : "status",
					},
					icon(ICONS[kind]),
					element("span", { class: "banner-text" }, text),
					...actions.map((action) => actionButton(action, "link", this.act)),
				),
			),
		);
	}
}

/** A button for something that the host does. */
export function actionButton<Id extends string>(
	{ id, label }: { readonly id: Id; readonly label: string },
	style: "primary" | "secondary" | "link",
	act: (id: Id) => void,
): HTMLButtonElement {
	const button = pushButton(
		{ class: `action action-${style}`, "data-testid": `action-${id}` },
		label,
	);
	button.addEventListener("click", () => {
		act(id);
	});
	return button;
}
