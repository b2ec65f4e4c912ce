import { vwapModel } from "../../../core/chart/vwapModel";
import { bandLayer, lineLayer } from "../../charts/layers/line";
import { timeScreen } from "../../charts/screens/timeScreen";
import { separatorPlots } from "../profile/separatorPlot";
import type { TimeTools } from "../types";
import { compareMarkets } from "./comparedMarkets";
import { lineOf } from "./lines";

/** Handed to the part of the page that makes checks and comparisons. */
export const TIME_TOOLS: TimeTools = {
	screenOf: timeScreen,
	lineOf,
	separatorsOf: separatorPlots,
	compareMarkets,
	vwapModel,
	lineLayer,
	bandLayer,
};
