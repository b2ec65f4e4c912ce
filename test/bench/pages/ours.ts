import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { VolumeProfileSeries } from "../../../src/core/result/series";
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

/** What else a chart over time can show; a linked chart moves it, and points at it. */
const EVERY_SESSION: ViewOptions = {
	separators: true,
	carried: ["day", "week"],
	initialBalance: true,
	openingRange: 60,
	extensions: true,
	percentFrom: "first",
	distances: true,
	snap: true,
	brush: true,
	link: "all",
};
const EVERY_FLOW: ViewOptions = {
	...NUMBERS,
	...EVERY_SESSION,
	cumulativeDelta: "day",
	developing: true,
	naked: true,
	profileOf: "selection",
};

/** Two stretches of a day each. */
function selectionsIn({ times }: VolumeProfileSeries): NonNullable<ViewOptions["selections"]> {
	const iso = (index: number) => new Date(times[index] ?? 0).toISOString();
	return [
		{ name: "A", from: iso(60), to: iso(84) },
		{ name: "B", from: iso(90), to: iso(114) },
	];
}

enter({
	vwap: surface,
	profile: surface,
	timePrice: (room, series) => surface(room, series, { layout: "timePrice" }),
	vwapAll: (room, series) => surface(room, series, EVERY_SESSION),
	timePriceAll: (room, series) =>
		surface(room, series, { ...EVERY_FLOW, selections: selectionsIn(series) }),
	numbers: (room, series) => surface(room, series, NUMBERS, (place) => deepWindow(series, place)),
	visible: (room, series) => surface(room, series, { layout: "timePrice", profileOf: "visible" }),
});
