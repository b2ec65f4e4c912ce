import {
	BarController,
	BarElement,
	Chart,
	LineController,
	LineElement,
	LinearScale,
	PointElement,
} from "chart.js";
import { BUY, LINE, PLOT_HEIGHT, SELL, dayAndTime } from "./bare/canvas";
import { enter } from "./harness";
import { FEW_TICKS, TUNED, chartCanvasIn } from "./tunedChartjs";

Chart.register(LineController, LineElement, PointElement, LinearScale, BarController, BarElement);

/** Thickness of a bar when so many share the height of the plot. */
const thicknessOf = (rows: number) => Math.max(1, (PLOT_HEIGHT / rows) * 0.9);

enter({
	vwap: (room, { times, price, interval }) => {
		const start = times[0] ?? 0;
		const span = (times.at(-1) ?? 0) + interval - start;
		const x = {
			type: "linear" as const,
			min: start,
			max: start + span,
			ticks: { ...FEW_TICKS, callback: (value: number | string) => dayAndTime(Number(value)) },
		};
		const chart = new Chart(chartCanvasIn(room), {
			type: "line",
			data: {
				datasets: [
					{
						data: Array.from(times, (time, i) => ({ x: time, y: price[i] ?? NaN })),
						pointRadius: 0,
						borderWidth: 1,
						borderColor: LINE,
					},
				],
			},
			options: { ...TUNED, scales: { x, y: { ticks: { sampleSize: 8 } } } },
		});
		return {
			show: (from, to) => {
				Object.assign(chart.options.scales?.["x"] ?? {}, {
					min: start + span * from,
					max: start + span * to,
				});
				chart.update("none");
			},
		};
	},
	profile: (room, { prices, buy, sell, step = 1 }) => {
		const start = prices[0] ?? 0;
		const span = (prices.at(-1) ?? 0) + step - start;
		const bars = (values: Float64Array, backgroundColor: string) => ({
			data: Array.from(values, (x, i) => ({ x, y: prices[i] ?? NaN })),
			backgroundColor,
			barPercentage: 1,
			categoryPercentage: 1,
			barThickness: thicknessOf(values.length),
		});
		const chart = new Chart<"bar", { x: number; y: number }[]>(chartCanvasIn(room), {
			type: "bar",
			data: { datasets: [bars(buy, BUY), bars(sell, SELL)] },
			options: {
				...TUNED,
				indexAxis: "y",
				scales: {
					x: { stacked: true, ticks: { sampleSize: 8 } },
					y: {
						type: "linear",
						stacked: true,
						min: start,
						max: start + span,
						offset: false,
						ticks: { sampleSize: 8 },
					},
				},
			},
		});
		return {
			show: (from, to) => {
				Object.assign(chart.options.scales?.["y"] ?? {}, {
					min: start + span * from,
					max: start + span * to,
				});
				const barThickness = thicknessOf(prices.length * (to - from));
				for (const dataset of chart.data.datasets) dataset.barThickness = barThickness;
				chart.update("none");
			},
		};
	},
});
