import type { NamedSpan } from "../../../core/query/selections";
import { type Layer, type PaneFrame, crisp, xOf, yOf } from "../frame";
import { NAME_PADDING, RANK, cutTo } from "../names";
import type { Pen } from "../pen";
import { textWidth } from "../textWidth";

/** Levels of a selection as they are printed. */
export interface SpanLevels {
	readonly poc: number;
	readonly vah: number;
	readonly val: number;
}

/** A selection with its levels; none where its intervals have no profile. */
export interface DrawnSpan extends NamedSpan {
	readonly levels: SpanLevels | undefined;
}

/** Height of the bar over a selection, which its name stands under, and of the handle with the name. */
const BAR_PIXELS = 3;
const NAME_PIXELS = 22;

/** Between the label of a level and the end of its line. */
const LABEL_GAP = 4;

/**
 * Selected stretches of time: a bar at the top with the name, edges, and POC, VAH and VAL across each. The cells under them
 * keep their colours.
 */
export const spansLayer =
	(spans: () => readonly DrawnSpan[], text: (price: number) => string): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const { area } = pane;
		const all = spans();
		for (const span of all) {
			const { name, from, to, levels } = span;
			const [left, right] = [xOf(pane, from), xOf(pane, to)];
			if (right <= area.left || left >= area.right) continue;
			const start = Math.max(area.left, left);
			const end = Math.min(area.right, right);
			pen.fillStyle = theme.text;
			pen.fillRect(start, area.top, end - start, BAR_PIXELS);
			pen.strokeStyle = theme.text;
			pen.lineWidth = 1;
			pen.setLineDash([]);
			for (const edge of [left, right]) {
				if (edge >= area.left && edge <= area.right) {
					const x = crisp(edge, pixelRatio);
					line(pen, x, area.top, x, area.bottom);
				}
			}
			const room = nameEnd(span, all, pane) - start - NAME_PADDING;
			names.push({
				text: cutTo(name, room, (some) => textWidth(pen, theme.boldFont, some)),
				x: start + NAME_PADDING / 2,
				y: area.top + BAR_PIXELS + NAME_PIXELS / 2,
				height: NAME_PIXELS,
				align: "left",
				color: theme.text,
				isBold: true,
				rank: RANK.pane,
			});
			if (levels === undefined) continue;
			const level = (price: number, word: string, color: string, dash: number[], width: number) => {
				if (price < pane.y.min || price > pane.y.max) return;
				const y = crisp(yOf(pane, price), pixelRatio);
				halo(pen, start, end, y, theme.background, width);
				pen.strokeStyle = color;
				pen.lineWidth = width;
				pen.setLineDash(dash);
				line(pen, start, y, end, y);
				pen.setLineDash([]);
				const label = `${word} ${text(price)}`;
				const wide = textWidth(pen, theme.font, label) + 2 * LABEL_GAP;
				// What is wider than its selection stands behind it, in nobody else's.
				const isBehind = wide > end - start;
				const isCovered = (other: NamedSpan) =>
					xOf(pane, other.from) < end + wide && xOf(pane, other.to) > end;
				if (isBehind && all.some(isCovered)) return;
				names.push({
					text: label,
					x: isBehind ? end + LABEL_GAP : end - LABEL_GAP,
					y: isBehind ? y : y - 8,
					align: isBehind ? "left" : "right",
					color,
					isOnPlate: true,
					rank: RANK.node,
				});
			};
			level(levels.poc, "POC", theme.poc, [], 2);
			level(levels.vah, "VAH", theme.valueArea, [5, 3], 1.5);
			level(levels.val, "VAL", theme.valueArea, [5, 3], 1.5);
		}
	};

/** Where the name of a selection has to end: at the next selection or the end of the pane, and not before its own end. */
export function nameEnd(
	{ from, to }: NamedSpan,
	all: readonly NamedSpan[],
	pane: PaneFrame,
): number {
	const later = all.map((other) => other.from).filter((start) => start > from);
	return Math.min(pane.area.right, xOf(pane, Math.max(to, Math.min(...later))));
}

/** A line under the line, so that it is seen on cells of any colour. */
function halo(pen: Pen, start: number, end: number, y: number, color: string, width: number): void {
	pen.strokeStyle = color;
	pen.lineWidth = width + 2;
	line(pen, start, y, end, y);
}

function line(pen: Pen, x0: number, y0: number, x1: number, y1: number): void {
	pen.beginPath();
	pen.moveTo(x0, y0);
	pen.lineTo(x1, y1);
	pen.stroke();
}
