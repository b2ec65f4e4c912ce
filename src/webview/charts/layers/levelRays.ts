import type { ChartTheme } from "../../theme";
import { type Layer, crisp, xOf, yOf } from "../frame";
import { RANK } from "../names";

/** A price that holds from one time to another, with its name where it ends. */
export interface LevelRay {
	readonly from: number;
	readonly to: number;
	readonly price: number;
	readonly name: string;
	/** Its price in words, for where the axis does not reach it. */
	readonly text: string;
	/** Whether it is the lower end of a range, whose name stands below it. */
	readonly isLower: boolean;
	/** Whether it is the last of its name: those are named before others. */
	readonly isNow: boolean;
	readonly color: (theme: ChartTheme) => string;
	readonly dash: readonly number[];
}

/** So many levels beyond an end of the price axis are named there, the nearest first. */
const MOST_BEYOND = 3;
const LINE = 14;

/**
 * Levels over the time in which they hold, each in the colour and dash of its kind. The newest of those that the price axis does not
 * reach are named at its end, with their prices.
 */
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
		for (const isAbove of [true, false]) {
			const beyond = rays
				.filter(({ isNow, name }) => isNow && name !== "")
				.filter(({ from, to }) => from < x.max && to > x.min)
				.filter(({ price }) => (isAbove ? price > y.max : price < y.min))
				.sort((a, b) => (isAbove ? a.price - b.price : b.price - a.price));
			beyond.slice(0, MOST_BEYOND).forEach(({ name, text, color }, i) => {
				const fromEdge = 9 + i * LINE;
				names.push({
					text: `${isAbove ? "↑" : "↓"} ${name} ${text}`,
					x: area.right - 4,
					y: isAbove ? area.top + fromEdge : area.bottom - fromEdge,
					align: "right",
					color: color(theme),
					rank: RANK.level,
				});
			});
		}
	};
