import { element, icon, setAttributes } from "../dom";
import type { FollowingState } from "../../protocol/messages";
import type { WebviewStringId } from "../../protocol/strings";
import { FollowLine } from "./followLine";
import type { Words } from "../words";

/** What the toolbar's buttons are for. */
export type ToolId =
	| "resetZoom"
	| "refresh"
	| "cancel"
	| "editQuery"
	| "addMarket"
	| "saveMarket"
	| "exportData"
	| "measure"
	| "copyImage"
	| "select"
	| "table"
	| "follow"
	| "options";

const TOOLS: readonly { readonly id: ToolId & WebviewStringId; readonly icon: string }[] = [
	{ id: "resetZoom", icon: "screen-normal" },
	{ id: "refresh", icon: "refresh" },
	{ id: "cancel", icon: "stop-circle" },
	{ id: "follow", icon: "broadcast" },
	{ id: "editQuery", icon: "edit" },
	{ id: "addMarket", icon: "add" },
	{ id: "saveMarket", icon: "star-empty" },
	{ id: "exportData", icon: "export" },
	{ id: "measure", icon: "symbol-ruler" },
	{ id: "copyImage", icon: "device-camera" },
	{ id: "select", icon: "arrow-both" },
	{ id: "table", icon: "table" },
	{ id: "options", icon: "settings" },
];

/** Which button gets the focus when the focused one disappears. */
const SUCCESSORS: Readonly<Partial<Record<ToolId, ToolId>>> = {
	resetZoom: "refresh",
	refresh: "cancel",
	cancel: "refresh",
};

/** Which buttons make sense now. */
export interface ToolbarState {
	readonly isBusy: boolean;
	readonly isZoomed: boolean;
	readonly hasData: boolean;
	/** Whether the next drag over the chart measures. */
	readonly isMeasuring: boolean;
	/** Whether stretches of time can be selected, and whether the next pull does. */
	readonly canSelect: boolean;
	readonly isSelecting: boolean;
	readonly isTableOpen: boolean;
	readonly areOptionsOpen: boolean;
	/** What asking again costs. */
	readonly cost: string | undefined;
	/** Name of the saved market that the chart belongs to. */
	readonly savedAs: string | undefined;
	readonly following: FollowingState;
}

/** The icon buttons at the right of the header. */
export class Toolbar {
	readonly root = element("div", { class: "toolbar", role: "toolbar" });
	private readonly followLine = new FollowLine();
	private readonly buttons = new Map<ToolId, HTMLButtonElement>();

	constructor(press: (tool: ToolId) => void) {
		this.root.append(this.followLine.root);
		for (const tool of TOOLS) {
			const button = element(
				"button",
				{ type: "button", class: "tool", "data-testid": tool.id },
				icon(tool.icon),
			);
			button.addEventListener("click", () => {
				press(tool.id);
			});
			this.buttons.set(tool.id, button);
			this.root.append(button);
		}
	}

	show(state: ToolbarState, words: Words): void {
		this.root.setAttribute("aria-label", words.say("toolbar"));
		const isShown: Readonly<Record<ToolId, boolean>> = {
			resetZoom: state.isZoomed,
			refresh: !state.isBusy,
			cancel: state.isBusy,
			follow: state.hasData,
			editQuery: state.hasData,
			addMarket: state.hasData,
			saveMarket: true,
			exportData: state.hasData,
			measure: state.hasData,
			copyImage: state.hasData,
			select: state.canSelect,
			table: state.hasData,
			options: state.hasData,
		};
		this.followLine.show(state.hasData ? state.following : { isOn: false }, words);
		const focused = TOOLS.find(({ id }) => this.buttons.get(id) === document.activeElement)?.id;
		const { savedAs, cost } = state;
		for (const { id } of TOOLS) {
			const button = this.buttons.get(id);
			if (button === undefined) continue;
			button.hidden = !isShown[id];
			const isSaved = id === "saveMarket" && savedAs !== undefined;
			const label = isSaved ? words.say("saveAgain", savedAs) : words.say(id);
			if (id === "saveMarket") {
				const star = isSaved ? "star-full" : "star-empty";
				button.firstElementChild?.setAttribute("class", `codicon codicon-${star}`);
			}
			setAttributes(button, {
				title: id === "refresh" && cost !== undefined ? `${label} · ${cost}` : label,
				"aria-label": label,
				...(id === "measure" ? { "aria-pressed": String(state.isMeasuring) } : {}),
				...(id === "select" ? { "aria-pressed": String(state.isSelecting) } : {}),
				...(id === "table" ? { "aria-pressed": String(state.isTableOpen) } : {}),
				...(id === "follow"
					? {
							title: state.following.isOn ? label : (state.following.refusal ?? label),
							"aria-pressed": String(state.following.isOn),
							"aria-disabled": String(
								!state.following.isOn && state.following.refusal !== undefined,
							),
						}
					: {}),
				...(id === "options" ? { "aria-expanded": String(state.areOptionsOpen) } : {}),
			});
		}
		if (focused !== undefined && !isShown[focused]) this.focusAfter(focused, isShown);
	}

	/** Moves the focus to a button. */
	focus(id: ToolId): void {
		this.buttons.get(id)?.focus();
	}

	private focusAfter(id: ToolId, isShown: Readonly<Record<ToolId, boolean>>): void {
		const successor = SUCCESSORS[id];
		if (successor === undefined) return;
		if (isShown[successor]) this.buttons.get(successor)?.focus();
		else this.focusAfter(successor, isShown);
	}
}
