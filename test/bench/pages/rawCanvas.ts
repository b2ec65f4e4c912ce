import { lowerBound } from "../../../src/core/search";
import type { VolumeProfileSeries, VwapSeries } from "../../../src/core/series";
import { enter } from "./harness";

const WIDTH = 1_200;
const HEIGHT = 700;
const PLOT = { left: 70, top: 10, right: WIDTH - 10, bottom: HEIGHT - 30 };
const PLOT_WIDTH = PLOT.right - PLOT.left;
const PLOT_HEIGHT = PLOT.bottom - PLOT.top;
const TICKS = 10;

/** The least that a chart can cost: a canvas, ten grid lines each way with labels, and the data. */
function canvasIn(room: HTMLElement): CanvasRenderingContext2D {
	const canvas = room.appendChild(document.createElement("canvas"));
	canvas.width = WIDTH;
	canvas.height = HEIGHT;
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("The browser gives no drawing context.");
	return context;
}

type Range = readonly [min: number, max: number];

function drawAxes(
	ctx: CanvasRenderingContext2D,
	x: Range,
	y: Range,
	xLabel: (value: number) => string,
): void {
	ctx.strokeStyle = "rgba(0, 0, 0, 0.1)";
	ctx.fillStyle = "#666";
	ctx.font = "12px sans-serif";
	ctx.lineWidth = 1;
	ctx.beginPath();
	for (let tick = 0; tick <= TICKS; tick++) {
		const across = Math.round(PLOT.left + (PLOT_WIDTH * tick) / TICKS) + 0.5;
		const down = Math.round(PLOT.bottom - (PLOT_HEIGHT * tick) / TICKS) + 0.5;
		ctx.moveTo(across, PLOT.top);
		ctx.lineTo(across, PLOT.bottom);
		ctx.moveTo(PLOT.left, down);
		ctx.lineTo(PLOT.right, down);
	}
	ctx.stroke();
	for (let tick = 0; tick <= TICKS; tick++) {
		const share = tick / TICKS;
		ctx.textAlign = "center";
		ctx.fillText(
			xLabel(x[0] + (x[1] - x[0]) * share),
			PLOT.left + PLOT_WIDTH * share,
			PLOT.bottom + 16,
		);
		ctx.textAlign = "right";
		const value = (y[0] + (y[1] - y[0]) * share).toFixed(1);
		ctx.fillText(value, PLOT.left - 6, PLOT.bottom - PLOT_HEIGHT * share + 4);
	}
}

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
	ctx.strokeStyle = "#1f77b4";
	ctx.lineWidth = 1;
	ctx.stroke();
}

function extent({ times, price }: VwapSeries, [from, to]: Range): Range {
	let [low, high] = [Infinity, -Infinity];
	for (let i = lowerBound(times, from); i < lowerBound(times, to); i++) {
		const value = price[i] ?? NaN;
		if (value < low) low = value;
		if (value > high) high = value;
	}
	return low <= high ? [low, high] : [0, 1];
}

/** Rows summed into one bar per pixel row, or each row a bar where there is room. */
function binRows(
	{ prices, buy, sell }: VolumeProfileSeries,
	[from, to]: Range,
	step: number,
): { buy: Float64Array; sell: Float64Array; height: number } {
	const start = lowerBound(prices, from);
	const end = lowerBound(prices, to);
	const count = Math.min(PLOT_HEIGHT, Math.max(1, Math.round((to - from) / step)));
	const bins = { buy: new Float64Array(count), sell: new Float64Array(count) };
	const perPrice = count / (to - from);
	for (let row = start; row < end; row++) {
		const bin = Math.min(count - 1, Math.floor(((prices[row] ?? 0) - from) * perPrice));
		bins.buy[bin] = (bins.buy[bin] ?? 0) + (buy[row] ?? 0);
		bins.sell[bin] = (bins.sell[bin] ?? 0) + (sell[row] ?? 0);
	}
	return { ...bins, height: PLOT_HEIGHT / count };
}

enter({
	vwap: (room, series) => {
		const ctx = canvasIn(room);
		const start = series.times[0] ?? 0;
		const span = (series.times.at(-1) ?? 0) + 1_000 - start;
		const time = (value: number) => new Date(value).toISOString().slice(5, 16);
		const show = (from: number, to: number): void => {
			const x: Range = [start + span * from, start + span * to];
			const y = extent(series, x);
			ctx.clearRect(0, 0, WIDTH, HEIGHT);
			drawAxes(ctx, x, y, time);
			drawLine(ctx, series, x, y);
		};
		show(0, 1);
		return { show };
	},
	profile: (room, series) => {
		const ctx = canvasIn(room);
		const { prices, step = 1 } = series;
		const start = prices[0] ?? 0;
		const span = (prices.at(-1) ?? 0) + step - start;
		const show = (from: number, to: number): void => {
			const y: Range = [start + span * from, start + span * to];
			const { buy, sell, height } = binRows(series, y, step);
			const largest = buy.reduce((most, value, bin) => Math.max(most, value + (sell[bin] ?? 0)), 0);
			const perVolume = PLOT_WIDTH / (largest === 0 ? 1 : largest);
			const thickness = Math.max(1, height * 0.9);
			ctx.clearRect(0, 0, WIDTH, HEIGHT);
			ctx.fillStyle = "#26a69a";
			buy.forEach((value, bin) => {
				ctx.fillRect(PLOT.left, PLOT.bottom - (bin + 1) * height, value * perVolume, thickness);
			});
			ctx.fillStyle = "#ef5350";
			sell.forEach((value, bin) => {
				const left = PLOT.left + (buy[bin] ?? 0) * perVolume;
				ctx.fillRect(left, PLOT.bottom - (bin + 1) * height, value * perVolume, thickness);
			});
			drawAxes(ctx, [0, largest], y, (value) => value.toFixed(1));
		};
		show(0, 1);
		return { show };
	},
});
