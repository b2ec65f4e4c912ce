import { enter } from "./harness";
import { surface } from "./surface";

enter({
	vwap: surface,
	profile: surface,
	timePrice: (room, series) => surface(room, series, { layout: "timePrice" }),
	visible: (room, series) => surface(room, series, { layout: "timePrice", profileOf: "visible" }),
});
