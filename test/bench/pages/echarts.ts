import { BarChart, LineChart } from "echarts/charts";
import { DataZoomComponent, GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { BUY, LINE, SELL } from "./bare/canvas";
import { type Contender, ROOM, enter } from "./harness";

use([LineChart, BarChart, GridComponent, DataZoomComponent, CanvasRenderer]);

/** What both tasks have in common, with all that costs time for nothing turned off. */
function chartIn(room: HTMLElement, options: object): Contender {
	const place = room.appendChild(document.createElement("div"));
	const chart = init(place, undefined, ROOM);
	chart.setOption({
		animation: false,
		grid: { left: 70, right: 10, top: 10, bottom: 30 },
		...options,
	});
	return {
		show: (from, to) => {
			chart.dispatchAction({ type: "dataZoom", start: from * 100, end: to * 100 });
		},
	};
}

enter({
	vwap: (room, { times, price }) => {
		// Pairs in one typed array are read in place.
		const data = new Float64Array(times.length * 2);
		for (let i = 0; i < times.length; i++) {
			data[2 * i] = times[i] ?? NaN;
			data[2 * i + 1] = price[i] ?? NaN;
		}
		return chartIn(room, {
			xAxis: { type: "time" },
			yAxis: { type: "value", scale: true },
			dataZoom: [{ type: "inside", filterMode: "filter" }],
			series: [
				{
					type: "line",
					data,
					lineStyle: { width: 1, color: LINE },
					showSymbol: false,
					sampling: "minmax",
					silent: true,
				},
			],
		});
	},
	profile: (room, { prices, buy, sell }) => {
		const bars = (values: Float64Array, color: string) => ({
			type: "bar",
			stack: "volume",
			data: Array.from(values),
			itemStyle: { color },
			barCategoryGap: "10%",
			large: true,
			largeThreshold: 400,
			progressive: 0,
			silent: true,
		});
		return chartIn(room, {
			xAxis: { type: "value" },
			yAxis: { type: "category", data: Array.from(prices, String) },
			dataZoom: [{ type: "inside", yAxisIndex: 0 }],
			series: [bars(buy, BUY), bars(sell, SELL)],
		});
	},
});
