import type { PanelCaption } from "../../protocol/messages";
import { element, setText } from "../dom";

/** Market, venue and provider, range and interval: what the numbers below are of. */
export class Header {
	private readonly market = element("h1", { class: "market", "data-testid": "market" });
	private readonly source = element("span", { class: "source", "data-testid": "source" });
	private readonly detail = element("span", { class: "detail", "data-testid": "detail" });
	readonly root: HTMLElement;

	constructor(pickers: HTMLElement, toolbar: HTMLElement) {
		this.root = element(
			"header",
			{ class: "header" },
			element("div", { class: "title" }, this.market, this.source),
			this.detail,
			pickers,
			toolbar,
		);
	}

	show({ market, source, detail }: PanelCaption): void {
		setText(this.market, market);
		setText(this.source, source);
		setText(this.detail, detail);
		this.market.title = market;
		this.source.title = source;
		this.detail.title = detail;
	}
}
