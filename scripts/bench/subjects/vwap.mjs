import {
	CHARTJS,
	ECHARTS,
	EMPTY_PAGE,
	LIGHTWEIGHT_CHARTS,
	OURS,
	RAW_CANVAS,
	UPLOT,
} from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

/** A VWAP of 100,000 points, 2 % of them missing. */
export const vwap = drawing({
	title: "VWAP, 100,000 points",
	task: "vwap",
	count: 100_000,
	contestants: [OURS, UPLOT, RAW_CANVAS, ECHARTS, LIGHTWEIGHT_CHARTS, CHARTJS, EMPTY_PAGE],
	goals: [
		{ id: "P1", figure: "first", against: UPLOT.page, bound: 1.4, aim: 1 },
		{ id: "P2", figure: "mean", against: UPLOT.page, bound: 0.9, aim: 0.7 },
		{ id: "P2", figure: "mean", against: RAW_CANVAS.page, bound: 1.8 },
	],
});
