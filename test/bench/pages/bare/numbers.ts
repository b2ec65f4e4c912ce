import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { DEEP_PLOT, deepWindow } from "../deepWindow";
import type { Contender } from "../harness";
import { PLOT, canvasIn, dayAndTime, drawAxes } from "./canvas";
import { shade } from "./cells";

const SHADES = 256;
/** Shades from here on are light enough for black. */
const LIGHT_FROM = 150;

/** The cells of a deep zoom on a bare canvas: a rectangle and a number for each, on as many pixels as ours. */
export function bareNumbers(room: HTMLElement, series: VolumeProfileSeries): Contender {
	const { times, offsets, prices, buy, sell, interval, step = 1 } = series;
	const ctx = canvasIn(room);
	let largest = 0;
	for (let i = 0; i < prices.length; i++)
		largest = Math.max(largest, (buy[i] ?? 0) + (sell[i] ?? 0));
	const colors = Array.from({ length: SHADES }, (_, level) => {
		const [red, green, blue] = shade(level / (SHADES - 1));
		return `rgb(${red}, ${green}, ${blue})`;
	});
	const show = (from: number): void => {
		const { x, y } = deepWindow(series, from);
		const width = (interval / (x.max - x.min)) * DEEP_PLOT.width;
		const height = (step / (y.max - y.min)) * DEEP_PLOT.height;
		ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
		ctx.save();
		ctx.beginPath();
		ctx.rect(PLOT.left, PLOT.top, DEEP_PLOT.width, DEEP_PLOT.height);
		ctx.clip();
		ctx.font = "11px sans-serif";
		ctx.textAlign = "center";
		ctx.textBaseline = "middle";
		const first = Math.floor((x.min - (times[0] ?? 0)) / interval);
		const last = Math.ceil((x.max - (times[0] ?? 0)) / interval);
		for (let column = first; column < Math.min(last, times.length); column++) {
			const left = PLOT.left + (((times[column] ?? 0) - x.min) / (x.max - x.min)) * DEEP_PLOT.width;
			for (let i = offsets[column] ?? 0; i < (offsets[column + 1] ?? 0); i++) {
				const price = prices[i] ?? 0;
				if (price + step < y.min || price > y.max) continue;
				const top =
					PLOT.top +
					DEEP_PLOT.height -
					((price + step - y.min) / (y.max - y.min)) * DEEP_PLOT.height;
				const total = (buy[i] ?? 0) + (sell[i] ?? 0);
				const level = Math.floor((total / largest) * (SHADES - 1));
				ctx.fillStyle = colors[level] ?? "#000";
				ctx.fillRect(left, top, width, height);
				ctx.fillStyle = level > LIGHT_FROM ? "#000" : "#fff";
				const text = `${(buy[i] ?? 0).toFixed(1)} × ${(sell[i] ?? 0).toFixed(1)}`;
				ctx.fillText(text, left + width / 2, top + height / 2);
			}
		}
		ctx.restore();
		drawAxes(ctx, [x.min, x.max], [y.min, y.max], dayAndTime);
	};
	show(0);
	return { show };
}
