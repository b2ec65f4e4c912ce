import { type TextArea, type TextLine, textsWithRoom } from "../../core/chart/tags";
import type { ChartTheme } from "../theme";
import type { Pen } from "./pen";
import { textWidth } from "./textWidth";

const HEIGHT = 13;
/** Between names in one line. */
const GAP = 4;
const HALO = 4;
/** Left and right of a name on the handle of a selection or anchor, together. */
export const NAME_PADDING = 12;

/** A word beside a mark in a plot. */
export interface Name {
	readonly text: string;
	/** Where the text starts, or where it ends when it is aligned to the right. */
	readonly x: number;
	/** Its middle. */
	readonly y: number;
	readonly align: "left" | "right";
	readonly color: string;
	readonly isBold?: boolean;
	/** Whether it stands on a plate, for where it lies on cells and lines of all colors. */
	readonly isOnPlate?: boolean;
	/** Of what it stands on, where that is higher than a line. */
	readonly height?: number;
	/** What matters more has the lower rank; of one rank, what comes first. */
	readonly rank: number;
}

/** Ranks of names, the most important first. */
export const RANK = { pane: 0, level: 1, node: 2, band: 3, ray: 4 } as const;

/**
 * Writes the names of a plot over its marks, the most important first. Those that would touch another or
 * be cut are left out: their marks stay.
 *
 * @param taken what stands there already
 */
export function drawNames(
	pen: Pen,
	names: readonly Name[],
	area: TextArea,
	theme: ChartTheme,
	taken: readonly TextLine[],
): void {
	const fontOf = ({ isBold }: Name) => (isBold === true ? theme.boldFont : theme.font);
	const texts = names
		.filter(({ text }) => text !== "")
		.sort((a, b) => a.rank - b.rank)
		.map((name) => {
			const width = textWidth(pen, fontOf(name), name.text);
			const left = name.align === "left" ? name.x : name.x - width;
			return { name, left, right: left + width, y: name.y, height: name.height ?? HEIGHT };
		});
	pen.textAlign = "left";
	pen.textBaseline = "middle";
	pen.lineJoin = "round";
	pen.lineWidth = HALO;
	pen.strokeStyle = theme.background;
	for (const { name, left, right, y } of textsWithRoom(texts, HEIGHT, GAP, area, taken)) {
		pen.font = fontOf(name);
		if (name.isOnPlate === true) {
			pen.fillStyle = theme.background;
			pen.fillRect(left - GAP / 2, y - HEIGHT / 2, right - left + GAP, HEIGHT);
		} else pen.strokeText(name.text, left, y);
		pen.fillStyle = name.color;
		pen.fillText(name.text, left, y);
	}
}

/** A text as far as it has room, with an ellipsis in place of the rest. */
export function cutTo(text: string, room: number, measure: (text: string) => number): string {
	const letters = [...text];
	let cut = text;
	for (let end = letters.length - 1; end > 0 && measure(cut) > room; end--)
		cut = `${letters.slice(0, end).join("").trimEnd()}…`;
	return cut;
}
