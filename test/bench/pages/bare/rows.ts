import { rowsPerBar } from "../../../../src/core/chart/profile/profileBars";
import { lowerBound } from "../../../../src/core/search";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import type { Contender } from "../harness";
import {
	BUY,
	PLOT,
	PLOT_HEIGHT,
	PLOT_WIDTH,
	type Range,
	SELL,
	canvasIn,
	drawAxes,
	plainNumber,
} from "./canvas";

/** Bars of a stretch of the price axis, from below. */
interface Bars {
	readonly buy: Float64Array;
	readonly sell: Float64Array;
	/** Lower edge of a bar in pixels above the plot's. */
	readonly bottomOf: (bar: number) => number;
	readonly pixels: number;
}

type BarsOf = (series: VolumeProfileSeries, view: Range, step: number) => Bars;

/** Sums the rows in view into `count` bars that share the height of the plot. */
function sumInto(
	count: number,
	{ prices, buy, sell }: VolumeProfileSeries,
	[from, to]: Range,
): Bars {
	const start = lowerBound(prices, from);
	const end = lowerBound(prices, to);
	const [buySums, sellSums] = [new Float64Array(count), new Float64Array(count)];
	const perPrice = count / (to - from);
	for (let row = start; row < end; row++) {
		const bar = Math.min(count - 1, Math.floor(((prices[row] ?? 0) - from) * perPrice));
		buySums[bar] = (buySums[bar] ?? 0) + (buy[row] ?? 0);
		sellSums[bar] = (sellSums[bar] ?? 0) + (sell[row] ?? 0);
	}
	const height = PLOT_HEIGHT / count;
	return {
		buy: buySums,
		sell: sellSums,
		bottomOf: (bar) => bar * height,
		pixels: Math.max(1, height * 0.9),
	};
}

/** Rows summed into one bar per pixel row, or each row a bar where there is room. */
export const barPerPixelRow: BarsOf = (series, view, step) => {
	const rows = Math.max(1, Math.round((view[1] - view[0]) / step));
	return sumInto(Math.min(PLOT_HEIGHT, rows), series, view);
};

/** As many bars as our own chart draws, which joins 2, 5, 10 … rows until a bar is two pixels high. */
export const barsAsOurs: BarsOf = (series, view, step) => {
	const rows = Math.max(1, (view[1] - view[0]) / step);
	const joined = rowsPerBar(PLOT_HEIGHT / rows, 2);
	return sumInto(Math.ceil(rows / joined), series, view);
};

/** Every row a bar of a pixel at least, one over the other where they crowd. */
export const barPerRow: BarsOf = ({ prices, buy, sell }, [from, to], step) => {
	const start = lowerBound(prices, from);
	const end = lowerBound(prices, to);
	const perPrice = PLOT_HEIGHT / (to - from);
	return {
		buy: buy.subarray(start, end),
		sell: sell.subarray(start, end),
		bottomOf: (bar) => ((prices[start + bar] ?? 0) - from) * perPrice,
		pixels: Math.max(1, step * perPrice * 0.9),
	};
};

function drawBars(ctx: CanvasRenderingContext2D, bars: Bars, perVolume: number): void {
	const { buy, sell, bottomOf, pixels } = bars;
	ctx.fillStyle = BUY;
	for (let bar = 0; bar < buy.length; bar++) {
		const top = PLOT.bottom - bottomOf(bar) - pixels;
		ctx.fillRect(PLOT.left, top, (buy[bar] ?? 0) * perVolume, pixels);
	}
	ctx.fillStyle = SELL;
	for (let bar = 0; bar < sell.length; bar++) {
		const top = PLOT.bottom - bottomOf(bar) - pixels;
		const left = PLOT.left + (buy[bar] ?? 0) * perVolume;
		ctx.fillRect(left, top, (sell[bar] ?? 0) * perVolume, pixels);
	}
}

/** A profile on a bare canvas. */
export const bareRows =
	(barsOf: BarsOf) =>
	(room: HTMLElement, series: VolumeProfileSeries): Contender => {
		const ctx = canvasIn(room);
		const { prices, step = 1 } = series;
		const start = prices[0] ?? 0;
		const span = (prices.at(-1) ?? 0) + step - start;
		const show = (from: number, to: number): void => {
			const y: Range = [start + span * from, start + span * to];
			const bars = barsOf(series, y, step);
			let largest = 0;
			for (let bar = 0; bar < bars.buy.length; bar++) {
				largest = Math.max(largest, (bars.buy[bar] ?? 0) + (bars.sell[bar] ?? 0));
			}
			ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
			drawBars(ctx, bars, PLOT_WIDTH / (largest === 0 ? 1 : largest));
			drawAxes(ctx, [0, largest], y, plainNumber);
		};
		show(0, 1);
		return { show };
	};
