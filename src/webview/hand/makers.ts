/* What a person works a chart by hand with, and the table beside it: loaded once the first chart is drawn. */
export { GoToBar } from "../widgets/goToBar";
export { KeyHelp } from "../widgets/keyHelp";
export { NumbersTable } from "../widgets/table";
export { ChartHandles } from "./chartHandles";
export { Handwork } from "./handwork";
