import { element } from "../dom";

/** Words for screen readers about what has just happened. */
export class LiveRegion {
	readonly root = element("div", { class: "visually-hidden", "aria-live": "polite" });

	/** The text is cleared first, so that the same words are announced again. */
	announce(words: string): void {
		this.root.textContent = "";
		this.root.textContent = words;
	}
}
