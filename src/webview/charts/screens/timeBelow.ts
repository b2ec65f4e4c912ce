import { at } from "../../../core/at";
import type { AxisState, Frame } from "../frame";
import { formedWithin } from "../priceAxis";
import {
	type AxisRanges,
	type Cursor,
	NAME_HEIGHT,
	type Screen,
	type ScreenSize,
	TOP_PADDING,
} from "../screen";
import { LEAST_MAIN } from "./timeLayout";

/** Share of the height that the pane over time gets, its least height, and what it leaves the profile at least. */
const SHARE = 0.28;
const LEAST = 84;
const LEAST_ABOVE = 140;
/** Narrowest chart whose axis has room for names of markets beside the profiles; the legend names them, too. */
const NAMED_FROM = 420;

/**
 * A profile, or several side by side, with a pane over time under all, on a time axis that shows all of it. The wheel and keys
 * zoom the profile; arrow keys to the sides walk through time, or from one of several profiles to the next. Down from the lowest
 * row leads into time, and up from there back to the POC.
 *
 * @param time a chart of which that pane is shown alone
 * @param id of the pane
 * @param noRoom stands above the profile where the chart is too low for the pane
 */
export function timeBelow(profile: Screen, time: Screen, id: string, noRoom: string): Screen {
	const of = (cursor: Cursor) => (cursor.time === undefined ? profile : time);
	return {
		...profile,
		layOut(ranges, size) {
			const height = Math.max(LEAST, Math.round(SHARE * size.height));
			if (size.height - height < LEAST_ABOVE) return named(profile, ranges, size, noRoom);
			const whole = time.layOut({}, { ...size, height: height + LEAST_MAIN });
			const shift = size.height - whole.height;
			const own = whole.panes
				.filter((pane) => pane.id === id)
				.map((pane) => (size.width < NAMED_FROM ? { ...pane, y: unnamed(pane.y) } : pane));
			const under = own.map(({ y }) => y);
			const above = profile.layOut(ranges, { ...size, height: size.height - height, under });
			const last = at(above.panes, above.panes.length - 1);
			const panes = own.map((pane) => ({
				...pane,
				// Its axis stands under that of the prices.
				axisWidth: last.axisWidth,
				area: {
					...last.area,
					left: at(above.panes, 0).area.left,
					top: pane.area.top + shift,
					bottom: pane.area.bottom + shift,
				},
				x: { ...pane.x, title: whole.corner },
				y: formedWithin(pane.y, last.axisWidth, size.measure),
			}));
			return { ...above, height: size.height, panes: [...above.panes, ...panes] };
		},
		cursorAt: (pane, place) => (pane.id === id ? time : profile).cursorAt(pane, place),
		cursorOf: (place) => profile.cursorOf(place) ?? time.cursorOf(place),
		step(cursor, dx, dy) {
			const isBelow = cursor?.time !== undefined;
			if (dx !== 0) {
				const beside = isBelow ? undefined : profile.step(cursor, dx, 0);
				return beside ?? time.step(isBelow ? cursor : undefined, dx, 0);
			}
			if (isBelow) return dy === -1 ? undefined : profile.step(undefined, 0, dy === 1 ? 0 : dy);
			const next = profile.step(cursor, 0, dy);
			const isLowest = dy === -1 && cursor !== undefined && next?.row === cursor.row;
			return isLowest ? time.step(undefined, -1, 0) : next;
		},
		pointOf: (cursor) => of(cursor).pointOf(cursor),
		marks(cursor, pointer) {
			const { x, ...marks } = of(cursor).marks(cursor, pointer);
			return { ...marks, ...(x && { x: cursor.time === undefined ? x : { ...x, pane: id } }) };
		},
		describe: (cursor) => of(cursor).describe(cursor),
		numbersAt: (cursor) => of(cursor).numbersAt(cursor),
		measure(from, to) {
			// Between a price and a time lies nothing.
			if ((from.pane === id) !== (to.pane === id)) return undefined;
			return (from.pane === id ? time : profile).measure?.(from, to);
		},
	};
}

/** An axis whose tags have their colors and numbers alone. */
function unnamed(axis: AxisState): AxisState {
	return { ...axis, tags: axis.tags.map(({ short: _short, ...tag }) => ({ ...tag, name: "" })) };
}

/** A profile alone, or several side by side, under words that say so. */
function named(profile: Screen, ranges: AxisRanges, size: ScreenSize, name: string): Frame {
	const bare = profile.layOut(ranges, size);
	// Names of markets stand under it, where there are any.
	const by = bare.panes.some((pane) => pane.name) ? NAME_HEIGHT : NAME_HEIGHT - TOP_PADDING;
	const frame = profile.layOut(ranges, { ...size, height: size.height - by });
	const panes = frame.panes.map((pane) => {
		const { top, bottom } = pane.area;
		return { ...pane, area: { ...pane.area, top: top + by, bottom: bottom + by } };
	});
	return { ...frame, height: size.height, panes, name };
}
