import { OURS, RAW_CANVAS } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

const RAW_IMAGE = { ...RAW_CANVAS, label: "raw drawImage" };
const EVERYTHING = {
	...OURS,
	label: "Value Area with numbers, totals, delta, selections, sessions, levels and a linked chart",
};

/** A week of hourly profiles, with all that can be switched on beside it; the peer draws the cells alone. */
export const timePriceAll = drawing({
	title: "Heat map, 168 × 300, everything switched on",
	task: "timePriceAll",
	count: 168,
	contestants: [EVERYTHING, RAW_IMAGE],
	goals: [{ id: "P7", figure: "mean", against: RAW_IMAGE.page, bound: 2.1 }],
});
