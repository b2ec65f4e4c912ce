import { CHARTJS_MATRIX, OURS, RAW_CANVAS } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

const RAW_IMAGE = { ...RAW_CANVAS, label: "raw drawImage" };

/** A week of hourly profiles with 300 rows each, as a heat map over time and price. */
export const timePrice = drawing({
	title: "Heat map, 168 × 300",
	task: "timePrice",
	count: 168,
	contestants: [OURS, RAW_IMAGE, { ...CHARTJS_MATRIX, repetitions: 5, stride: 6 }],
	goals: [
		{ id: "P7", figure: "mean", against: RAW_IMAGE.page, bound: 2.1, aim: 1.8 },
		{ id: "P7", figure: "mean", against: CHARTJS_MATRIX.page, faster: true, bound: 60 },
	],
});
