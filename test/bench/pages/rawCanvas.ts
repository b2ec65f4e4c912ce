import { bareCells } from "./bare/cells";
import { bareLine } from "./bare/line";
import { bareNumbers } from "./bare/numbers";
import { barPerPixelRow, bareRows } from "./bare/rows";
import { enter } from "./harness";

enter({
	vwap: bareLine,
	vwapAll: bareLine,
	profile: bareRows(barPerPixelRow),
	timePrice: bareCells,
	timePriceAll: bareCells,
	numbers: bareNumbers,
});
