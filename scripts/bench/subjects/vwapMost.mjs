import { OURS, RAW_CANVAS, UPLOT } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

/** A VWAP of as many points as a query may hold, 2 % of them missing. */
export const vwapMost = drawing({
	title: "VWAP, 2,000,000 points",
	task: "vwap",
	count: 2_000_000,
	contestants: [OURS, UPLOT, RAW_CANVAS],
	goals: [
		{ id: "–", figure: "first", against: UPLOT.page, bound: 0.35 },
		{ id: "–", figure: "mean", against: UPLOT.page, bound: 0.35 },
	],
});
