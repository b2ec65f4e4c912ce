import { CrosshairMode, LineSeries, type UTCTimestamp, createChart } from "lightweight-charts";
import { ROOM, enter } from "./harness";

enter({
	vwap: (room, { times, price }) => {
		// A point without a value is a gap.
		const points = Array.from(times, (ms, i) => {
			const time = (ms / 1_000) as UTCTimestamp;
			const value = price[i] ?? NaN;
			return Number.isNaN(value) ? { time } : { time, value };
		});
		const chart = createChart(room, {
			...ROOM,
			crosshair: { mode: CrosshairMode.Hidden },
			// Otherwise it refuses to show more points than half of the pixels.
			timeScale: { minBarSpacing: 1e-5, timeVisible: true, secondsVisible: true },
		});
		const line = chart.addSeries(LineSeries, {
			lineWidth: 1,
			priceLineVisible: false,
			lastValueVisible: false,
			crosshairMarkerVisible: false,
		});
		line.setData(points);
		const show = (from: number, to: number): void => {
			const range = { from: from * points.length, to: to * points.length };
			chart.timeScale().setVisibleLogicalRange(range);
		};
		show(0, 1);
		return { show };
	},
});
