import type { ChartTheme } from "../../theme";
import { type Layer, crisp, xOf, yOf } from "../frame";
import { RANK } from "../names";

/** A price that holds from one time to another, with its name where it ends. */
export interface LevelRay {
	readonly from: number;
	readonly to: number;
	readonly price: number;
	readonly name: string;
	/** Whether it is the lower end of a range, whose name stands below it. */
	readonly isLower: boolean;
	/** Whether it is the last of its name: those are named before others. */
	readonly isNow: boolean;
	readonly color: (theme: ChartTheme) => string;
	readonly dash: readonly number[];
}

/** Levels over the time in which they hold, each in the colour and dash of its kind. */
export const levelRays =
	(rays: readonly LevelRay[]): Layer =>
	(pen, pane, { theme, pixelRatio }, names) => {
		const { area, x, y } = pane;
		const shown = rays.filter(
			({ price, from, to }) => price >= y.min && price <= y.max && from < x.max && to > x.min,
		);
		pen.lineWidth = 1;
		for (const { from, to, price, name: text, isNow, isLower, color, dash } of shown) {
			const ink = color(theme);
			const place = crisp(yOf(pane, price), pixelRatio);
			const right = Math.min(area.right, xOf(pane, to));
			pen.strokeStyle = ink;
			pen.setLineDash([...dash]);
			pen.beginPath();
			pen.moveTo(Math.max(area.left, xOf(pane, from)), place);
			pen.lineTo(right, place);
			pen.stroke();
			const rank = isNow ? RANK.level : RANK.ray;
			names.push({
				text,
				x: right - 4,
				y: place + (isLower ? 8 : -7),
				align: "right",
				color: ink,
				rank,
			});
		}
		pen.setLineDash([]);
	};
