import UPlot from "uplot";
import { enter } from "./harness";

const WIDTH = 1_200;
const HEIGHT = 700;

enter({
	vwap: (room, { times, price }) => {
		// uPlot counts in seconds and wants null for a gap.
		const seconds = times.map((time) => time / 1_000);
		const values = Array.from(price, (value) => (Number.isNaN(value) ? null : value));
		const chart = new UPlot(
			{
				width: WIDTH,
				height: HEIGHT,
				legend: { show: false },
				cursor: { show: false },
				series: [{}, { stroke: "#1f77b4", width: 1, points: { show: false } }],
			},
			[seconds, values],
			room,
		);
		const start = seconds[0] ?? 0;
		const span = (seconds.at(-1) ?? 0) + 1 - start;
		return {
			show: (from, to) => {
				chart.setScale("x", { min: start + span * from, max: start + span * to });
			},
		};
	},
});
