import { type Layer, crisp, xOf, yOf } from "../frame";

export interface Ray {
	readonly from: number;
	readonly value: number;
	readonly name: string;
}

/** Dotted lines at one price each, from a time on, named where they end. */
export const rayLayer =
	(rays: readonly Ray[]): Layer =>
	(pen, pane, { theme, pixelRatio }) => {
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
		pen.font = theme.font;
		pen.textAlign = "right";
		pen.textBaseline = "bottom";
		pen.lineJoin = "round";
		pen.lineWidth = 3;
		pen.strokeStyle = theme.background;
		pen.fillStyle = theme.dimText;
		for (const { name, value } of shown) {
			pen.strokeText(name, area.right - 4, yOf(pane, value));
			pen.fillText(name, area.right - 4, yOf(pane, value));
		}
	};
