import UPlot from "uplot";
import type { VwapSeries } from "../../../src/core/result/series";
import { LINE } from "./bare/canvas";
import { type Contender, ROOM, enter } from "./harness";

function line(room: HTMLElement, { times, price, interval }: VwapSeries): Contender {
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
}

enter({ vwap: line, vwapAll: line });
