import { OURS, RAW_CANVAS, UPLOT } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

const EVERYTHING = {
	...OURS,
	label: "Value Area with sessions, levels that carry on, percent, snapping and a linked chart",
};

/** A VWAP of 100,000 points, with all that can be switched on beside it; peers draw the line alone. */
export const vwapAll = drawing({
	title: "VWAP, 100,000 points, everything switched on",
	task: "vwapAll",
	count: 100_000,
	contestants: [EVERYTHING, UPLOT, RAW_CANVAS],
	goals: [
		{ id: "P2", figure: "mean", against: UPLOT.page, bound: 0.9 },
		{ id: "P2", figure: "mean", against: RAW_CANVAS.page, bound: 1.8 },
	],
});
