import { element, icon, pushButton, setAttributes, setClass, setText } from "../dom";
import type { FollowingState } from "../../protocol/messages";
import { FollowLine } from "./followLine";
import type { HeaderPlan } from "./headerPlan";
import { TOOLS, type ToolId } from "./tools";
import type { Words } from "../words";

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

/** The icon buttons at the right of the header. Where it has no room for all, the others are named in a list. */
export class Toolbar {
	readonly root = element("div", { class: "toolbar", role: "toolbar" });
	private readonly followLine = new FollowLine();
	private readonly buttons = new Map<ToolId, HTMLButtonElement>();
	/** What the buttons were last made for. */
	private state: ToolbarState | undefined;
	private said: Words | undefined;
	/** Buttons that make sense now, and those of them that are switched on. */
	shown: readonly ToolId[] = [];
	pressed: readonly ToolId[] = [];

	constructor(press: (tool: ToolId) => void) {
		this.root.append(this.followLine.root);
		for (const tool of TOOLS) {
			const button = pushButton(
				{ class: "tool", "data-testid": tool.id },
				icon(tool.icon),
				element("span", { class: "tool-name" }),
			);
			button.addEventListener("click", () => {
				press(tool.id);
			});
			this.buttons.set(tool.id, button);
			this.root.append(button);
		}
	}

	show(state: ToolbarState, words: Words): void {
		this.followLine.show(state.hasData ? state.following : { isOn: false }, words);
		const follow = this.buttons.get("follow");
		if (follow !== undefined) {
			// It tells the age that stands beside it, which ticks on in one state.
			setAttributes(follow, {
				title: followTitle(words.say("follow"), state.following, this.words.title),
			});
			// Where the words have no room, a chart that gets no numbers would look like one that does.
			setClass(follow, "late", state.following.delayed !== undefined);
		}
		if (words === this.said && isSame(state, this.state)) return;
		Object.assign(this, { state, said: words });
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
		const focused = TOOLS.find(({ id }) => this.buttons.get(id) === document.activeElement)?.id;
		const { savedAs, cost } = state;
		this.shown = TOOLS.flatMap(({ id }) => (isShown[id] ? [id] : []));
		const isOn: Readonly<Partial<Record<ToolId, boolean>>> = {
			measure: state.isMeasuring,
			select: state.isSelecting,
			table: state.isTableOpen,
			follow: state.following.isOn,
		};
		this.pressed = this.shown.filter((id) => isOn[id] === true);
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
			const [, name] = button.children;
			if (name !== undefined) setText(name, label);
			const title = id === "refresh" && cost !== undefined ? `${label} · ${cost}` : label;
			setAttributes(button, {
				...(id === "follow" ? {} : { title }),
				"aria-label": label,
				...(isOn[id] === undefined ? {} : { "aria-pressed": String(isOn[id]) }),
				...(id === "follow"
					? {
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

	/** Moves the focus to a button, or to the one that opens the list where it is. */
	focus(id: ToolId): void {
		const button = this.buttons.get(id);
		button?.focus();
		if (button !== document.activeElement)
			this.root.querySelector<HTMLElement>(":scope > [aria-controls]")?.focus();
	}

	/** Words about following. */
	get words(): HTMLElement {
		return this.followLine.root;
	}

	/**
	 * What stands in the line and what is listed with its name.
	 *
	 * @param more the button that opens the list
	 */
	place({ tools, words, keepsReset }: HeaderPlan, more: HTMLElement) {
		this.root.classList.toggle("keeps-reset", keepsReset);
		this.words.style.width = words > 0 ? `${words}px` : "";
		const isListed = (id: ToolId) => this.shown.includes(id) && !tools.has(id);
		for (const [id, button] of this.buttons) button.classList.toggle("named", isListed(id));
		const buttons = [...this.buttons];
		return {
			inLine: [
				...(words > 0 ? [this.words] : []),
				...buttons.filter(([id]) => !isListed(id)).map(([, button]) => button),
				more,
			],
			listed: [
				...(words > 0 ? [] : [this.words]),
				...buttons.filter(([id]) => isListed(id)).map(([, button]) => button),
			],
		};
	}

	private focusAfter(id: ToolId, isShown: Readonly<Record<ToolId, boolean>>): void {
		const successor = SUCCESSORS[id];
		if (successor === undefined) return;
		if (isShown[successor]) this.buttons.get(successor)?.focus();
		else this.focusAfter(successor, isShown);
	}
}

/** What the switch does, and the words beside it, which may have no room; or why it cannot be switched on. */
function followTitle(label: string, { isOn, refusal }: FollowingState, said: string): string {
	return isOn ? `${label} · ${said}` : (refusal ?? label);
}

/** Buttons are made anew only for another state: an answer that is followed comes again and again in the same one. */
function isSame(state: ToolbarState, before: ToolbarState | undefined): boolean {
	if (before === undefined) return false;
	const fields = Object.keys(state) as (keyof ToolbarState)[];
	return fields.every((field) => state[field] === before[field]);
}
