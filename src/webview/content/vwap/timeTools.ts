import { vwapModel } from "../../../core/chart/vwapModel";
import { bandLayer, lineLayer } from "../../charts/layers/line";
import { timeScreen } from "../../charts/screens/timeScreen";
import { separatorPlots } from "../profile/separatorPlot";
import { type Content, type ContentInput, type TimeTools, empty } from "../types";
import { compareMarkets } from "./comparedMarkets";
import { lineOf } from "./lines";

/** Handed to the part of the page that makes checks and comparisons. */
const TIME_TOOLS: TimeTools = {
	screenOf: timeScreen,
	lineOf,
	separatorsOf: separatorPlots,
	compareMarkets,
	vwapModel,
	lineLayer,
	bandLayer,
};

/** What that part makes of answers; while it is not loaded, that it is on its way. */
export function lateContentOf(input: ContentInput): Content {
	return input.check?.(input, TIME_TOOLS) ?? empty(input.words.say("loading"), []);
}
