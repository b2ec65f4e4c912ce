/* What a person works a chart by hand with: loaded once the first chart is drawn. */
export { destinationOf } from "../../core/chart/goTo";
export { KeyHelp } from "../widgets/keyHelp";
export { ChartHandles } from "./chartHandles";
export { Handwork } from "./handwork";
