import type { Point } from "../frame";
import type { Cursor, Screen, Showing } from "../screen";

/** Where a cursor stands on the axes of its pane. It stays where it is when another frame numbers rows anew. */
export interface CursorPlace {
	readonly pane: string;
	/** NaN on an axis that the cursor says nothing about. */
	readonly at: Point;
}

/** The place of a cursor that no pointer has chosen. */
export function placeOf(screen: Screen, cursor: Cursor): CursorPlace | undefined {
	const { x, y } = screen.marks(cursor, undefined);
	const pane = (x ?? y)?.pane;
	return pane === undefined
		? undefined
		: { pane, at: { x: NaN, y: NaN, ...screen.pointOf(cursor) } };
}

/** The cursor at a place in the frame that is on the canvas now; `undefined` where its pane is gone. */
export function cursorAtPlace(
	{ screen, frame }: Showing,
	{ pane: id, at }: CursorPlace,
): Cursor | undefined {
	const pane = frame?.panes.find((one) => one.id === id);
	return pane && screen.cursorAt(pane, at);
}
