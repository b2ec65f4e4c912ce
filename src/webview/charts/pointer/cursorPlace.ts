import type { Cursor, Place, Screen, Showing } from "../screen";

/** The place of a cursor that no pointer has chosen. */
export function placeOf(screen: Screen, cursor: Cursor): Place | undefined {
	const { x, y } = screen.marks(cursor, undefined);
	const pane = (x ?? y)?.pane;
	return pane === undefined
		? undefined
		: { pane, at: { x: NaN, y: NaN, ...screen.pointOf(cursor) } };
}

/** The cursor at a place in the frame that is on the canvas now; `undefined` where its pane is gone. */
export function cursorAtPlace(
	{ screen, frame }: Showing,
	{ pane: id, at }: Place,
): Cursor | undefined {
	const pane = frame?.panes.find((one) => one.id === id);
	return pane && screen.cursorAt(pane, at);
}
