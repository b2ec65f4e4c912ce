import { type Layer, crisp, xOf, yOf } from "../frame";
import { RANK } from "../names";

export interface Ray {
	readonly from: number;
	readonly value: number;
	readonly name: string;
}

/** Dotted lines at one price each, from a time on, named where they end. */
export const rayLayer =
	(rays: readonly Ray[]): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const { area, x, y } = pane;
		pen.strokeStyle = theme.text;
		pen.lineWidth = 1;
		pen.setLineDash([2, 3]);
		pen.beginPath();
		const shown = rays.filter(({ value, from }) => {
			return value >= y.min && value <= y.max && from <= x.max;
		});
		for (const { from, value } of shown) {
			const place = crisp(yOf(pane, value), pixelRatio);
			pen.moveTo(Math.max(area.left, xOf(pane, from)), place);
			pen.lineTo(area.right, place);
		}
		pen.stroke();
		pen.setLineDash([]);
		for (const { name: text, value } of shown) {
			const at = { x: area.right - 4, y: yOf(pane, value) - 7, align: "right" } as const;
			names.push({ text, ...at, color: theme.dimText, rank: RANK.ray });
		}
	};
