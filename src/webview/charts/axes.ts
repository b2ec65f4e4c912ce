import { at } from "../../core/at";
import { type TextLine, spreadLabels } from "../../core/chart/tags";
import { remembered } from "../../core/remembered";
import { type AxisTag, type Frame, type PaneFrame, crisp, xOf, yOf } from "./frame";
import type { Pen } from "./pen";
import { TAG_NAME_GAP } from "./screen";
import { textWidth } from "./textWidth";

const TAG_HEIGHT = 17;
const LABEL_GAP = 8;

type AxisPane = Pick<PaneFrame, "y" | "area">;

/** Grid lines of a pane, under everything else. */
export function drawGrid(pen: Pen, pane: PaneFrame, { theme, pixelRatio }: Frame): void {
	const { area, x, y } = pane;
	strokeLines(pen, theme.grid, pixelRatio, (line) => {
		for (const { value } of x.ticks) {
			const place = crisp(xOf(pane, value), pixelRatio);
			line(place, area.top, place, area.bottom);
		}
		for (const { value } of y.ticks) {
			const place = crisp(yOf(pane, value), pixelRatio);
			line(area.left, place, area.right, place);
		}
	});
}

/** Axis lines, labels and tags around a pane. */
export function drawAxes(pen: Pen, pane: PaneFrame, frame: Frame): void {
	const { area, axisWidth, axisHeight } = pane;
	const { theme, pixelRatio } = frame;
	strokeLines(pen, theme.axis, pixelRatio, (line) => {
		const bottom = crisp(area.bottom, pixelRatio);
		line(area.left, bottom, area.right + axisWidth, bottom);
		const right = crisp(area.right, pixelRatio);
		line(right, area.top, right, area.bottom);
	});
	pen.font = theme.font;
	pen.textBaseline = "middle";
	if (axisHeight > 0) drawHorizontal(pen, pane, frame);
	if (axisWidth > 0) drawVertical(pen, pane, frame);
}

function drawHorizontal(pen: Pen, pane: PaneFrame, { theme, corner }: Frame): void {
	const { x: axis, area } = pane;
	const middle = area.bottom + pane.axisHeight / 2 + 1;
	pen.fillStyle = theme.dimText;
	if (corner !== "" && pane.axisWidth > 0 && axis.title === "") {
		pen.textAlign = "left";
		pen.fillText(corner, area.right + 6, middle);
	}
	let end = area.right;
	if (axis.title !== "") {
		pen.textAlign = "right";
		end -= textWidth(pen, theme.font, axis.title);
		// The title is drawn only when it leaves room for the numbers.
		if (end > area.left + 60) pen.fillText(axis.title, area.right, middle);
		else end = area.right;
	}
	pen.textAlign = "center";
	let ticks = axis.ticks;
	const [last] = ticks.slice(-1);
	if (end === area.right && axis.unit !== undefined && last !== undefined) {
		const text = `${last.label} ${axis.unit}`;
		const half = textWidth(pen, theme.font, text) / 2;
		const center = Math.min(xOf(pane, last.value), end - half);
		if (center - half >= area.left) {
			pen.fillText(text, center, middle);
			end = center - half;
			ticks = ticks.slice(0, -1);
		}
	}
	const isTaken = end < area.right;
	let labelsEnd = area.left;
	for (const { value, label, isMajor } of ticks) {
		const place = xOf(pane, value);
		const half = textWidth(pen, theme.font, label) / 2;
		// A label at an end moves inward, still beside its tick.
		const center = Math.max(isTaken ? place : Math.min(place, end - half), area.left + half);
		if (center - half < labelsEnd || center + half + (isTaken ? LABEL_GAP : 0) > end) continue;
		labelsEnd = center + half + LABEL_GAP;
		pen.fillStyle = isMajor ? theme.text : theme.dimText;
		pen.fillText(label, center, middle);
	}
}

