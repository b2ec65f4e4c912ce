import * as vscode from "vscode";
import type { DataSets } from "../../app/dataSets/dataSets";
import type { Definitions } from "../../app/dataSets/definitions";
import type { MarketStore } from "../../app/markets/marketStore";
import type { QueryService } from "../../app/queryService";
import type { SignIns } from "../../app/signIns";
import type { EnterKey } from "../access/enterKey";
import type { SwitchKey } from "../access/switchKey";
import { dataSetCommands } from "../dataSets/dataSetCommands";
import type { ExchangeNames } from "../../core/query/words/label";
import type { DataSetPanels } from "../dataSets/dataSetPanels";
import { openTrades } from "../dataSets/openTrades";
import { COMMANDS, type CommandId } from "../ids";
import type { OutputLog } from "../log";
import type { ChangeChart, OpenChart } from "../openChart";
import type { ChartPanel } from "../panels/chartPanel";
import type { ChartPanels } from "../panels/chartPanels";
import type { FailureWords } from "../panels/panelPart";
import type { LastLooks } from "../prompts/lastLooks";
import type { LastQueries } from "../prompts/lastQueries";
import type { QueryPrompts } from "../prompts/queryPrompts";
import type { SeenMarkets } from "../seenMarkets";
import type { RowValues } from "../tree/rowValues";
import type { MarketsTreeState } from "../tree/marketsTree";
import type { CostOf } from "../words/costLine";
import { translate } from "../words/uiText";
import { ArgumentError } from "./argument";
import { addMarket } from "./markets/addMarket";
import { askQuery } from "./askQuery";
import { checkVendor } from "./checkVendor";
import { clearCache } from "./clearCache";
import { diagnose, type DiagnoseDeps } from "./diagnose";
import { duplicateMarket } from "./markets/duplicateMarket";
import { editMarket } from "./markets/editMarket";
import { exportData } from "./exportData";
import { exportMarkets } from "./markets/exportMarkets";
import { followMarket } from "./followMarket";
import { findMarket } from "./markets/findMarket";
import { importMarkets } from "./markets/importMarkets";
import { addGroup, moveRows, moveToGroup, renameGroup } from "./markets/groups";
import { openMarket } from "./markets/openMarket";
import { openGroup, openRows } from "./markets/openSeveral";
import { openQuery } from "./openQuery";
import { openSampleData } from "./openSampleData";
import { removeApiKey } from "./keys/removeApiKey";
import { environmentKeys } from "./keys/environmentKeys";
import { removeAllKeys } from "./keys/removeAllKeys";
import { renameApiKey } from "./keys/renameApiKey";
import { switchApiKey } from "./keys/switchApiKey";
import { hideLastValues, showLastValues } from "./markets/showLastValues";
import { openWalkthrough } from "./openWalkthrough";
import { MarketRemoval } from "./markets/removeMarket";
import { renameMarket } from "./markets/renameMarket";
import { runLastQuery } from "./runLastQuery";
import { presets } from "./presets";
import { saveImage } from "./saveImage";
import { saveMarket } from "./markets/saveMarket";
import { setApiKey } from "./keys/setApiKey";
import { inform } from "../inform";
import { unwaited } from "../unwaited";

export interface CommandDeps {
	readonly dataSets: DataSets;
	readonly definitions: Pick<Definitions, "get" | "list">;
	readonly dataSetPanels: DataSetPanels;
	/** Whether a saved market or an open chart has a data set by its id. */
	readonly isNamed: (id: string) => Promise<boolean>;
	/** The list of data sets is other than it was. */
	readonly dataSetsChanged: () => void;
	readonly diagnosis: DiagnoseDeps;
	readonly signIns: Pick<SignIns, "connections" | "remove">;
	/** Makes a data set of a table of a ClickHouse server. */
	readonly addConnection: () => Promise<void>;
	readonly service: QueryService;
	readonly store: MarketStore;
	/** The view of markets. */
	readonly marketsTree: MarketsTreeState;
	/** Numbers that its rows show. */
	readonly values: RowValues;
	readonly enterKey: EnterKey;
	readonly switchKey: SwitchKey;
	readonly prompts: QueryPrompts;
	readonly panels: ChartPanels;
	readonly openChart: OpenChart;
	readonly changeChart: ChangeChart;
	readonly lastQueries: LastQueries;
	/** How charts of each kind were looked at last. */
	readonly lastLooks: Pick<LastLooks, "of">;
	readonly seenMarkets: SeenMarkets;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
	/** Puts a failure into words. */
	readonly describe: (error: unknown) => FailureWords;
	/** What a query costs at its provider. */
	readonly costOf: CostOf;
	readonly now: () => number;
	readonly log: OutputLog;
}

/** The explorer passes the row that was clicked, then all that are selected. */
type Handler = (argument?: unknown, selection?: unknown) => void | Promise<void>;

/** Runs an action on the chart in front; tells the person when there is none. */
function onActivePanel(
	panels: ChartPanels,
	act: (panel: ChartPanel) => void | Promise<void>,
): Handler {
	return () => {
		if (panels.active !== undefined) return act(panels.active);
		inform(vscode.l10n.t("Open a chart first."));
	};
}

