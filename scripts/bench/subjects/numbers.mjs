import { OURS, RAW_CANVAS } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

const RAW_NUMBERS = { ...RAW_CANVAS, label: "raw canvas, same cells and numbers" };

/** A heat map of 2,000 intervals with 1,000 rows each, panned where each cell in view has its number. */
export const numbers = drawing({
	title: "Heat map with numbers at the deepest zoom, 2,000 × 1,000",
	task: "numbers",
	count: 2_000,
	contestants: [{ ...OURS, label: "Value Area, buy × sell, imbalances and totals" }, RAW_NUMBERS],
	goals: [{ id: "–", figure: "mean", against: RAW_NUMBERS.page, bound: 2 }],
});
