import { CHARTJS, ECHARTS, OURS, RAW_CANVAS, RAW_SAME_BARS } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

/** A volume profile of 2,000 rows, the usual case. */
export const profile = drawing({
	title: "Profile, 2,000 rows",
	task: "profile",
	count: 2_000,
	contestants: [OURS, RAW_CANVAS, RAW_SAME_BARS, ECHARTS, { ...CHARTJS, stride: 3 }],
	goals: [
		{ id: "P6", figure: "first", against: ECHARTS.page, bound: 0.6 },
		{ id: "P6", figure: "mean", against: RAW_CANVAS.page, bound: 1.9 },
	],
});