function drawVertical(pen: Pen, pane: PaneFrame, { theme }: Frame): void {
	const { y: axis, area, axisWidth } = pane;
	const tags = placeTags(pane);
	pen.textAlign = "left";
	pen.fillStyle = theme.dimText;
	// Beside the name above a pane there is room for half a label.
	const top = pane.name === undefined || pane.name === "" ? area.top : area.top - 6;
	const labels = axis.ticks.map(({ value, label }) => ({ label, place: yOf(pane, value) }));
	const free = labels.filter(({ place }) =>
		tags.every(({ middle }) => Math.abs(middle - place) >= TAG_HEIGHT),
	);
	const whole = free.filter(({ place }) => place - 6 >= top && place + 6 <= area.bottom);
	// An axis of a low pane has one number at least: it moves inward, still beside its tick.
	const [lowest] = tags.length === 0 ? free : [];
	const moved = lowest && [{ ...lowest, place: Math.min(lowest.place, area.bottom - 6) }];
	for (const { label, place } of whole.length > 0 ? whole : (moved ?? []))
		pen.fillText(label, area.right + 7, place);
	for (const { tag, middle } of tags) {
		const { text, name, short } = tag;
		const more = widthOverPlot(pen, tag, theme);
		const left = area.right + 1 - more;
		const place = yOf(pane, tag.value);
		if (Math.abs(place - middle) > TAG_HEIGHT / 2) drawLeader(pen, tag.color, left, place, middle);
		pen.fillStyle = tag.color;
		pen.beginPath();
		pen.roundRect(left, middle - TAG_HEIGHT / 2, axisWidth - 2 + more, TAG_HEIGHT, 2);
		pen.fill();
		pen.fillStyle = tag.ink;
		pen.font = theme.font;
		if (more > 0) pen.fillText(name, area.right + 7 - more, middle + 0.5);
		else if (short !== undefined) {
			const width = textWidth(pen, theme.boldFont, text);
			pen.fillText(short, area.right + 7 + width + TAG_NAME_GAP, middle + 0.5);
		}
		pen.font = theme.boldFont;
		pen.fillText(text, area.right + 7, middle + 0.5);
	}
}

/** How far into the plot a line begins that leads from a level to its tag. */
const LEADER = 10;

/** Leads from a level to its tag, where that had to make room for others. */
function drawLeader(pen: Pen, color: string, left: number, place: number, middle: number): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1;
	pen.beginPath();
	pen.moveTo(left - LEADER, place);
	pen.lineTo(left, middle);
	pen.stroke();
}

/** How far the tag of a name that the axis has no room for reaches into the plot. */
function widthOverPlot(pen: Pen, { name, short }: AxisTag, { font }: Frame["theme"]): number {
	if (short !== undefined || name === "") return 0;
	return textWidth(pen, font, name) + 6;
}

/** Where tags reach into a plot, so that no name of a mark is written there. */
export function tagsOverPlot(pen: Pen, pane: PaneFrame, { theme }: Frame): readonly TextLine[] {
	if (pane.axisWidth === 0) return [];
	const { right } = pane.area;
	return placeTags(pane)
		.map(({ tag, middle }) => ({
			left: right - widthOverPlot(pen, tag, theme),
			right,
			y: middle,
			height: TAG_HEIGHT,
		}))
		.filter(({ left }) => left < right);
}

/** Whether a label at a height on the axis of a pane would cover one of its tags. */
export function coversTag(pane: AxisPane, y: number): boolean {
	return placeTags(pane).some(({ middle }) => Math.abs(middle - y) < TAG_HEIGHT);
}

interface PlacedTag {
	readonly tag: AxisTag;
	readonly middle: number;
}

/**
 * Tags of the values on the axis, moved apart where they would cover each other: once for each pane of a frame, whose names,
 * axis and crosshair all ask for them.
 */
const placeTags = remembered((pane: AxisPane): readonly PlacedTag[] => {
	const { y: axis, area } = pane;
	const inView = axis.tags
		.filter(({ value, text }) => text !== "" && value >= axis.min && value <= axis.max)
		.sort((a, b) => b.value - a.value);
	const wishes = inView.map(({ value }) => yOf(pane, value));
	const middles = spreadLabels(wishes, TAG_HEIGHT, area.top, area.bottom);
	return inView.map((tag, i) => ({ tag, middle: at(middles, i) }));
});

/** Draws many hairlines with one stroke. */
function strokeLines(
	pen: Pen,
	color: string,
	pixelRatio: number,
	trace: (line: (x1: number, y1: number, x2: number, y2: number) => void) => void,
): void {
	pen.strokeStyle = color;
	pen.lineWidth = 1 / pixelRatio;
	pen.setLineDash([]);
	pen.beginPath();
	trace((x1, y1, x2, y2) => {
		pen.moveTo(x1, y1);
		pen.lineTo(x2, y2);
	});
	pen.stroke();
}
