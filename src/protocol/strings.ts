/**
 * Every sentence that the page shows, in English. The host sends the translated ones with the
 * settings; `{0}` placeholders are filled in the page.
 */
export const WEBVIEW_STRINGS = {
	loading: "Loading…",

	toolbar: "Chart actions",
	refresh: "Refresh",
	cancel: "Cancel",
	saveMarket: "Save market",
	exportData: "Export data",
	copyImage: "Copy image",
	table: "Table of the numbers",
	resetZoom: "Reset zoom",
	keys: "Keyboard: arrow keys walk through the values, plus and minus zoom, Page Up and Page Down move, Home and End jump, 0 resets the zoom, Escape clears.",

	series: "Series",
	intervals: "Intervals of the profile",
	previousInterval: "Previous interval",
	nextInterval: "Next interval",
	allIntervals: "All {0} intervals",
	showAllIntervals: "Show all intervals together",
	withoutTrades: "Intervals without trades: {0}",
	notReceived: "Intervals not received: {0}",
	oneInterval: "{0} · {1} of {2}",

	poc: "POC",
	vah: "VAH",
	val: "VAL",
	impliedVwap: "VWAP",
	total: "Total",
	buy: "Buy",
	sell: "Sell",
	delta: "Delta",
	share: "Share",
	method: "Value area",
	methodPairs: "pairs · {0} %",
	methodSingle: "single rows · {0} %",
	pocLong: "Point of control: the price with the largest volume",
	vahLong: "Value area high",
	valLong: "Value area low",
	impliedVwapLong: "Volume-weighted average of the row prices, exact to one price step",
	methodLong: "How the value area is found: {0}. It holds {1} of the volume.",
	last: "Last",
	low: "Low",
	high: "High",
	span: "Range",
	gaps: "Gaps",
	gapsLong: "Intervals without trades",
	lastLong: "VWAP of the last interval with trades, {0}",
	copyValue: "Copy {0} {1}",
	copied: "{0} copied",
	imageCopied: "Image copied",

	price: "Price",
	time: "Time",
	vwap: "VWAP",
	volume: "Volume",
	trades: "Trades",
	noTrades: "no trades",
	volumeAxis: "Volume, {0}",
	volumeAxisPer: "Volume, {0} per {1}",
	baseUnit: "base coin",
	shareOfTotal: "Share of total",
	inProgress: "in progress",

	profileSummary:
		"Volume profile of {0}, {1}. POC {2}, value area {3} to {4}, total {5}, delta {6}, method {7}.",
	vwapSummary:
		"VWAP of {0}, {1}. Last {2} at {3}, low {4}, high {5}, {6} intervals without trades.",
	rowSpoken: "{0}: buy {1}, sell {2}, total {3}, delta {4}, share {5}",
	pointSpoken: "{0}: {1}",

	noRows: "No trades in this range.",
	noRowsInInterval: "No trades in this interval.",
	noPrices: "No trades in any of the {0} intervals.",
	noSeries: "The answer holds no series.",
	changeRange: "Change range",
	differentSteps:
		"Some of these intervals have rows of {0} and some of {1}, so they cannot be added up. Show a single interval or choose a shorter range.",
	differentOrigins:
		"The rows of these intervals begin at different prices, so they cannot be added up. Show a single interval or choose a shorter range.",
	cannotRead: "The data could not be read. Refresh to ask again.",
	emptyPanel: "Nothing to show yet.",

	fetchedAt: "Fetched {0} {1}",
	snapshotOf: "Snapshot from {0} {1}, {2}",
	justNow: "just now",
	minutesAgo: "{0} min ago",
	hoursAgo: "{0} h ago",
	daysAgo: "{0} d ago",
	intervalCount: "{0} intervals",
	someIntervals: "{0} of {1} intervals",
	oneIntervalCount: "1 interval",
	lastInProgress: "last one in progress",
	outOfRange: "Intervals outside of the range left out: {0}.",
	notes: "Notes on the data",
} as const;

export type WebviewStringId = keyof typeof WEBVIEW_STRINGS;
export type WebviewStrings = Readonly<Record<WebviewStringId, string>>;
