import { element } from "../../dom";
import type { Point } from "../frame";

/** The box that a person draws to zoom into. */
export class Selection {
	readonly root = element("div", { class: "selection", hidden: true });

	show(a: Point, b: Point): void {
		this.root.hidden = false;
		placeBox(this.root, a, b);
	}

	hide(): void {
		this.root.hidden = true;
	}
}

/** Spans an element between two corners of the chart. */
export function placeBox({ style }: HTMLElement, a: Point, b: Point): void {
	style.left = `${Math.min(a.x, b.x)}px`;
	style.top = `${Math.min(a.y, b.y)}px`;
	style.width = `${Math.abs(a.x - b.x)}px`;
	style.height = `${Math.abs(a.y - b.y)}px`;
}
