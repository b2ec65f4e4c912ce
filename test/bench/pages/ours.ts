import type { ViewOptions } from "../../../src/core/query/viewOptions";
import { deepWindow } from "./deepWindow";
import { enter } from "./harness";
import { surface } from "./surface";

/** The most that stands in and under cells. */
const NUMBERS: ViewOptions = {
	layout: "timePrice",
	numbers: "sides",
	imbalances: true,
	totals: true,
};

enter({
	vwap: surface,
	profile: surface,
	timePrice: (room, series) => surface(room, series, { layout: "timePrice" }),
	numbers: (room, series) => surface(room, series, NUMBERS, (place) => deepWindow(series, place)),
	visible: (room, series) => surface(room, series, { layout: "timePrice", profileOf: "visible" }),
});
