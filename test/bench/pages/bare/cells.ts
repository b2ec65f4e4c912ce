import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import type { Contender } from "../harness";
import {
	PLOT,
	PLOT_HEIGHT,
	PLOT_WIDTH,
	type Range,
	canvasIn,
	dayAndTime,
	drawAxes,
} from "./canvas";

/** The cells of all intervals on one grid of prices. */
export interface Grid {
	readonly columns: number;
	readonly rows: number;
	/** Total per cell, row by row from below; 0 where nothing traded. */
	readonly totals: Float32Array;
	readonly largest: number;
	readonly prices: Range;
	readonly times: Range;
}

export function gridOf({
	prices,
	buy,
	sell,
	offsets,
	times,
	step = 1,
	interval,
}: VolumeProfileSeries): Grid {
	let [low, high] = [Infinity, -Infinity];
	for (const price of prices) {
		if (price < low) low = price;
		if (price > high) high = price;
	}
	const columns = times.length;
	const rows = Math.round((high - low) / step) + 1;
	const totals = new Float32Array(columns * rows);
	let largest = 0;
	for (let column = 0; column < columns; column++) {
		for (let i = offsets[column] ?? 0; i < (offsets[column + 1] ?? 0); i++) {
			const row = Math.round(((prices[i] ?? 0) - low) / step);
			const total = (buy[i] ?? 0) + (sell[i] ?? 0);
			totals[row * columns + column] = total;
			if (total > largest) largest = total;
		}
	}
	const start = times[0] ?? 0;
	return {
		columns,
		rows,
		totals,
		largest,
		prices: [low - step / 2, high + step / 2],
		times: [start, (times.at(-1) ?? start) + interval],
	};
}

const SHADES = 256;

/** From dark blue through violet to amber. */
export function shade(share: number): readonly [red: number, green: number, blue: number] {
	const level = Math.floor(share * (SHADES - 1));
	return [
		Math.min(255, Math.floor(level * 1.4)),
		Math.max(0, Math.floor(level * 1.6 - 150)),
		80 + Math.min(level, 255 - level),
	];
}

/** One pixel per cell, to be drawn enlarged; a cell without trades is transparent. */
function imageOf({ columns, rows, totals, largest }: Grid): HTMLCanvasElement {
	const canvas = document.createElement("canvas");
	canvas.width = columns;
	canvas.height = rows;
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("The browser gives no drawing context.");
	const image = context.createImageData(columns, rows);
	const pixels = new Uint32Array(image.data.buffer);
	const colors = Uint32Array.from({ length: SHADES }, (_, level) => {
		const [red, green, blue] = shade(level / (SHADES - 1));
		return 0xff000000 | (blue << 16) | (green << 8) | red;
	});
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			const total = totals[row * columns + column] ?? 0;
			if (total === 0) continue;
			const level = Math.floor((total / largest) * (SHADES - 1));
			pixels[(rows - 1 - row) * columns + column] = colors[level] ?? 0;
		}
	}
	context.putImageData(image, 0, 0);
	return canvas;
}

/** A heat map on a bare canvas: one scaled image. */
export function bareCells(room: HTMLElement, series: VolumeProfileSeries): Contender {
	const grid = gridOf(series);
	const image = imageOf(grid);
	const ctx = canvasIn(room);
	const [start, end] = grid.times;
	const show = (from: number, to: number): void => {
		const wholeWidth = PLOT_WIDTH / (to - from);
		ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
		ctx.save();
		ctx.beginPath();
		ctx.rect(PLOT.left, PLOT.top, PLOT_WIDTH, PLOT_HEIGHT);
		ctx.clip();
		ctx.imageSmoothingEnabled = false;
		ctx.drawImage(image, PLOT.left - wholeWidth * from, PLOT.top, wholeWidth, PLOT_HEIGHT);
		ctx.restore();
		const x: Range = [start + (end - start) * from, start + (end - start) * to];
		drawAxes(ctx, x, grid.prices, dayAndTime);
	};
	show(0, 1);
	return { show };
}
