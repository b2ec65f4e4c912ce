import { Crosshair } from "./crosshair";
import { type CursorPlace, cursorAtPlace, placeOf } from "./cursorPlace";
import { type Point, isInside, paneAt, valuesAt, xOf, yOf } from "../frame";
import { HoverCard } from "./hoverCard";
import { BRUSH_PANE, type Cursor, type Showing } from "../screen";

/** What is pointed at, by pointer or keyboard: the crosshair on it and the card beside it. */
export class Pointing {
	private readonly crosshair = new Crosshair();
	private readonly card = new HoverCard();
	readonly elements = [this.crosshair.root, this.card.root] as const;
	private cursor: Cursor | undefined;
	/** Where the pointer is, if that chose the cursor. */
	private pointer: Point | undefined;
	/** Where the cursor is, if the keyboard chose it. */
	private place: CursorPlace | undefined;

	constructor(private readonly chart: Showing) {}

	/** What the crosshair is on. */
	get at(): Cursor | undefined {
		return this.cursor;
	}

	/** Follows the pointer. */
	point(pointer: Point): void {
		const { screen, frame } = this.chart;
		const pane = paneAt(frame, pointer);
		const isIn = pane !== undefined && pane.id !== BRUSH_PANE && isInside(pane.area, pointer);
		const cursor = isIn ? screen.cursorAt(pane, valuesAt(pane, pointer)) : undefined;
		if (cursor === undefined) this.leave();
		else {
			this.place = undefined;
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
		if (this.pointer !== undefined) this.point(this.pointer);
		else if (this.place !== undefined) {
			const cursor = cursorAtPlace(this.chart, this.place);
			if (cursor === undefined) this.leave();
			else this.show(cursor, undefined);
		}
	}

	leave(): void {
		this.cursor = undefined;
		this.pointer = undefined;
		this.place = undefined;
		this.crosshair.hide();
		this.card.hide();
	}

	/** Another theme may have another font. */
	forgetSizes(): void {
		this.card.forgetSizes();
	}

	private show(cursor: Cursor, pointer: Point | undefined): void {
		const { frame, screen } = this.chart;
		if (frame === undefined) return;
		this.cursor = cursor;
		this.pointer = pointer;
		const pane = pointer && paneAt(frame, pointer);
		const marks = screen.marks(
			cursor,
			pane && pointer && { pane: pane.id, at: valuesAt(pane, pointer) },
		);
		this.crosshair.show(marks, frame);
		const home = frame.panes.find(({ id }) => id === (marks.y ?? marks.x)?.pane) ?? frame.panes[0];
		if (home === undefined) return;
		const { area } = home;
		const x = pointer?.x ?? (marks.x ? xOf(home, marks.x.value) : (area.left + area.right) / 2);
		const y = marks.y === undefined ? area.top : yOf(home, marks.y.value);
		const room = { left: 0, top: 0, right: frame.width, bottom: frame.height };
		this.card.show(screen.describe(cursor), x, Math.max(area.top, y), room);
	}
}
