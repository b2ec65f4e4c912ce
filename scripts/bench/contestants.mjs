// Who draws what: a page of test/bench/pages and the name it goes by in the tables.
export const OURS = { page: "ours", label: "Value Area, everything on" };
/** The same chart with a profile at its side that stays as it is. */
export const OURS_STILL = { page: "oursStill", label: "Value Area, profile of the whole range" };
export const RAW_CANVAS = { page: "rawCanvas", label: "raw canvas" };
/** No goal: bars as thick as ours, while the goals count one per pixel row. */
export const RAW_SAME_BARS = { page: "rawSameBars", label: "raw canvas, as many bars as ours" };
export const RAW_EVERY_ROW = { page: "rawEveryRow", label: "raw canvas, every row" };
export const UPLOT = { page: "uplot", label: "uPlot" };
export const ECHARTS = { page: "echarts", label: "ECharts, tuned" };
export const LIGHTWEIGHT_CHARTS = { page: "lightweightCharts", label: "lightweight-charts" };
export const CHARTJS = { page: "chartjs", label: "chart.js, tuned" };
export const CHARTJS_MATRIX = { page: "chartjsMatrix", label: "chartjs-chart-matrix" };
/** Nothing at all: the share of every figure that belongs to the way of measuring. */
export const EMPTY_PAGE = { page: "emptyPage", label: "empty page" };
