import { element } from "../dom";
import type { PlotArea } from "./frame";
import type { ItemWords } from "./plot";

/** Between the card and the row or point it describes. */
const DISTANCE = 14;

/** The compact card with the exact values of what is under the crosshair. */
export class HoverCard {
	readonly root = element("div", { class: "card", "aria-hidden": "true", hidden: true });

	hide(): void {
		this.root.hidden = true;
	}

	/** Shows the words beside a place in the chart, never on the row that they describe. */
	show(words: ItemWords, x: number, y: number, area: PlotArea): void {
		const { root } = this;
		root.replaceChildren(
			element("div", { class: "card-title" }, words.title),
			...words.rows.map(({ label, value, role }) =>
				element(
					"div",
					{ class: "card-row" },
					element(
						"span",
						{ class: `card-label ${role === undefined ? "" : `mark-${role}`}` },
						label,
					),
					element("span", { class: "card-value" }, value),
				),
			),
		);
		root.hidden = false;
		const { offsetWidth: width, offsetHeight: height } = root;
		const isRightFree = x + DISTANCE + width <= area.right;
		const left = isRightFree ? x + DISTANCE : Math.max(area.left, x - DISTANCE - width);
		const isBelowFree = y + DISTANCE + height <= area.bottom;
		const top = isBelowFree ? y + DISTANCE : Math.max(area.top, y - DISTANCE - height);
		root.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
	}
}
