import type { PaneFrame } from "./frame";
import type { ChartTheme } from "../theme";
import type { Pen } from "./pen";

const HEIGHT = 13;
/** Between names in one line. */
const GAP = 4;
const HALO = 4;

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
	/** What matters more has the lower rank; of one rank, what comes first. */
	readonly rank: number;
}

/** Ranks of names, the most important first. */
export const RANK = { pane: 0, level: 1, node: 2, band: 3, ray: 4 } as const;

/**
 * Writes the names of a plot over its marks, the most important first. Those that would touch another or
 * be cut are left out: their marks stay.
 */
export function drawNames(
	pen: Pen,
	names: readonly Name[],
	{ area }: PaneFrame,
	theme: ChartTheme,
): void {
	const taken: { readonly left: number; readonly right: number; readonly y: number }[] = [];
	pen.textBaseline = "middle";
	pen.lineJoin = "round";
	pen.lineWidth = HALO;
	pen.strokeStyle = theme.background;
	for (const { text, x, y, align, color, isBold } of names.toSorted((a, b) => a.rank - b.rank)) {
		if (text === "" || y - HEIGHT / 2 < area.top || y + HEIGHT / 2 > area.bottom) continue;
		pen.font = isBold === true ? theme.boldFont : theme.font;
		const width = pen.measureText(text).width;
		const left = align === "left" ? x : x - width;
		const right = left + width;
		if (left < area.left || right > area.right) continue;
		const isCovered = taken.some(
			(other) =>
				Math.abs(other.y - y) < HEIGHT && left < other.right + GAP && right > other.left - GAP,
		);
		if (isCovered) continue;
		taken.push({ left, right, y });
		pen.textAlign = align;
		pen.strokeText(text, x, y);
		pen.fillStyle = color;
		pen.fillText(text, x, y);
	}
}
