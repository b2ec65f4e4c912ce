import { measureDrawing } from "../rendering.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const CONTESTANTS = ["ours", "rawCanvas"];

/** A volume profile of 2,000 rows, the usual case, against a bare canvas. */
export async function profile({ repetitions, pictures }) {
	const samples = await measureDrawing({
		task: "profile",
		count: 2_000,
		contestants: CONTESTANTS,
		repetitions,
		pictures,
	});
	const { ours, rawCanvas } = samples;
	printTable(
		"Volume profile, 2,000 rows",
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
			id: "P6",
			what: "Profile 2,000: mean pan/zoom frame, against raw canvas",
			measured: medianRatio(ours.mean, rawCanvas.mean),
			bound: 1.9,
		}),
	];
}
