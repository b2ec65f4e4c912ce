import { lowerBound } from "../../../../src/core/search";
import type { VwapSeries } from "../../../../src/core/result/series";
import type { Contender } from "../harness";
import {
	LINE,
	PLOT,
	PLOT_HEIGHT,
	PLOT_WIDTH,
	type Range,
	canvasIn,
	dayAndTime,
	drawAxes,
} from "./canvas";

/** First, lowest, highest and last value of each pixel column; a missing value lifts the pen. */
function drawLine(
	ctx: CanvasRenderingContext2D,
	{ times, price }: VwapSeries,
	[from, to]: Range,
	[low, high]: Range,
): void {
	const start = lowerBound(times, from);
	const end = lowerBound(times, to);
	const perTime = PLOT_WIDTH / (to - from);
	const perValue = PLOT_HEIGHT / (high - low);
	const y = (value: number) => PLOT.bottom - (value - low) * perValue;
	let column = -1;
	let [first, min, max, last] = [NaN, NaN, NaN, NaN];
	let isDown = false;
	ctx.beginPath();
	const finishColumn = () => {
		if (Number.isNaN(first)) return;
		const x = PLOT.left + column + 0.5;
		if (isDown) ctx.lineTo(x, y(first));
		else ctx.moveTo(x, y(first));
		isDown = true;
		if (min !== max) {
			ctx.lineTo(x, y(min));
			ctx.lineTo(x, y(max));
			ctx.lineTo(x, y(last));
		}
		first = NaN;
	};
	for (let i = start; i < end; i++) {
		const value = price[i] ?? NaN;
		const place = Math.floor(((times[i] ?? 0) - from) * perTime);
		if (place !== column) {
			finishColumn();
			column = place;
		}
		if (Number.isNaN(value)) {
			if (Number.isNaN(first)) isDown = false;
			continue;
		}
		if (Number.isNaN(first)) [first, min, max] = [value, value, value];
		else if (value < min) min = value;
		else if (value > max) max = value;
		last = value;
	}
	finishColumn();
	ctx.strokeStyle = LINE;
	ctx.lineWidth = 1;
	ctx.stroke();
}

function extent({ times, price }: VwapSeries, [from, to]: Range): Range {
	let [low, high] = [Infinity, -Infinity];
	const end = lowerBound(times, to);
	for (let i = lowerBound(times, from); i < end; i++) {
		const value = price[i] ?? NaN;
		if (value < low) low = value;
		if (value > high) high = value;
	}
	return low <= high ? [low, high] : [0, 1];
}

export function bareLine(room: HTMLElement, series: VwapSeries): Contender {
	const ctx = canvasIn(room);
	const start = series.times[0] ?? 0;
	const span = (series.times.at(-1) ?? 0) + series.interval - start;
	const show = (from: number, to: number): void => {
		const x: Range = [start + span * from, start + span * to];
		const y = extent(series, x);
		ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
		drawAxes(ctx, x, y, dayAndTime);
		drawLine(ctx, series, x, y);
	};
	show(0, 1);
	return { show };
}