function handlers(deps: CommandDeps): Record<CommandId, Handler> {
	const { panels, log } = deps;
	const removal = new MarketRemoval(deps);
	const save = saveMarket(deps);
	const open = openMarket(deps);
	const rename = renameGroup(deps);
	const { dataSets, dataSetPanels, dataSetsChanged, openChart } = deps;
	const dataSet = dataSetCommands({
		dataSets,
		definitions: deps.definitions,
		signIns: deps.signIns,
		panels: dataSetPanels,
		isNamed: deps.isNamed,
		openChart,
		lastLooks: deps.lastLooks,
		onDidChange: dataSetsChanged,
	});
	return {
		[COMMANDS.queryVolumeProfile]: askQuery("volumeProfile", deps),
		[COMMANDS.queryVwap]: askQuery("vwap", deps),
		[COMMANDS.openQuery]: openQuery(deps),
		[COMMANDS.runLastQuery]: runLastQuery(deps),
		[COMMANDS.openTrades]: openTrades({
			dataSets,
			show: (id) => dataSetPanels.open(id),
			onDidAdd: dataSetsChanged,
		}),
		[COMMANDS.addClickHouseConnection]: () => deps.addConnection(),
		[COMMANDS.openDataSet]: dataSet.open,
		[COMMANDS.openDataSetProfile]: dataSet.chart("volumeProfile"),
		[COMMANDS.openDataSetVwap]: dataSet.chart("vwap"),
		[COMMANDS.renameDataSet]: dataSet.rename,
		[COMMANDS.forgetDataSet]: dataSet.forget,
		[COMMANDS.openSampleData]: openSampleData(deps),
		[COMMANDS.setApiKey]: setApiKey(deps),
		[COMMANDS.switchApiKey]: switchApiKey(deps),
		[COMMANDS.renameApiKey]: renameApiKey(deps),
		[COMMANDS.removeApiKey]: removeApiKey(deps),
		[COMMANDS.removeAllKeys]: removeAllKeys(deps),
		[COMMANDS.environmentKeys]: environmentKeys({
			service: deps.service,
			environment: process.env,
		}),
		[COMMANDS.saveMarket]: () => save(),
		[COMMANDS.openMarket]: openRows({ ...deps, open }),
		[COMMANDS.renameMarket]: renameMarket({ store: deps.store, renameGroup: rename }),
		[COMMANDS.editMarket]: editMarket(deps),
		[COMMANDS.duplicateMarket]: duplicateMarket(deps),
		[COMMANDS.removeMarket]: removal.remove,
		[COMMANDS.undoRemoveMarket]: removal.undo,
		[COMMANDS.moveMarketToGroup]: moveToGroup(deps),
		[COMMANDS.moveMarketUp]: moveRows(deps, "up"),
		[COMMANDS.moveMarketDown]: moveRows(deps, "down"),
		[COMMANDS.addGroup]: addGroup(deps),
		[COMMANDS.openGroup]: openGroup({ ...deps, open }),
		[COMMANDS.renameGroup]: rename,
		[COMMANDS.removeGroup]: removal.remove,
		[COMMANDS.importMarkets]: importMarkets(deps),
		[COMMANDS.exportMarkets]: exportMarkets(deps),
		[COMMANDS.findMarket]: findMarket({ ...deps, open }),
		[COMMANDS.showLastValues]: showLastValues(deps),
		[COMMANDS.hideLastValues]: hideLastValues(deps),
		[COMMANDS.openWalkthrough]: openWalkthrough,
		[COMMANDS.refresh]: onActivePanel(panels, ({ controller }) => controller.refresh(true)),
		[COMMANDS.refreshWithoutCache]: onActivePanel(panels, ({ controller }) =>
			controller.refresh(true, "anew"),
		),
		[COMMANDS.addMarket]: onActivePanel(panels, addMarket(deps)),
		[COMMANDS.checkVendor]: checkVendor(deps),
		[COMMANDS.exportData]: onActivePanel(panels, (panel) => exportData(panel, deps.nameOf)),
		[COMMANDS.copyImage]: onActivePanel(panels, (panel) => panel.copyImage()),
		[COMMANDS.saveImage]: onActivePanel(panels, saveImage),
		[COMMANDS.presets]: onActivePanel(panels, presets(deps)),
		[COMMANDS.followMarket]: onActivePanel(panels, followMarket),
		[COMMANDS.showLog]: () => log.show(),
		[COMMANDS.diagnose]: diagnose(deps.diagnosis),
		[COMMANDS.clearCache]: clearCache(deps),
	};
}

/** Runs a command with the argument that it was executed with. Never rejects. */
export type RunCommand = (id: CommandId, argument: unknown, selection?: unknown) => Promise<void>;

/**
 * Binds {@link RunCommand}. Whoever executes a command gets `undefined` and never an error of ours:
 * failures are told to the person.
 */
export function createRunCommand(deps: CommandDeps): RunCommand {
	const handlerOf = handlers(deps);
	return async (id, argument, selection) => {
		try {
			await handlerOf[id](argument, selection);
		} catch (error) {
			if (error instanceof ArgumentError) {
				unwaited(vscode.window.showErrorMessage(translate(error.text)));
			} else {
				deps.report(error);
			}
		}
	};
}
