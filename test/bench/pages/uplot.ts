import UPlot from "uplot";
import { LINE } from "./bare/canvas";
import { ROOM, enter } from "./harness";

enter({
	vwap: (room, { times, price, interval }) => {
		// uPlot counts in seconds and wants null for a gap.
		const seconds = times.map((time) => time / 1_000);
		const values = Array.from(price, (value) => (Number.isNaN(value) ? null : value));
		const chart = new UPlot(
			{
				...ROOM,
				legend: { show: false },
				cursor: { show: false },
				series: [{}, { stroke: LINE, width: 1, points: { show: false } }],
			},
			[seconds, values],
			room,
		);
		const start = seconds[0] ?? 0;
		const span = (seconds.at(-1) ?? 0) + interval / 1_000 - start;
		return {
			show: (from, to) => {
				chart.setScale("x", { min: start + span * from, max: start + span * to });
			},
		};
	},
});
