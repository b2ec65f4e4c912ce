import type { NamedSpan } from "../../../core/query/selections";
import { type Layer, crisp, xOf, yOf } from "../frame";
import { RANK } from "../names";
import type { Pen } from "../pen";

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

/** Height of the bar over a selection, which its name stands under. */
const BAR_PIXELS = 3;

/**
 * Selected stretches of time: a bar at the top with the name, edges, and POC, VAH and VAL across each. The cells under them
 * keep their colours.
 */
export const spansLayer =
	(spans: () => readonly DrawnSpan[], text: (price: number) => string): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const { area } = pane;
		for (const { name, from, to, levels } of spans()) {
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
			names.push({
				text: name,
				x: start + 6,
				y: area.top + BAR_PIXELS + 9,
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
				names.push({
					text: `${word} ${text(price)}`,
					x: end - 4,
					y: y - 8,
					align: "right",
					color,
					rank: RANK.node,
				});
			};
			level(levels.poc, "POC", theme.poc, [], 2);
			level(levels.vah, "VAH", theme.valueArea, [5, 3], 1.5);
			level(levels.val, "VAL", theme.valueArea, [5, 3], 1.5);
		}
	};

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
