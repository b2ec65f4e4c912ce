import { type Layer, crisp, xOf, yOf } from "../frame";

export interface Ray {
	readonly from: number;
	/** `Infinity` goes to the end of what is in view. */
	readonly to: number;
	readonly value: number;
}

/** Dotted lines at one price each, from a time on. */
export const rayLayer =
	(rays: readonly Ray[]): Layer =>
	(pen, pane, { theme, pixelRatio }) => {
		const { area, x, y } = pane;
		pen.strokeStyle = theme.text;
		pen.lineWidth = 1;
		pen.setLineDash([2, 3]);
		pen.beginPath();
		for (const { from, to, value } of rays) {
			if (value < y.min || value > y.max || from > x.max) continue;
			const place = crisp(yOf(pane, value), pixelRatio);
			pen.moveTo(Math.max(area.left, xOf(pane, from)), place);
			pen.lineTo(to === Infinity ? area.right : Math.min(area.right, xOf(pane, to)), place);
		}
		pen.stroke();
		pen.setLineDash([]);
	};
