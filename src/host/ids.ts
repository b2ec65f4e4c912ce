import type { SettableLimit } from "../core/limits";
import type { RemoteProviderId } from "../core/providers/credentials";

/** Ids that `package.json` declares too; a test compares them. No run-time import of `vscode` here. */

export const COMMANDS = {
	queryVolumeProfile: "valueArea.queryVolumeProfile",
	queryVwap: "valueArea.queryVwap",
	openQuery: "valueArea.openQuery",
	runLastQuery: "valueArea.runLastQuery",
	openTrades: "valueArea.openTrades",
	addClickHouseConnection: "valueArea.addClickHouseConnection",
	openSampleData: "valueArea.openSampleData",
	setApiKey: "valueArea.setApiKey",
	switchApiKey: "valueArea.switchApiKey",
	renameApiKey: "valueArea.renameApiKey",
	removeApiKey: "valueArea.removeApiKey",
	removeAllKeys: "valueArea.removeAllKeys",
	environmentKeys: "valueArea.environmentKeys",
	saveMarket: "valueArea.saveMarket",
	openMarket: "valueArea.market.open",
	renameMarket: "valueArea.market.rename",
	editMarket: "valueArea.market.edit",
	duplicateMarket: "valueArea.market.duplicate",
	removeMarket: "valueArea.market.remove",
	undoRemoveMarket: "valueArea.market.undoRemove",
	moveMarketToGroup: "valueArea.market.moveToGroup",
	moveMarketUp: "valueArea.market.moveUp",
	moveMarketDown: "valueArea.market.moveDown",
	addGroup: "valueArea.group.add",
	openGroup: "valueArea.group.open",
	renameGroup: "valueArea.group.rename",
	removeGroup: "valueArea.group.remove",
	importMarkets: "valueArea.importMarkets",
	exportMarkets: "valueArea.exportMarkets",
	findMarket: "valueArea.findMarket",
	showLastValues: "valueArea.showLastValues",
	hideLastValues: "valueArea.hideLastValues",
	openWalkthrough: "valueArea.openWalkthrough",
	openDataSet: "valueArea.dataSet.open",
	openDataSetProfile: "valueArea.dataSet.volumeProfile",
	openDataSetVwap: "valueArea.dataSet.vwap",
	renameDataSet: "valueArea.dataSet.rename",
	forgetDataSet: "valueArea.dataSet.forget",
	refresh: "valueArea.refresh",
	refreshWithoutCache: "valueArea.refreshWithoutCache",
	exportData: "valueArea.exportData",
	copyImage: "valueArea.copyImage",
	saveImage: "valueArea.saveImage",
	presets: "valueArea.presets",
	followMarket: "valueArea.followMarket",
	addMarket: "valueArea.addMarket",
	checkVendor: "valueArea.checkVendor",
	showLog: "valueArea.showLog",
	diagnose: "valueArea.diagnose",
	clearCache: "valueArea.clearCache",
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const EXTENSION_ID = "value-area.value-area";
/** The first steps with the extension. */
export const WALKTHROUGH = "firstSteps";
export const VIEW_CONTAINER = "valueArea";
export const MARKETS_VIEW = "valueArea.markets";
export const DATA_SETS_VIEW = "valueArea.dataSets";
export const CHART_VIEW_TYPE = "valueArea.chart";
export const DATA_SET_VIEW_TYPE = "valueArea.dataSet";

/** Context keys that `when` clauses of the manifest read. */
export const CONTEXT_KEYS = {
	/** True once the other keys are set; before that no command is disabled. */
	isActive: "valueArea.isActive",
	hasKey: "valueArea.hasKey",
	/** Whether somebody has signed in to a server of their own. */
	hasSignIn: "valueArea.hasSignIn",
	hasLastQuery: "valueArea.hasLastQuery",
	/** Whether the chart in front has anything to export. */
	chartHasData: "valueArea.chartHasData",
	canUndoRemoval: "valueArea.canUndoRemoval",
	/** Whether a market is saved. */
	hasMarkets: "valueArea.hasMarkets",
	/** Whether rows of the markets view show their last values. */
	showsValues: "valueArea.showsValues",
} as const;

/** Name in the global state of the queries that were answered lately. */
export const LAST_QUERIES_STATE = "lastQueries";
/** The same of how charts of each kind were looked at last. */
export const LAST_LOOKS_STATE = "lastLooks";

/** `viewItem` values of the markets view. */
export const MARKET_CONTEXT = { market: "market", readOnly: "market.readOnly" } as const;

/** `viewItem` values of the groups of that view. */
export const GROUP_CONTEXT = { group: "group", readOnly: "group.readOnly" } as const;

/** `viewItem` values of the view of data sets. */
export const DATA_SET_CONTEXT = {
	dataSet: "dataSet",
	ofWorkspace: "dataSet.workspace",
	unreadable: "unreadableDataSet",
} as const;

export const SETTINGS = {
	kiyotakaHost: "valueArea.kiyotaka.host",
	kiyotakaCustomOrigin: "valueArea.kiyotaka.customOrigin",
	kiyotakaPlan: "valueArea.kiyotaka.plan",
	kaikoRegion: "valueArea.kaiko.region",
	kaikoCustomOrigin: "valueArea.kaiko.customOrigin",
	kaikoReferenceOrigin: "valueArea.kaiko.referenceOrigin",
	kaikoDataVersion: "valueArea.kaiko.dataVersion",
	kaikoPageSize: "valueArea.kaiko.pageSize",
	tradesMemoryMegabytes: "valueArea.trades.memoryMegabytes",
	tradesThreads: "valueArea.trades.threads",
	tradesSpillFolder: "valueArea.trades.spillFolder",
	tradesSpillMegabytes: "valueArea.trades.spillMegabytes",
	clickHouseSeconds: "valueArea.clickHouse.seconds",
	clickHouseMemoryMegabytes: "valueArea.clickHouse.memoryMegabytes",
	clickHouseRows: "valueArea.clickHouse.rows",
	clickHouseAnswerMegabytes: "valueArea.clickHouse.answerMegabytes",
	valueAreaPercent: "valueArea.valueArea.percent",
	valueAreaMethod: "valueArea.valueArea.method",
	checkVolumePercent: "valueArea.vendorCheck.volumePercent",
	checkPocRows: "valueArea.vendorCheck.pocRows",
	checkVwapBps: "valueArea.vendorCheck.vwapBps",
	showLimits: "valueArea.statusBar.limits",
	timeZone: "valueArea.timeZone",
	sessions: "valueArea.sessions",
	palette: "valueArea.palette",
	presets: "valueArea.presets",
	rows: "valueArea.limits.rows",
	kiyotakaIntervals: "valueArea.limits.kiyotakaIntervals",
	bodyMegabytes: "valueArea.limits.bodyMegabytes",
	requestsInFlight: "valueArea.limits.requestsInFlight",
	operationSeconds: "valueArea.limits.operationSeconds",
	cacheMegabytes: "valueArea.cache.megabytes",
} as const;
export type SettingId = (typeof SETTINGS)[keyof typeof SETTINGS];

/** The setting of each limit that has one. */
export const LIMIT_SETTINGS: Readonly<Record<SettableLimit, SettingId>> = {
	kaikoPageSize: SETTINGS.kaikoPageSize,
	rows: SETTINGS.rows,
	kiyotakaIntervals: SETTINGS.kiyotakaIntervals,
	bodyBytes: SETTINGS.bodyMegabytes,
	requestsInFlight: SETTINGS.requestsInFlight,
	operationMs: SETTINGS.operationSeconds,
};

/** The settings that say where a provider is asked. */
interface PlaceSettings {
	/** One of its own hosts by name, or `custom`. */
	readonly host: SettingId;
	/** The address that a person types. */
	readonly customOrigin: SettingId;
}

export const PLACE_SETTINGS: Readonly<Record<RemoteProviderId, PlaceSettings>> = {
	kiyotaka: { host: SETTINGS.kiyotakaHost, customOrigin: SETTINGS.kiyotakaCustomOrigin },
	kaiko: { host: SETTINGS.kaikoRegion, customOrigin: SETTINGS.kaikoCustomOrigin },
};

/** The setting in which a person says their plan, where a provider has several. */
export const PLAN_SETTINGS: Readonly<Partial<Record<RemoteProviderId, SettingId>>> = {
	kiyotaka: SETTINGS.kiyotakaPlan,
};

/** Settings that decide where a request and its key go: `application` scope, restricted in untrusted workspaces. */
export const HOST_SETTINGS: readonly SettingId[] = [
	SETTINGS.kiyotakaHost,
	SETTINGS.kiyotakaCustomOrigin,
	SETTINGS.kaikoRegion,
	SETTINGS.kaikoCustomOrigin,
	SETTINGS.kaikoReferenceOrigin,
	SETTINGS.kaikoDataVersion,
];

/** How charts look where a view does not say it: `resource` scope, so that a folder may choose. */
export const CHART_SETTINGS: readonly SettingId[] = [
	SETTINGS.valueAreaPercent,
	SETTINGS.valueAreaMethod,
	SETTINGS.checkVolumePercent,
	SETTINGS.checkPocRows,
	SETTINGS.checkVwapBps,
	SETTINGS.timeZone,
	SETTINGS.sessions,
	SETTINGS.palette,
];
