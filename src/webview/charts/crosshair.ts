import { element } from "../dom";
import { type Frame, type PlotArea, xOf, yOf } from "./frame";
import type { CursorMarks } from "./plot";

/**
 * The crosshair with its tags on the axes. It is made of elements that only move, so that following
 * the pointer repaints nothing of the chart.
 */
export class Crosshair {
	private readonly vertical = element("div", { class: "cross-line cross-vertical" });
	private readonly horizontal = element("div", { class: "cross-line cross-horizontal" });
	private readonly point = element("div", { class: "cross-point" });
	private readonly priceTag = element("div", { class: "cross-tag cross-price" });
	private readonly bottomTag = element("div", { class: "cross-tag cross-bottom" });
	readonly root = element(
		"div",
		{ class: "cross", "aria-hidden": "true", hidden: true },
		this.vertical,
		this.horizontal,
		this.point,
		this.priceTag,
		this.bottomTag,
	);

	hide(): void {
		this.root.hidden = true;
	}

	/** @param point value that the marked point has on the price axis, where it has one */
	show(marks: CursorMarks, frame: Frame, area: PlotArea, point: number | undefined): void {
		const x = marks.x === undefined ? undefined : xOf(frame.x, area, marks.x);
		const y = marks.y === undefined ? undefined : yOf(frame.y, area, marks.y);
		const isXInside = x !== undefined && x >= area.left && x <= area.right;
		const isYInside = y !== undefined && y >= area.top && y <= area.bottom;
		this.root.hidden = false;
		place(this.vertical, isXInside ? { x, y: area.top } : undefined);
		place(this.horizontal, isYInside ? { x: area.left, y } : undefined);
		this.vertical.style.height = `${area.bottom - area.top}px`;
		this.horizontal.style.width = `${area.right - area.left}px`;
		place(
			this.point,
			isXInside && point !== undefined ? { x, y: yOf(frame.y, area, point) } : undefined,
		);
		this.priceTag.textContent = marks.yLabel;
		this.priceTag.style.width = `${frame.y.thickness - 2}px`;
		place(this.priceTag, isYInside && marks.yLabel !== "" ? { x: area.right + 1, y } : undefined);
		this.bottomTag.textContent = marks.xLabel;
		place(this.bottomTag, isXInside && marks.xLabel !== "" ? { x, y: area.bottom + 3 } : undefined);
	}
}

function place(
	node: HTMLElement,
	at: { readonly x: number; readonly y: number } | undefined,
): void {
	node.hidden = at === undefined;
	if (at === undefined) return;
	node.style.setProperty("--x", `${Math.round(at.x)}px`);
	node.style.setProperty("--y", `${Math.round(at.y)}px`);
}
