import { element, setHidden } from "../../dom";
import { type PaneFrame, type Point, isInside, paneAt, valuesAt, xOf, yOf } from "../frame";
import { BRUSH_PANE, type Cursor, type Measured, type Place, type Showing } from "../screen";
import { HoverCard } from "./hoverCard";
import { placeBox } from "./selection";

/** The box that a person measures with, and the card that says what lies in it. */
export class Measuring {
	private readonly box = element("div", { class: "measure", "aria-hidden": "true", hidden: true });
	private readonly card = new HoverCard();
	private readonly corner = element("div", { class: "measure-corner", hidden: true });
	readonly elements = [this.box, this.corner, this.card.root] as const;
	private from: Place | undefined;
	private to: Place | undefined;
	/** Whether a key has set one corner, and the other goes with the crosshair. */
	isWalking = false;

	/** Whether the next drag measures without a key. */
	isArmed = false;

	/** @param ended called when a drag has measured */
	constructor(
		private readonly chart: Showing,
		private readonly ended: (spoken: string | undefined) => void,
	) {
		this.card.root.setAttribute("data-testid", "measured");
	}

	/** Begins at a point of a pane; does nothing beside all of them. */
	begin(at: Point): void {
		this.clear();
		this.from = this.placeAt(at);
	}

	/** Pulls the other corner to a point, which may lie beside the pane where it began. */
	pull(at: Point): void {
		const { from } = this;
		const pane = from && this.chart.frame?.panes.find(({ id }) => id === from.pane);
		if (pane === undefined) return;
		const { left, right, top, bottom } = pane.area;
		const x = Math.max(left, Math.min(right, at.x));
		const y = Math.max(top, Math.min(bottom, at.y));
		this.to = { pane: pane.id, at: valuesAt(pane, { x, y }) };
		this.refresh();
	}

	/** The button is up: what was measured stays until it is cleared. */
	end(): void {
		this.isArmed = false;
		this.ended(this.measured?.words.spoken);
	}

	/**
	 * A corner by key, at the crosshair: the first begins, the second ends and returns what was measured in words. Where there is
	 * nothing to measure, it does not begin, or goes on.
	 *
	 * @param pointer where the pointer is, if that chose the cursor
	 */
	mark(cursor: Cursor, pointer: Point | undefined): string | undefined {
		if (!this.isWalking) {
			this.clear();
			this.from = pointer ? this.placeAt(pointer) : this.placeOf(cursor);
			this.isWalking = this.from !== undefined;
			this.refresh();
			return undefined;
		}
		this.walk(cursor, pointer);
		this.isWalking = this.measured === undefined;
		this.refresh();
		return this.measured?.words.spoken;
	}

	/** The crosshair has moved. */
	walk(cursor: Cursor, pointer: Point | undefined): void {
		if (!this.isWalking) return;
		if (pointer) this.pull(pointer);
		else {
			this.to = this.placeOf(cursor);
			this.refresh();
		}
	}

	clear(): void {
		this.from = this.to = undefined;
		this.isWalking = false;
		this.refresh();
	}

	/** Puts first corner, box and card where their values lie in the frame that is on the canvas. */
	refresh(): void {
		const { measured, from, to } = this;
		const { frame } = this.chart;
		const pane = frame?.panes.find(({ id }) => id === from?.pane);
		const corner = this.isWalking && from && pane ? cornerOf(from, pane) : undefined;
		setHidden(this.corner, corner === undefined);
		if (corner !== undefined) placeBox(this.corner, corner, corner);
		const box = measured && pane && boxOf(measured, pane);
		const isShown = box !== undefined && box.right > box.left && box.bottom > box.top;
		setHidden(this.box, !isShown);
		if (!isShown || frame === undefined || !from || !to || !measured) {
			this.card.hide();
			return;
		}
		const { left, right, top, bottom } = box;
		placeBox(this.box, { x: left, y: top }, { x: right, y: bottom });
		const isForward = !(to.at.x < from.at.x);
		const x = measured.x === undefined ? (left + right) / 2 : isForward ? right : left;
		const y = to.at.y > from.at.y ? top : bottom;
		const room = { left: 0, top: 0, right: frame.width, bottom: frame.height };
		this.card.show(measured.words, { x, top: y, bottom: y }, room);
	}

	/** Whether there is a card of what was measured. */
	get isShown(): boolean {
		return !this.card.root.hidden;
	}

	/** Another theme may have another font. */
	forgetSizes(): void {
		this.card.forgetSizes();
	}

	private get measured(): Measured | undefined {
		const { from, to } = this;
		return from && to && this.chart.screen.measure?.(from, to);
	}

	private placeAt(at: Point): Place | undefined {
		const pane = paneAt(this.chart.frame, at);
		const isIn = pane !== undefined && pane.id !== BRUSH_PANE && isInside(pane.area, at);
		return isIn ? { pane: pane.id, at: valuesAt(pane, at) } : undefined;
	}

	/** Where the crosshair stands, NaN on an axis that it says nothing about; `undefined` at an interval without a value. */
	private placeOf(cursor: Cursor): Place | undefined {
		const { screen } = this.chart;
		const { x, y } = screen.marks(cursor, undefined);
		return y && { pane: y.pane, at: { x: x?.value ?? NaN, y: y.value, ...screen.pointOf(cursor) } };
	}
}

/** Where a corner is in view; in the middle of the pane where it has no time. */
function cornerOf({ at: { x, y } }: Place, pane: PaneFrame): Point | undefined {
	const { left, right } = pane.area;
	const at = { x: isNaN(x) ? (left + right) / 2 : xOf(pane, x), y: yOf(pane, y) };
	return isInside(pane.area, at) ? at : undefined;
}

/** The part of the box that is in view. */
function boxOf({ x, y }: Measured, pane: PaneFrame) {
	const { area } = pane;
	const within = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
	const [left, right] = x === undefined ? [area.left, area.right] : x.map((one) => xOf(pane, one));
	const [bottom, top] = y === undefined ? [area.bottom, area.top] : y.map((one) => yOf(pane, one));
	return {
		left: within(left ?? area.left, area.left, area.right),
		right: within(right ?? area.right, area.left, area.right),
		top: within(top ?? area.top, area.top, area.bottom),
		bottom: within(bottom ?? area.bottom, area.top, area.bottom),
	};
}
