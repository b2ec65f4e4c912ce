import { element } from "../../dom";
import type { Point } from "../frame";

/** The box that a person draws to zoom into. */
export class Selection {
	readonly root = element("div", { class: "selection", hidden: true });

	show(a: Point, b: Point): void {
		const { style } = this.root;
		this.root.hidden = false;
		style.left = `${Math.min(a.x, b.x)}px`;
		style.top = `${Math.min(a.y, b.y)}px`;
		style.width = `${Math.abs(a.x - b.x)}px`;
		style.height = `${Math.abs(a.y - b.y)}px`;
	}

	hide(): void {
		this.root.hidden = true;
	}
}
