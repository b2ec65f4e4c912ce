import type { AnchorMark } from "../../../core/query/anchors";
import type { Anchors } from "../anchors";
import { type Layer, type PaneFrame, crisp, isInside, xOf, yOf } from "../frame";
import { RANK, cutTo } from "../names";
import { textWidth } from "../textWidth";

const POINT_RADIUS = 3.5;
/** Height of the flag with an anchor's name, and what it has beside the name, the button to remove it among that. */
const FLAG_HEIGHT = 22;
const BESIDE_NAME = 41;
/** More of a name is not shown, in pixels, and so much of it even where its flag reaches out of the pane. */
const LONGEST_NAME = 150;
const LEAST_NAME = 20;

/** Where the flag of an anchor stands, in pixels. */
export interface AnchorFlag {
	readonly mark: AnchorMark;
	readonly x: number;
	readonly top: number;
	/** Whether it lies left of its place, because there is no room at the right. */
	readonly isLeft: boolean;
	/** Room for its name. */
	readonly nameWidth: number;
}

/**
 * The flags of the anchors in view, just above the lower edge of a pane; those that would cover each other stand in another line.
 *
 * @param widthOf width of a name
 */
export function anchorFlags(
	anchors: Anchors,
	pane: PaneFrame,
	widthOf: (name: string) => number,
): AnchorFlag[] {
	const { area } = pane;
	const ends: number[] = [];
	return anchors.list
		.map((mark) => ({ mark, x: xOf(pane, anchors.placeOf(mark).time) }))
		.filter(({ x }) => x >= area.left && x <= area.right)
		.sort((a, b) => a.x - b.x)
		.map(({ mark, x }) => {
			const room = Math.max(area.right - x, x - area.left) - BESIDE_NAME;
			const most = Math.max(LEAST_NAME, Math.min(LONGEST_NAME, room));
			const nameWidth = Math.min(most, widthOf(mark.name));
			const width = BESIDE_NAME + nameWidth;
			const isLeft = x + width > area.right && x - width >= area.left;
			const start = isLeft ? x - width : x;
			const free = ends.findIndex((end) => end <= start);
			const line = free < 0 ? ends.length : free;
			ends[line] = start + width;
			return { mark, x, isLeft, nameWidth, top: area.bottom - 1 - FLAG_HEIGHT * (line + 1) };
		});
}

/** Where anchors are: a line from the flag with the name to the point at which the VWAP begins. */
export const anchorsLayer =
	(anchors: Anchors, isShown: (mark: AnchorMark) => boolean): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const widthOf = (name: string) => textWidth(pen, theme.boldFont, name);
		for (const { mark, x, top, isLeft, nameWidth } of anchorFlags(anchors, pane, widthOf)) {
			if (!isShown(mark)) continue;
			const color = anchors.colorOf(mark, theme);
			const { price } = anchors.placeOf(mark);
			const point = { x, y: yOf(pane, price) };
			const isMarked = isInside(pane.area, point);
			pen.strokeStyle = color;
			pen.lineWidth = 1;
			pen.setLineDash([2, 2]);
			pen.beginPath();
			pen.moveTo(crisp(x, pixelRatio), isMarked ? point.y : pane.area.top);
			pen.lineTo(crisp(x, pixelRatio), pane.area.bottom);
			pen.stroke();
			pen.setLineDash([]);
			if (isMarked) {
				pen.beginPath();
				pen.arc(point.x, point.y, POINT_RADIUS, 0, 2 * Math.PI);
				pen.fillStyle = theme.background;
				pen.lineWidth = 2;
				pen.fill();
				pen.stroke();
			}
			names.push({
				text: cutTo(mark.name, nameWidth, widthOf),
				x: isLeft ? x - 9 : x + 9,
				y: top + FLAG_HEIGHT / 2,
				align: isLeft ? "right" : "left",
				color,
				isBold: true,
				rank: RANK.pane,
			});
		}
	};
