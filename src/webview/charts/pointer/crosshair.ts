import { element, setClass, setHidden, setText } from "../../dom";
import { coversTag } from "../axes";
import { type Frame, type PaneFrame, isInside, xOf, yOf } from "../frame";
import type { CursorMarks } from "../screen";

/** Narrower intervals and lower rows have no numbers, and get a line. */
const LEAST_FRAME = 12;
/** Hardly any text is wider than this for each of its letters; and what a tag has beside its text, with a gap. */
const LETTER = 6;
const TAG_ROOM = 10;

/**
 * The crosshair with its tags on the axes, across all panes that share an axis. It is made of elements
 * that only move, so that following the pointer repaints nothing of the chart.
 */
export class Crosshair {
	private readonly vertical = element("div", { class: "cross-line cross-vertical" });
	private readonly horizontal = element("div", { class: "cross-line cross-horizontal" });
	private readonly priceTag = element("div", { class: "cross-tag cross-price" });
	private readonly bottomTag = element("div", { class: "cross-tag cross-bottom" });
	private readonly points = element("div");
	readonly root = element(
		"div",
		{ class: "cross", "aria-hidden": "true", hidden: true },
		this.vertical,
		this.horizontal,
		this.points,
		this.priceTag,
		this.bottomTag,
	);

	hide(): void {
		setHidden(this.root, true);
	}

	show(marks: CursorMarks, { panes }: Frame): void {
		const paneOf = (id: string) => panes.find((pane) => pane.id === id);
		setHidden(this.root, false);
		this.showTime(marks.x, panes, paneOf);
		this.showPrice(marks.y, panes, paneOf);
		const places = marks.points.flatMap(({ pane, x, y }) => {
			const found = paneOf(pane);
			const at = found && { x: xOf(found, x), y: yOf(found, y) };
			return found !== undefined && at !== undefined && isInside(found.area, at) ? [at] : [];
		});
		while (this.points.childElementCount > places.length) this.points.lastElementChild?.remove();
		places.forEach((at, i) => {
			const node = this.points.children[i] ?? this.points.appendChild(point());
			if (node instanceof HTMLElement) place(node, at);
		});
	}

	private showTime(mark: CursorMarks["x"], panes: readonly PaneFrame[], paneOf: PaneOf): void {
		const pane = mark && paneOf(mark.pane);
		const x = mark && pane && xOf(pane, mark.value);
		const isShown = pane && x !== undefined && x >= pane.area.left && x <= pane.area.right;
		const group = panes.filter(({ xGroup }) => xGroup === pane?.xGroup);
		const top = Math.min(...group.map(({ area }) => area.top));
		const bottom = Math.max(...group.map(({ area }) => area.bottom));
		const ends =
			pane && reachOf(mark, (value) => xOf(pane, value), pane.area.left, pane.area.right);
		place(this.vertical, isShown ? { x: ends?.[0] ?? x, y: top } : undefined);
		this.vertical.style.height = `${bottom - top}px`;
		this.vertical.style.width = widthOf(ends);
		setClass(this.vertical, "cross-frame", ends !== undefined);
		setText(this.bottomTag, mark?.label ?? "");
		const hasTag = isShown && mark?.label !== "";
		const y = pane && x !== undefined && isOnTitle(pane, x, mark.label) ? bottom - 20 : bottom + 3;
		place(this.bottomTag, hasTag ? { x, y } : undefined, insideChart);
	}

	private showPrice(mark: CursorMarks["y"], panes: readonly PaneFrame[], paneOf: PaneOf): void {
		const pane = mark && paneOf(mark.pane);
		const y = mark && pane && yOf(pane, mark.value);
		const isShown = pane && y !== undefined && y >= pane.area.top && y <= pane.area.bottom;
		const group = panes.filter(({ yGroup }) => yGroup === pane?.yGroup);
		const left = Math.min(...group.map(({ area }) => area.left));
		const labelled = group.find((one) => one.axisWidth > 0);
		const right = Math.max(...group.map(({ area }) => area.right));
		const ends =
			pane && reachOf(mark, (value) => yOf(pane, value), pane.area.top, pane.area.bottom);
		place(this.horizontal, isShown ? { x: left, y: ends?.[0] ?? y } : undefined);
		this.horizontal.style.width = `${right - left}px`;
		this.horizontal.style.height = widthOf(ends);
		setClass(this.horizontal, "cross-frame", ends !== undefined);
		setText(this.priceTag, mark?.label ?? "");
		const hasTag = isShown && labelled !== undefined && mark?.label !== "";
		if (!hasTag) {
			place(this.priceTag, undefined);
			return;
		}
		// Beside the tag of a level, over the plot, it hides none.
		const isBeside = coversTag(labelled, y);
		const { area, axisWidth } = labelled;
		// A range of prices is wider than the axis and reaches into the plot.
		this.priceTag.style.minWidth = isBeside ? "0" : `${axisWidth - 2}px`;
		place(this.priceTag, { x: isBeside ? area.right : area.right + axisWidth - 1, y });
	}
}

type PaneOf = (id: string) => PaneFrame | undefined;

function point(): HTMLElement {
	return element("div", { class: "cross-point" });
}

/** Whether a tag would hide a part of the name of a volume axis; over the plot it does not. */
function isOnTitle({ x: axis, xGroup, area }: PaneFrame, x: number, label: string): boolean {
	const half = TAG_ROOM + (label.length * LETTER) / 2;
	return (
		xGroup !== "time" && axis.title !== "" && x + half > area.right - axis.title.length * LETTER
	);
}

/** First and last pixel of what a line frames, within a pane; `undefined` where it stays a line. */
function reachOf(
	{ value, half = 0 }: NonNullable<CursorMarks["x"]>,
	pixelOf: (value: number) => number,
	low: number,
	high: number,
): readonly [number, number] | undefined {
	const ends = [pixelOf(value - half), pixelOf(value + half)];
	const [first, last] = [Math.max(low, Math.min(...ends)), Math.min(high, Math.max(...ends))];
	return last - first < LEAST_FRAME ? undefined : [Math.round(first), Math.round(last)];
}

function widthOf(ends: readonly [number, number] | undefined): string {
	return ends === undefined ? "0" : `${ends[1] - ends[0] + 1}px`;
}

/** A tag is centred under its line, and moved inside where it would be cut at an edge of the chart. */
const insideChart = (x: number) => `clamp(50%, ${x}px, 100cqi - 50%)`;

function place(
	node: HTMLElement,
	at: { readonly x: number; readonly y: number } | undefined,
	across = (x: number) => `${x}px`,
): void {
	setHidden(node, at === undefined);
	if (at !== undefined)
		node.style.transform = `translate(${across(Math.round(at.x))}, ${Math.round(at.y)}px)`;
}
