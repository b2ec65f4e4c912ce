import {
	CHARTJS,
	ECHARTS,
	OURS,
	RAW_CANVAS,
	RAW_EVERY_ROW,
	RAW_SAME_BARS,
} from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

const ROW_PER_PIXEL = { ...RAW_CANVAS, label: "raw canvas, the same pixel rows" };
const LARGE_MODE = { ...ECHARTS, label: "ECharts, large mode" };
const STACKED_BARS = { ...CHARTJS, label: "chart.js stacked bars, tuned", stride: 5 };

/** A volume profile of 20,000 rows, many times more than there are pixels. */
export const profileLarge = drawing({
	title: "Profile, 20,000 rows",
	task: "profile",
	count: 20_000,
	contestants: [OURS, ROW_PER_PIXEL, RAW_SAME_BARS, RAW_EVERY_ROW, LARGE_MODE, STACKED_BARS],
	goals: [
		{ id: "P4", figure: "mean", against: ROW_PER_PIXEL.page, bound: 1.7, aim: 1.4 },
		{ id: "P4", figure: "mean", against: RAW_EVERY_ROW.page, bound: 0.55 },
		{ id: "P5", figure: "mean", against: STACKED_BARS.page, faster: true, bound: 35 },
		{ id: "P5", figure: "mean", against: LARGE_MODE.page, faster: true, bound: 6 },
	],
});
