import { OURS, OURS_STILL } from "../contestants.mjs";
import { drawing } from "../drawing.mjs";

/** A heat map of 2,000 intervals with 500 rows each, whose profile, levels and strip follow what is visible. */
export const visible = drawing({
	title: "Profile of what is visible, 2,000 × 500",
	task: "visible",
	count: 2_000,
	contestants: [{ ...OURS, label: "Value Area, profile of what is visible" }, OURS_STILL],
	goals: [{ id: "–", figure: "mean", against: OURS_STILL.page, bound: 1.5 }],
});
