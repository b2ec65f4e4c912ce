import { element } from "../dom";

/** Words for screen readers about what has just happened. */
export class LiveRegion {
	readonly root = element("div", { class: "visually-hidden", "aria-live": "polite" });

	/** The same words twice are announced twice. */
	announce(words: string): void {
		this.root.textContent = "";
		this.root.textContent = words;
	}
}
