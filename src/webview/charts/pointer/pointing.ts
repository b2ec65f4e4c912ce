import { Crosshair } from "./crosshair";
import { cursorAtPlace, placeOf } from "./cursorPlace";
import {
	type Frame,
	type PaneFrame,
	type Point,
	isInside,
	paneAt,
	valuesAt,
	xOf,
	yOf,
} from "../frame";
import { HoverCard } from "./hoverCard";
import type { Measuring } from "./measuring";
import {
	BRUSH_PANE,
	type Cursor,
	type CursorMarks,
	NAME_HEIGHT,
	type Place,
	type Screen,
	type Showing,
} from "../screen";

/** What the crosshair of another chart is on; nothing where it is on nothing. */
export type LinkedPlace = Parameters<Screen["cursorOf"]>[0];

/** What is pointed at, by pointer or keyboard: the crosshair on it and the card beside it. */
export class Pointing {
	private readonly crosshair = new Crosshair();
	private readonly card = new HoverCard();
	readonly elements = [this.crosshair.root, this.card.root] as const;
	private cursor: Cursor | undefined;
	/** Where the pointer is, if that chose the cursor. */
	pointer: Point | undefined;
	/** What the pointer chose the cursor in. */
	private chosenIn: { readonly screen: Screen; readonly pane: PaneFrame } | undefined;
	/** Where the cursor is, if the keyboard chose it. */
	private place: Place | undefined;

	/** Where the keyboard was when the focus went on to something over the chart: it goes on from there. */
	private left: Place | undefined;
	/** What the crosshair of a linked chart is on. It shows where nobody points here. */
	private linked: LinkedPlace | undefined;

	/**
	 * @param moved called with what a person points at, or `undefined` when they leave
	 * @param read called with what the crosshair is on, a linked one too
	 * @param measuring goes with the crosshair; its own card would lie over or under that of what was measured
	 */
	constructor(
		private readonly chart: Showing,
		private readonly moved: (cursor: Cursor | undefined) => void,
		private readonly read: (cursor: Cursor | undefined) => void,
		private readonly measuring: Measuring,
	) {}

	/** What the crosshair is on. */
	get at(): Cursor | undefined {
		return this.cursor;
	}

	/** Follows the pointer. */
	point(place: Point): void {
		const { screen, frame } = this.chart;
		const pointer = underName(frame, place);
		const pane = paneAt(frame, pointer);
		const isIn = pane !== undefined && pane.id !== BRUSH_PANE && isInside(pane.area, pointer);
		const cursor = isIn ? screen.cursorAt(pane, valuesAt(pane, pointer)) : undefined;
		if (cursor === undefined || pane === undefined) this.leave();
		else {
			this.place = undefined;
			this.chosenIn = { screen, pane };
			this.show(cursor, pointer);
		}
	}

	/** Goes to what the keyboard has chosen. */
	goTo(cursor: Cursor): void {
		this.show(cursor, undefined);
		this.place = placeOf(this.chart.screen, cursor);
	}

	/** After a change of the picture: stays under the pointer, or on the value that the keyboard walked to. */
	refresh(): void {
		const held = this.heldPlace();
		if (held !== undefined) {
			this.pointer = undefined;
			this.place = held;
		}
		if (this.pointer !== undefined) this.point(this.pointer);
		else if (this.place === undefined) this.showLinked();
		else {
			const cursor = cursorAtPlace(this.chart, this.place);
			if (cursor === undefined) this.leave();
			else this.show(cursor, undefined);
		}
	}

	/** Where the cursor stays when the plot has another room under a pointer that rests, such as beside longer names on the axis. */
	private heldPlace(): Place | undefined {
		const { cursor, pointer, chosenIn } = this;
		if (cursor === undefined || pointer === undefined || chosenIn === undefined) return undefined;
		const { screen, pane } = chosenIn;
		const now = this.chart.frame?.panes.find(({ id }) => id === pane.id);
		if (now === undefined) return undefined;
		const [range, before] = [now[screen.zoomAxis], pane[screen.zoomAxis]];
		const isLookedAtAlike = range.min === before.min && range.max === before.max;
		const sides = ["left", "right", "top", "bottom"] as const;
		const hasRoomAlike = sides.every((side) => now.area[side] === pane.area[side]);
		return isLookedAtAlike && !hasRoomAlike ? placeOf(screen, cursor) : undefined;
	}

	/** The focus goes on to something over the chart, such as a flag. */
	rest(): void {
		const { place } = this;
		this.leave();
		this.left = place;
	}

	/** Where a step of the keyboard begins. */
	get start(): Cursor | undefined {
		return this.cursor ?? (this.left && cursorAtPlace(this.chart, this.left));
	}

	leave(): void {
		this.left = undefined;
		this.cursor = undefined;
		this.pointer = undefined;
		this.place = undefined;
		this.card.hide();
		this.showLinked();
		this.moved(undefined);
	}

	/** Follows the crosshair of a linked chart, which has a card of its own. */
	follow(place: LinkedPlace): void {
		this.linked = place;
		if (this.cursor === undefined) this.showLinked();
	}

	private showLinked(): void {
		const { screen, frame } = this.chart;
		const cursor = this.linked && screen.cursorOf(this.linked);
		this.read(cursor);
		if (cursor === undefined || frame === undefined) this.crosshair.hide();
		else this.crosshair.show(screen.marks(cursor, undefined), frame);
	}

	/** Another theme may have another font. */
	forgetSizes(): void {
		this.card.forgetSizes();
	}

	private show(cursor: Cursor, pointer: Point | undefined): void {
		const { frame, screen } = this.chart;
		if (frame === undefined) return;
		this.left = undefined;
		this.cursor = cursor;
		this.pointer = pointer;
		this.moved(cursor);
		this.read(cursor);
		this.measuring.walk(cursor, pointer);
		const pane = pointer && paneAt(frame, pointer);
		const marks = screen.marks(
			cursor,
			pane && pointer && { pane: pane.id, at: valuesAt(pane, pointer) },
		);
		this.crosshair.show(marks, frame);
		if (this.measuring.isShown) {
			this.card.hide();
			return;
		}
		const home = frame.panes.find(({ id }) => id === (marks.y ?? marks.x)?.pane) ?? frame.panes[0];
		if (home === undefined) return;
		const { area } = home;
		const x = pointer?.x ?? (marks.x ? xOf(home, marks.x.value) : (area.left + area.right) / 2);
		const y = marks.y === undefined ? area.top : yOf(home, marks.y.value);
		const room = { left: 0, top: 0, right: frame.width, bottom: frame.height };
		const heights = [Math.max(area.top, y), ...pointHeights(marks, frame)];
		const place = { x, top: Math.min(...heights), bottom: Math.max(...heights) };
		this.card.show(screen.describe(cursor), place, room);
	}
}

/** How far down the points of a crosshair stand that are in view. */
function pointHeights({ points }: CursorMarks, { panes }: Frame): number[] {
	return points.flatMap(({ pane: id, y }) => {
		const pane = panes.find((one) => one.id === id);
		if (pane === undefined) return [];
		const height = yOf(pane, y);
		return height >= pane.area.top && height <= pane.area.bottom ? [height] : [];
	});
}

/** A point on the name above a pane is taken for one at the upper edge of the pane: between panes nothing is lost. */
function underName(frame: Frame | undefined, { x, y }: Point): Point {
	const named = frame?.panes.find(
		({ name = "", area }) =>
			name !== "" &&
			x >= area.left &&
			x <= area.right &&
			y < area.top &&
			y >= area.top - NAME_HEIGHT,
	);
	return named === undefined ? { x, y } : { x, y: named.area.top };
}
