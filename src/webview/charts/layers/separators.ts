import { type Layer, crisp, xOf } from "../frame";
import { RANK } from "../names";
import { textWidth } from "../textWidth";

/** From the beginning of a session to its name. */
const NAME_INDENT = 5;

/** Where a session begins and ends, and what it is called. */
export interface Separator {
	readonly from: number;
	/** Where it ends: a line stands there, too, where no other begins. */
	readonly to?: number;
	readonly name: string;
	/** Whether a line stands there, or the name alone. */
	readonly hasLine: boolean;
}

/** Thin lines across a pane, each with a name at its top. */
export const separatorsLayer =
	(separators: readonly Separator[]): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const { area, x } = pane;
		const begins = new Set(separators.map(({ from }) => from));
		const ends = separators.flatMap(({ to, hasLine }) =>
			hasLine && to !== undefined && !begins.has(to) && to >= x.min && to < x.max ? [to] : [],
		);
		const inView = separators.filter(({ from }) => from >= x.min && from < x.max);
		pen.strokeStyle = theme.isHighContrast ? theme.text : theme.axis;
		pen.lineWidth = 1;
		pen.setLineDash([]);
		pen.beginPath();
		const lines = inView.flatMap(({ from, hasLine }) => (hasLine ? [from] : []));
		for (const time of [...lines, ...ends]) {
			const place = crisp(xOf(pane, time), pixelRatio);
			pen.moveTo(place, area.top);
			pen.lineTo(place, area.bottom);
		}
		pen.stroke();
		for (const [i, { from, to = Infinity, name: text }] of inView.entries()) {
			const at = { x: xOf(pane, from) + NAME_INDENT, y: area.top + 9, align: "left" } as const;
			const end = Math.min(to, inView[i + 1]?.from ?? Infinity);
			// A name that runs on over the next session gives way to the name of that one.
			const hasRoom = at.x + textWidth(pen, theme.font, text) <= xOf(pane, Math.min(end, x.max));
			const rank = hasRoom ? RANK.band : RANK.ray;
			names.push({ text, ...at, color: theme.dimText, isOnPlate: true, rank });
		}
	};
