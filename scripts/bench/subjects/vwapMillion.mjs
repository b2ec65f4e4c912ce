import { CHARTJS, ECHARTS, LIGHTWEIGHT_CHARTS, OURS, RAW_CANVAS, UPLOT } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

/** A VWAP of 1,000,000 points, 2 % of them missing. */
export const vwapMillion = drawing({
	title: "VWAP, 1,000,000 points",
	task: "vwap",
	count: 1_000_000,
	contestants: [
		OURS,
		UPLOT,
		RAW_CANVAS,
		ECHARTS,
		{ ...LIGHTWEIGHT_CHARTS, repetitions: 3, stride: 2 },
		{ ...CHARTJS, repetitions: 3, stride: 3 },
	],
	goals: [
		{ id: "P3", figure: "first", against: UPLOT.page, bound: 0.7, aim: 0.55 },
		{ id: "P3", figure: "mean", against: UPLOT.page, bound: 0.6, aim: 0.45 },
		{ id: "P3", figure: "p95", bound: 16.7 },
	],
});
