/* What a person works a chart by hand with: loaded once the first chart is drawn. */
export { GoToBar } from "../widgets/goToBar";
export { KeyHelp } from "../widgets/keyHelp";
export { ChartHandles } from "./chartHandles";
export { Handwork } from "./handwork";
export { listenBeside } from "./keysBeside";
