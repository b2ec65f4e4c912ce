import { measureDrawing } from "../rendering.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const CONTESTANTS = ["ours", "uplot", "rawCanvas"];

/** A VWAP of 100,000 points, 2 % of them missing, against uPlot and a bare canvas. */
export async function vwap({ repetitions, pictures }) {
	const samples = await measureDrawing({
		task: "vwap",
		count: 100_000,
		contestants: CONTESTANTS,
		repetitions,
		pictures,
	});
	const { ours, uplot, rawCanvas } = samples;
	printTable(
		"VWAP, 100,000 points",
		["contestant", "first painted frame ms", "pan/zoom frame ms", "p95 ms"],
		CONTESTANTS.map((name) => [
			name,
			...[samples[name].first, samples[name].mean, samples[name].p95].map((values) =>
				median(values).toFixed(2),
			),
		]),
	);
	return [
		goalRow({
			id: "P1",
			what: "VWAP 100,000: first painted frame, against uPlot",
			measured: medianRatio(ours.first, uplot.first),
			bound: 1.4,
		}),
		goalRow({
			id: "P2",
			what: "VWAP 100,000: mean pan/zoom frame, against uPlot",
			measured: medianRatio(ours.mean, uplot.mean),
			bound: 0.9,
		}),
		goalRow({
			id: "P2",
			what: "VWAP 100,000: mean pan/zoom frame, against raw canvas",
			measured: medianRatio(ours.mean, rawCanvas.mean),
			bound: 1.8,
		}),
	];
}
