import type { PanelCaption } from "../../protocol/messages";
import { element, putFirst, setText } from "../dom";
import type { Words } from "../words";
import { type HeaderPlan, planHeader } from "./headerPlan";
import type { Pickers } from "./pickers";
import type { Toolbar } from "./toolbar";
import { ToolMenu } from "./toolMenu";

/**
 * Market, venue and provider, range and interval: what the numbers below are of, with the lists and buttons beside them. It is
 * one line: what does not fit is behind one more button, and words that the source line says, too, are left out.
 */
export class Header {
	private readonly market = element("h1", { class: "market", "data-testid": "market" });
	private readonly source = element("span", { class: "source", "data-testid": "source" });
	private readonly detail = element("span", { class: "detail", "data-testid": "detail" });
	private readonly menu = new ToolMenu();
	private readonly roomy = element("div", { class: "header-line" });
	readonly root: HTMLElement;
	/** What the line was laid out for. */
	private key = "";
	private words: Words | undefined;

	constructor(
		private readonly pickers: Pickers,
		private readonly toolbar: Toolbar,
	) {
		toolbar.root.append(this.menu.button);
		this.roomy.append(
			element("div", { class: "title" }, this.market, this.source, this.detail),
			pickers.root,
			toolbar.root,
		);
		this.root = element("header", { class: "header" }, this.roomy, this.menu.root);
		new ResizeObserver(() => {
			this.arrange();
		}).observe(this.root);
	}

	show({ market, source, detail }: PanelCaption): void {
		setText(this.market, market);
		setText(this.source, source);
		setText(this.detail, detail);
		this.market.title = market;
		this.source.title = source;
		this.detail.title = detail;
	}

	/** Lays the line out anew where something in it has changed. */
	update(words: Words): void {
		this.words = words;
		const { pickers, toolbar } = this;
		const pressed = toolbar.pressed.join();
		const key = [this.market.textContent, pickers.key, toolbar.shown.join(), pressed];
		// Their room is the same whatever they say.
		const next = [...key, toolbar.words.hidden].join("\n");
		if (next === this.key) return;
		this.key = next;
		this.arrange();
	}

	private arrange(): void {
		const { words, pickers, toolbar, menu } = this;
		const room = this.roomy.clientWidth;
		if (words === undefined || room === 0) return;
		const plan = planHeader({
			room,
			name: this.market.scrollWidth,
			lists: pickers.lists.offsetWidth,
			stepper: pickers.stepper.offsetWidth,
			words: !toolbar.words.hidden,
			tools: toolbar.shown,
			pressed: toolbar.pressed,
		});
		const hadFocus = this.root.contains(document.activeElement);
		this.move(plan);
		menu.show(plan.hasMore, words);
		if (hadFocus && !this.hasVisibleFocus)
			toolbar.root.querySelector<HTMLElement>("button:not([hidden], :disabled)")?.focus();
	}

	/** Whether the focus is on something here that is seen. */
	private get hasVisibleFocus(): boolean {
		const { activeElement } = document;
		return (
			activeElement instanceof HTMLElement &&
			this.root.contains(activeElement) &&
			activeElement.offsetParent !== null
		);
	}

	/** Brings each piece to its place; what has the focus keeps it, or leaves it to the button that it went behind. */
	private move(plan: HeaderPlan): void {
		const { pickers, toolbar, menu } = this;
		const focused = document.activeElement;
		const hadFocus = focused instanceof HTMLElement && this.root.contains(focused);
		const { inLine, listed } = toolbar.place(plan, menu.button);
		const lists = [pickers.lists];
		const stepper = [pickers.stepper];
		putFirst(pickers.root, [...(plan.lists ? lists : []), ...(plan.stepper ? stepper : [])]);
		putFirst(toolbar.root, inLine);
		putFirst(menu.root, [
			...(plan.lists ? [] : lists),
			...(plan.stepper ? [] : stepper),
			...listed,
		]);
		if (!hadFocus || document.activeElement === focused) return;
		if (menu.root.contains(focused) && !menu.isOpen) menu.button.focus();
		else focused.focus();
	}
}
